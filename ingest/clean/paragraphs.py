r"""Line ends: which end a paragraph ("\n\n"), which a line that is meant ("\n"), which are only the margin (" ").

A reader that saw the page says so itself (``RawPage.wrapped``). For plain text the lines tell: a line is full when the
next line's first word would not have fitted; an indent, a number or a blank line begins a paragraph.
"""

import re
from bisect import bisect_right
from collections import Counter
from collections.abc import Sequence

from index_config.domain import MarkKind, Span
from ingest.clean.facts import Facts
from ingest.clean.lines import Gap, Line, ends_sentence, lines_of, local_widths
from ingest.clean.traced import PUT_IN, Edit, TracedText

PARAGRAPH, LINE, SPACE = "\n\n", "\n", " "

_NUMBERED = re.compile(r"(?P<number>\d{1,4})\.(?:\s+\S|[^\W\d_]{3})")
_ITEM = re.compile(r"(?:[-–—•·▪●○■*]\s+|\(?(?:[a-zа-я]|[ivx]{1,4}|\d{1,2})\)\s)\S?")
_KEPT = frozenset({MarkKind.TABLE, MarkKind.CODE, MarkKind.CENTRED})
#: In text that no margin wrapped, a line as long as this is a paragraph.
_LONG = 90
_CENTRED = 8


def paragraphs(text: TracedText, facts: Facts) -> TracedText:
    """Lines cut by the margin are joined; a blank line parts paragraphs, a single end lines that are meant."""
    lines = lines_of(text.text)
    if not lines:
        return text.part(0, 0)
    judge = _Judge(text, lines, facts)
    edits = [Edit(0, lines[0].start)]
    for before, line in zip(lines, lines[1:], strict=False):
        edits.append(Edit(before.end, line.start, judge.between(before, line)))
    edits.append(Edit(lines[-1].end, len(text.text)))
    return text.edit(edits)


class _Judge:
    """Judges the gaps of one page."""

    def __init__(self, text: TracedText, lines: Sequence[Line], facts: Facts) -> None:
        self._text = text
        self._facts = facts
        self._kept = sorted(mark.span for mark in facts.marks if mark.kind in _KEPT)
        self._margin = _margin(lines)
        widths = local_widths(lines, facts.width, facts.double_spaced)
        self._widths = {line.start: width for line, width in zip(lines, widths, strict=True)}
        self._last_number = 0

    def between(self, before: Line, line: Line) -> str:
        """Return what stands between two lines."""
        here = line.of(self._text.text)
        numbered = _NUMBERED.match(here)
        verdict = self._verdict(before, line, before.of(self._text.text), here)
        if numbered:
            self._last_number = int(numbered["number"])
        return verdict

    def _verdict(self, before: Line, line: Line, there: str, here: str) -> str:
        if self._same_kept(before, line):
            return LINE
        gap = line.gap
        if gap is Gap.BLANK and self._facts.double_spaced and not self._facts.wrapped:
            gap = Gap.END
        if gap in {Gap.BLANK, Gap.BLANKS}:
            return PARAGRAPH
        if self._starts_numbered(before, there, here):
            return PARAGRAPH
        if gap is Gap.MEANT:
            return LINE
        if self._facts.wrapped:
            return SPACE
        return self._wrapped(before, line, there, here) if self._facts.width else _unwrapped(there, here)

    def _starts_numbered(self, before: Line, there: str, here: str) -> bool:
        """A numbered paragraph begins, and not a sentence that happens to go on with a number and a full stop."""
        match = _NUMBERED.match(here)
        if not match:
            return False
        follows = int(match["number"]) == self._last_number + 1
        short = bool(self._facts.width) and not self._full(before, here)
        return ends_sentence(there) or (follows and (short or there.isupper() or not self._facts.width))

    def _wrapped(self, before: Line, line: Line, there: str, here: str) -> str:
        ended = ends_sentence(there)
        if _ITEM.match(here) and (ended or there.endswith(",")):
            return LINE
        if line.indent > self._margin + 1:
            centred = before.indent > self._margin + 1 and not self._full(before, here)
            return LINE if centred and min(before.indent, line.indent) >= self._margin + _CENTRED else PARAGRAPH
        if before.indent >= self._margin + _CENTRED:
            return PARAGRAPH
        if self._full(before, here):
            return SPACE
        if ended:
            return PARAGRAPH
        return SPACE if here[0].islower() or before.width > 0.6 * self._widths[before.start] else LINE

    def _full(self, before: Line, here: str) -> bool:
        """The first word of the next line would not have fitted."""
        width = self._widths[before.start]
        return before.width + 1 + len(here.split(maxsplit=1)[0]) > width - max(2, width // 12)

    def _same_kept(self, before: Line, line: Line) -> bool:
        if not self._kept:
            return False
        one, other = self._raw(before), self._raw(line)
        if one == PUT_IN or other == PUT_IN:
            return False
        place = bisect_right(self._kept, Span(one, 1 << 40)) - 1
        return place >= 0 and self._kept[place].start <= one < self._kept[place].end and other < self._kept[place].end

    def _raw(self, line: Line) -> int:
        return int(self._text.origin[line.start : line.end].max(initial=PUT_IN))


def _unwrapped(there: str, here: str) -> str:
    """Judge a line end in a text whose lines no margin cut."""
    ended = ends_sentence(there)
    if _ITEM.match(here):
        return LINE
    if not ended and here[0].islower() and len(there) > _LONG // 2 and not there.endswith(","):
        return SPACE
    if max(len(there), len(here)) >= _LONG or (ended and len(there) > _LONG // 2):
        return PARAGRAPH
    return LINE


def _margin(lines: Sequence[Line]) -> int:
    """The indent of most lines."""
    counts = Counter(line.indent for line in lines)
    return min(counts.most_common(1))[0] if counts else 0
