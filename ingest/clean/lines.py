"""The lines of a page and whether their ends were put in by a typist's or printer's margin."""

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from enum import Enum, auto

#: Lines wider than this are not the work of a margin.
WIDEST = 140
NARROWEST = 30
_FEWEST_LINES = 5
_LINE = re.compile(r"[^\n\u2028]+")
_TERMINAL = re.compile(r"[.!?…:;][»”\"’')\]\d¹²³⁰-⁹]*$")


class Gap(Enum):
    """What stands between a line and the one before it."""

    FIRST = auto()
    END = auto()  # one "\n"
    MEANT = auto()  # U+2028: the reader knows that the break is meant
    BLANK = auto()  # one blank line
    BLANKS = auto()  # more


@dataclass(frozen=True, slots=True)
class Line:
    """A line that holds something: ``[start, end)`` without the white space around it."""

    start: int
    end: int
    indent: int
    gap: Gap

    def of(self, text: str) -> str:
        """The line's text."""
        return text[self.start : self.end]

    @property
    def width(self) -> int:
        """Its length in characters, with the indent."""
        return self.indent + self.end - self.start


def lines_of(text: str) -> list[Line]:
    """Find the lines of a page that hold something, in order."""
    lines: list[Line] = []
    done = 0
    for match in _LINE.finditer(text):
        body = match[0].strip()
        if not body:
            continue
        indent = len(match[0]) - len(match[0].lstrip())
        start = match.start() + indent
        gap = _gap(text[done:start]) if lines else Gap.FIRST
        lines.append(Line(start, start + len(body), indent, gap))
        done = start + len(body)
    return lines


def ends_sentence(line: str) -> bool:
    """Tell whether a line ends as a sentence or clause does, closing quotes and note numbers aside."""
    return bool(_TERMINAL.search(line))


def is_double_spaced(texts: Iterable[str]) -> bool:
    """Tell whether a blank line stands after nearly every printed line, so that it ends no paragraph."""
    broken = blank = 0
    for text in texts:
        lines = lines_of(text)
        for line, after in zip(lines, lines[1:], strict=False):
            blank += after.gap is Gap.BLANK
            runs_on = not ends_sentence(line.of(text)) and text[after.start].islower()
            broken += after.gap is Gap.BLANK and runs_on
    return broken >= _FEWEST_LINES and broken > 0.3 * blank


def wrap_width(texts: Iterable[str], double_spaced: bool) -> int:
    """Return the width at which lines were wrapped, 0 where the line ends are no margin's work."""
    ends = {Gap.END, Gap.BLANK} if double_spaced else {Gap.END}
    pages = (lines_of(text) for text in texts)
    widths = sorted(
        line.width for lines in pages for line, after in zip(lines, lines[1:], strict=False) if after.gap in ends
    )
    if len(widths) < _FEWEST_LINES:
        return 0
    widest = widths[int(len(widths) * 0.97)] if len(widths) > 40 else widths[-1]
    full = sum(1 for width in widths if width >= 0.8 * widest)
    return widest if NARROWEST <= widest <= WIDEST and full >= 0.5 * len(widths) else 0


def _gap(between: str) -> Gap:
    ends = between.count("\n")
    if ends > 2:
        return Gap.BLANKS
    if ends == 2:
        return Gap.BLANK
    return Gap.MEANT if "\u2028" in between else Gap.END
