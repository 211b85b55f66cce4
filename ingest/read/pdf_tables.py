"""Tables in a column of lines: rows of cells under one another."""

import re
from collections.abc import Sequence
from dataclasses import dataclass

from ingest.read.pdf_lines import Bar, Cell, Line

_FEWEST_ROWS = 3
_ALIGNED, _NEAR = 0.6, 5.0
_LEADERS = re.compile(r"\.{4,}|…{2,}|(?:\. ){3,}|_{4,}")
#: A list's sign or a paragraph's number before its text is no cell.
_SIGN = re.compile(
    r"^(?:[•·▪●○■◦–—*-]|\(?(?:\d{1,4}|[a-zа-я]|[ivxlc]{1,5})[.)]{0,2}|\d{1,3}(?:\.\d{1,3})+\.?|[IVXLC]{1,5}\.|[A-ZА-Я]\.)$"
)


@dataclass(frozen=True, slots=True)
class Table:
    """Rows of cells; every row has as many cells as the table has columns."""

    rows: tuple[tuple[str, ...], ...]


def with_tables(found: Sequence[Line], rules: Sequence[float], bars: Sequence[Bar]) -> list[Line | Table]:
    """Replace the lines that form tables by the tables.

    ``rules`` are the heights of the page's horizontal rules, ``bars`` its vertical ones: where they stand they tell
    rows and columns apart, and where a table begins and ends.
    """
    result: list[Line | Table] = []
    index = 0
    while index < len(found):
        end = _table_end(found, index, bars)
        table = _table(found[index:end], rules, bars) if end - index >= 2 else None
        if table is None:
            result.append(found[index])
            index += 1
        else:
            result.append(table)
            index = end
    return result


def _barred(line: Line, bars: Sequence[Bar]) -> int:
    """How many vertical rules stand beside a line."""
    return _barred_at(line.y + 0.25 * line.height, bars)


def _barred_at(height: float, bars: Sequence[Bar]) -> int:
    return len({round(bar.x / 3) for bar in bars if bar.y0 - 1 <= height <= bar.y1 + 1})


def _is_row(line: Line) -> bool:
    cells = line.cells
    if len(cells) < 2 or _LEADERS.search(line.text):
        return False
    return not (len(cells) == 2 and _SIGN.match(cells[0].text))


def _table_end(found: Sequence[Line], start: int, bars: Sequence[Bar]) -> int:
    """Where the run of rows that begins at ``start`` ends: lines without a gap may stand between rows that have one."""
    if _barred(found[start], bars) > 2:
        return next(
            (at for at in range(start + 1, len(found)) if not _same_box(found[at - 1], found[at], bars)), len(found)
        )
    if not _is_row(found[start]):
        return start
    end = start + 1
    for index in range(start + 1, len(found)):
        line, before = found[index], found[index - 1]
        if before.y - line.y > 4 * before.height or _barred(line, bars) > 2:
            break
        if _is_row(line):
            end = index + 1
        elif index - end >= 3:
            break
    return end


def _same_box(before: Line, line: Line, bars: Sequence[Bar]) -> bool:
    """Vertical rules stand beside the line and all the way up to the one before."""
    middle = (before.y + line.y + line.height * 0.75) / 2
    return min(_barred(line, bars), _barred_at(middle, bars)) > 2


def _table(run: Sequence[Line], rules: Sequence[float], bars: Sequence[Bar]) -> Table | None:
    rows = [line for line in run if _is_row(line)]
    borders = _ruled_borders(run, bars) or _borders(rows, run)
    if not borders:
        return None
    ruled = _barred(run[0], bars) > 2
    few = len(rows) < _FEWEST_ROWS and not (len(rows) == 2 and len(borders) >= 2)
    if not rows or (not ruled and (few or len(rows) < 0.4 * len(run))):
        return None
    if not ruled and not _aligned(rows, borders):
        return None
    merged = _merged(run, [_cut(line, borders) for line in run], rules)
    full = sum(sum(bool(cell) for cell in row) > 1 for row in merged)
    return Table(tuple(merged)) if full >= max(2, 0.5 * len(merged)) else None


def _aligned(rows: Sequence[Line], borders: Sequence[float]) -> bool:
    """The cells of every column begin, end or are centred at one place: wide gaps in justified lines are not."""
    for column in range(1, len(borders) + 1):
        cells = [cell for row in rows for cell in _cut(row, borders)[column][:1]]
        places = [[cell.x0 for cell in cells], [(cell.x0 + cell.x1) / 2 for cell in cells]]
        if sum(any(map(str.isdigit, cell.text)) for cell in cells) > 0.5 * len(cells):
            places.append([cell.x1 for cell in cells])  # figures are set flush right, and so is every justified line
        if not cells or max(_agreeing(ends) for ends in places) < _ALIGNED * len(cells):
            return False
    return True


