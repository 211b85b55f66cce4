"""Words to their lemmas: pymorphy3 for Cyrillic, Snowball for Latin, chosen by the word's own letters.

The choice must not depend on the neighbours (a query of one word and a passage of two hundred have to meet), and it
should be the same for all forms of a word. Where the dictionary offers several readings:

1. a reading listed in ``field_words.txt`` wins;
2. else the more probable one; of equals the shorter («риске» → риск, not риска);
3. a noun before the adverb made from it («вечером» → вечер);
4. the adjective or participle before the noun made from it («прошлого» → прошлый, «потерпевшего» → потерпеть);
5. for words the dictionary lacks (налоксон, аутрич) a common noun before a first name.
"""

from dataclasses import dataclass
from functools import lru_cache
from importlib.resources import files

import pymorphy3

from index_config.text.english import english_stem
from index_config.text.lookalikes import is_cyrillic

_ADJECTIVES = ("ADJF", "PRTF")
_ADJECTIVE_ENDINGS = ("ий", "ый", "ой", "ая", "яя", "ое", "ее", "ые", "ие")
#: What is longer is no word, but a broken line or an address.
_LONGEST = 64
_ENDINGS = ("а", "у", "ом", "е", "ы", "и", "ов", "ам", "ами", "ах")
_NAME_MARKS = frozenset({"Surn", "Name", "Patr", "Geox"})


@dataclass(frozen=True, slots=True)
class Reading:
    """One way to read a Russian word form. ``name`` tells a surname, first name, patronymic or place."""

    lemma: str
    part: str
    score: float
    name: bool


@lru_cache(maxsize=1)
def _morphology() -> pymorphy3.MorphAnalyzer:
    return pymorphy3.MorphAnalyzer()


@lru_cache(maxsize=1)
def _field_words() -> frozenset[str]:
    lines = files("index_config.text").joinpath("field_words.txt").read_text(encoding="utf-8").splitlines()
    return frozenset(line.strip().replace("ё", "е") for line in lines if line.strip() and not line.startswith("#"))


def is_dictionary_word(word: str) -> bool:
    """Tell whether the Russian dictionary knows the folded word form."""
    return bool(_morphology().word_is_known(word))


def is_field_word(word: str) -> bool:
    """Tell whether the folded word is a form of one listed in ``field_words.txt`` (налоксон, аутрич)."""
    return lemma_of(word) in _field_words()


def is_russian_word(word: str) -> bool:
    """Tell whether the folded word is a form of a word of the dictionary or of the field."""
    return is_dictionary_word(word) or is_field_word(word)


@lru_cache(maxsize=1 << 15)
def readings(word: str) -> tuple[Reading, ...]:
    """Return the distinct readings of a folded Cyrillic word, most probable first."""
    shares: dict[tuple[str, str, bool], float] = {}
    for parse in _morphology().parse(word):
        named = bool(_NAME_MARKS & parse.tag.grammemes)
        key = (parse.normal_form.replace("ё", "е"), str(parse.tag.POS or ""), named)
        shares[key] = shares.get(key, 0.0) + parse.score
    found = [Reading(*key[:2], score, key[2]) for key, score in shares.items()]
    return tuple(sorted(found, key=lambda one: (-round(one.score, 1), len(one.lemma), one.lemma, one.part, one.name)))


@lru_cache(maxsize=1 << 16)
def lemma_of(word: str) -> str:
    """Return the lemma of a folded word without hyphens."""
    if not 0 < len(word) <= _LONGEST:
        return word
    if not is_cyrillic(word[0]):
        return english_stem(word)
    found = readings(word)
    for reading in found:
        if reading.lemma in _field_words():
            return reading.lemma
    if not found:
        return word
    if not is_dictionary_word(word):
        if word in _field_words():
            return word
        stem = next(
            (
                word[: -len(ending)]
                for ending in _ENDINGS
                if word.endswith(ending) and word[: -len(ending)] in _field_words()
            ),
            "",
        )
        return stem or min(found, key=lambda reading: (reading.name, found.index(reading))).lemma
    return _preferred(found).lemma


def _preferred(found: tuple[Reading, ...]) -> Reading:
    first = found[0]
    if first.part == "ADVB":
        first = next((reading for reading in found if reading.part == "NOUN"), first)
    if first.part == "NOUN" and first.lemma.endswith(_ADJECTIVE_ENDINGS):
        first = next((reading for reading in found if reading.part in _ADJECTIVES), first)
    return first
