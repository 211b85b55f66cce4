"""Corrections of queries: one typing error, the wrong keyboard layout, Russian in Latin letters.

A word is left alone where the index, the vocabulary or a dictionary knows it. Corrections are told to the reader, never
made in silence.
"""

import math
import re
from collections import Counter
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from enum import StrEnum
from functools import cached_property

from index_config.text.folding import fold
from index_config.text.keyboard import in_cyrillic, other_layout
from index_config.text.lemmas import is_dictionary_word, lemma_of, readings
from index_config.text.lookalikes import is_cyrillic, is_latin
from index_config.text.names import Setting, is_ordinary_english, name_keys
from index_config.text.near_words import NearWords
from index_config.text.stopwords import STOP_WORDS
from index_config.text.tokens import raw_words

#: Shorter words have too many neighbours.
_SHORTEST_TYPO = 5
_SHORTEST_LAYOUT = 3
_ENDING_SIZES = (1, 2, 3)
_MARKS = ".,;:?!"
_CHUNK = re.compile(r"\S+")
_VERSUS = re.compile(r"\b(?:v\.?|vs\.?|против|проти)\s")
_SURNAME = re.compile(r"(?:[оеё]в|[иы]н|[сц]к(?:ий|ая))(?:а|у|ым|ом|ой|ою)?$")
_HYPHEN = re.compile(r"[-\u2010\u2011]")
#: What a word of the vocabulary is worth beside one that merely occurs in the documents, in powers of e of occurrences.
_VOCABULARY_BONUS = 3.0


class Reason(StrEnum):
    """What was wrong with a word."""

    TYPO = "typo"
    LAYOUT = "layout"
    TRANSLITERATION = "transliteration"


@dataclass(frozen=True, slots=True)
class Change:
    """One word of the query that was replaced."""

    before: str
    after: str
    reason: Reason


@dataclass(frozen=True, slots=True)
class Correction:
    """The query as it was searched for, and what was changed."""

    query: str
    changes: tuple[Change, ...]


def count_words(texts: Iterable[str]) -> Counter[str]:
    """Count the folded words of the documents, hyphenated words by their parts: what ``Speller`` needs."""
    counts: Counter[str] = Counter()
    for text in texts:
        counts.update(raw for raw, _ in raw_words(text))
    folded: Counter[str] = Counter()
    for raw, count in counts.items():
        for part in _HYPHEN.split(raw):
            if len(part) >= _SHORTEST_LAYOUT and part.isalpha():
                folded[fold(part)] += count
    return folded


