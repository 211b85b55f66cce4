"""Words to their lemmas: pymorphy3 for Cyrillic, Snowball for Latin, chosen by the word's own letters.

The choice must not depend on the neighbours: a query of one word and a passage of two hundred have to meet. Where the
dictionary offers several readings, a reading listed in ``field_words.txt`` wins, then the more probable, then, for words
the dictionary lacks (налоксон, аутрич), a common noun before a first name.
"""

from dataclasses import dataclass
from functools import lru_cache
from importlib.resources import files

import pymorphy3

from index_config.text.english import english_stem
from index_config.text.lookalikes import is_cyrillic

_NAME_MARKS = frozenset({"Surn", "Name", "Patr", "Geox"})


@dataclass(frozen=True, slots=True)
class Reading:
    """One way to read a Russian word form. ``name`` tells a surname, first name, patronymic or place."""

    lemma: str
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


@lru_cache(maxsize=1 << 15)
def readings(word: str) -> tuple[Reading, ...]:
    """Return the distinct readings of a folded Cyrillic word, most probable first."""
    best: dict[tuple[str, bool], float] = {}
    for parse in _morphology().parse(word):
        key = (parse.normal_form.replace("ё", "е"), bool(_NAME_MARKS & parse.tag.grammemes))
        best[key] = best.get(key, 0.0) + parse.score
    return tuple(
        Reading(lemma, score, name) for (lemma, name), score in sorted(best.items(), key=lambda item: (-item[1], item[0]))
    )


@lru_cache(maxsize=1 << 17)
def lemma_of(word: str) -> str:
    """Return the lemma of a folded word without hyphens."""
    if not is_cyrillic(word[0]):
        return english_stem(word)
    found = readings(word)
    for reading in found:
        if reading.lemma in _field_words():
            return reading.lemma
    if not found:
        return word
    if is_dictionary_word(word):
        return found[0].lemma
    return min(found, key=lambda reading: (reading.name, -round(reading.score, 1), len(reading.lemma), reading.lemma)).lemma