def _agreeing(places: Sequence[float]) -> int:
    """How many of some places lie within a few points of the middle one."""
    middle = sorted(places)[len(places) // 2]
    return sum(abs(place - middle) < _NEAR for place in places)


def _ruled_borders(run: Sequence[Line], bars: Sequence[Bar]) -> list[float]:
    """The vertical rules that stand beside several lines of a run and have cells on both sides."""
    if _barred(run[0], bars) <= 2:
        return []
    places: list[float] = []
    for x in sorted({bar.x for bar in bars if sum(bar.y0 <= line.y <= bar.y1 for line in run) >= 1}):
        inside = any(cell.x1 <= x + 2 for line in run for cell in line.cells) and any(
            cell.x0 >= x - 2 for line in run for cell in line.cells
        )
        if inside and (not places or x - places[-1] > 4):
            places.append(x)
    return places


def _borders(rows: Sequence[Line], run: Sequence[Line]) -> list[float]:
    """The places between columns: inside a gap of most rows, and crossed by hardly any line."""
    places: list[float] = []
    for row in rows:
        for left, right in zip(row.cells, row.cells[1:], strict=False):
            middle = (left.x1 + right.x0) / 2
            crossed = sum(
                1 for line in run if any(cell.x0 < middle - 1 and cell.x1 > middle + 1 for cell in line.cells)
            )
            inside = sum(1 for line in rows if _gap_at(line, middle))
            if crossed <= 0.15 * len(run) and inside >= max(2, 0.4 * len(rows)):
                places.append(middle)
    return _distinct(sorted(places), rows)


def _gap_at(line: Line, place: float) -> bool:
    return any(left.x1 <= place <= right.x0 for left, right in zip(line.cells, line.cells[1:], strict=False))


def _distinct(places: Sequence[float], rows: Sequence[Line]) -> list[float]:
    """One border for each gutter: two places are one when no cell stands between them."""
    found: list[float] = []
    for place in places:
        if found and not any(found[-1] < cell.x0 and cell.x1 < place for row in rows for cell in row.cells):
            continue
        found.append(place)
    return found


def _cut(line: Line, borders: Sequence[float]) -> list[list[Cell]]:
    columns: list[list[Cell]] = [[] for _ in range(len(borders) + 1)]
    for cell in line.cells:
        columns[sum(border < (cell.x0 + min(cell.x1, cell.x0 + 10)) / 2 for border in borders)].append(cell)
    return columns


def _merged(run: Sequence[Line], cut: Sequence[list[list[Cell]]], rules: Sequence[float]) -> list[tuple[str, ...]]:
    """Put the lines of one row together: rules part rows, else a filled first column begins one."""
    inner = [rule for rule in rules if run[-1].y < rule < run[0].y]
    ruled = len(inner) >= max(2, len(run) // 6)
    gaps = sorted(one.y - other.y for one, other in zip(run, run[1:], strict=False))
    usual = gaps[len(gaps) // 2]
    rows: list[list[list[str]]] = []
    before: Line | None = None
    for line, columns in zip(run, cut, strict=True):
        if before is None or _begins_row(before, line, columns, inner if ruled else None, usual):
            rows.append([[] for _ in columns])
        for texts, cells in zip(rows[-1], columns, strict=True):
            texts += [cell.text for cell in cells]
        before = line
    joined = [[" ".join(texts) for texts in row] for row in rows]
    filled = [index for index in range(len(joined[0])) if any(row[index] for row in joined)]
    return [tuple(row[index] for index in filled) for row in joined]


def _begins_row(
    before: Line, line: Line, columns: list[list[Cell]], rules: Sequence[float] | None, usual: float
) -> bool:
    """Tell whether a line begins a row. ``usual`` is the usual distance of two lines."""
    gap = before.y - line.y
    if rules is not None:
        return any(line.y + 0.3 * line.height < rule < before.y + 0.1 * before.height for rule in rules)
    if gap > 1.7 * line.height:
        return True
    if not columns[0] or columns[0][0].text[:1].islower():
        return False
    return sum(bool(cells) for cells in columns) > 1 or gap > 0.95 * usual
