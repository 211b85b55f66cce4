"""The lines and paragraphs of a canonical text, with their offsets."""

import re
from collections.abc import Mapping
from dataclasses import dataclass
from types import MappingProxyType

from ingest.structure.enumerators import readings

_LINE = re.compile(r"[^\n]+")
_QUOTE = re.compile("[«»“”„]")
#: A quotation that has not closed after so many characters is taken for a mark lost in extraction.
_LONGEST_QUOTATION = 4000
_LONGEST_TITLE = 250
_TITLE_LINES = 5
#: A line of this length holds several paragraphs whose breaks were lost.
_RUN_ON_LINE = 2500
#: No paragraphs: where they begin, to where they end.
NONE: Mapping[int, int] = MappingProxyType({})


@dataclass(frozen=True, slots=True)
class Line:
    """A line with its outer white space taken off: ``text == canonical[start:end]``.

    ``opens`` and ``closes`` tell that a blank line (or the end of the text) stands before or after it; ``quoted`` that
    it begins inside a quotation opened earlier.
    """

    start: int
    end: int
    text: str
    opens: bool
    closes: bool
    quoted: bool


@dataclass(frozen=True, slots=True)
class Block:
    """A line, or the lines of a short paragraph in capitals: a title set over several lines."""

    start: int
    end: int
    text: str


def lines_of(text: str) -> tuple[Line, ...]:
    """Return every line of ``text`` that is not blank."""
    spans = []
    for match in _LINE.finditer(text):
        body = match[0].strip()
        if body:
            start = match.start() + match[0].index(body[0])
            spans.append((start, start + len(body)))
    quoted = _open_quotations(text, [start for start, _ in spans])
    lines = []
    for index, (start, end) in enumerate(spans):
        before = text[spans[index - 1][1] if index else 0 : start]
        after = text[end : spans[index + 1][0] if index + 1 < len(spans) else len(text)]
        opens = index == 0 or before.count("\n") > 1
        closes = index + 1 == len(spans) or after.count("\n") > 1
        lines.append(Line(start, end, text[start:end], opens, closes, quoted[index]))
    return tuple(lines)


def blocks_of(lines: tuple[Line, ...], text: str, wholes: Mapping[int, int] = NONE) -> tuple[Block, ...]:
    """Return the lines, those of a title in capitals taken together.

    ``wholes`` maps the beginnings of paragraphs that may be such titles to their ends, capitals or not.
    """
    blocks: list[Block] = []
    index = 0
    while index < len(lines):
        last = index
        while not lines[last].closes and last + 1 < len(lines) and last - index < _TITLE_LINES:
            last += 1
        body = text[lines[index].start : lines[last].end]
        whole = wholes.get(lines[index].start) == lines[last].end
        if last == index or not lines[index].opens or not lines[last].closes or not _is_title(body, whole):
            last = index
        blocks.append(Block(lines[index].start, lines[last].end, text[lines[index].start : lines[last].end]))
        index = last + 1
    return tuple(blocks)


def _is_title(body: str, whole: bool) -> bool:
    later = body.split("\n")[1:]
    return (
        len(body) <= _LONGEST_TITLE
        and (whole or body.upper() == body)
        and not body.rstrip().endswith((".", ";"))
        and not any(readings(line) for line in later)
    )


def is_run_on(lines: tuple[Line, ...]) -> bool:
    """Tell whether the paragraph breaks were lost: most of the text stands in very long lines."""
    total = sum(len(line.text) for line in lines)
    return total > 0 and sum(len(line.text) for line in lines if len(line.text) > _RUN_ON_LINE) > total / 2


def _open_quotations(text: str, positions: list[int]) -> list[bool]:
    """Tell for each position (ascending) whether a quotation is open there."""
    closing = {"«": "»", "“": "”", "„": "“"}
    result: list[bool] = []
    expected, opened = "", 0
    marks = [(match.start(), match[0]) for match in _QUOTE.finditer(text)]
    cursor = 0
    for position in positions:
        while cursor < len(marks) and marks[cursor][0] < position:
            at, mark = marks[cursor]
            cursor += 1
            if expected and mark in (expected, "”"):
                expected = ""
            elif not expected and mark in closing:
                expected, opened = closing[mark], at
        if expected and position - opened > _LONGEST_QUOTATION:
            expected = ""
        result.append(bool(expected))
    return result
