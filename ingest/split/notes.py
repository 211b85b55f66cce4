"""Which place calls a footnote: the note is cited with its paragraph, and the passage there names the note."""

import re
from bisect import bisect_right
from collections import Counter
from collections.abc import Iterator, Sequence

from index_config.domain import Document, Mark, MarkKind, Span
from ingest.split.cells import Cell

_SUPERSCRIPTS = str.maketrans("0123456789", "⁰¹²³⁴⁵⁶⁷⁸⁹")
#: How far before its note a call is looked for where neither pages nor numbers tell.
_FARTHEST = 12_000


def _opens(note: Mark, text: str) -> bool:
    """Tell a note from the rest of one that the page break cut: it begins with its number."""
    body = note.span.of(text).lstrip("[( ")
    return body.startswith((note.label, note.label.translate(_SUPERSCRIPTS)))


class NoteCalls:
    """Finds the calls of the footnotes of one document."""

    def __init__(self, document: Document, text: str, cells: Sequence[Cell]) -> None:
        self._pages = [page.start for page in document.pages]
        self._text = text
        self._cells = [cell for cell in cells if cell.note is None]
        self._starts = [cell.span.start for cell in self._cells]
        notes = (mark for mark in document.marks if mark.kind is MarkKind.FOOTNOTE)
        self._counts = Counter(mark.label for mark in notes if _opens(mark, text))

    def callers(self, note: Mark) -> tuple[str, ...]:
        """Return the number of the paragraph that calls ``note``; nothing where no call is found."""
        call = self.call(note)
        if call is None:
            return ()
        unit = self._cell_at(call).unit
        return (unit.label,) if unit is not None and unit.label else ()

    def call(self, note: Mark) -> int | None:
        """Return where the text calls ``note``: the nearest place before it, else the first after it."""
        if not note.label.isdigit() or not self._cells:
            return None
        sign = re.escape(note.label.translate(_SUPERSCRIPTS))
        call = re.compile(rf"(?<![⁰¹²³⁴⁵⁶⁷⁸⁹]){sign}(?![⁰¹²³⁴⁵⁶⁷⁸⁹])|\[{note.label}\]")
        return next((offset for offset in self._signs(call, note.span, self._reach(note)) if self._calls(offset)), None)

    def _reach(self, note: Mark) -> Span:
        """Where the call may stand: anywhere if the number is given once, else on the page of the note."""
        if self._counts[note.label] == 1:
            return Span(0, len(self._text))
        if len(self._pages) == 1:
            return Span(max(0, note.span.start - _FARTHEST), note.span.end)
        page = bisect_right(self._pages, note.span.start)
        return Span(self._pages[page - 1], [*self._pages, len(self._text)][page])

    def _signs(self, call: re.Pattern[str], note: Span, reach: Span) -> Iterator[int]:
        before = [match.start() for match in call.finditer(self._text, reach.start, note.start)]
        yield from reversed(before)
        yield from (match.start() for match in call.finditer(self._text, note.end, max(note.end, reach.end)))

    def _calls(self, offset: int) -> bool:
        span = self._cell_at(offset).span
        return span.start <= offset < span.end

    def _cell_at(self, offset: int) -> Cell:
        return self._cells[max(bisect_right(self._starts, offset) - 1, 0)]
