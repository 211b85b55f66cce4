"""The language of a passage, as an ISO 639-1 code.

Clear cases are told by script, letters and function words, short ones by the dictionaries; the rest goes to lingua,
limited to the languages at stake. Lingua has no Kyrgyz, Tajik and Uzbek: these are told by their letters and commonest
words alone.
"""

import re
from functools import lru_cache
from typing import TYPE_CHECKING

from index_config.text.lemmas import is_russian_word
from index_config.text.names import is_ordinary_english
from index_config.text.stopwords import STOP_WORDS, word_set

if TYPE_CHECKING:
    from lingua import LanguageDetector

_FEWEST_LETTERS = 3
_LONGEST_SAMPLE = 2000
#: Share of function words from which a text is taken for a language without a second opinion.
_CLEAR_SHARE = 0.12
#: Share of words in the Russian or English dictionary that makes a second opinion superfluous; queries are often short.
_KNOWN_SHARE = 0.7
#: The majority needed of one script.
_SCRIPT_SHARE = 0.6

_LETTERS = re.compile(r"[^\W\d_]+")
_CYRILLIC = re.compile(r"[\u0400-\u052f]")
_LATIN = re.compile(r"[a-zA-Z\u00c0-\u024fəƏ]")
_GEORGIAN = re.compile(r"[\u10a0-\u10ff\u1c90-\u1cbf]")
_ARMENIAN = re.compile(r"[\u0530-\u058f]")

_RUSSIAN_WORDS = word_set(
    "в и на не что с по как это к от за из для о у же до при или но был была были быть его ее их также во "
    "со том если которые который которая того чтобы так все он она они мы вы я со под без может после"
)
_ENGLISH_WORDS = word_set(
    "the of and to in a is that for it was on with as be by this are or from at not an have has were which had "
    "their they he she his her its been but who will would there if no may shall any such"
)
_NOT_RUSSIAN = re.compile(r"[^\W\d_а-яё]")
#: A foreign name does not make a text foreign: from this share of words with letters that Russian lacks it is not
#: Russian.
_FOREIGN_SHARE = 1 / 8
#: What the letters that Russian lacks tell; the first that fits decides.
_CYRILLIC_MARKS = (
    ("uz", re.compile(r"ў.*[қғҳ]|[қғҳ].*ў", re.DOTALL)),
    ("kk", re.compile(r"[әұһ]|і.*[қғңөү]|[қғңөү].*і", re.DOTALL)),
    ("be", re.compile(r"ў|і.*[ыэ]|[ыэ].*і", re.DOTALL)),
    ("tg", re.compile(r"[ӣӯҷ]")),
    ("uk", re.compile(r"[їєґі]")),
    ("ky", re.compile(r"[ңөү]")),
    ("uz", re.compile(r"\b(?:билан|учун|ҳам)\b")),
    ("tg", re.compile(r"[қғҳ]")),
)
_KYRGYZ_WORDS = re.compile(r"\b(?:жана|менен|болгон|жөнүндө|боюнча|эмес)\b")
_RUSSIAN_LETTERS = re.compile(r"[ыэъё]")
#: Below this confidence of lingua a text in the Russian alphabet is taken as Russian: «налоксон» reads like any of
#: four.
_SURE = 0.6
_UZBEK_LATIN = re.compile(r"\b[a-z]*[og][ʻʼ‘’'`][a-z]+|\b(?:va|bilan|uchun|huquqlari|hamda|boʻyicha|lozim|kerak)\b")
_CYRILLIC_NAMES = ("RUSSIAN", "UKRAINIAN", "BELARUSIAN", "KAZAKH")
_LATIN_NAMES = (
    "ENGLISH", "AZERBAIJANI", "ROMANIAN", "LITHUANIAN", "LATVIAN", "ESTONIAN", "POLISH", "GERMAN", "FRENCH", "SPANISH",
)  # fmt: skip


def detect_language(text: str) -> str:
    """Return the ISO 639-1 code of the language most of ``text`` is in, ``""`` where the text is too little to tell."""
    sample = text[:_LONGEST_SAMPLE].lower()
    words = _LETTERS.findall(sample)
    letters = sum(map(len, words))
    if letters < _FEWEST_LETTERS:
        return ""
    for code, script in (("ka", _GEORGIAN), ("hy", _ARMENIAN)):
        if len(script.findall(sample)) > _SCRIPT_SHARE * letters:
            return code
    if len(_CYRILLIC.findall(sample)) > _SCRIPT_SHARE * letters:
        return _cyrillic_language(sample, words)
    if len(_LATIN.findall(sample)) > _SCRIPT_SHARE * letters:
        return _latin_language(sample, words)
    return ""


def _share(words: list[str], known: frozenset[str]) -> float:
    return sum(word in known for word in words) / len(words)


def _cyrillic_language(sample: str, words: list[str]) -> str:
    foreign = sum(bool(_NOT_RUSSIAN.search(word)) for word in words)
    if foreign >= _FOREIGN_SHARE * len(words):
        marked = next((code for code, mark in _CYRILLIC_MARKS if mark.search(sample)), "")
        if marked:
            return marked
    elif _share(words, _RUSSIAN_WORDS) >= _CLEAR_SHARE and _RUSSIAN_LETTERS.search(sample):
        return "ru"
    if _KYRGYZ_WORDS.search(sample):
        return "ky"
    if not foreign and sum(map(is_russian_word, words)) >= _KNOWN_SHARE * len(words):
        return "ru"
    confidence = _detector(_CYRILLIC_NAMES).compute_language_confidence_values(sample)[0]
    return confidence.language.iso_code_639_1.name.lower() if confidence.value >= _SURE else "ru"


def _latin_language(sample: str, words: list[str]) -> str:
    english = _share(words, _ENGLISH_WORDS)
    if english >= (_CLEAR_SHARE if sample.isascii() else 2 * _CLEAR_SHARE):
        return "en"
    known = sum(word in STOP_WORDS or is_ordinary_english(word) for word in words)
    if sample.isascii() and known >= _KNOWN_SHARE * len(words):
        return "en"
    if len(_UZBEK_LATIN.findall(sample)) * 8 >= len(words):
        return "uz"
    found = _detector(_LATIN_NAMES).detect_language_of(sample)
    return found.iso_code_639_1.name.lower() if found else ""


@lru_cache(maxsize=2)
def _detector(names: tuple[str, ...]) -> "LanguageDetector":
    from lingua import Language, LanguageDetectorBuilder

    languages = [getattr(Language, name) for name in names]
    # The full models take 350 MB and seconds to load; on the passages left to them they are right no more often.
    return LanguageDetectorBuilder.from_languages(*languages).with_low_accuracy_mode().build()
