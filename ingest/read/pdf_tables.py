"""Tables in a column of lines: rows of cells under one another."""

import re
from collections.abc import Sequence
from dataclasses import dataclass

from ingest.read.pdf_lines import Cell, Line

_FEWEST_ROWS = 3
_LEADERS = re.compile(r"\.{4,}|…{2,}|(?:\. ){3,}|_{4,}")
#: A list's sign or a paragraph's number before its text is no cell.
_SIGN = re.compile(r"^(?:[•·▪●○■◦–—*-]|\(?(?:\d{1,4}|[a-zа-я]|[ivxlc]{1,5})[.)]{0,2}|\d{1,3}(?:\.\d{1,3})+\.?|[IVXLC]{1,5}\.|[A-ZА-Я]\.)$")


@dataclass(frozen=True, slots=True)
class Table:
    """Rows of cells; every row has as many cells as the table has columns."""

    rows: tuple[tuple[str, ...], ...]


def with_tables(found: Sequence[Line], rules: Sequence[float]) -> list[Line | Table]:
    """Replace the lines that form tables by the tables.

    ``rules`` are the heights of the page's horizontal rules: they tell the rows of a table apart where they stand.
    """
    result: list[Line | Table] = []
    index = 0
    while index < len(found):
        end = _table_end(found, index)
        table = _table(found[index:end], rules) if end - index >= 2 else None
        if table is None:
            result.append(_plain(found[index]))
            index += 1
        else:
            result.append(table)
            index = end
    return result


def _plain(line: Line) -> Line:
    return line


def _is_row(line: Line) -> bool:
    cells = line.cells
    if len(cells) < 2 or _LEADERS.search(line.text):
        return False
    return not (len(cells) == 2 and _SIGN.match(cells[0].text))


def _table_end(found: Sequence[Line], start: int) -> int:
    """Where the run of rows that begins at ``start`` ends: lines without a gap may stand between rows that have one."""
    if not _is_row(found[start]):
        return start
    end = start + 1
    for index in range(start + 1, len(found)):
        line, before = found[index], found[index - 1]
        if before.y - line.y > 4 * before.height:
            break
        if _is_row(line):
            end = index + 1
        elif index - end >= 3:
            break
    return end


def _table(run: Sequence[Line], rules: Sequence[float]) -> Table | None:
    rows = [line for line in run if _is_row(line)]
    borders = _borders(rows, run)
    if not borders:
        return None
    if len(rows) < _FEWEST_ROWS and not (len(rows) == 2 and len(borders) >= 2) or len(rows) < 0.4 * len(run):
        return None
    cut = [_cut(line, borders) for line in run]
    return Table(tuple(_merged(run, cut, rules)))


def _borders(rows: Sequence[Line], run: Sequence[Line]) -> list[float]:
    """The places between columns: inside a gap of most rows, and crossed by hardly any line."""
    places: list[float] = []
    for row in rows:
        for left, right in zip(row.cells, row.cells[1:], strict=False):
            middle = (left.x1 + right.x0) / 2
            crossed = sum(1 for line in run if any(cell.x0 < middle - 1 and cell.x1 > middle + 1 for cell in line.cells))
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
    rows: list[list[list[str]]] = []
    before: Line | None = None
    for line, columns in zip(run, cut, strict=True):
        if before is None or _begins_row(before, line, columns, inner if ruled else None):
            rows.append([[] for _ in columns])
        for texts, cells in zip(rows[-1], columns, strict=True):
            texts += [cell.text for cell in cells]
        before = line
    return [tuple(" ".join(texts) for texts in row) for row in rows]


def _begins_row(before: Line, line: Line, columns: list[list[Cell]], rules: Sequence[float] | None) -> bool:
    if rules is not None:
        return any(line.y + 0.3 * line.height < rule < before.y + 0.1 * before.height for rule in rules)
    return bool(columns[0]) and sum(bool(cells) for cells in columns) > 1 or before.y - line.y > 1.7 * line.height
