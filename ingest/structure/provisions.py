"""Parts and sub-paragraphs of provisions: «1.», «1.1.», «(a)», «б)», «(iii)», «Примечание».

Inside one provision (an article, a rule, a point) the lines are read in order with a stack of open enumerations. A line
belongs to an enumeration only if it is its first member or follows the last one; other numbers are prose. Superscripts
that lost their place are mended: part «11» between 1 and 2 is 1.1.
"""

import re
from collections import defaultdict
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, replace

from index_config.domain import Mark, MarkKind, Span
from ingest.structure.draft import spans_until
from ingest.structure.enumerators import Enumerator, Style, readings
from ingest.structure.lines import Line

#: Levels of provision marks: the provision itself, its numbered part, and what stands below.
PROVISION, PART, ITEM, SUB_ITEM = 1, 2, 3, 4
_GAP = 2  # parts that were repealed leave holes
_EXCERPT_GAP = 9
_NOTE = re.compile(r"(Примечани[ея]|Примітк[аи]|Notes?)\s*[.:]?\s*(?:(\d{1,2})\.?\s+)?(?=[^\s\d])")
_LEVELS = {
    Style.DECIMAL: PART,
    Style.BRACKET: ITEM,
    Style.LETTER: ITEM,
    Style.ROMAN: SUB_ITEM,
}


@dataclass(frozen=True, slots=True)
class _Open:
    """An enumeration that may go on: its style and last member."""

    style: Style
    value: tuple[int, ...]
    label: str
    level: int
    base: int  # the last whole number: 1 for «1.1»


@dataclass(frozen=True, slots=True)
class _Item:
    start: int
    level: int
    label: str


def parts(container: Span, label: str, lines: Sequence[Line], text: str, *, decimals: bool = True) -> tuple[Mark, ...]:
    """Return the marks of the parts and items inside a provision.

    Args:
        container: the provision's span.
        label: the provision's locator, to which the parts add theirs: «228.1» gives «228.1(2)(а)».
        lines: the lines of the container after its title, in order.
        text: the canonical text.
        decimals: whether «1.» may be a part; inside a numbered point it is a quotation or a list.
    """
    items = list(_items(lines, label, decimals))
    marks = []
    for index, item in enumerate(items):
        following = [other.start for other in items[index + 1 :] if other.level <= item.level]
        stops = [*following[:1], container.end]
        span = spans_until([item.start], [stop for stop in stops if stop > item.start], text)[0]
        if item.label:
            marks.append(Mark(MarkKind.PROVISION, span, item.label, item.level))
    return tuple(_standing_alone(marks, text))


def _standing_alone(marks: Sequence[Mark], text: str) -> Iterator[Mark]:
    """Raise items that are whole sentences, each a norm of its own, to the rank of parts: «(i) States shall ….»."""
    siblings: dict[str, list[Mark]] = defaultdict(list)
    for mark in marks:
        siblings[mark.label.rpartition("(")[0]].append(mark)
    for mark in marks:
        row = siblings[mark.label.rpartition("(")[0]]
        alone = mark.level == ITEM or (mark.level == SUB_ITEM and mark.label.count("(") == 1)
        if alone and all(_is_sentence(other.span.of(text)) for other in row):
            yield replace(mark, level=PART)
        else:
            yield mark


def _is_sentence(body: str) -> bool:
    found = readings(body)
    inner = body[found[0].length :] if found else body
    return inner[:1].isupper() and body.rstrip('”»")').endswith((".", "!", "?"))


def _items(lines: Iterable[Line], label: str, decimals: bool) -> Iterable[_Item]:
    """Yield the members of enumerations; an item without a label ends the sub-items before it."""
    stack: list[_Open] = []
    stem = label
    for line in lines:
        if note := _NOTE.match(line.text):
            stem, stack = f"{label}(прим.)" if note[1][0] == "П" else f"{label}(note)", []
            if note[2]:
                stack = [_Open(Style.DECIMAL, (int(note[2]),), f"{stem}({note[2]})", PART, int(note[2]))]
            yield _Item(line.start, PART, stack[-1].label if stack else stem)
            continue
        found = _own_number(line, label) if decimals else None
        found = found or _follow(stack, line, stem, decimals)
        if found is not None:
            stack = found
            yield _Item(line.start, stack[-1].level, stack[-1].label)
        elif line.opens and stack and stack[-1].level >= ITEM and _returns(line):
            while stack and stack[-1].level >= ITEM:
                stack.pop()
            yield _Item(line.start, ITEM, "")


