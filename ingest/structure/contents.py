"""Tables of contents: their lines look like headings and numbered paragraphs and are neither."""

import re
from collections.abc import Sequence

from index_config.domain import Span
from ingest.structure.lines import Line

_TITLE = re.compile(r"(?:table of )?contents\.?|содержание|оглавление|зміст", re.IGNORECASE)
_LEADER = re.compile(r"(?:\.{4,}|(?:\. ){4,}|…{2,})\s*(?:\d{1,4}|[ivxlc]{1,6})?$")
_LED_TO_PAGE = re.compile(r"(?:\.{4,}|(?:\. ){4,}|…{2,})\s*\d{1,4}$")
_PAGE_AT_END = re.compile(r"\S\s+\d{1,4}$")
_LONGEST = 220
_FEWEST = 3
_PATIENCE = 2  # lines without a page number that may stand in between (titles over two lines)


def contents_of(lines: Sequence[Line]) -> tuple[Span, ...]:
    """Return the spans of tables of contents, their title included."""
    spans: list[Span] = []
    index = 0
    while index < len(lines):
        titled = bool(_TITLE.fullmatch(lines[index].text))
        if not titled and not _LED_TO_PAGE.search(lines[index].text):
            index += 1
            continue
        last, entries = _extent(lines, index + titled, titled)
        if entries >= (_FEWEST if titled else 1):
            spans.append(Span(lines[index].start, lines[last].end))
            index = last
        index += 1
    return tuple(spans)


def _extent(lines: Sequence[Line], start: int, titled: bool) -> tuple[int, int]:
    """Return the last line of the table and the number of its entries."""
    last, entries, patience = start - 1 if titled else start, 0, _PATIENCE
    for index in range(start, len(lines)):
        text = lines[index].text
        entry = bool(_LEADER.search(text)) or (titled and len(text) <= _LONGEST and bool(_PAGE_AT_END.search(text)))
        if entry:
            last, entries, patience = index, entries + 1, _PATIENCE
        elif patience and len(text) <= _LONGEST and not text.endswith((".", ";", ":")):
            patience -= 1
        else:
            break
    return last, entries
