"""Manuscripts as Word documents: heading styles, numbers that Word counts, tables, true footnotes."""

import io
import zipfile

import docx
from docx.document import Document
from docx.enum.text import WD_ALIGN_PARAGRAPH
from docx.oxml import OxmlElement, parse_xml
from docx.oxml.ns import nsdecls, qn
from docx.table import _Cell
from docx.text.paragraph import Paragraph as WordParagraph

from documents.building.manuscript import Block, Bullet, Details, Heading, Manuscript, Paragraph, Source, Table, pieces
from documents.building.plan import Rendering
from documents.building.word_parts import Counter, add_footnotes

_LOCALES = {"en": "en-GB", "ru": "ru-RU"}
#: Zip entries bear a date; the earliest that the format knows stands for none.
_NO_DATE = (1980, 1, 1, 0, 0, 0)


def to_docx(manuscript: Manuscript, rendering: Rendering) -> bytes:
    """Set a manuscript. The same manuscript gives the same parts on every run."""
    document = docx.Document()
    _describe(document, manuscript)
    _running(document, rendering.head)
    document.add_heading(manuscript.title, 0)
    setting = _Setting(document, manuscript, rendering)
    for block in manuscript.blocks:
        setting.add(block)
    if manuscript.footnotes:
        add_footnotes(document, list(manuscript.footnotes.values()))
    result = io.BytesIO()
    document.save(result)
    return _undated(result.getvalue())


class _Setting:
    """Adds the blocks of one manuscript to a document."""

    def __init__(self, document: Document, manuscript: Manuscript, rendering: Rendering) -> None:
        self._document = document
        self._rendering = rendering
        self._note_ids = {label: index for index, label in enumerate(manuscript.footnotes, 1)}
        self._speakers = manuscript.kind == "dialogue"
        self._counter = Counter(document)

    def add(self, block: Block) -> None:
        """Add a block."""
        match block:
            case Heading(text, level):
                self._fill(self._document.add_heading("", level), text)
            case Source(text):
                self._fill(self._document.add_paragraph(style="Quote"), text)
            case Bullet(text):
                self._fill(self._document.add_paragraph(style="List Bullet"), text)
            case Paragraph(text, number):
                self._paragraph(text, number)
            case Details(lines) if self._rendering.details_table:
                self._table(lines, head=False)
            case Details(lines):
                for label, value in lines:
                    self._labelled(self._document.add_paragraph(), f"{label}: {value}")
            case Table(rows):
                self._table(rows, head=True)

    def _paragraph(self, text: str, number: int) -> None:
        paragraph = self._document.add_paragraph()
        if not number:
            self._labelled(paragraph, text) if self._speakers else self._fill(paragraph, text)
        elif self._rendering.automatic:
            self._counter.number(paragraph, number)
            self._fill(paragraph, text)
        else:
            self._fill(paragraph, f"{number}. {text}")

    def _labelled(self, paragraph: WordParagraph, text: str) -> None:
        """Print who speaks, or what a line tells, in bold."""
        label, colon, rest = text.partition(": ")
        if colon and len(label) <= 60 and "." not in label:
            paragraph.add_run(f"{label}:").bold = True
            self._fill(paragraph, f" {rest}")
        else:
            self._fill(paragraph, text)

    def _table(self, rows: tuple[tuple[str, ...], ...], head: bool) -> None:
        table = self._document.add_table(len(rows), len(rows[0]), style="Table Grid")
        for index, row in enumerate(rows):
            for cell, text in zip(table.rows[index].cells, row, strict=True):
                self._cell(cell, text, bold=head and index == 0)
        if head:
            repeated = OxmlElement("w:tblHeader")
            table.rows[0]._tr.get_or_add_trPr().append(repeated)
        self._document.add_paragraph()

    def _cell(self, cell: _Cell, text: str, bold: bool) -> None:
        paragraph = cell.paragraphs[0]
        self._fill(paragraph, text)
        for run in paragraph.runs:
            run.bold = bold or None

    def _fill(self, paragraph: WordParagraph, text: str) -> None:
        for piece, is_call in pieces(text):
            run = paragraph.add_run("" if is_call else piece)
            if is_call:
                run.font.superscript = True
                reference = OxmlElement("w:footnoteReference")
                reference.set(qn("w:id"), str(self._note_ids[piece]))
                run._r.append(reference)


def _describe(document: Document, manuscript: Manuscript) -> None:
    properties = document.core_properties
    properties.title = manuscript.title
    properties.author = ""
    properties.comments = ""
    properties.language = _LOCALES[manuscript.language]
    language = document.styles.element.find(f".//{qn('w:lang')}")
    if language is not None:
        language.set(qn("w:val"), _LOCALES[manuscript.language])


def _running(document: Document, head: str) -> None:
    """A running head and the page's number at the foot."""
    section = document.sections[0]
    if head:
        section.header.paragraphs[0].text = head
    foot = section.footer.paragraphs[0]
    foot.alignment = WD_ALIGN_PARAGRAPH.CENTER
    foot._p.append(parse_xml(f'<w:fldSimple {nsdecls("w")} w:instr="PAGE"><w:r><w:t>1</w:t></w:r></w:fldSimple>'))


def _undated(package: bytes) -> bytes:
    """Write the package anew, without the time of writing."""
    result = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(package)) as old, zipfile.ZipFile(result, "w", zipfile.ZIP_DEFLATED) as new:
        for name in old.namelist():
            new.writestr(zipfile.ZipInfo(name, _NO_DATE), old.read(name), zipfile.ZIP_DEFLATED)
    return result.getvalue()