def _own_number(line: Line, label: str) -> list[_Open] | None:
    """Return the part that carries the article's number itself: «4.2.» in article 4."""
    for reading in readings(line.text):
        if reading.style is Style.DECIMAL and len(reading.value) > 1 and reading.label.startswith(f"{label}."):
            return [_Open(Style.DECIMAL, reading.value, reading.label, PART, reading.value[-1])]
    return None


def _returns(line: Line) -> bool:
    """Tell whether an unnumbered paragraph after sub-items belongs to the provision above them."""
    return not line.text.startswith(("(", "[", "«", "“", '"'))


def _follow(stack: list[_Open], line: Line, stem: str, decimals: bool) -> list[_Open] | None:
    """Return the stack with the line's enumerator on top, None if the line continues no enumeration."""
    styles = _LEVELS if decimals else _LEVELS.keys() - {Style.DECIMAL}
    found = [reading for reading in readings(line.text) if reading.style in styles]
    roman = any(reading.style is Style.ROMAN for reading in found)
    for depth in range(len(stack) - 1, -1, -1):
        for reading in found:
            doubtful = roman and reading.style is Style.LETTER  # «(i)» is a letter only right after «(h)»
            successor = _successor(stack[depth], reading, 0 if doubtful else _widest(line))
            if successor is not None:
                parent = stack[depth - 1].label if depth else stem
                top = replace(successor, label=f"{parent}({successor.label})", level=stack[depth].level)
                return [*stack[:depth], top]
    for reading in found:
        doubtful = roman and reading.style is Style.LETTER
        inside = reading.style is Style.DECIMAL and stack  # a list of its own, or a quotation
        if doubtful or inside or not _may_open(reading, line) or any(open_.style is reading.style for open_ in stack):
            continue
        parent = stack[-1].label if stack else stem
        level = max(_LEVELS[reading.style], stack[-1].level + 1 if stack else PART)
        return [*stack, _Open(reading.style, reading.value, f"{parent}({reading.label})", level, reading.value[0])]
    return None


def _may_open(reading: Enumerator, line: Line) -> bool:
    """An enumeration begins with its first member; a digest that leaves some out may begin later."""
    return reading.value == (1,) or (
        _widest(line) > _GAP and len(reading.value) == 1 and reading.value[0] <= _EXCERPT_GAP
    )


def _widest(line: Line) -> int:
    """Return the widest hole before a line: «(iv)» at the head of a paragraph can hardly be anything else."""
    return _EXCERPT_GAP if line.opens and line.text.startswith("(") else _GAP


def _successor(last: _Open, reading: Enumerator, widest: int) -> _Open | None:
    if reading.style is not last.style:
        return None
    value, base = reading.value, last.base
    if len(value) == 2 and value[0] == base:  # «б1)», «3.1.»
        grows = value > last.value
        return replace(last, value=value, label=reading.label) if grows else None
    if len(value) != 1:
        return None
    step = value[0] - base
    if 1 <= step <= widest + 1:
        return replace(last, value=value, label=reading.label, base=value[0])
    mended = superscript(base, value[0])
    if mended and (base, mended) > last.value:
        return replace(last, value=(base, mended), label=f"{base}.{mended}")
    return None


def superscript(base: int, value: int) -> int:
    """Return n if ``value`` is ``base`` with a superscript n run into it (205 and 2051 give 1), else 0."""
    head, tail = str(base), str(value)
    if value > base + 3 and tail.startswith(head) and 1 <= len(tail) - len(head) <= 2:
        return int(tail[len(head) :])
    return 0
