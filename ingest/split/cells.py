"""Cut a document into cells: stretches of text that share section, speaker, unit, note and table.

A passage never leaves its cell, except that short numbered paragraphs of one section may be put together. Headings and
tables of contents lie in no cell.
"""

import bisect
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, field

from index_config.domain import Document, Mark, MarkKind, Span
from ingest.structure.contents import contents_of
from ingest.structure.lines import lines_of

_HEADINGS = frozenset({MarkKind.HEADING, MarkKind.TITLE})
_UNITS = frozenset({MarkKind.PARAGRAPH, MarkKind.PROVISION, MarkKind.OPERATIVE})
_CELLULAR = frozenset({*_UNITS, MarkKind.SPEAKER, MarkKind.FOOTNOTE, MarkKind.TABLE, MarkKind.CODE, MarkKind.LIST})
#: Provisions deeper than this do not make cells; they are where a long part may be cut.
_DEEPEST_UNIT = 2


@dataclass(frozen=True, slots=True)
class Section:
    """The path of headings at a place. ``marks`` from the outermost to the innermost."""

    marks: tuple[Mark, ...] = ()

    @property
    def path(self) -> tuple[str, ...]:
        """The texts of the headings."""
        return tuple(mark.label for mark in self.marks)

    def below(self, heading: Mark) -> "Section":
        """Return the path after a further heading."""
        return Section((*(mark for mark in self.marks if mark.level < heading.level), heading))


@dataclass(frozen=True, slots=True)
class Strip:
    """A part of a cell that stands in one item of its provision (or in none)."""

    span: Span
    item: Mark | None


@dataclass(frozen=True, slots=True)
class Cell:
    """A stretch of text of one place. ``strips`` follow each other without gaps."""

    section: Section
    unit: Mark | None
    speaker: Mark | None
    note: Mark | None
    table: Mark | None
    lists: tuple[Mark, ...]
    strips: tuple[Strip, ...]

    @property
    def span(self) -> Span:
        """The span of the cell."""
        return Span(self.strips[0].span.start, self.strips[-1].span.end)


@dataclass(frozen=True, slots=True)
class Layout:
    """The cells of a document in order, its headings with the section each stands in, and its tables of contents."""

    cells: tuple[Cell, ...]
    headings: tuple[tuple[Mark, Section, Mark | None], ...]
    contents: tuple[Span, ...]


@dataclass
class _Sweep:
    """What holds at the place that the sweep has reached."""

    section: Section = Section()
    active: list[Mark] = field(default_factory=list)

    def innermost(self, kinds: Iterable[MarkKind], deepest: int = 1 << 30) -> Mark | None:
        """Return the latest active mark of some kinds."""
        chosen = None
        for mark in self.active:
            if mark.kind in kinds and (mark.kind is not MarkKind.PROVISION or mark.level <= deepest):
                chosen = mark if chosen is None or mark.span.start >= chosen.span.start else chosen
        return chosen


def layout(document: Document, text: str) -> Layout:
    """Lay a document out. ``text`` is its canonical text."""
    title = " ".join(document.metadata.title.split()).casefold()
    marks = [mark for mark in document.marks if mark.kind in _CELLULAR and len(mark.span)]
    contents = _contents(text, marks)
    headings = [mark for mark in _headings(document.marks) if not any(span.overlaps(mark.span) for span in contents)]
    blocked = _united([mark.span for mark in headings] + list(contents))
    sweep = _Sweep()
    cells: list[Cell] = []
    placed: list[tuple[Mark, Section, Mark | None]] = []
    opening, closing = iter(sorted(marks, key=_order)), sorted({span.end for span in blocked})
    upcoming = next(opening, None)
    pending = list(headings)
    for start, end in _intervals(len(text), marks, headings, blocked, closing):
        while upcoming is not None and upcoming.span.start <= start:
            sweep.active.append(upcoming)
            upcoming = next(opening, None)
        sweep.active = [mark for mark in sweep.active if mark.span.end > start]
        while pending and pending[0].span.start <= start:
            heading = pending.pop(0)
            placed.append((heading, sweep.section, sweep.innermost(_UNITS, _DEEPEST_UNIT)))
            if heading.kind is not MarkKind.TITLE and heading.label.casefold() != title:
                sweep.section = sweep.section.below(heading)
        if not _inside(blocked, start):
            _add(cells, sweep, Span(start, end), text)
    placed += [(heading, sweep.section, None) for heading in pending]
    return Layout(tuple(cells), tuple(placed), contents)


def _order(mark: Mark) -> tuple[int, int]:
    return mark.span.start, -mark.span.end


def _headings(marks: Iterable[Mark]) -> list[Mark]:
    """Return headings that do not overlap, in order; one inside another goes."""
    result: list[Mark] = []
    for mark in sorted((mark for mark in marks if mark.kind in _HEADINGS), key=_order):
        if not result or mark.span.start >= result[-1].span.end:
            result.append(mark)
    return result


def _contents(text: str, marks: Iterable[Mark]) -> tuple[Span, ...]:
    tables = [mark.span for mark in marks if mark.kind in (MarkKind.TABLE, MarkKind.FOOTNOTE, MarkKind.CODE)]
    spans = contents_of(lines_of(text))
    return tuple(span for span in spans if not any(span.overlaps(table) for table in tables))


def _united(spans: Iterable[Span]) -> list[Span]:
    result: list[Span] = []
    for span in sorted(span for span in spans if len(span)):
        if result and span.start <= result[-1].end:
            result[-1] = Span(result[-1].start, max(result[-1].end, span.end))
        else:
            result.append(span)
    return result


def _inside(spans: Sequence[Span], offset: int) -> bool:
    index = bisect.bisect_right(spans, offset, key=lambda span: span.start) - 1
    return index >= 0 and offset < spans[index].end


def _intervals(
    length: int, marks: Iterable[Mark], headings: Iterable[Mark], blocked: Iterable[Span], closing: Iterable[int]
) -> Iterator[tuple[int, int]]:
    """Yield the stretches between any two neighbouring borders."""
    borders = {0, length, *closing}
    for mark in marks:
        borders |= {mark.span.start, mark.span.end}
    borders |= {mark.span.start for mark in headings} | {span.start for span in blocked}
    ordered = sorted(border for border in borders if border <= length)
    yield from zip(ordered, ordered[1:], strict=False)


def _add(cells: list[Cell], sweep: _Sweep, span: Span, text: str) -> None:
    """Put a stretch into the cell before it if both have the same place, else into a new one."""
    body = span.of(text)
    note = sweep.innermost((MarkKind.FOOTNOTE,))
    unit = sweep.innermost(_UNITS, _DEEPEST_UNIT)
    item = sweep.innermost((MarkKind.PROVISION,))
    speaker = sweep.innermost((MarkKind.SPEAKER,))
    table = sweep.innermost((MarkKind.TABLE, MarkKind.CODE))
    lists = tuple(mark for mark in sweep.active if mark.kind is MarkKind.LIST)
    strip = Strip(span, item if item is not unit else None)
    last = cells[-1] if cells else None
    together = last is not None and last.span.end == span.start
    if last is not None and together:
        same = (last.section is sweep.section, last.speaker is speaker, last.note is note, last.table is table)
        if all(same) and (last.unit is unit or not body.strip()):
            cells[-1] = Cell(
                last.section, last.unit, speaker, note, table, (*last.lists, *lists), (*last.strips, strip)
            )
            return
    if body.strip():
        cells.append(Cell(sweep.section, unit, speaker, note, table, lists, (strip,)))
