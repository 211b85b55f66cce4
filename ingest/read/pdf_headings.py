"""Headings of a PDF: its bookmarks where it has them, else larger or bold type."""

import re
from collections.abc import Collection, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any

import pypdf

from ingest.read.pdf_blocks import Block
from ingest.read.pdf_lines import Line

_LONGEST = 200
_MOST_LINES = 4
_LARGER = 1.12
_OTHER = 0.94
_DEEPEST = 6
#: A first page with fewer characters is a cover.
_COVER = 1500
_NOT_LETTERS = re.compile(r"[\W_]+")
_LETTERS = re.compile(r"[^\W\d_]")
_LEADERS = re.compile(r"\.{4,}|…{2,}|_{4,}")
_BODY_END = re.compile(r"[.;,]$")


@dataclass(frozen=True, slots=True)
class Headings:
    """What is known of a document's headings.

    ``bookmarks`` maps page number and folded title to a level; ``sizes`` are the heights of larger type, tallest first;
    ``body`` is the height of running text; ``covers`` are the pages whose large type is a title.
    """

    body: float
    sizes: tuple[float, ...] = ()
    bookmarks: Mapping[tuple[int, str], int] = field(default_factory=dict)
    covers: frozenset[int] = frozenset()

    def level(self, block: Block, page: int, bold: bool) -> int:
        """Return the level of a block, 0 where it is no heading."""
        text = block.text
        if _LEADERS.search(text) or len(_LETTERS.findall(text)) < 3:
            return 0
        if self.bookmarks or page in self.covers:
            return self.bookmarks.get((page, fold(text)), 0)
        if len(text) > _LONGEST or len(block.lines) > _MOST_LINES:
            return 0
        if block.height >= _LARGER * self.body:
            nearest = min(self.sizes, key=lambda size: abs(size - block.height), default=0.0)
            return min(self.sizes.index(nearest) + 1, _DEEPEST) if nearest else 0
        if bold and len(block.lines) <= 2 and not _BODY_END.search(text):
            return min(len(self.sizes) + 1, _DEEPEST)
        return 0


def find_headings(pages: Sequence[Sequence[Block]], body: float, bookmarks: Mapping[tuple[int, str], int]) -> Headings:
    """Gather the sizes of larger type in a document, its cover aside; sizes that differ by less than 6 % are one."""
    is_cover = len(pages) > 2 and sum(len(block.text) for block in pages[0]) < _COVER
    titles = [block for page in pages[is_cover:] for block in page if len(block.text) <= _LONGEST]
    sizes: list[float] = []
    for height in sorted({block.height for block in titles if block.height >= _LARGER * body}, reverse=True):
        if not sizes or height < _OTHER * sizes[-1]:
            sizes.append(height)
    return Headings(body, tuple(sizes[:_DEEPEST]), bookmarks, frozenset({1}) if is_cover else frozenset())


def bookmarks(reader: pypdf.PdfReader) -> dict[tuple[int, str], int]:
    """Read the outline: page number and folded title to level. One that is broken counts as none."""
    found: dict[tuple[int, str], int] = {}
    try:
        _collect(reader, reader.outline, 1, found)
    except Exception:  # pypdf raises nearly anything on a broken outline, which we can do without
        return {}
    return found if len(found) > 2 else {}


def titled(found: Sequence[Line], titles: Collection[str]) -> Iterator[range]:
    """Yield the runs of lines, by index, that spell one of the folded ``titles``."""
    start = 0
    while titles and start < len(found):
        words, stop = "", start
        for index in range(start, len(found)):
            words += fold(found[index].text)
            if not any(title.startswith(words) for title in titles):
                break
            stop = index + 1 if words in titles else stop
        if stop > start:
            yield range(start, stop)
        start = max(stop, start + 1)


def fold(title: str) -> str:
    """Letters and digits only, in lower case: bookmarks and pages differ in spaces and marks."""
    return _NOT_LETTERS.sub("", title).casefold()


def _collect(reader: pypdf.PdfReader, items: Sequence[Any], level: int, found: dict[tuple[int, str], int]) -> None:
    for item in items:
        if isinstance(item, list):
            if level < _DEEPEST:
                _collect(reader, item, level + 1, found)
            continue
        number = reader.get_destination_page_number(item)
        if number is not None and item.title:
            found.setdefault((number + 1, fold(item.title)), level)
