"""Reading ``vocabulary.yaml``: checked entry by entry, with errors that name file, entry and field."""

import re
from collections.abc import Mapping
from dataclasses import dataclass
from enum import StrEnum
from pathlib import Path

import yaml

from index_config.errors import CatalogueError

LANGUAGES = ("en", "ru")
_ID = re.compile(r"[A-Za-z0-9]+(?:[-.][A-Za-z0-9]+)*")


class ConceptKind(StrEnum):
    """What an entry of the vocabulary is; each kind has a section of the file, named in the plural."""

    TOPIC = "topic"
    COUNTRY = "country"
    REGION = "region"
    BODY = "body"
    GUIDELINE = "guideline"
    PLACE = "place"
    WORD = "word"


SECTIONS = {
    "topics": ConceptKind.TOPIC,
    "countries": ConceptKind.COUNTRY,
    "regions": ConceptKind.REGION,
    "bodies": ConceptKind.BODY,
    "guidelines": ConceptKind.GUIDELINE,
    "places": ConceptKind.PLACE,
    "words": ConceptKind.WORD,
}
_REQUIRED = ("id", "en", "ru")
_LISTS = ("also_en", "also_ru", "near_en", "near_ru", "found_as", "cased", "members")
_TEXTS = ("about_en", "about_ru", "country")


@dataclass(frozen=True, slots=True)
class Concept:
    """One entry: a topic, country, region, body, heading of the International Guidelines, city or common word.

    ``term`` and ``about`` (the definition) are by language code. ``also`` holds synonyms and abbreviations that mean
    the same; ``near`` words that point to the concept without naming it (adjectives of countries, narrower words);
    ``found_as`` slang and stigmatising words: found when searched, never used to answer. ``cased`` lists the forms that
    count only with their capitals. ``members`` are a region's country codes, ``country`` a city's.
    """

    id: str
    kind: ConceptKind
    term: Mapping[str, str]
    also: Mapping[str, tuple[str, ...]]
    near: Mapping[str, tuple[str, ...]]
    about: Mapping[str, str]
    found_as: tuple[str, ...] = ()
    cased: frozenset[str] = frozenset()
    members: tuple[str, ...] = ()
    country: str = ""

    @property
    def names(self) -> tuple[str, ...]:
        """The forms to answer and to search with: terms, then synonyms, in both languages."""
        return tuple(
            dict.fromkeys([*self.term.values(), *(form for language in LANGUAGES for form in self.also[language])])
        )

    @property
    def hints(self) -> tuple[str, ...]:
        """The forms that point here without naming the concept."""
        return tuple(form for language in LANGUAGES for form in self.near[language])


def read_vocabulary(path: Path) -> tuple[Concept, ...]:
    """Read and check the file.

    Raises:
        CatalogueError: the file cannot be read or an entry is wrong.
    """
    try:
        content = yaml.safe_load(path.read_text(encoding="utf-8"))
    except (OSError, UnicodeDecodeError, yaml.YAMLError) as error:
        raise _wrong(path, "–", "–", f"cannot be read: {error}") from error
    if not isinstance(content, dict):
        raise _wrong(path, "–", "–", "must hold the sections " + ", ".join(SECTIONS))
    unknown = set(content) - set(SECTIONS)
    if unknown:
        raise _wrong(path, "–", sorted(map(str, unknown))[0], "unknown section")
    concepts = tuple(
        _concept(path, kind, number, entry)
        for section, kind in SECTIONS.items()
        for number, entry in enumerate(content.get(section) or (), 1)
    )
    _check_together(path, concepts)
    return concepts


def _wrong(path: Path, entry: str, field: str, reason: str) -> CatalogueError:
    return CatalogueError(file=path.name, entry=entry, field=field, reason=reason)


def _concept(path: Path, kind: ConceptKind, number: int, entry: object) -> Concept:
    if not isinstance(entry, dict):
        raise _wrong(path, f"{kind.value} {number}", "–", "must be a mapping of fields")
    name = str(entry.get("id", f"{kind.value} {number}"))
    for field in entry:
        if field not in _REQUIRED + _LISTS + _TEXTS:
            raise _wrong(path, name, str(field), "unknown field")
    for field in _REQUIRED:
        if not isinstance(entry.get(field), str) or not entry[field].strip():
            raise _wrong(path, name, field, "must be a text (quote numbers, yes and no)")
    for field in _TEXTS:
        if not isinstance(entry.get(field, ""), str):
            raise _wrong(path, name, field, "must be a text")
    for field in _LISTS:
        _check_list(path, name, field, entry.get(field, []))
    if not _ID.fullmatch(entry["id"]):
        raise _wrong(path, name, "id", "letters, digits, dots and hyphens only")
    concept = Concept(
        id=entry["id"],
        kind=kind,
        term={language: entry[language] for language in LANGUAGES},
        also={language: tuple(entry.get(f"also_{language}", ())) for language in LANGUAGES},
        near={language: tuple(entry.get(f"near_{language}", ())) for language in LANGUAGES},
        about={language: entry.get(f"about_{language}", "") for language in LANGUAGES},
        found_as=tuple(entry.get("found_as", ())),
        cased=frozenset(entry.get("cased", ())),
        members=tuple(entry.get("members", ())),
        country=entry.get("country", ""),
    )
    _check_alone(path, concept)
    return concept


def _check_list(path: Path, name: str, field: str, value: object) -> None:
    if not isinstance(value, list) or not all(isinstance(item, str) and item.strip() for item in value):
        raise _wrong(path, name, field, "must be a list of texts (quote numbers, yes and no)")
    repeated = [item for number, item in enumerate(value) if item in value[:number]]
    if repeated:
        raise _wrong(path, name, field, f"«{repeated[0]}» is listed twice")


def _check_alone(path: Path, concept: Concept) -> None:
    forms = {*concept.names, *concept.hints, *concept.found_as}
    strangers = sorted(concept.cased - forms)
    if strangers:
        raise _wrong(path, concept.id, "cased", f"«{strangers[0]}» is no form of this entry")
    shared = sorted(set(concept.found_as) & {*concept.names, *concept.hints})
    if shared:
        raise _wrong(path, concept.id, "found_as", f"«{shared[0]}» is also a form to answer with")
    if concept.kind is ConceptKind.TOPIC and not all(concept.about.values()):
        raise _wrong(path, concept.id, "about", "a topic needs a definition in both languages")
    if concept.kind is ConceptKind.REGION and not concept.members:
        raise _wrong(path, concept.id, "members", "a region needs its countries")


def _check_together(path: Path, concepts: tuple[Concept, ...]) -> None:
    seen: set[tuple[ConceptKind, str]] = set()
    for concept in concepts:
        if (concept.kind, concept.id) in seen:
            raise _wrong(path, concept.id, "id", "is taken by another entry of the section")
        seen.add((concept.kind, concept.id))
    countries = {concept.id for concept in concepts if concept.kind is ConceptKind.COUNTRY}
    for concept in concepts:
        strangers = [code for code in (*concept.members, concept.country) if code and code not in countries]
        if strangers:
            field = "country" if concept.country else "members"
            raise _wrong(path, concept.id, field, f"{strangers[0]} is no country of this file")
