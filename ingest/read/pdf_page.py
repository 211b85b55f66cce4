"""A PDF page as PDFium sees it: its lines in reading order, and what else is on it."""

import ctypes
from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from typing import Any

import pypdfium2.raw as pdfium

from ingest.read.pdf_chars import page_chars
from ingest.read.pdf_columns import columns
from ingest.read.pdf_lines import Bar, Line, Segment, lines, segments

#: An image that covers this share of a page is the page.
_COVERING = 0.4
_MANY_PATHS = 60
_MOST_OBJECTS = 20_000
#: Text turned against the page's own that makes up less of it is a stamp on the margin.
_STAMP = 0.03
_SET_OFF = 1.7
_LONGEST_NAME = 256
_SHORTEST_RULE, _SHORTEST_BAR, _THICKEST_RULE = 20, 8, 3  # points
_MOST_BARS = 600  # a page with more is a drawing
_BOLD = 600


@dataclass(frozen=True, slots=True)
class Sheet:
    """What a page holds.

    ``columns`` are lines in reading order; ``rules`` the heights of horizontal rules, ``bars`` the vertical ones;
    ``covered`` tells that an image covers the page.

    ``drawn`` tells that there is something to be seen which may be text although none was extracted; ``bold`` holds the
    first character numbers of the lines in bold type.
    """

    number: int
    columns: tuple[tuple[Line, ...], ...] = ()
    rules: tuple[float, ...] = ()
    bars: tuple[Bar, ...] = ()
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
    objects = _objects(page)
    text_page = page.get_textpage()
    try:
        chars = page_chars(text_page)
        found = [[char for char in chars if char.turned == turned] for turned in range(4)]
        parted = [
            lines(region, objects.bars, raised=not objects.covered)
            for turned in found
            if len(turned) > _STAMP * len(chars)
            for region in _reading_order(segments(turned, objects.bars), objects.bars)
        ]
        bold = frozenset(line.chars[0] for column in parted for line in column if _is_bold(text_page, line))
    finally:
        text_page.close()
    order = tuple(tuple(column) for column in parted if column)
    return Sheet(number, order, objects.rules, objects.bars, objects.covered, objects.drawn, bold)


def _reading_order(found: list[Segment], bars: Sequence[Bar]) -> list[list[Segment]]:
    """The columns of a page, a line of its own at its head or foot apart from them."""
    rows = sorted(found, key=lambda segment: -segment.y)
    head, foot = _edge(rows), _edge(rows[::-1])
    if head + foot >= len(rows):
        return [rows]
    parts = columns(rows[head : len(rows) - foot], bars)
    if len(parts) == 1:
        return [found]
    return [part for part in (rows[:head], *parts, rows[len(rows) - foot :]) if part]


def _edge(rows: Sequence[Segment]) -> int:
    """How many segments form the outermost line, if a wide gap sets it off."""
    count = next((index for index, one in enumerate(rows) if abs(one.y - rows[0].y) > 0.5 * one.height), len(rows))
    if count == len(rows):
        return 0
    return count if abs(rows[count].y - rows[0].y) > _SET_OFF * rows[count].height else 0


def body_height(sheets: Iterable[Sheet]) -> float:
    """The height in which most of a document's text is set."""
    counts: Counter[float] = Counter()
    for sheet in sheets:
        for line in sheet.lines:
            counts[round(line.height, 1)] += len(line.text)
    return counts.most_common(1)[0][0] if counts else 0.0


def _is_bold(text_page: Any, line: Line) -> bool:  # noqa: ANN401
    return all(_char_is_bold(text_page.raw, index) for index in line.chars)


def _char_is_bold(handle: Any, index: int) -> bool:  # noqa: ANN401
    if pdfium.FPDFText_GetFontWeight(handle, index) >= _BOLD:
        return True
    name = ctypes.create_string_buffer(_LONGEST_NAME)
    size = pdfium.FPDFText_GetFontInfo(handle, index, name, _LONGEST_NAME, None)
    return 1 < size <= _LONGEST_NAME and b"bold" in name.raw[:size].lower()


@dataclass(frozen=True, slots=True)
class _Objects:
    """What a page holds beside text."""

    rules: tuple[float, ...]
    bars: tuple[Bar, ...]
    covered: bool
    drawn: bool


def _objects(page: Any) -> _Objects:  # noqa: ANN401
    width, height = page.get_size()
    images = paths = 0
    covered = False
    rules: list[float] = []
    bars: list[Bar] = []
    for kind, (left, bottom, right, top) in _drawn(page.raw):
        if kind == pdfium.FPDF_PAGEOBJ_IMAGE:
            images += 1
            covered = covered or (right - left) * (top - bottom) > _COVERING * width * height
            continue
        paths += 1
        if right - left > _SHORTEST_RULE:
            rules += ((top + bottom) / 2,) if top - bottom < _THICKEST_RULE else (top, bottom)
        if top - bottom > _SHORTEST_BAR:
            ends = ((left + right) / 2,) if right - left < _THICKEST_RULE else (left, right)
            bars += (Bar(x, bottom, top) for x in ends)
    drawn = bool(images) or paths > _MANY_PATHS
    return _Objects(_apart(rules), tuple(bars[:_MOST_BARS]), covered, drawn)


def _drawn(handle: Any) -> Iterator[tuple[int, tuple[float, float, float, float]]]:  # noqa: ANN401
    """The kinds and bounds of images and paths. PDFium is asked directly: some pages hold an object for each letter."""
    bounds = [ctypes.c_float() for _ in range(4)]
    for index in range(min(pdfium.FPDFPage_CountObjects(handle), _MOST_OBJECTS)):
        item = pdfium.FPDFPage_GetObject(handle, index)
        kind = pdfium.FPDFPageObj_GetType(item)
        if kind == pdfium.FPDF_PAGEOBJ_FORM:
            kind = pdfium.FPDF_PAGEOBJ_IMAGE if _holds_image(item) else pdfium.FPDF_PAGEOBJ_PATH
        if kind not in (pdfium.FPDF_PAGEOBJ_IMAGE, pdfium.FPDF_PAGEOBJ_PATH, pdfium.FPDF_PAGEOBJ_SHADING):
            continue
        if pdfium.FPDFPageObj_GetBounds(item, *bounds):
            left, bottom, right, top = (bound.value for bound in bounds)
            yield kind, (left, bottom, right, top)


def _holds_image(form: Any) -> bool:  # noqa: ANN401
    count = min(pdfium.FPDFFormObj_CountObjects(form), _MOST_OBJECTS)
    kinds = (pdfium.FPDFPageObj_GetType(pdfium.FPDFFormObj_GetObject(form, index)) for index in range(count))
    return pdfium.FPDF_PAGEOBJ_IMAGE in kinds


def _apart(rules: Sequence[float]) -> tuple[float, ...]:
    found: list[float] = []
    for rule in sorted(rules):
        if not found or rule - found[-1] > 2:
            found.append(rule)
    return tuple(found)
