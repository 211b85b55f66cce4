"""Sparse vectors: the terms of passages and queries, hashed and weighted.

A passage's value for a term is its saturated frequency, as in BM25; the engine multiplies the inverse document
frequency when it searches. A query's value is the weight of the term's kind. Their product summed is the score.
"""

import math
import re
from collections import Counter
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence, Set
from dataclasses import dataclass
from functools import lru_cache
from hashlib import blake2b

from index_config.domain import Span
from index_config.text.terms import Term, TermKind, analyse, analyse_query
from index_config.vocabulary import Expansion

#: Part of an index's recipe. Bump this when the same text would give other terms, other hashes or other values: a
#: change of the rules in index_config/text, of the word lists there, of the dictionaries (pymorphy3-dicts-ru,
#: PyStemmer) or of the weights below that shape passages. Weights of queries may change freely.
ANALYSIS_VERSION = "terms-2"

_QUOTED = re.compile(r"\"[^\"]+\"|«[^»]+»|“[^”]+”|„[^“”]+[“”]")
_HASH_BYTES = 4
#: How fast repetition saturates and how much length counts (BM25's k1 and b). Passages are cut to like lengths, so
#: length says little; a term repeated in one is still about it.
_SATURATION = 1.2
_LENGTH_SHARE = 0.5
#: The number of word terms of a typical passage; fixed, so that a passage's vector depends on itself alone.
_TYPICAL_LENGTH = 150
#: One occurrence in the context heading counts as this share of one in the text: a heading says what a passage is
#: about, but all passages of a document share it.
_CONTEXT_SHARE = 0.6

#: What one match is worth. A number of a case or provision is what the reader is after, whatever else the query says; a
#: name is worth a word, and usually rare anyway. The exact form counts beside its lemma only in quotation marks:
#: without them «налоксона» and «налоксоном» ask the same and must be answered alike.
KIND_WEIGHTS: Mapping[TermKind, float] = {
    TermKind.IDENTIFIER: 3.0,
    TermKind.LEMMA: 1.0,
    TermKind.NAME: 1.0,
    TermKind.FORM: 0.3,
}


@dataclass(frozen=True, slots=True)
class SparseVector:
    """Indices (unsigned 32 bits, ascending, unique) and their values, of equal length."""

    indices: tuple[int, ...]
    values: tuple[float, ...]

    def __post_init__(self) -> None:
        if len(self.indices) != len(self.values):
            raise ValueError(f"{len(self.indices)} indices but {len(self.values)} values")
        if any(left >= right for left, right in zip(self.indices, self.indices[1:], strict=False)):
            raise ValueError("indices must be ascending and unique")

    def dot(self, other: "SparseVector") -> float:
        """Return the inner product: the score before inverse document frequencies."""
        values = dict(zip(other.indices, other.values, strict=True))
        return sum(value * values.get(index, 0.0) for index, value in zip(self.indices, self.values, strict=True))


class SparseEncoder:
    """Turns passages and queries into sparse vectors. Stateless: the same text gives the same vector everywhere."""

    @property
    def fingerprint(self) -> str:
        """What an index must remember to refuse queries analysed in another way."""
        return ANALYSIS_VERSION

    def encode_passage(self, text: str, context: str = "") -> SparseVector:
        """Return the saturated term frequencies of a passage; ``context`` is its heading, embedded and never quoted."""
        terms = analyse(text)
        counts: dict[str, float] = {}
        for term in terms:
            counts[term.key] = counts.get(term.key, 0.0) + 1.0
        for key in {term.key for term in analyse(context)}:
            counts[key] = counts.get(key, 0.0) + _CONTEXT_SHARE
        length = sum(term.kind is TermKind.LEMMA for term in terms)
        norm = _SATURATION * (1 - _LENGTH_SHARE + _LENGTH_SHARE * length / _TYPICAL_LENGTH)
        return _vector((key, count * (_SATURATION + 1) / (count + norm)) for key, count in counts.items())

    def encode_query(self, text: str, expansions: Sequence[Expansion] = ()) -> SparseVector:
        """Return the weighted terms of a query; forms added by ``expansions`` count less, by their weight."""
        return _vector(_query_weights(text, expansions).items())

    def highlighter(self, query_text: str, expansions: Sequence[Expansion] = ()) -> Callable[[str], tuple[Span, ...]]:
        """Return the function that finds the words of one query in many passages; see ``highlights``."""
        return highlighter(query_text, expansions)

    def highlights(self, query_text: str, passage_text: str, expansions: Sequence[Expansion] = ()) -> tuple[Span, ...]:
        """Return what the function ``highlights`` returns."""
        return highlights(query_text, passage_text, expansions)


