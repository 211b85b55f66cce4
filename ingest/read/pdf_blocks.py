"""Printed lines to paragraphs: where a paragraph ends is told by gaps, indents, line lengths and sizes."""

import re
from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from statistics import median

from ingest.read.compose import LINE
from ingest.read.pdf_lines import Line

_SENTENCE_END = re.compile(r"[.!?…:;][»”\"’')\]⁰¹²³⁴-⁹]*$")
_BEGINS = re.compile(
    r"^(?:\d{1,4}\.(?:\d{1,3}\.?)*\s|\(?(?:[a-zа-яё]|[ivx]{1,5}|\d{1,3})\)\s|[•·▪●○■◦*]\s|[–—-]\s|[IVXLC]{1,5}\.\s|"
    r"(?:Article|Rule|Section|Статья|Стаття|Глава|Раздел|Розділ|Приложение|Annex|Chapter)\s+[\dIVXLC])"
)
_OWN_BLOCK = re.compile(r"^(?:\d{1,4}\.(?:\d{1,3}\.?)*\s|[•·▪●○■◦*]\s|[IVXLC]{1,5}\.\s|[^\W\d_]{4,}\s)")
_LEADERS = re.compile(r"(?:\.{4,}|…{2,}|(?:\. ){4,}|_{4,})")
#: A gap between baselines wider than this many usual ones ends a paragraph.
_WIDE = 1.35
_OTHER_SIZE = 1.12
#: So much taller than the text below, bold type is a heading's.
_BOLD_SIZE = 1.04
_NEARLY_FULL, _HALF_FULL = 0.85, 0.55  # of a column's width


@dataclass(frozen=True, slots=True)
class Block:
    r"""Lines that belong together. ``text`` has "\n" where a margin cut it and U+2028 where a line end is meant."""

    text: str
    lines: tuple[Line, ...]

    @property
    def height(self) -> float:
        """The usual height of its characters."""
        return median(line.height for line in self.lines)


def blocks(found: Sequence[Line], bold: frozenset[int] = frozenset(), wholes: Iterable[range] = ()) -> list[Block]:
    """Part a column's lines into paragraphs.

    ``bold`` holds the first character numbers of the lines in bold type; ``wholes`` are the lines, by index, of which
    it is known that they are one paragraph.
    """
    if not found:
        return []
    column = _Column(found, bold)
    endings = ["", *(column.ending(index) for index in range(len(found) - 1)), ""]
    for whole in wholes:
        endings[whole.start : whole.stop + 1] = ["", *["\n"] * (len(whole) - 1), ""]
    groups: list[tuple[list[str], list[Line]]] = []
    for line, ending in zip(found, endings, strict=False):
        if ending == "":
            groups.append(([line.text], [line]))
        else:
            groups[-1][0].extend((ending, line.text))
            groups[-1][1].append(line)
    return [Block("".join(texts), tuple(lines)) for texts, lines in groups]


def goes_on(before: Block, after: Block) -> bool:
    """Tell whether a paragraph at the end of a column goes on with the first of the next."""
    if _SENTENCE_END.search(before.text) or _BEGINS.match(after.text):
        return False
    if max(before.height, after.height) > _OTHER_SIZE * min(before.height, after.height):
        return False
    last = before.lines[-1]
    full = len(before.lines) > 1 and last.x1 > max(line.x1 for line in before.lines) - 2 * last.height
    return after.text[:1].islower() or full


