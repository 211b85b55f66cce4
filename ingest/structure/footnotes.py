"""Footnotes that the format did not mark: numbered lines below a rule of underscores."""

import re
from collections.abc import Sequence

from index_config.domain import Mark, MarkKind, Span
from ingest.structure.lines import Line

_RULE = re.compile(r"[_—–-]{5,}")
_NOTE = re.compile(r"[\[(]?(?P<number>\d{1,3}|\*{1,3})[\])]?\.?\s+(?=\S)")


def footnotes(lines: Sequence[Line]) -> tuple[Mark, ...]:
    """Return the footnotes below rules, each with its number as label; they must count up."""
    marks: list[Mark] = []
    index = 0
    while index < len(lines):
        if not _RULE.fullmatch(lines[index].text):
            index += 1
            continue
        index += 1
        expected = 0
        while index < len(lines) and (match := _NOTE.match(lines[index].text)):
            number = int(match["number"]) if match["number"].isdigit() else expected
            if expected and number != expected:
                break
            marks.append(Mark(MarkKind.FOOTNOTE, Span(lines[index].start, lines[index].end), match["number"]))
            expected, index = number + 1, index + 1
    return tuple(marks)
