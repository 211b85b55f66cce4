"""What a paragraph may begin with: «12.», «2.1», «IV.», «(a)», «б)», «iii)»."""

import re
from dataclasses import dataclass
from enum import StrEnum


class Style(StrEnum):
    """The families of enumerators."""

    DECIMAL = "decimal"  # 12.  2.1.
    BRACKET = "bracket"  # 1)  (1)
    LETTER = "letter"  # (a)  а)
    ROMAN = "roman"  # (iv)  iv)
    UPPER_ROMAN = "upper roman"  # IV.
    UPPER_LETTER = "upper letter"  # B.
    BULLET = "bullet"  # –  •


@dataclass(frozen=True, slots=True)
class Enumerator:
    """One reading of what a line begins with: its ``value`` (``(2, 1)`` for «2.1»), label and length in characters."""

    style: Style
    value: tuple[int, ...]
    label: str
    length: int


_SUPERSCRIPT = r"[⁰¹²³⁴⁵⁶⁷⁸⁹]"
_DECIMAL = re.compile(
    rf"(\d{{1,4}}(?:\.\d{{1,3}}){{0,4}})({_SUPERSCRIPT}{{0,2}})"
    r"(?:\.(?!\d)\s*|(?<=\.\d)\s+|(?<=\.\d\d)\s+)(?=[^\s.]|$)"
)
_BRACKET = re.compile(rf"(?:\((\d{{1,3}})\)|(\d{{1,3}})(?:[-.](\d{{1,2}})|({_SUPERSCRIPT}{{1,2}}))?\))\s*(?=\S|$)")
_LETTER = re.compile(rf"\(?([a-zа-яё])(\d{{0,2}}|{_SUPERSCRIPT}{{1,2}})\)\s*(?=\S|$)")
_ROMAN = re.compile(r"\(?([ivxlc]{1,6})\)\s*(?=\S|$)")
_UPPER_ROMAN = re.compile(r"([IVXLC]{1,7})\.\s*(?=\S|$)")
_UPPER_LETTER = re.compile(r"([A-ZА-Я])\.\s+(?=\S)")
_BULLET = re.compile(r"([–—•▪●◦·*]|-(?=\s))\s*(?=\S)")
_SUPERSCRIPTS = re.compile(rf"{_SUPERSCRIPT}+")
_DIGITS = str.maketrans("⁰¹²³⁴⁵⁶⁷⁸⁹", "0123456789")
_ROMAN_DIGITS = {"i": 1, "v": 5, "x": 10, "l": 50, "c": 100}
_LATIN = "abcdefghijklmnopqrstuvwxyz"
#: Letters that Russian enumerations skip (ё, й, ъ, ы, ь) are left out.
_CYRILLIC = "абвгдежзиклмнопрстуфхцчшщэюя"


def roman(numeral: str) -> int:
    """Return the value of a Roman numeral in either case, 0 if it is not one."""
    total, highest = 0, 0
    for letter in reversed(numeral.lower()):
        digit = _ROMAN_DIGITS.get(letter, 0)
        total += digit if digit >= highest else -digit
        highest = max(highest, digit)
    return total if total > 0 and _numeral(total) == numeral.lower() else 0


def plain(number: str) -> str:
    """Write superscripts after a point, as they are cited: «228¹» → «228.1»."""
    return _SUPERSCRIPTS.sub(lambda match: f".{match[0].translate(_DIGITS)}", number)


def readings(text: str) -> tuple[Enumerator, ...]:
    """Return every reading of the enumerator that ``text`` begins with; «(i)» has two, prose has none."""
    found = []
    if match := _DECIMAL.match(text):
        label = plain(match[1] + match[2])
        value = tuple(int(part) for part in label.split("."))
        found.append(Enumerator(Style.DECIMAL, value, label, match.end()))
    if match := _BRACKET.match(text):
        whole, inserted = match[1] or match[2], match[3] or plain(match[4] or "").strip(".")
        value = (int(whole), int(inserted)) if inserted else (int(whole),)
        found.append(Enumerator(Style.BRACKET, value, ".".join(map(str, value)), match.end()))
    if match := _LETTER.match(text):
        found += _letters(match)
    if (match := _ROMAN.match(text)) and roman(match[1]):
        found.append(Enumerator(Style.ROMAN, (roman(match[1]),), match[1], match.end()))
    if (match := _UPPER_ROMAN.match(text)) and roman(match[1]):
        found.append(Enumerator(Style.UPPER_ROMAN, (roman(match[1]),), match[1], match.end()))
    if match := _UPPER_LETTER.match(text):
        found.append(Enumerator(Style.UPPER_LETTER, (ord(match[1]),), match[1], match.end()))
    if match := _BULLET.match(text):
        found.append(Enumerator(Style.BULLET, (), match[1], match.end()))
    return tuple(found)


def _letters(match: re.Match[str]) -> list[Enumerator]:
    letter, digits = match[1], plain(match[2]).strip(".")
    alphabet = _LATIN if letter in _LATIN else _CYRILLIC
    if letter not in alphabet:
        return []
    value = (alphabet.index(letter) + 1, *((int(digits),) if digits else ()))
    label = f"{letter}.{digits}" if digits else letter
    return [Enumerator(Style.LETTER, value, label, match.end())]


def _numeral(value: int) -> str:
    steps = ((100, "c"), (90, "xc"), (50, "l"), (40, "xl"), (10, "x"), (9, "ix"), (5, "v"), (4, "iv"), (1, "i"))
    result = ""
    for step, letters in steps:
        while value >= step:
            result, value = result + letters, value - step
    return result
