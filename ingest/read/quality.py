"""Is a text what its page shows? Finds text layers that are missing or garbage."""

import re
import unicodedata
from functools import lru_cache

from index_config.errors import GarbledText

#: Texts with fewer visible characters are not judged: a page number alone is no evidence.
FEWEST_CHARACTERS = 40
# Shares above which a text is garbage. On sound pages of 190 real documents the highest were 0.00, 0.02, 0.17, 0.02,
# 0.12 and 0.02, on garbage the lowest that counted 0.07, 0.30, 0.60, 0.30, 0.48 and 0.40.
_REPLACED, _PRIVATE, _ODD_WORDS, _CONTROLS, _VOWELLESS, _MIXED_SCRIPTS = 0.05, 0.10, 0.30, 0.10, 0.35, 0.20
_FEWEST_VOWELS, _MOST_VOWELS = 0.20, 0.70
_SYMBOLS = 0.50
_PIECE = 10_000
_FEWEST_WORDS, _FEWEST_LETTERS = 8, 60
_ODD = re.compile(
    r"[^\W\d_][\\_\[\]^`|{}~<>@;=?#$%&*+]+[^\W_]|[a-zа-яё][A-ZА-ЯЁ]{1,2}[a-zа-яё]|[^\W\d_]\d+[^\W\d_]|^[a-z]{2,}[A-Z]"
)
_ADDRESS = re.compile(r"://|www\.|@\w|\.(?:com|org|net|ru|pdf|html?)\b", re.IGNORECASE)
_WORD = re.compile(r"[^\W\d_]{4,}")
#: Letters that stand beside those of any alphabet, and the scripts that Japanese mixes.
_WITHOUT_SCRIPT = frozenset(
    str.split("MODIFIER FEMININE MASCULINE MICRO OHM CJK HIRAGANA KATAKANA HALFWIDTH FULLWIDTH")
)
_VOWELS = frozenset("aeiouyæœøаеёиоуыэюяіїєәөүұаєў")


def fault(text: str) -> str:
    """Say what is wrong with an extracted text, or nothing ("") where it reads as language."""
    text = _sample(text)
    visible = [char for char in text if not char.isspace()]
    if visible and all(unicodedata.category(char).startswith("C") for char in visible):
        return "characters to which the file gives no meaning"
    if len(visible) < FEWEST_CHARACTERS:
        return ""
    count = len(visible)
    if sum(char == "\ufffd" for char in visible) > _REPLACED * count:
        return "characters to which the file gives no meaning"
    if sum(unicodedata.category(char) in {"Co", "Cn"} for char in visible) > _PRIVATE * count:
        return "private-use characters"
    if sum(char < " " for char in visible) > _CONTROLS * count:
        return "control characters in place of letters"
    letters = [char for char in visible if char.isalpha()]
    digits = sum(char.isdigit() for char in visible)
    if (
        len(letters) < 0.25 * count
        and count - len(letters) - digits > _SYMBOLS * count
        and len(letters) + digits < 0.4 * count
    ):
        return "symbols in place of letters" if not _is_drawing(visible) else ""
    return _fault_of_words(text, letters)


def _sample(text: str) -> str:
    """Three pieces of a long text: judging takes time, and garbage does not hide."""
    if len(text) <= 3 * _PIECE:
        return text
    middle = len(text) // 2
    return "\n".join((text[:_PIECE], text[middle : middle + _PIECE], text[-_PIECE:]))


def refuse_garbled(text: str, file: str) -> None:
    """Raise ``GarbledText`` where a text is no language."""
    if reason := fault(text):
        raise GarbledText(file=file, reason=reason)


def odd_words(text: str) -> float:
    """The share of words that no language spells so: signs or digits between letters, capitals inside."""
    words = [word for word in text.split() if sum(map(str.isalpha, word)) > 2 and not _ADDRESS.search(word)]
    if len(words) < _FEWEST_WORDS:
        return 0.0
    return sum(bool(_ODD.search(word)) for word in words) / len(words)


def _fault_of_words(text: str, letters: list[str]) -> str:
    if odd_words(text) > _ODD_WORDS:
        return "signs and capitals inside the words"
    words = _WORD.findall(text)
    if len(words) < _FEWEST_WORDS or len(letters) < _FEWEST_LETTERS:
        return ""
    if sum(len({_script(char) for char in word} - {""}) > 1 for word in words) > _MIXED_SCRIPTS * len(words):
        return "letters of several alphabets in one word"
    alphabetic = [word for word in words if _script(word[0]) in {"LATIN", "CYRILLIC"}]
    if len(alphabetic) < max(_FEWEST_WORDS, 0.5 * len(words)) or _capitals(alphabetic):
        return ""
    if sum(not any(map(_is_vowel, word)) for word in alphabetic) > _VOWELLESS * len(alphabetic):
        return "words without vowels"
    spelt = [char for word in alphabetic for char in word]
    vowels = sum(map(_is_vowel, spelt)) / len(spelt)
    return "" if _FEWEST_VOWELS < vowels < _MOST_VOWELS else "letters that spell no language"


def _capitals(words: list[str]) -> bool:
    """Abbreviations and codes have no vowels and mean no harm."""
    return sum(word.isupper() for word in words) > 0.5 * len(words)


def _is_drawing(visible: list[str]) -> bool:
    """Rules and leaders drawn with characters: one sign over and over."""
    return len(set(visible)) < 0.1 * len(visible) + 8


@lru_cache(maxsize=4096)
def _is_vowel(char: str) -> bool:
    return unicodedata.normalize("NFD", char.lower())[0] in _VOWELS or char.lower() in _VOWELS


@lru_cache(maxsize=4096)
def _script(char: str) -> str:
    name = unicodedata.name(char, "").split(" ", 1)[0] if char.isalpha() else ""
    return "" if name in _WITHOUT_SCRIPT else name
