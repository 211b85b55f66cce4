"""Which cells make a passage together: very short numbered paragraphs of one section, and what introduces them."""

from collections.abc import Iterator, Sequence

from index_config.domain import MarkKind
from ingest.split.cells import Cell
from ingest.split.packing import SHORT
from ingest.split.tokens import Ruler

#: Short paragraphs are put together until the passage has so many tokens.
_ENOUGH = 2 * SHORT


class Grouping:
    """Groups the cells of one text. ``limit`` is the most tokens a group of several may have."""

    def __init__(self, text: str, ruler: Ruler, limit: int) -> None:
        self._text = text
        self._ruler = ruler
        self._limit = limit

    def groups(self, cells: Sequence[Cell]) -> Iterator[tuple[Cell, ...]]:
        """Yield every cell in order, alone or with neighbours of the same section, speaker and kind."""
        group: tuple[Cell, ...] = ()
        for index, cell in enumerate(cells):
            following = cells[index + 1] if index + 1 < len(cells) else None
            if group and not self._may_join(group, cell, following):
                yield group
                group = ()
            group = (*group, cell)
        if group:
            yield group

    def labels(self, group: Sequence[Cell]) -> tuple[str, ...]:
        """Return the labels of a group; a few opening words of an article go under its first part."""
        sizes: dict[str, int] = {}
        for cell in group:
            if cell.unit is not None and cell.unit.label:
                sizes[cell.unit.label] = sizes.get(cell.unit.label, 0) + self._size(cell)
        return tuple(
            label
            for label, size in sizes.items()
            if size >= SHORT or not any(other.startswith(f"{label}(") for other in sizes)
        )

    def _may_join(self, group: tuple[Cell, ...], cell: Cell, following: Cell | None) -> bool:
        last = group[-1]
        if not _same_place(last, cell) or last.unit is cell.unit:
            return False
        before = self._ruler.length(group[0].span.start, last.span.end)
        if before + self._size(cell) > self._limit:
            return False
        if last.unit is None or cell.unit is None:  # a lead-in without a number goes with what it introduces
            return last.unit is None and before < SHORT and self._introduces(last)
        if before < SHORT:
            return self._size(cell) < SHORT or self._introduces(last) or len(group) == 1
        alone = following is None or not _same_place(cell, following) or self._size(following) >= SHORT
        return self._size(cell) < SHORT and (before < _ENOUGH or alone)

    def _size(self, cell: Cell) -> int:
        return self._ruler.length(cell.span.start, cell.span.end)

    def _introduces(self, cell: Cell) -> bool:
        return cell.span.of(self._text).rstrip().endswith(":")


def _same_place(one: Cell, other: Cell) -> bool:
    plain = one.note is None and other.note is None and one.table is None and other.table is None
    together = one.section is other.section and one.speaker is other.speaker
    return plain and together and _kind(one) in (None, _kind(other))


def _kind(cell: Cell) -> MarkKind | None:
    return cell.unit.kind if cell.unit is not None else None