class _Column:
    """Judges what stands between the lines of one column."""

    def __init__(self, found: Sequence[Line], bold: frozenset[int]) -> None:
        self._lines = found
        self._bold = [line.chars[0] in bold for line in found]
        self._gaps = [line.y - after.y for line, after in zip(found, found[1:], strict=False)]
        self._leading = _leading(found)
        self._size = median(line.height for line in found)
        self._right = _edge([line.x1 for line in found])
        self._left = Counter(round(line.x0 / 2) for line in found).most_common(1)[0][0] * 2.0

    def ending(self, index: int) -> str:
        r"""What follows line ``index``: "" (a paragraph ends), "\n" (the margin) or U+2028 (the end is meant)."""
        line, after = self._lines[index], self._lines[index + 1]
        ended, full = bool(_SENTENCE_END.search(line.text)), self._full(index)
        if self._wide(index, closing=ended or not full) or after.y > line.y + 0.5 * line.height:
            return ""
        if max(line.height, after.height) > _OTHER_SIZE * min(line.height, after.height):
            return ""
        begins = bool(_BEGINS.match(after.text))
        if _LEADERS.search(line.text) or _LEADERS.search(after.text):
            return LINE
        if self._bold[index] and not self._bold[index + 1] and line.height > _BOLD_SIZE * after.height:
            return ""
        if begins and (ended or not full):
            return "" if _OWN_BLOCK.match(after.text) else LINE
        if not full:
            return "" if self._bold[index] != self._bold[index + 1] else self._short(line, after, ended)
        return "" if self._indented(index) and (ended or begins) else "\n"

    def _short(self, line: Line, after: Line, ended: bool) -> str:
        """The next word would have fitted: a paragraph's last line, or a line that is meant."""
        if ended and not line.text.endswith((";", ":")):
            return ""
        if self._centred(line) and self._centred(after):
            return LINE
        if self._indented_against(line, after):
            return ""
        reach = (line.x1 - self._left) / max(self._right - self._left, 1.0)
        goes_on = after.text[:1].islower() or after.text[:1].isdigit()
        if not ended and (reach > _NEARLY_FULL or (goes_on and reach > _HALF_FULL)):
            return "\n"  # a word that may not part from the next, or a ragged margin
        return LINE

    def _centred(self, line: Line) -> bool:
        """The line stands away from both edges by the same space."""
        left, right = line.x0 - self._left, self._right - line.x1
        return min(left, right) > line.height and abs(left - right) < 1.5 * line.height

    def _full(self, index: int) -> bool:
        """The first word of the next line would not have fitted."""
        line, after = self._lines[index], self._lines[index + 1]
        cell = after.cells[0]
        word = len(cell.text.split(" ", 1)[0]) / max(len(cell.text), 1) * (cell.x1 - cell.x0)
        return line.x1 + word + 0.2 * line.height > self._right_of(index) - 0.02 * (self._right - self._left)

    def _right_of(self, index: int) -> float:
        """The right edge of the lines around: a quotation set in has its own."""
        line = self._lines[index]
        near = [line.x1]
        for step in (-1, 1):
            other = index + step
            while 0 <= other < len(self._lines) and abs(other - index) <= 4 and self._close(other, other - step):
                near.append(self._lines[other].x1)
                other += step
        edge = max(near)
        reach = sum(end > edge - 1.5 * line.height for end in near)
        wide = edge - line.x0 > 0.45 * (self._right - self._left)
        own = wide and len(near) > 3 and reach > 0.6 * len(near) and edge < self._right - 2 * line.height
        return edge if own else self._right

    def _close(self, one: int, other: int) -> bool:
        first, second = self._lines[one], self._lines[other]
        return abs(first.x0 - second.x0) < 2 and abs(first.y - second.y) < _WIDE * self._leading

    def _indented(self, index: int) -> bool:
        """The next line begins further right than the line, and the one after it does not: that is a hanging indent."""
        line, after = self._lines[index], self._lines[index + 1]
        if not self._indented_against(line, after):
            return False
        if index + 2 >= len(self._lines):
            return after.x0 > self._left + 0.6 * after.height
        return self._lines[index + 2].x0 < after.x0 - 0.3 * after.height or after.x0 > self._left + 0.6 * after.height

    @staticmethod
    def _indented_against(line: Line, after: Line) -> bool:
        return after.x0 > line.x0 + 0.6 * after.height

    def _wide(self, index: int, *, closing: bool) -> bool:
        """The gap after a line parts paragraphs: it is wider than the leading, which grows with the size of type.

        A gap that is only wider than the narrowest around counts after a line that may close a paragraph (``closing``).
        """
        line, after = self._lines[index], self._lines[index + 1]
        gap = line.y - after.y
        size = line.height / self._size
        alike = abs(after.height - line.height) < 0.02 * line.height and not _BEGINS.match(after.text)
        usual = max(self._leading * (size if alike and size > _OTHER_SIZE else min(size, 1.0)), 0.9 * line.height)
        near = self._gaps[max(index - 3, 0) : index + 4]
        narrow = min((other for other in near if other > 0.8 * line.height), default=usual)
        return gap > _WIDE * usual or (closing and gap > _WIDE * narrow)


def _leading(found: Sequence[Line]) -> float:
    gaps = [
        line.y - after.y for line, after in zip(found, found[1:], strict=False) if line.y - after.y > 0.3 * line.height
    ]
    if not gaps:
        return found[0].height * 1.2
    gaps.sort()
    return gaps[int(len(gaps) * 0.4)]


def _edge(ends: Sequence[float]) -> float:
    """The right edge of a column: that which several lines reach."""
    ordered = sorted(ends)
    return ordered[int(len(ordered) * 0.95)] if len(ordered) > 20 else ordered[-1]
