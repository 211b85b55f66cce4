"""Running heads, running feet and page numbers: found by their repetition across pages."""

import re
from collections import Counter
from collections.abc import Sequence

from index_config.domain import Span
from ingest.clean.lines import Line, lines_of

#: How many lines at the top and at the foot of a page may be running ones.
_EDGE = 3
_FEWEST_PAGES = 3
#: A running head stands on one page of so many at least, a running foot on one of so many.
_SHARES = (8, 4)
_CELL = " | "
_ROMAN = {"i": 1, "v": 5, "x": 10, "l": 50, "c": 100}
_NUMBER = re.compile(
    r"^(?:[-–—|•·\[(\s]*)(?:page|p\.|pg\.?|стр(?:аница|\.)?|с\.|сторінка)?\s*(?P<number>\d{1,4}|[ivxlc]{1,7})"
    r"(?:\s*(?:/|of|из|з|от)\s*\d{1,4})?(?:[-–—|•·\])\s]*)$",
    re.IGNORECASE,
)
_NOT_LETTERS = re.compile(r"[\W\d_]+")


def running_lines(pages: Sequence[str]) -> tuple[tuple[Span, ...], ...]:
    """Return for each page text the spans of its running heads, feet and page number, in order."""
    if len(pages) < 2:
        return tuple(() for _ in pages)
    edges = [_edges(lines_of(page)) for page in pages]
    repeated = _repeated(pages, edges)
    found = [
        [line for edge, keys in zip(pair, repeated, strict=True) for line in edge if _key(line.of(page)) in keys]
        for page, pair in zip(pages, edges, strict=True)
    ]
    rest = [
        tuple([line for line in edge if line not in gone] for edge in pair)
        for pair, gone in zip(edges, found, strict=True)
    ]
    for gone, number in zip(found, _page_numbers(pages, rest), strict=True):
        gone += number
    return tuple(tuple(sorted({Span(line.start, line.end) for line in gone})) for gone in found)


def _edges(lines: list[Line]) -> tuple[list[Line], list[Line]]:
    foot = max(len(lines) - _EDGE, _EDGE)
    return lines[:_EDGE], lines[foot:][::-1]


def _key(line: str) -> str:
    """What stays the same from page to page: the letters."""
    return _NOT_LETTERS.sub(" ", line.casefold()).strip()


def _repeated(pages: Sequence[str], edges: Sequence[tuple[list[Line], list[Line]]]) -> tuple[set[str], set[str]]:
    """The keys of the lines repeated at the heads and at the feet of pages.

    Feet must recur more often: signatures stand there too, and the rows of a table go on from page to page.
    """
    found: list[set[str]] = []
    for edge, share in enumerate(_SHARES):
        seen: Counter[str] = Counter()
        for page, pair in zip(pages, edges, strict=True):
            lines = [line.of(page) for line in pair[edge]]
            seen.update({key for line in lines if len(key := _key(line)) > 1 and _CELL not in line})
        enough = max(_FEWEST_PAGES, len(pages) // share)
        found.append({key for key, count in seen.items() if count >= enough})
    return found[0], found[1]


def _page_numbers(pages: Sequence[str], edges: Sequence[Sequence[list[Line]]]) -> list[list[Line]]:
    """Find the outermost lines that count the pages: their numbers grow as the pages do."""
    candidates = [
        [(line, value - index) for edge in pair for line in edge[:1] if (value := _value(line.of(page))) is not None]
        for index, (page, pair) in enumerate(zip(pages, edges, strict=True))
    ]
    shifts = Counter(shift for found in candidates for shift in {shift for _, shift in found})
    good = {shift for shift, count in shifts.items() if count >= max(2, len(pages) // 10)}
    if shifts[1]:
        good.add(1)  # the number is the page's own
    return [[line for line, shift in found if shift in good] for found in candidates]


def _value(line: str) -> int | None:
    match = _NUMBER.match(line)
    if not match:
        return None
    number = match["number"].lower()
    return int(number) if number.isdecimal() else _roman(number)


def _roman(number: str) -> int:
    values = [_ROMAN[letter] for letter in number]
    return sum(-one if one < after else one for one, after in zip(values, [*values[1:], 0], strict=True))
