"""A PDF page as PDFium sees it: its lines in reading order, and what else is on it."""

from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import Any

import pypdfium2.raw as pdfium

from ingest.read.pdf_chars import page_chars
from ingest.read.pdf_columns import columns
from ingest.read.pdf_lines import Line, lines, segments

#: An image that covers this share of a page is the page.
_COVERING = 0.4
_MANY_PATHS = 60
_MOST_OBJECTS = 20_000
_BOLD = 600


@dataclass(frozen=True, slots=True)
class Sheet:
    """What a page holds: columns of lines in reading order, the heights of its rules, and whether an image covers it.

    ``drawn`` tells that there is something to be seen which may be text although none was extracted; ``bold`` holds the
    first character numbers of the lines in bold type.
    """

    number: int
    columns: tuple[tuple[Line, ...], ...] = ()
    rules: tuple[float, ...] = ()
    covered: bool = False
    drawn: bool = False
    bold: frozenset[int] = frozenset()

    @property
    def lines(self) -> list[Line]:
        """All lines in reading order."""
        return [line for column in self.columns for line in column]

    @property
    def text(self) -> str:
        """The plain text of all lines."""
        return "\n".join(line.text for line in self.lines)


def look(page: Any, number: int) -> Sheet:  # noqa: ANN401 - pypdfium2 states no types
    """Extract a PDFium page."""
    text_page = page.get_textpage()
    try:
        chars = page_chars(text_page)
        found = [[char for char in chars if char.turned == turned] for turned in range(4)]
        parted = [lines(region) for turned in found if turned for region in columns(segments(turned))]
        bold = frozenset(line.chars[0] for column in parted for line in column if _is_bold(text_page, line))
    finally:
        text_page.close()
    covered, drawn, rules = _objects(page)
    return Sheet(number, tuple(tuple(column) for column in parted if column), rules, covered, drawn, bold)


def body_height(sheets: Iterable[Sheet]) -> float:
    """The height in which most of a document's text is set."""
    counts: Counter[float] = Counter()
    for sheet in sheets:
        for line in sheet.lines:
            counts[round(line.height, 1)] += len(line.text)
    return counts.most_common(1)[0][0] if counts else 0.0


def _is_bold(text_page: Any, line: Line) -> bool:  # noqa: ANN401
    return all(_char_is_bold(text_page, index) for index in line.chars)


def _char_is_bold(text_page: Any, index: int) -> bool:  # noqa: ANN401
    if pdfium.FPDFText_GetFontWeight(text_page.raw, index) >= _BOLD:
        return True
    size = pdfium.FPDFText_GetFontInfo(text_page.raw, index, None, 0, None)
    if not 1 < size < 512:
        return False
    name = (pdfium.c_char * size)() if hasattr(pdfium, "c_char") else _buffer(size)
    pdfium.FPDFText_GetFontInfo(text_page.raw, index, name, size, None)
    return b"bold" in bytes(name).lower()


def _buffer(size: int) -> Any:  # noqa: ANN401
    import ctypes

    return ctypes.create_string_buffer(size)


def _objects(page: Any) -> tuple[bool, bool, tuple[float, ...]]:  # noqa: ANN401
    """Whether an image covers the page, whether there is much to be seen, and the heights of horizontal rules."""
    width, height = page.get_size()
    area = max(width * height, 1.0)
    images = paths = 0
    covered = False
    rules: list[float] = []
    for count, item in enumerate(page.get_objects(max_depth=2)):
        if count > _MOST_OBJECTS:
            break
        if item.type == pdfium.FPDF_PAGEOBJ_IMAGE:
            left, bottom, right, top = item.get_bounds()
            images += 1
            covered = covered or abs(right - left) * abs(top - bottom) > _COVERING * area
        elif item.type == pdfium.FPDF_PAGEOBJ_PATH:
            left, bottom, right, top = item.get_bounds()
            paths += 1
            if top - bottom < 3 and right - left > 20:
                rules.append((top + bottom) / 2)
            elif right - left > 20 and top - bottom > 8:
                rules += (top, bottom)
    return covered, bool(images) or paths > _MANY_PATHS, _apart(rules)


def _apart(rules: Sequence[float]) -> tuple[float, ...]:
    found: list[float] = []
    for rule in sorted(rules):
        if not found or rule - found[-1] > 2:
            found.append(rule)
    return tuple(found)
