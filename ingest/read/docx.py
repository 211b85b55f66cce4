"""Word documents (DOCX)."""

import io
import zipfile
import zlib
from collections.abc import Iterator

import docx
from docx.document import Document as WordDocument
from docx.opc.exceptions import PackageNotFoundError
from docx.oxml.ns import qn
from lxml.etree import XMLSyntaxError  # type: ignore[import-untyped]

from index_config.domain import MarkKind, Metadata, RawDocument, RawPage
from index_config.errors import DamagedSource, EmptySource, SourceTooLarge
from ingest.read.compose import LINE, Composer
from ingest.read.docx_notes import Notes
from ingest.read.docx_numbering import Numbering
from ingest.read.docx_outline import Outline
from ingest.read.docx_text import Element, paragraph_text, text_boxes
from ingest.read.quality import refuse_garbled
from ingest.read.titles import sensible_title

#: Bytes a package may unpack to.
MAX_UNPACKED = 512 * 1024 * 1024
_LONGEST_CELL = 600
_PARAGRAPH, _TABLE = qn("w:p"), qn("w:tbl")
_WRAPPERS = frozenset(qn(name) for name in str.split("w:sdt w:sdtContent w:customXml w:smartTag w:ins w:moveTo"))


def read_docx(data: bytes, file: str) -> RawDocument:
    """Read a DOCX: one page of text, marks for headings, lists, tables, footnotes and endnotes (after the text).

    Numbers that Word counts itself are printed before their paragraphs. Raises ``EmptySource``, ``DamagedSource``,
    ``SourceTooLarge`` and ``GarbledText``.
    """
    document = _open(data, file)
    compose = _Compose(document)
    try:
        compose.body(document.element.body)
    except (KeyError, ValueError, AttributeError, TypeError, IndexError) as error:
        raise DamagedSource(file=file, reason=f"its parts do not fit together: {error}") from error
    page = compose.page()
    if not page.text.strip():
        raise EmptySource(file=file)
    refuse_garbled(page.text, file)
    return RawDocument((page,), _metadata(document))


def _open(data: bytes, file: str) -> WordDocument:
    try:
        with zipfile.ZipFile(io.BytesIO(data)) as package:
            if sum(part.file_size for part in package.infolist()) > MAX_UNPACKED:
                raise SourceTooLarge(file=file, reason="the package unpacks to more than 512 MB")
        return docx.Document(io.BytesIO(data))
    except (PackageNotFoundError, zipfile.BadZipFile, XMLSyntaxError) as error:
        raise DamagedSource(file=file, reason=f"the package cannot be opened: {error}") from error
    except (KeyError, ValueError, AttributeError, OSError, EOFError, NotImplementedError, zlib.error) as error:
        raise DamagedSource(file=file, reason=f"the package is not whole: {error}") from error


def _metadata(document: WordDocument) -> Metadata:
    try:
        properties = document.core_properties
        return Metadata(
            title=sensible_title(properties.title or ""), language=(properties.language or "").split("-")[0].lower()
        )
    except (KeyError, ValueError, AttributeError):
        return Metadata()


class _Compose:
    """Walks the body and composes the page."""

    def __init__(self, document: WordDocument) -> None:
        self._composer = Composer()
        self._numbering = Numbering(document)
        self._notes = Notes(document)
        self._outline = Outline(document)

    def page(self) -> RawPage:
        """Return what was composed, the notes after the text."""
        for note in self._notes.called():
            self._composer.block(f"{note.label}. {note.text}", MarkKind.FOOTNOTE, note.label)
        return self._composer.page()

    def body(self, container: Element) -> None:
        """Take in the blocks of the body, a cell or a content control, in their order."""
        for block in container:
            if block.tag == _PARAGRAPH:
                self._paragraph(block)
            elif block.tag == _TABLE:
                self._table(block)
            elif block.tag in _WRAPPERS:
                self.body(block)

    def _paragraph(self, paragraph: Element) -> None:
        text = paragraph_text(paragraph, self._notes.sign).strip()
        if text:
            self._block(paragraph, text)
        for boxed in text_boxes(paragraph):
            self._paragraph(boxed)

    def _block(self, paragraph: Element, text: str) -> None:
        label, depth = self._numbering.label(paragraph)
        printed = f"{label} {text}" if label else text
        kind, level = self._outline.of(paragraph)
        if kind is not None:
            self._composer.block(printed.replace(LINE, " "), kind, level=level)
        elif label:
            self._composer.block(printed, MarkKind.LIST, label, depth + 1)
        else:
            self._composer.block(printed)

    def _table(self, table: Element) -> None:
        rows = [list(_cells(row)) for row in _rows(table)]
        texts = [[self._flat(cell) for cell in row] for row in rows]
        if _holds_data(texts):
            self._composer.table(texts)
            return
        for row in rows:
            for cell in row:
                self.body(cell)

    def _flat(self, cell: Element) -> str:
        texts = (paragraph_text(paragraph, self._notes.sign) for paragraph in cell.iter(_PARAGRAPH))
        return " ".join(" ".join(texts).split())


def _rows(table: Element) -> Iterator[Element]:
    for child in table:
        if child.tag == qn("w:tr"):
            yield child
        elif child.tag in _WRAPPERS:
            yield from _rows(child)


def _cells(row: Element) -> Iterator[Element]:
    for child in row:
        if child.tag == qn("w:tc"):
            yield child
        elif child.tag in _WRAPPERS:
            yield from _cells(child)


def _holds_data(rows: list[list[str]]) -> bool:
    """A table that holds data and does not only lay out a page: cells beside each other, none of them an essay."""
    filled = [[cell for cell in row if cell] for row in rows]
    longest = max((len(cell) for row in rows for cell in row), default=0)
    return sum(len(row) > 1 for row in filled) > 1 and longest <= _LONGEST_CELL