def highlights(query_text: str, passage_text: str, expansions: Sequence[Expansion] = ()) -> tuple[Span, ...]:
    """Return the spans of the passage's words that the query or its expansions matched, ordered and disjoint."""
    return highlighter(query_text, expansions)(passage_text)


def highlighter(query_text: str, expansions: Sequence[Expansion] = ()) -> Callable[[str], tuple[Span, ...]]:
    """Return a function from a passage's text to its highlights, for one query and many passages."""
    wanted = frozenset(_query_weights(query_text, expansions))
    return lambda text: merged(term.span for term in analyse(text) if term.key in wanted)


def merged(spans: Iterable[Span]) -> tuple[Span, ...]:
    """Join spans that overlap or touch."""
    joined: list[Span] = []
    for span in sorted(spans):
        if joined and span.start <= joined[-1].end:
            joined[-1] = Span(joined[-1].start, max(joined[-1].end, span.end))
        else:
            joined.append(span)
    return tuple(joined)


def _query_weights(text: str, expansions: Sequence[Expansion]) -> dict[str, float]:
    weights = _weights(text)
    for expansion in expansions:
        for form in _telling_forms(expansion):
            for key, weight in _form_weights(form).items():
                weights[key] = max(weights.get(key, 0.0), weight * expansion.weight)
    return weights


def _telling_forms(expansion: Expansion) -> Iterator[str]:
    """Yield the forms without those that only lengthen one searched already.

    Beside "methadone", "methadone treatment" would add nothing but every passage on treatment.
    """
    searched: list[Set[str]] = [set(_form_weights(expansion.found))] if expansion.found else []
    for form in expansion.forms:
        keys = set(_form_weights(form))
        if not any(shorter and shorter < keys for shorter in searched):
            searched.append(keys)
            yield form


def _weights(query: str) -> dict[str, float]:
    """Weigh the terms of a query by kind; the spellings that one name may have share its weight."""
    found = analyse_query(query)
    with_lemma = {term.span for term in found if term.kind is TermKind.LEMMA}
    quoted = [Span(*match.span()) for match in _QUOTED.finditer(query)]
    terms = [term for term in found if term.kind is not TermKind.FORM or _counts(term, with_lemma, quoted)]
    spellings = Counter(term.span for term in terms if term.kind is TermKind.NAME)
    return {
        term.key: KIND_WEIGHTS[term.kind] / (spellings[term.span] if term.kind is TermKind.NAME else 1)
        for term in terms
    }


def _counts(form: Term, with_lemma: Set[Span], quoted: Sequence[Span]) -> bool:
    return form.span not in with_lemma or any(form.span.overlaps(span) for span in quoted)


@lru_cache(maxsize=1 << 12)
def _form_weights(form: str) -> Mapping[str, float]:
    """Weigh the terms of an added form. The words of a phrase share its weight: «programme» alone says little."""
    terms = [term for term in analyse(form) if term.kind in (TermKind.LEMMA, TermKind.IDENTIFIER)]
    share = math.sqrt(max(1, sum(term.kind is TermKind.LEMMA for term in terms)))
    return {term.key: KIND_WEIGHTS[term.kind] / share for term in terms}


@lru_cache(maxsize=1 << 17)
def _index_of(key: str) -> int:
    return int.from_bytes(blake2b(key.encode("utf-8"), digest_size=_HASH_BYTES).digest(), "big")


def _vector(weights: Iterable[tuple[str, float]]) -> SparseVector:
    """Hash the keys; where two fall together (1 in 4 billion pairs) their values add up."""
    values: dict[int, float] = {}
    for key, weight in weights:
        index = _index_of(key)
        values[index] = values.get(index, 0.0) + weight
    indices = tuple(sorted(values))
    return SparseVector(indices, tuple(values[index] for index in indices))