class Speller:
    """Corrects queries towards the words of an index and of the vocabulary.

    Args:
        words: folded words of the documents with their numbers of occurrences (see ``count_words``).
        vocabulary: folded words of the vocabulary (``Vocabulary.words()``); they are known even where no document has
        them.
    """

    def __init__(self, words: Mapping[str, int], vocabulary: Iterable[str] = ()) -> None:
        self._counts = words
        self._vocabulary = frozenset(vocabulary)

    @cached_property
    def _near(self) -> NearWords:
        """The words by their halves; filing them takes a second, and most queries have no unknown word."""
        return NearWords(self._vocabulary.union(self._counts))

    def correct(self, query: str) -> Correction | None:
        """Return the corrected query and what was changed, ``None`` where nothing needs correction."""
        changes: list[Change] = []
        pieces: list[str] = []
        at = 0
        chunks = list(_CHUNK.finditer(query))
        typed_blind = any(self._from_layout(chunk.group()) for chunk in chunks)
        for chunk in chunks:
            pieces.append(query[at : chunk.start()])
            inside = chunk is not chunks[0] or bool(_VERSUS.search(query))
            pieces.append(self._corrected(chunk.group(), typed_blind, inside, changes))
            at = chunk.end()
        if not changes:
            return None
        return Correction("".join(pieces) + query[at:], tuple(changes))

    def _corrected(self, chunk: str, typed_blind: bool, inside: bool, changes: list[Change]) -> str:
        switched = self._from_layout(chunk, typed_blind)
        if switched:
            changes.append(Change(chunk, switched, Reason.LAYOUT))
            return switched
        corrected, at = "", 0
        for raw, start in raw_words(chunk):
            corrected += chunk[at:start]
            corrected += "-".join(self._corrected_word(part, inside, changes) for part in _HYPHEN.split(raw))
            at = start + len(raw)
        return corrected + chunk[at:]

    def _corrected_word(self, word: str, inside: bool, changes: list[Change]) -> str:
        folded = fold(word)
        if not word.isalpha() or self._is_known(folded):
            return word
        for find, reason in (
            (self._from_latin, Reason.TRANSLITERATION),
            (self._nearest, Reason.TYPO),
            (self._nearly_from_latin, Reason.TRANSLITERATION),
        ):
            found = find(folded)
            if found and (_found_alike(word, found) or (_is_name(word, inside) and found not in self._vocabulary)):
                return word
            if found:
                changes.append(Change(word, found, reason))
                return found
        return word

    def _is_known(self, word: str) -> bool:
        return (
            len(word) < _SHORTEST_LAYOUT
            or word in STOP_WORDS
            or self._is_ours(word)
            or (is_dictionary_word(word) if is_cyrillic(word[0]) else is_ordinary_english(word))
        )

    def _is_ours(self, word: str) -> bool:
        return any(form in self._counts or form in self._vocabulary for form in (word, lemma_of(word)))

    def _from_layout(self, chunk: str, blind: bool = False) -> str:
        """Return a chunk read in the other layout, where only that makes words. Commas may be letters there.

        ``blind`` tells that a neighbour was typed in the wrong layout: then a short word («в»), one that could be
        Russian in Latin letters, or one with a typing error besides, is read in the other layout, too.
        """
        letters = sum(map(str.isalpha, chunk))
        if any(map(str.isdigit, chunk)) or (letters >= _SHORTEST_LAYOUT and self._all_known(chunk)):
            return ""
        if not blind and (
            letters < _SHORTEST_LAYOUT or any(self._from_latin(fold(raw)) for raw, _ in raw_words(chunk))
        ):
            return ""
        for switched in _switched(chunk):
            word = switched.rstrip(_MARKS)
            if self._all_known(word) if letters >= _SHORTEST_LAYOUT else word in STOP_WORDS:
                return switched
            if blind and (nearest := self._nearest(word)):
                return nearest + switched[len(word) :]
        return ""

    def _all_known(self, chunk: str) -> bool:
        parts = [part for raw, _ in raw_words(chunk) for part in _HYPHEN.split(raw)]
        return bool(parts) and all(self._is_known(fold(part)) for part in parts)

    def _from_latin(self, word: str) -> str:
        return next(filter(self._is_ours, self._latin_readings(word)), "")

    def _nearly_from_latin(self, word: str) -> str:
        return next(filter(None, map(self._nearest, self._latin_readings(word))), "")

    def _latin_readings(self, word: str) -> Iterator[str]:
        if is_latin(word[0]) and len(word) >= _SHORTEST_LAYOUT:
            yield from filter(None, in_cyrillic(word))

    def _nearest(self, word: str) -> str:
        """Return the likeliest known word one edit away; an ending that no known form has is set aside and put back."""
        if len(word) < _SHORTEST_TYPO:
            return ""
        found = self._best(word, self._near.within_one_edit(word))
        if found or not is_cyrillic(word[0]):
            return found
        for size in _ENDING_SIZES:
            stem, ending = word[:-size], word[-size:]
            if len(stem) >= _SHORTEST_TYPO:
                found = self._best(
                    stem, (near for near in self._near.within_one_edit(stem) if near in self._vocabulary)
                )
                if found and lemma_of(found + ending) == lemma_of(found):
                    return found + ending
        return ""

    def _best(self, word: str, candidates: Iterable[str]) -> str:
        return max(candidates, key=lambda candidate: (self._worth(word, candidate), candidate), default="")

    def _worth(self, word: str, candidate: str) -> float:
        worth = math.log1p(self._counts.get(candidate, 0)) + _VOCABULARY_BONUS * (candidate in self._vocabulary)
        return worth + (candidate[0] == word[0]) + (_consonants(candidate) == _consonants(word))


def _is_name(word: str, inside: bool) -> bool:
    """Tell a name by its capital: inside a query always, at its beginning where the word looks like a surname.

    A name that no document holds must not become a word that some do («Рылков», «рынков»).
    """
    if not word[0].isupper() or word.isupper():
        return False
    if inside or not is_cyrillic(word[0].lower()):
        return inside
    return bool(_SURNAME.search(word)) or readings(fold(word))[0].name


def _found_alike(word: str, other: str) -> bool:
    """Tell whether the index finds one by the other: a form of the same word, or a name in either script.

    Abbreviations («zpt») look like names and are not.
    """
    if lemma_of(fold(word)) == lemma_of(other):
        return True
    return len(word) >= _SHORTEST_TYPO and not set(name_keys(word, Setting.QUERY)).isdisjoint(
        name_keys(other.capitalize(), Setting.OPENING)
    )


def _consonants(word: str) -> str:
    """People confuse vowels and double letters: a word that keeps its other consonants is likelier the one meant."""
    return re.sub(r"(.)\1", r"\1", re.sub("[аеиоуыэюяaeiouyьъ]", "", word))


def _switched(chunk: str) -> Iterator[str]:
    """Yield a chunk in the other layout: first with its last marks as letters («.» is «ю»), then as marks."""
    body = chunk.rstrip("?!")
    for length in dict.fromkeys((len(body), len(body.rstrip(_MARKS)))):
        switched = other_layout(body[:length])
        if switched and all(letter.isalpha() or letter in "-'" for letter in switched):
            yield switched + chunk[length:]
