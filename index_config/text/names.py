"""Names of people and places, so that «абдюшева» finds Abdyusheva and the other way round.

In a passage a name is a capitalised word that is not an ordinary word. People type queries in lower case: there every
word counts that the dictionary lacks or knows as a name.
"""

import re
import unicodedata
from functools import lru_cache
from importlib.resources import files

from index_config.text.english import english_stem
from index_config.text.folding import fold
from index_config.text.lemmas import is_dictionary_word, readings
from index_config.text.lookalikes import is_cyrillic, one_script
from index_config.text.stopwords import STOP_WORDS
from index_config.text.transliteration import skeletons

_SHORTEST = 3
_MOST_LEMMAS = 3
#: A reading as a name counts from this share of the probability on (lower-case words only).
_NAME_SHARE = 0.2
_SURNAME = re.compile(r"(.{2,}(?:ов|ев|ин|ын))(?:а|у|ым|ом|е|ой|ою|ых|ыми)?$")
_ADJECTIVE = re.compile(r"(.+[сц]к)(?:ий|ого|ому|им|ом|ая|ой|ую|ою|ие|их|ими)$")


_CALENDAR = (
    "monday tuesday wednesday thursday friday saturday sunday january february march april may june july august september "
    "october november december"
)


@lru_cache(maxsize=1)
def _ordinary_english() -> frozenset[str]:
    text = files("index_config.text").joinpath("english_words.txt").read_text(encoding="utf-8")
    return frozenset(line for line in text.splitlines() if not line.startswith("#")) | set(
        map(english_stem, _CALENDAR.split())
    )


@lru_cache(maxsize=1 << 16)
def name_keys(word: str, any_case: bool = False) -> tuple[str, ...]:
    """Return the name skeletons of one word as written, empty when it is no name.

    Args:
        word: the word without hyphens.
        any_case: take lower-case words too, as in a query.
    """
    if len(word) < _SHORTEST or not word[0].isalpha() or not (any_case or word[0].isupper()):
        return ()
    folded = fold(word)
    if folded in STOP_WORDS or any(letter.isdigit() for letter in folded):
        return ()
    if is_cyrillic(folded[0]):
        return _russian_keys(folded, capital=word[0].isupper())
    if english_stem(folded) in _ordinary_english():
        return ()
    spelling = unicodedata.normalize("NFC", one_script(word)).lower()
    return skeletons(re.sub(r"['\u2019]s?$", "", spelling))


def _russian_keys(word: str, capital: bool) -> tuple[str, ...]:
    found = readings(word)
    known = is_dictionary_word(word)
    named = [reading for reading in found if reading.name and (capital or reading.score >= _NAME_SHARE)]
    if known and not named:
        return ()
    surname = _SURNAME.match(word) or _ADJECTIVE.match(word)
    if surname:
        return skeletons(surname.group(1))
    lemmas = [reading.lemma for reading in named or found][:_MOST_LEMMAS] or [word]
    return tuple(sorted({skeleton for lemma in lemmas for skeleton in skeletons(lemma)}))
