"""What the layout of plain text says: lines set in the middle are what a typist has for headings."""

import re
from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from index_config.domain import Span

_LINE = re.compile(r"[^\n]+")
#: Nobody sets lines wider than this with a typewriter's means.
_WIDEST = 140
_FEWEST_LINES = 8
_FULL, _MANY = 0.8, 1 / 3  # of the width, at least, that share of the lines is long
_SLACK = 2  # characters that the margins of a centred line may differ by
_DEEPEST_INDENT = 5  # of a paragraph; a line that is set in more may be centred
_USUAL = 3  # so many lines with one indent: it is the paragraph's
_MOST_LINES = 4


@dataclass(frozen=True, slots=True)
class _Line:
    start: int
    end: int
    indent: int
    width: int
    opens: bool  # stands below a blank line


def centred(pages: Sequence[str]) -> list[tuple[Span, ...]]:
    """Return for each page the paragraphs whose every line stands in the middle, without those that open the text.

    Those at its head are its title. A text that no margin wrapped has none.
    """
    found = [list(_lines(page)) for page in pages]
    width = _width([line for lines in found for line in lines])
    if not width:
        return [() for _ in pages]
    indents = Counter(line.indent for lines in found for line in lines if not _is_centred(line, width))
    result: list[tuple[Span, ...]] = []
    opening = True
    for lines in found:
        spans: list[Span] = []
        for paragraph in _paragraphs(lines):
            middle = all(_is_centred(line, width) for line in paragraph) and len(paragraph) <= _MOST_LINES
            chance = len(paragraph) == 1 and indents[paragraph[0].indent] >= _USUAL
            opening = opening and middle
            if middle and not chance and not opening:
                spans.append(Span(paragraph[0].start, paragraph[-1].end))
        result.append(tuple(spans))
    return result


def _lines(page: str) -> Iterator[_Line]:
    end = 0
    for match in _LINE.finditer(page):
        printed = match[0].rstrip().expandtabs()
        body = match[0].strip()
        if body:
            start = match.start() + match[0].index(body[0])
            opens = not end or page.count("\n", end, start) > 1
            end = start + len(body)
            yield _Line(start, end, len(printed) - len(printed.lstrip()), len(printed), opens)


def _width(lines: Sequence[_Line]) -> int:
    """The width at which the lines were wrapped, 0 where they were not."""
    widths = sorted(line.width for line in lines)
    if len(widths) < _FEWEST_LINES:
        return 0
    width = widths[int(len(widths) * 0.95)]
    full = sum(other >= _FULL * width for other in widths)
    return width if width <= _WIDEST and full >= _MANY * len(widths) else 0


def _is_centred(line: _Line, width: int) -> bool:
    return line.indent > _DEEPEST_INDENT and abs(line.indent - (width - line.width)) <= _SLACK


def _paragraphs(lines: Sequence[_Line]) -> Iterator[list[_Line]]:
    paragraph: list[_Line] = []
    for line in lines:
        if line.opens and paragraph:
            yield paragraph
            paragraph = []
        paragraph.append(line)
    if paragraph:
        yield paragraph
