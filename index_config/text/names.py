"""Names of people and places, so that «абдюшева» finds Abdyusheva and the other way round.

In a passage a name is a capitalised word that is not an ordinary word. People type queries in lower case: there every
word counts that the dictionary lacks or knows as a name.
"""

import re
import unicodedata
from enum import StrEnum
from functools import lru_cache
from importlib.resources import files

from index_config.text.english import english_stem
from index_config.text.folding import APOSTROPHES, MARKS, fold
from index_config.text.lemmas import is_dictionary_word, is_field_word, readings
from index_config.text.lookalikes import is_cyrillic, one_script
from index_config.text.stopwords import STOP_WORDS
from index_config.text.transliteration import skeletons

_SHORTEST = 3
_LONGEST = 40
_MOST_LEMMAS = 3
_INNER_MARKS = re.compile(f"[{APOSTROPHES}{MARKS}]")
_POSSESSIVE = re.compile(r"['\u2019]s?$")
#: A reading as a name counts from this share of the probability on (lower-case words only).
_NAME_SHARE = 0.2
_SURNAME = re.compile(r"(.{2,}(?:ов|ев|ин|ын))(?:а|у|ым|ом|е|ой|ою|ых|ыми)?$")
_ADJECTIVE = re.compile(r"(.+[сц]к)(?:ий|ого|ому|им|ом|ая|ой|ую|ою|ие|их|ими)$")


_CALENDAR = (
    "monday tuesday wednesday thursday friday saturday sunday january february march april may june july august "
    "september october november december"
)


@lru_cache(maxsize=1)
def _ordinary_english() -> frozenset[str]:
    text = files("index_config.text").joinpath("english_words.txt").read_text(encoding="utf-8")
    return frozenset(line for line in text.splitlines() if not line.startswith("#")) | set(
        map(english_stem, _CALENDAR.split())
    )


def is_ordinary_english(word: str) -> bool:
    """Tell whether a folded Latin word is an ordinary English one."""
    return english_stem(word) in _ordinary_english()


class Setting(StrEnum):
    """Where a word stands, which decides what its capital says."""

    OPENING = "opening"  # at the beginning of a sentence or heading: any word is capitalised there
    INSIDE = "inside"  # within a sentence: a Russian capital makes a name
    QUERY = "query"  # in a query: people type names in small letters


@lru_cache(maxsize=1 << 16)
def name_keys(word: str, setting: Setting = Setting.OPENING) -> tuple[str, ...]:
    """Return the name skeletons of one word as written, empty when it is no name. ``word`` has no hyphens."""
    capital = word[:1].isupper()
    if not _SHORTEST <= len(word) <= _LONGEST or not word.isalpha() and not _INNER_MARKS.search(word):
        return ()
    folded = fold(word)
    if not (capital or setting is Setting.QUERY) or folded in STOP_WORDS or any(map(str.isdigit, folded)):
        return ()
    if is_cyrillic(folded[0]):
        return _russian_keys(folded, capital, setting)
    if is_ordinary_english(folded):
        return ()
    spelling = unicodedata.normalize("NFC", one_script(word)).lower()
    return skeletons(_POSSESSIVE.sub("", spelling))


def _russian_keys(word: str, capital: bool, setting: Setting) -> tuple[str, ...]:
    found = readings(word)
    named = [reading for reading in found if reading.name and (capital or reading.score >= _NAME_SHARE)]
    surname = _SURNAME.match(word) or _ADJECTIVE.match(word)
    certain = named or (capital and (surname or setting is Setting.INSIDE))
    if is_field_word(word) or (is_dictionary_word(word) and not certain):
        return ()
    if surname:
        return skeletons(surname.group(1))
    lemmas = [reading.lemma for reading in named or found][:_MOST_LEMMAS] or [word]
    return tuple(sorted({skeleton for lemma in lemmas for skeleton in skeletons(lemma)}))
