"""A page's lines to its raw text with marks: paragraphs, headings, tables, list items, footnotes after the text."""

import re
from dataclasses import replace

from index_config.domain import MarkKind, RawPage
from ingest.read.compose import BULLET, LINE, Composer
from ingest.read.pdf_blocks import Block, blocks
from ingest.read.pdf_headings import Headings
from ingest.read.pdf_lines import Line
from ingest.read.pdf_notes import Note, part_notes, raised_numbers
from ingest.read.pdf_page import Sheet
from ingest.read.pdf_tables import Table, with_tables

_BULLET = re.compile(r"^[•·▪●○■◦\uf0b7\uf0a7\uf0d8]\s*")


class PageComposer:
    """Composes the pages of one document."""

    def __init__(self, headings: Headings, notes: dict[int, list[Note]]) -> None:
        self._headings = headings
        self._notes = notes
        self._last_note = ""

    def page(self, sheet: Sheet, parts: list[list[Block | Table]]) -> RawPage:
        """Compose one page from the parts of its columns."""
        composer = Composer()
        for part in parts:
            for item in part:
                if isinstance(item, Table):
                    composer.table([list(row) for row in item.rows])
                else:
                    self._block(composer, item, sheet)
        for note in self._notes.get(sheet.number, ()):
            self._last_note = note.label or self._last_note
            for block in blocks(note.lines)[:1]:
                composer.block(_joined(note.lines), MarkKind.FOOTNOTE, self._last_note)
                del block
        return replace(composer.page(sheet.number), wrapped=True)

    def _block(self, composer: Composer, block: Block, sheet: Sheet) -> None:
        bold = all(line.chars[0] in sheet.bold for line in block.lines)
        level = self._headings.level(block, sheet.number, bold)
        if level:
            composer.block(block.text.replace(LINE, "\n"), MarkKind.HEADING, level=level)
        elif sign := _BULLET.match(block.text):
            composer.block(f"{BULLET} {block.text[sign.end() :]}", MarkKind.LIST, BULLET, 1)
        else:
            composer.block(block.text)
