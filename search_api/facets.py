"""Counting documents by language, kind, country, region, topic and body."""

import re
from collections import Counter
from collections.abc import Iterable, Iterator

from index_config.records import fold_name
from index_config.store.base import Payload
from index_config.vocabulary import ConceptKind, Vocabulary
from search_api.answer import Facets

#: Payload fields that facets count, and the name each has on the wire.
_FIELDS = {
    "language": "language",
    "kind": "kind",
    "countries": "country",
    "regions": "region",
    "topics": "topic",
}
#: What listing a facet's values needs of a payload.
NEEDED = ("document_id", *_FIELDS, "body_names")
_MOST_VALUES = 30
_CYRILLIC = re.compile("[а-яё]", re.IGNORECASE)


def count_facets(payloads: Iterable[Payload], vocabulary: Vocabulary, language: str) -> Facets:
    """Count the documents of passages, or of documents, by each facet's values, most frequent first.

    A body counts once under whichever name it goes; of its names as written the one in ``language`` is shown. At most
    30 values are given of each facet.
    """
    one_each = list({payload["document_id"]: payload for payload in payloads}.values())
    facets = {name: _ranked(_values(one_each, field)) for field, name in _FIELDS.items()}
    return facets | {"body": _ranked(_bodies(one_each, vocabulary, language))}


def _ranked(values: Iterable[str]) -> tuple[tuple[str, int], ...]:
    counts = Counter(values)
    return tuple(sorted(counts.items(), key=lambda pair: (-pair[1], pair[0]))[:_MOST_VALUES])


def _values(payloads: Iterable[Payload], field: str) -> Iterator[str]:
    for payload in payloads:
        value = payload.get(field) or []
        yield from [value] if isinstance(value, str) else value


def _bodies(payloads: Iterable[Payload], vocabulary: Vocabulary, language: str) -> list[str]:
    """Return the body of each document under the one name that it is shown by."""
    keys: dict[str, str] = {}
    written: dict[str, dict[str, None]] = {}
    found = []
    for payload in payloads:
        names: list[str] = payload.get("body_names") or []
        folded = [fold_name(name) for name in names]
        known = (keys[name] for name in folded if name in keys)
        listed = filter(None, map(vocabulary.body_id, names))
        key = next(known, "") or next(listed, "") or next(iter(folded), "")
        if key:
            found.append(key)
            keys |= dict.fromkeys(folded, key)
            written.setdefault(key, {}).update(dict.fromkeys(names))
    shown = {key: _name(key, names, vocabulary, language) for key, names in written.items()}
    return [shown[key] for key in found]


def _name(key: str, names: Iterable[str], vocabulary: Vocabulary, language: str) -> str:
    concept = vocabulary.get(ConceptKind.BODY, key)
    if concept is not None and language in concept.term:
        return concept.term[language]
    russian = language == "ru"
    return next((name for name in names if bool(_CYRILLIC.search(name)) is russian), next(iter(names)))
