"""Characters to segments, segments to printed lines."""

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from statistics import median

from ingest.read.compose import superscript
from ingest.read.pdf_chars import Char

# All in heights of the line's characters (a height is about 1.15 em).
_SEGMENT_GAP = 0.9  # a wider gap begins a new segment
_CELL_GAP = 1.5  # a wider gap parts table cells
_WORD_GAP = 0.22  # a wider gap between segments is a space
_SAME_LINE = 0.55  # baselines nearer than this are one line, raised signs included
_RAISED, _SMALL = 0.15, 0.87
_THIN = 1.0  # points
#: Signs that stand close to the number of a note before them, however far the file puts them off.
_CLOSING = frozenset(",.;:)]»”")


@dataclass(frozen=True, slots=True)
class Segment:
    """Characters that follow one another closely on one baseline."""

    chars: tuple[Char, ...]
    x0: float
    x1: float
    y: float
    height: float


@dataclass(frozen=True, slots=True)
class Cell:
    """A part of a line that wide gaps set off."""

    text: str
    x0: float
    x1: float


@dataclass(frozen=True, slots=True)
class Line:
    """A printed line. ``y`` is its baseline; ``chars`` are PDFium's numbers of some of its characters."""

    cells: tuple[Cell, ...]
    y: float
    height: float
    chars: tuple[int, ...]

    @property
    def text(self) -> str:
        """The line as read."""
        return " ".join(cell.text for cell in self.cells)

    @property
    def x0(self) -> float:
        """Its left end."""
        return self.cells[0].x0

    @property
    def x1(self) -> float:
        """Its right end."""
        return max(cell.x1 for cell in self.cells)


@dataclass(frozen=True, slots=True)
class Bar:
    """A vertical rule."""

    x: float
    y0: float
    y1: float


def segments(chars: Iterable[Char], bars: Sequence[Bar] = ()) -> list[Segment]:
    """Group characters, in the order of the file, to segments; a vertical rule between two characters parts them."""
    groups: list[list[Char]] = []
    for char in chars:
        if groups and _follows(groups[-1][-1], char) and not _parted(groups[-1][-1].x1, char.x0, char.y, bars):
            groups[-1].append(char)
        else:
            groups.append([char])
    return [_segment(group) for group in groups]


def lines(found: Sequence[Segment], bars: Sequence[Bar] = (), *, raised: bool = True) -> list[Line]:
    """Put the segments of one column to lines, from the top; vertical rules part cells.

    Raised numbers are printed as such unless ``raised`` is false: in the text layer of a scan heights mean little.
    """
    rows: list[list[Segment]] = []
    for segment in sorted(found, key=lambda one: -one.y):
        row = next((row for row in rows[:-4:-1] if _same_line(row, segment)), None)
        if row is None:
            rows.append([segment])
        else:
            row.append(segment)
    return [_line(sorted(row, key=lambda one: one.x0), bars, raised) for row in rows]


def _parted(left: float, right: float, y: float, bars: Sequence[Bar]) -> bool:
    if not bars or right - left < _THIN:
        return False
    return any(left - _THIN <= bar.x <= right + _THIN and bar.y0 <= y + _THIN and y <= bar.y1 for bar in bars)


def _follows(before: Char, char: Char) -> bool:
    height = max(before.height, char.height)
    if char.turned != before.turned or char.x0 < before.x0 - 0.3 * height:
        return False
    gap, shift = char.x0 - before.x1, abs(char.y - before.y)
    if shift < 0.15 * height:
        return gap < _SEGMENT_GAP * height
    return shift < _SAME_LINE * height and gap < 0.5 * height


def _segment(chars: list[Char]) -> Segment:
    height = max(char.height for char in chars) if len(chars) < 3 else median(char.height for char in chars)
    full = [char.y for char in chars if char.height > _SMALL * height] or [char.y for char in chars]
    return Segment(tuple(chars), min(char.x0 for char in chars), max(char.x1 for char in chars), median(full), height)


def _same_line(row: list[Segment], segment: Segment) -> bool:
    near = _SAME_LINE * max(row[0].height, segment.height)
    if abs(row[0].y - segment.y) >= near:
        return False
    slack = 0.3 * segment.height
    return not any(other.x0 < segment.x1 - slack and segment.x0 < other.x1 - slack for other in row)


def _line(row: list[Segment], bars: Sequence[Bar], raised: bool) -> Line:
    main = max(row, key=lambda segment: len(segment.chars) * segment.height)
    height, baseline = main.height, main.y
    cells: list[tuple[list[str], float, float]] = []
    end = row[0].x0
    for segment in row:
        gap = segment.x0 - end
        if not cells or gap > _CELL_GAP * height or _parted(end, segment.x0, segment.y, bars):
            cells.append(([], segment.x0, segment.x1))
        elif gap > _WORD_GAP * height or segment.chars[0].spaced:
            cells[-1][0].append(" ")
        parts, x0, x1 = cells[-1]
        parts += _words(segment, baseline, height if raised else 0.0)
        cells[-1] = parts, x0, max(x1, segment.x1)
        end = max(end, segment.x1)
    chars = [char.number for segment in row for char in segment.chars]
    return Line(
        tuple(Cell(_SPACES.sub(" ", "".join(parts)).strip(), x0, x1) for parts, x0, x1 in cells),
        baseline,
        height,
        (chars[0], chars[len(chars) // 2], chars[-1]),
    )


_SPACES = re.compile(r" {2,}")


def _words(segment: Segment, baseline: float, full: float) -> list[str]:
    """The characters of a segment with the spaces between words; those smaller than ``full`` and raised as such."""
    height = segment.height
    parts: list[str] = []
    before: Char | None = None
    raised: list[str] = []
    for char in segment.chars:
        up = full > 0 and (char.raised or (char.height < _SMALL * full and char.y > baseline + _RAISED * full))
        apart = before is not None and char.x0 - before.x1 > _WORD_GAP * height
        spaced = apart or (before is not None and char.spaced and not up)
        spaced = spaced and not (raised and char.text in _CLOSING)
        if raised and (not up or spaced):
            parts.append(superscript("".join(raised)))
            raised.clear()
        if spaced:
            parts.append(" ")
        (raised if up else parts).append(char.text)
        before = char
    if raised:
        parts.append(superscript("".join(raised)))
    return parts
