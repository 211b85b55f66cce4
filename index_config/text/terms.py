"""The terms of a text: what the sparse leg of the search indexes and looks up.

=============  ===================================================  ==========================================
kind           value                                                example
=============  ===================================================  ==========================================
lemma          dictionary form, folded; hyphenated words give the   «налоксона» → ``налоксон``;
               whole and the parts                                  «ВИЧ-положительных» → ``вич-положительный``,
                                                                    ``вич``, ``положительный``
form           the exact form, folded                               ``налоксона``
identifier     numbers and provisions in one canonical spelling     ``application:58502/11``, ``article:228(2)``
name           the skeleton of a name, one for both scripts         «Абдюшева», Abdyusheva → ``abdu6ev``
=============  ===================================================  ==========================================

The same word gives the same terms wherever it stands; only names differ, on purpose, between passage and query.
"""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from enum import StrEnum
from functools import lru_cache

from index_config.domain import Span
from index_config.text.dates import find_dates
from index_config.text.english import english_singular
from index_config.text.folding import HYPHENS, fold, lower_same_length
from index_config.text.lemmas import lemma_of
from index_config.text.lookalikes import code_to_latin, is_latin
from index_config.text.names import Setting, name_keys
from index_config.text.provisions import find_provisions
from index_config.text.references import find_references
from index_config.text.stopwords import STOP_WORDS
from index_config.text.tokens import raw_words

_HYPHEN = re.compile(f"[{HYPHENS}]")
_NUMBERED = re.compile(r"\d|§|[«\"][а-я][»\"]|\b(?:hepatitis|гепатит)", re.IGNORECASE)
_POSSESSIVE = re.compile(r"'s?$")
_SHORT_NUMBER = 2
_LOOK_BACK = 6
_SKIPPED = ' \u00a0«"“„('


class TermKind(StrEnum):
    """How a term came about; each kind has values of its own that never meet those of another."""

    LEMMA = "lemma"
    FORM = "form"
    IDENTIFIER = "identifier"
    NAME = "name"


@dataclass(frozen=True, slots=True)
class Term:
    """One term and the characters of the text it stands for."""

    value: str
    kind: TermKind
    span: Span

    @property
    def key(self) -> str:
        """The term as it is hashed for the index: kind and value."""
        return f"{self.kind.value}:{self.value}"


@dataclass(frozen=True, slots=True)
class Word:
    """A word of the text, function words included, with its lemma (English: its singular), for matching phrases."""

    lemma: str
    written: str
    span: Span


def analyse(text: str) -> tuple[Term, ...]:
    """Return the terms of a passage: of its words in their order, then its identifiers. Never fails."""
    return tuple(_terms(text, query=False))


def analyse_query(text: str) -> tuple[Term, ...]:
    """Return the terms of a query: as ``analyse``, but a name need not be capitalised."""
    return tuple(_terms(text, query=True))


def words(text: str) -> tuple[Word, ...]:
    """Return every word of the text, hyphenated words by their parts, function words included."""
    return tuple(
        Word(lemma, raw[start:end], Span(at + start, at + end))
        for raw, at in raw_words(text)
        for lemma, start, end in _word_parts(raw)
    )


def _terms(text: str, query: bool) -> Iterator[Term]:
    for raw, at in raw_words(text):
        for kind, value, start, end in _word_terms(raw, _setting(text, raw, at, query)):
            yield Term(value, kind, Span(at + start, at + end))
    if _NUMBERED.search(text):
        lowered = lower_same_length(text)
        for find in (find_references, find_provisions):
            for value, span in find(lowered):
                yield Term(value, TermKind.IDENTIFIER, span)
        for value, span in find_dates(lowered):
            yield Term(f"date:{value}", TermKind.IDENTIFIER, span)


def _setting(text: str, raw: str, at: int, query: bool) -> Setting:
    if query:
        return Setting.INSIDE if raw[0].isupper() else Setting.QUERY
    if raw[0].isupper() and at:
        before = text[max(0, at - _LOOK_BACK) : at].rstrip(_SKIPPED)[-1:]
        if before.isalnum() or before in (",", ";", ")"):
            return Setting.INSIDE
    return Setting.OPENING


@lru_cache(maxsize=1 << 16)
def _word_terms(raw: str, setting: Setting) -> tuple[tuple[TermKind, str, int, int], ...]:
    """Return kind, value and offsets in the word of every term of one word as written."""
    found: list[tuple[TermKind, str, int, int]] = []
    parts = _parts(raw)
    for part, start in parts:
        found.extend((kind, value, start, start + len(part)) for kind, value in _part_terms(part))
        if "." not in part:
            found.extend((TermKind.NAME, key, start, start + len(part)) for key in name_keys(part, setting))
    if len(parts) > 1:
        whole = "-".join(_lemma(fold(part)) for part, _ in parts)
        found.append((TermKind.LEMMA, whole, 0, len(raw)))
        found.append((TermKind.FORM, "-".join(fold(part) for part, _ in parts), 0, len(raw)))
    return tuple(found)


@lru_cache(maxsize=1 << 16)
def _word_parts(raw: str) -> tuple[tuple[str, int, int], ...]:
    return tuple((_phrase_lemma(fold(part)), start, start + len(part)) for part, start in _parts(raw))


def _phrase_lemma(folded: str) -> str:
    """Return what words of phrases are compared by; a single letter («гепатит С») is the same in either script."""
    if len(folded) == 1:
        return code_to_latin(folded)
    plain = folded if folded[:1].isdigit() else folded.replace(".", "")
    return english_singular(plain) if is_latin(plain[:1] or " ") else _lemma(folded)


def _parts(raw: str) -> list[tuple[str, int]]:
    """Split a word at its hyphens. A dotted abbreviation loses its dots, a number keeps them."""
    if "." in raw and not raw[0].isdigit():
        return [(raw, 0)]
    parts: list[tuple[str, int]] = []
    at = 0
    for part in _HYPHEN.split(raw):
        if part:
            parts.append((part, at))
        at += len(part) + 1
    return parts


def _part_terms(part: str) -> Iterator[tuple[TermKind, str]]:
    folded = fold(part)
    if folded.replace(".", "").isdigit():
        if len(folded) > _SHORT_NUMBER:
            yield TermKind.LEMMA, folded
        yield TermKind.FORM, folded
        return
    folded = folded.replace(".", "")
    form = _POSSESSIVE.sub("", folded)
    if form and form not in STOP_WORDS:
        if len(form) > 1:
            yield TermKind.LEMMA, _lemma(form)
        yield TermKind.FORM, form


def _lemma(folded: str) -> str:
    plain = folded if folded[:1].isdigit() else _POSSESSIVE.sub("", folded.replace(".", ""))
    return lemma_of(plain) if plain else folded
