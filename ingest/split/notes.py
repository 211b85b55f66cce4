"""Which paragraph calls a footnote: the note is cited with it."""

import re
from bisect import bisect_right
from collections.abc import Sequence

from index_config.domain import Document, Mark
from ingest.split.cells import Cell

_SUPERSCRIPTS = str.maketrans("0123456789", "⁰¹²³⁴⁵⁶⁷⁸⁹")
#: How far before its note a call is looked for where pages do not tell.
_FARTHEST = 12_000


class NoteCalls:
    """Finds the calls of the footnotes of one document."""

    def __init__(self, document: Document, text: str, cells: Sequence[Cell]) -> None:
        self._pages = [page.start for page in document.pages]
        self._text = text
        self._cells = [cell for cell in cells if cell.note is None]
        self._starts = [cell.span.start for cell in self._cells]

    def callers(self, note: Mark) -> tuple[str, ...]:
        """Return the number of the paragraph that calls ``note``; nothing where no call is found."""
        if not note.label.isdigit() or not self._cells:
            return ()
        page = self._pages[bisect_right(self._pages, note.span.start) - 1]
        start = page if len(self._pages) > 1 else max(0, note.span.start - _FARTHEST)
        sign = re.escape(note.label.translate(_SUPERSCRIPTS))
        call = re.compile(rf"(?<![⁰¹²³⁴⁵⁶⁷⁸⁹]){sign}(?![⁰¹²³⁴⁵⁶⁷⁸⁹])|\[{note.label}\]")
        for match in reversed(list(call.finditer(self._text, start, note.span.start))):
            cell = self._cells[max(bisect_right(self._starts, match.start()) - 1, 0)]
            if cell.span.start <= match.start() < cell.span.end:
                return (cell.unit.label,) if cell.unit is not None and cell.unit.label else ()
        return ()
