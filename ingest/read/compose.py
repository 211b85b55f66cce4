"""Puts a page's raw text together from blocks, and marks what the format says of them.

Blocks are parted by a blank line; items of one list and rows of one table by U+2028, the line break that is meant.
"""

import re
from collections.abc import Iterator

from index_config.domain import Mark, MarkKind, RawPage, Span

PARAGRAPH, LINE = "\n\n", "\u2028"
BULLET = "•"
_RUSSIAN = "абвгдежзиклмнопрстуфхцчшщэюя"
_LATIN = "abcdefghijklmnopqrstuvwxyz"
_ALPHABETS = {"a": _LATIN, "A": _LATIN.upper(), "а": _RUSSIAN, "А": _RUSSIAN.upper()}
_ROMAN_SIGNS = str.split("M CM D CD C XC L XL X IX V IV I")
_ROMAN = tuple(zip((1000, 900, 500, 400, 100, 90, 50, 40, 10, 9, 5, 4, 1), _ROMAN_SIGNS, strict=True))
_SUPERSCRIPTS = str.maketrans("0123456789*", "⁰¹²³⁴⁵⁶⁷⁸⁹*")
_NOTE_SIGN = re.compile(r"\[?(\d{1,3})\]?")


def superscript(sign: str) -> str:
    """Print the sign that calls a footnote so that it does not run into the word before it: 12 → ¹².

    Signs other than numbers (*, †, an ordinal's ending) stay as they are.
    """
    match = _NOTE_SIGN.fullmatch(sign.strip())
    return match[1].translate(_SUPERSCRIPTS) if match else sign


def note_call(label: str) -> str:
    """Print the number of a note where the text calls it: ¹², or [iv] for letters, which have no such signs."""
    return superscript(label) if not label.isalpha() else f"[{label}]"


def counted(number: int, style: str = "1") -> str:
    """Print the number of a list item: ``style`` is 1, a, A, i or I, as in HTML, or а, А for Russian letters."""
    if style in _ALPHABETS and number > 0:
        alphabet = _ALPHABETS[style]
        letter = alphabet[(number - 1) % len(alphabet)]
        return letter * ((number - 1) // len(alphabet) + 1)
    if style in {"i", "I"} and 0 < number < 4000:
        roman = "".join(sign * times for sign, times in _roman_parts(number))
        return roman if style == "I" else roman.lower()
    return str(number)


def _roman_parts(number: int) -> Iterator[tuple[str, int]]:
    for value, sign in _ROMAN:
        times, number = divmod(number, value)
        yield sign, times


class Composer:
    """Collects blocks of text and their marks."""

    def __init__(self) -> None:
        self._parts: list[str] = []
        self._marks: list[Mark] = []
        self._length = 0
        self._in_list = False

    def block(self, text: str, kind: MarkKind | None = None, label: str = "", level: int = 0) -> Span | None:
        """Add a block; an empty one is left out. List items that follow one another are kept together."""
        text = text.strip(" \t\r\n\u2028\u00a0")
        if not text:
            return None
        is_item = kind is MarkKind.LIST
        if self._parts:
            self._add(LINE if is_item and self._in_list else PARAGRAPH)
        self._in_list = is_item
        span = Span(self._length, self._length + len(text))
        self._add(text)
        if kind is not None:
            self._marks.append(Mark(kind, span, label, level))
        return span

    def table(self, rows: list[list[str]], label: str = "") -> None:
        """Add a table as rows of «cell | cell»; rows without text are left out."""
        lines = [" | ".join(cells).rstrip(" |").lstrip() for cells in rows if any(cells)]
        self.block(LINE.join(lines), MarkKind.TABLE, label)

    def mark(self, kind: MarkKind, span: Span, label: str = "", level: int = 0) -> None:
        """Mark a span of what was added."""
        self._marks.append(Mark(kind, span, label, level))

    @property
    def length(self) -> int:
        """How many characters were added so far."""
        return self._length

    def page(self, number: int = 1) -> RawPage:
        """Return the page."""
        return RawPage(number, "".join(self._parts), tuple(self._marks))

    def _add(self, text: str) -> None:
        self._parts.append(text)
        self._length += len(text)
