"""The characters of a PDF page with their places, as PDFium gives them."""

import ctypes
import math
from collections import Counter
from collections.abc import Iterator, Sequence
from typing import Any, NamedTuple

import pypdfium2.raw as pdfium

#: PDFium's sign for a hyphen at a line end, and the soft hyphen: what is printed is a hyphen.
_SIGNS = dict.fromkeys((0xFFFE, 0x02, 0x00AD), "-")
#: What PDFium makes of the ligatures of TeX's fonts, which have no map: between letters they are what they look like.
_LIGATURES = {0x21B5: "ff", 0: "ffi"}
#: Characters printed twice within this share of their height are one (bold made by printing twice).
_TWICE = 0.12
#: A page with fewer doubles has none: narrow letters may share a place by rounding.
_TWICE_PRINTED = 0.01
#: A digit is raised when it begins this share of its own height above the baseline.
_CLEAR = 0.35
#: Heights in em: of a character's box, and of a capital.
_HEIGHT, _TALL = 1.15, 0.68
#: Most fonts state heights up to 1.21 times too small, some 1.26 times and more; of 60 files none lay between. A border
#: inside either heap would measure the pages of one file by two measures.
_UNDERSTATED = 1.23
_SAMPLED, _FEWEST_TALL = 80, 12
_MOST_CHARACTERS = 200_000


class Char(NamedTuple):
    """A character in a frame where text runs left to right and ``y`` grows upwards. ``y`` is the baseline.

    ``spaced`` tells that the file or PDFium puts a space before it; ``turned`` is the quarter turns of its text against
    the page's own; ``number`` is PDFium's; ``raised`` tells a digit that stands
    above the line.
    """

    text: str
    x0: float
    x1: float
    y: float
    height: float
    spaced: bool
    turned: int
    number: int
    raised: bool = False


def page_chars(text_page: Any) -> list[Char]:  # noqa: ANN401 - pypdfium2 states no types
    """Return a page's visible characters in the order of the file, each printed one once.

    The page is turned so that most of its text runs from left to right.
    """
    handle = text_page.raw
    count = min(pdfium.FPDFText_CountChars(handle), _MOST_CHARACTERS)
    box, x, y = pdfium.FS_RECTF(), ctypes.c_double(), ctypes.c_double()
    found: list[tuple[str, tuple[float, float, float, float], tuple[float, float], int, bool, int]] = []
    spaced = False
    for index in range(count):
        code = pdfium.FPDFText_GetUnicode(handle, index)
        text = _SIGNS.get(code) or (_ligature(handle, index) if code in _LIGATURES else chr(code))
        if text.isspace() or text == "\0":
            spaced = True
            continue
        pdfium.FPDFText_GetLooseCharBox(handle, index, box)
        pdfium.FPDFText_GetCharOrigin(handle, index, x, y)
        angle = pdfium.FPDFText_GetCharAngle(handle, index)
        turned = round(angle / (math.pi / 2)) % 4 if angle > 0 else 0
        found.append((text, (box.left, box.bottom, box.right, box.top), (x.value, y.value), turned, spaced, index))
        spaced = False
    main = Counter(turned for *_, turned, _, _ in found).most_common(1)[0][0] if found else 0
    chars = [_turned(one, main) for one in found]
    return _measured(handle, list(_once(chars)) if _printed_twice(chars) else chars)


def _ligature(handle: Any, index: int) -> str:  # noqa: ANN401
    """The letters of a ligature, if the character stands inside a word."""
    code, before, after = (pdfium.FPDFText_GetUnicode(handle, index + step) for step in (0, -1, 1))
    follows, precedes = (chr(other).isascii() and chr(other).islower() for other in (before, after))
    return _LIGATURES[code] if follows and (precedes or code) else chr(code)


def _measured(handle: Any, chars: list[Char]) -> list[Char]:  # noqa: ANN401
    """Find the raised digits, and put right the heights of fonts that state a wrong one.

    The box of a glyph itself tells both: a raised digit stands clear of its baseline, and a capital or digit is about
    0.68 em high.
    """
    left, right, bottom, top = (ctypes.c_double() for _ in range(4))
    tall: list[float] = []
    for place, char in enumerate(chars):
        digit = "0" <= char.text <= "9"
        if char.turned or not (digit or (char.text.isupper() and len(tall) < _SAMPLED)):
            continue
        pdfium.FPDFText_GetCharBox(handle, char.number, left, right, bottom, top)
        if digit and bottom.value - char.y > _CLEAR * (top.value - bottom.value) > 0:
            chars[place] = char._replace(raised=True)
        else:
            tall.append((top.value - bottom.value) / char.height)
    tall.sort()
    factor = _HEIGHT / _TALL * tall[int(0.8 * len(tall))] if len(tall) >= _FEWEST_TALL else 1.0
    if factor < _UNDERSTATED:
        return chars
    return [char._replace(height=char.height * factor) for char in chars]


def _turned(
    found: tuple[str, tuple[float, float, float, float], tuple[float, float], int, bool, int], main: int
) -> Char:
    """Bring a character into the frame in which its own text runs left to right."""
    text, (left, bottom, right, top), (x, y), turned, spaced, index = found
    if turned == 1:  # runs downwards: PDFium counts angles clockwise
        left, bottom, right, top, y = -top, left, -bottom, right, x
    elif turned == 2:  # upside down
        left, bottom, right, top, y = -right, -top, -left, -bottom, -y
    elif turned == 3:  # runs upwards
        left, bottom, right, top, y = bottom, -right, top, -left, -x
    return Char(text, left, right, y, max(top - bottom, 0.1), spaced, (turned - main) % 4, index)


def _printed_twice(chars: Sequence[Char]) -> bool:
    """Tell whether many characters share their place with another of their kind."""
    places = {(char.text, int(char.x0), int(char.y)) for char in chars}
    return len(chars) - len(places) > _TWICE_PRINTED * len(chars)


def _once(chars: Sequence[Char]) -> Iterator[Char]:
    """Leave out characters that are printed a second time at the same place."""
    seen: dict[tuple[str, int, int], list[Char]] = {}
    for char in chars:
        near = _TWICE * char.height
        key = (char.text, char.turned, round(char.y))
        if any(abs(other.x0 - char.x0) < near and abs(other.y - char.y) < near for other in seen.get(key, ())):
            continue
        for line in (-1, 0, 1):
            seen.setdefault((char.text, char.turned, round(char.y) + line), []).append(char)
        yield char
