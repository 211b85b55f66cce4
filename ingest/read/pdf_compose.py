"""The lines of a PDF to raw pages with marks: paragraphs, headings, tables, list items, footnotes after the text."""

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from itertools import groupby

from index_config.domain import MarkKind, RawPage
from ingest.read.compose import BULLET, LINE, Composer
from ingest.read.pdf_blocks import Block, blocks, goes_on
from ingest.read.pdf_headings import Headings, find_headings, fold, titled
from ingest.read.pdf_lines import Line
from ingest.read.pdf_notes import Note, part_notes, raised_numbers
from ingest.read.pdf_page import Sheet, body_height
from ingest.read.pdf_tables import Table, with_tables

_BULLET = re.compile(r"^[•·▪●○■◦\uf0b7\uf0a7\uf0d8]\s*")


@dataclass(frozen=True, slots=True)
class _Parts:
    """What a page's lines turned out to be."""

    sheet: Sheet
    body: tuple[Block | Table, ...]
    notes: tuple[Note, ...]


def compose(sheets: Sequence[Sheet], bookmarks: Mapping[tuple[int, str], int]) -> dict[int, RawPage]:
    """Compose the raw pages of a document, by page number.

    ``bookmarks`` maps page number and folded title to the level of a heading.
    """
    height = body_height(sheets)
    pages = [_parts(sheet, height, _titles(bookmarks, sheet.number)) for sheet in sheets]
    in_order = [[item for item in page.body if isinstance(item, Block)] for page in pages]
    headings = find_headings(in_order, height, bookmarks)
    last_note = ""
    composed: dict[int, RawPage] = {}
    for page in pages:
        composed[page.sheet.number], last_note = _page(page, headings, last_note)
    return composed


def _titles(bookmarks: Mapping[tuple[int, str], int], number: int) -> frozenset[str]:
    """The folded titles that the bookmarks name on a page."""
    return frozenset(title for page, title in bookmarks if page == number and title)


def _parts(sheet: Sheet, height: float, titles: frozenset[str]) -> _Parts:
    calls = raised_numbers(sheet.lines)
    body: list[Block | Table] = []
    notes: list[Note] = []
    for column in sheet.columns:
        text, found, foot = part_notes(column, height, calls)
        notes += found
        items = list(_items(text, sheet, titles))
        if body and items and (whole := _run_on(body[-1], items[0], titles)):
            body[-1:], items[:1] = [whole], []
        body += items
        body += blocks(foot, sheet.bold)
    return _Parts(sheet, tuple(body), tuple(notes))


def _run_on(before: Block | Table, after: Block | Table, titles: frozenset[str]) -> Block | None:
    """Join the paragraph that the end of a column cut, ``None`` where it ended with the column."""
    if isinstance(before, Table) or isinstance(after, Table) or not goes_on(before, after):
        return None
    if not titles.isdisjoint({fold(before.text), fold(after.text)}):
        return None
    return Block(f"{before.text}\n{after.text}", before.lines + after.lines)


def _items(found: Sequence[Line], sheet: Sheet, titles: frozenset[str]) -> Iterator[Block | Table]:
    """Tables, and the paragraphs between them."""
    for _, group in groupby(with_tables(found, sheet.rules, sheet.bars), key=lambda item: isinstance(item, Table)):
        items = list(group)
        yield from (item for item in items if isinstance(item, Table))
        printed = [item for item in items if isinstance(item, Line)]
        yield from blocks(printed, sheet.bold, titled(printed, titles))


def _page(page: _Parts, headings: Headings, last_note: str) -> tuple[RawPage, str]:
    """Compose one page; ``last_note`` is the number of the note that may go on from the page before."""
    composer = Composer()
    for item in page.body:
        if isinstance(item, Table):
            composer.table([list(row) for row in item.rows])
        else:
            _add(composer, item, headings, page.sheet)
    for note in page.notes:
        last_note = note.label or last_note
        composer.block("\n".join(line.text for line in note.lines), MarkKind.FOOTNOTE, last_note)
    return replace(composer.page(page.sheet.number), wrapped=True), last_note


def _add(composer: Composer, block: Block, headings: Headings, sheet: Sheet) -> None:
    bold = all(line.chars[0] in sheet.bold for line in block.lines)
    level = headings.level(block, sheet.number, bold)
    if level:
        composer.block(block.text.replace(LINE, "\n"), MarkKind.HEADING, level=level)
    elif sign := _BULLET.match(block.text):
        composer.block(f"{BULLET} {block.text[sign.end() :]}", MarkKind.LIST, BULLET, 1)
    else:
        composer.block(block.text)
