"""What every kind starts from: the text in lines and blocks, the marks of the format, and spans that end in time."""

import bisect
import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from functools import cached_property

from index_config.domain import Mark, MarkKind, Span
from ingest.structure.contents import contents_of
from ingest.structure.lines import Block, Line, blocks_of, is_run_on, lines_of

_HEADINGS = (MarkKind.HEADING, MarkKind.TITLE)
_APART = (MarkKind.TABLE, MarkKind.FOOTNOTE, MarkKind.CODE)
#: Formulas that close a text: what follows belongs to no paragraph.
_CLOSING = re.compile(
    r"(?:Done (?:in|at) |Signed (?:in|at) |Delivered at |IN WITNESS WHEREOF|In witness whereof|In faith whereof"
    r"|Совершено (?:в|на) |Учинено |Вчинено |Складено "
    r"|(?:Председательствующий|Председатель|Президент|Глава|Губернатор|Министр|Мэр|Судья|Судьи|Секретарь|Руководитель"
    r"|Директор|Начальник|Голова|Суддя|Судді)\b(?:[^.;:]|(?<=\b\w)\.){0,90}$"
    r"|(?:г\. )?Москва,? Кремль|Москва$)"
)
#: The end of a signature: «А.Б. Петров».
_SIGNED = re.compile(r"\s[А-ЯЁІЇЄA-Z]\.\s?(?:[А-ЯЁІЇЄA-Z]\.\s?)?[А-ЯЁІЇЄA-Z][а-яёіїєa-z-]+$")


@dataclass(frozen=True)
class Draft:
    """A text on its way to its marks. ``given`` are the marks of the format, in canonical offsets."""

    text: str
    given: tuple[Mark, ...]

    @cached_property
    def lines(self) -> tuple[Line, ...]:
        """The lines that stand in no table, footnote, code or table of contents."""
        lines = tuple(line for line in lines_of(self.text) if not self.is_apart(line.start, line.end))
        contents = contents_of(lines)
        return tuple(line for line in lines if not _touches(list(contents), line.start, line.end))

    def lines_in(self, start: int, end: int) -> tuple[Line, ...]:
        """Return the lines that begin in ``start..end``."""
        first = bisect.bisect_left(self.lines, start, key=lambda line: line.start)
        last = bisect.bisect_left(self.lines, end, key=lambda line: line.start)
        return self.lines[first:last]

    @cached_property
    def blocks(self) -> tuple[Block, ...]:
        """The paragraphs; a heading of the format is always one of its own."""
        return blocks_of(self.lines, self.text, self.centred)

    @cached_property
    def centred(self) -> dict[int, int]:
        """Where paragraphs begin that are set in the middle of the page, and where they end."""
        return {mark.span.start: mark.span.end for mark in self.given if mark.kind is MarkKind.CENTRED}

    @cached_property
    def run_on(self) -> bool:
        """Whether the paragraph breaks were lost."""
        return is_run_on(self.lines)

    @cached_property
    def headings(self) -> tuple[Mark, ...]:
        """The headings that the format gave."""
        return tuple(mark for mark in self.given if mark.kind in _HEADINGS)

    def is_apart(self, start: int, end: int) -> bool:
        """Tell whether a table, footnote or code covers a part of ``start..end``."""
        return _touches(self._apart, start, end)

    def is_given_heading(self, start: int, end: int) -> bool:
        """Tell whether the format calls ``start..end``, or a part of it, a heading."""
        return _touches(self._headings, start, end)

    @cached_property
    def _apart(self) -> list[Span]:
        return _united(mark.span for mark in self.given if mark.kind in _APART)

    @cached_property
    def _headings(self) -> list[Span]:
        return _united(mark.span for mark in self.headings)


def _united(spans: Iterable[Span]) -> list[Span]:
    """Return the spans in order, those that touch made one."""
    result: list[Span] = []
    for span in sorted(spans):
        if result and span.start < result[-1].end:
            result[-1] = Span(result[-1].start, max(result[-1].end, span.end))
        else:
            result.append(span)
    return result


def _touches(spans: list[Span], start: int, end: int) -> bool:
    index = bisect.bisect_left(spans, end, key=lambda span: span.start) - 1
    return index >= 0 and spans[index].end > start


def closings(lines: Iterable[Line], after: int = 0) -> tuple[int, ...]:
    """Return where closing formulas begin, from offset ``after`` on, and where signatures stand anywhere."""
    return tuple(
        line.start for line in lines if _CLOSING.match(line.text) and (line.start >= after or _SIGNED.search(line.text))
    )


def spans_until(starts: Sequence[int], stops: Iterable[int], text: str) -> tuple[Span, ...]:
    """Return for each start (ascending) the span to the next start, stop or end of text, without white space."""
    borders = sorted({*starts, *stops, len(text)})
    spans = []
    for start in starts:
        end = borders[bisect.bisect_right(borders, start)]
        body = text[start:end].rstrip()
        spans.append(Span(start, start + len(body)))
    return tuple(spans)


def merged(marks: Iterable[Mark]) -> tuple[Mark, ...]:
    """Return the marks in the order of the text, outer before inner; a mark found twice is kept once."""
    unique = {(mark.kind, mark.span.start, mark.span.end, mark.level): mark for mark in marks}
    return tuple(sorted(unique.values(), key=lambda mark: (mark.span.start, -mark.span.end, mark.level)))
