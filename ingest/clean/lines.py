"""The lines of a page and whether their ends were put in by a typist's or printer's margin."""

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from enum import Enum, auto

#: Lines wider than this are not the work of a margin.
WIDEST = 140
NARROWEST = 30
_FEWEST_LINES = 5
#: The share of lines that break off in mid-sentence where a margin cut them; the second where they are equally wide.
_BROKEN, _FEW_BROKEN = 0.25, 0.1
_NEAR, _FEWEST_NEAR = 8, 7
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
    """Return the width at which lines were wrapped, 0 where the line ends are no margin's work.

    A margin shows in either of two ways: many lines break off in mid-sentence, or some do and most are
    nearly as wide as the widest.
    """
    ends = {Gap.END, Gap.BLANK} if double_spaced else {Gap.END}
    widths: list[int] = []
    broken = 0
    for text in texts:
        lines = lines_of(text)
        for line, after in zip(lines, lines[1:], strict=False):
            if after.gap in ends:
                widths.append(line.width)
                broken += text[after.start].islower() and not ends_clause(line.of(text))
    if len(widths) < _FEWEST_LINES:
        return 0
    widths.sort()
    widest = widths[int(len(widths) * 0.97)] if len(widths) > 40 else widths[-1]
    if not NARROWEST <= widest <= WIDEST:
        return 0
    uniform = sum(1 for width in widths if width >= 0.8 * widest) >= 0.5 * len(widths)
    return widest if broken >= (_FEW_BROKEN if uniform else _BROKEN) * len(widths) else 0


def local_widths(lines: Sequence[Line], width: int, double_spaced: bool) -> list[int]:
    """Return for each line the width at which it and its neighbours were wrapped.

    A text may hold columns of several widths. ``width`` is the document's, taken where too few lines stand together.
    """
    ends = {Gap.END, Gap.BLANK} if double_spaced else {Gap.END}
    found: list[int] = []
    start = 0
    while start < len(lines):
        end = start + 1
        while end < len(lines) and lines[end].gap in ends:
            end += 1
        for index in range(start, end):
            near = sorted(line.width for line in lines[max(start, index - _NEAR) : min(end, index + _NEAR + 1)])
            own = near[-2] if len(near) >= _FEWEST_NEAR and near[-2] >= NARROWEST else width
            found.append(min(own, width))
        start = end
    return found


def ends_clause(line: str) -> bool:
    """Tell whether a line ends with a mark after which a new line may well be meant."""
    return ends_sentence(line) or line.endswith((",", "–", "—", "-"))


def _gap(between: str) -> Gap:
    ends = between.count("\n")
    if ends > 2:
        return Gap.BLANKS
    if ends == 2:
        return Gap.BLANK
    return Gap.MEANT if "\u2028" in between else Gap.END
