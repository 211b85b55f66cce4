"""PDF: pypdf for structure, encryption and properties, PDFium for the text of the pages, Tesseract for their images."""

import io
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field, replace
from typing import Any

import pypdf
import pypdfium2

from index_config.domain import Metadata, RawDocument, RawPage
from index_config.errors import DamagedSource, EmptySource, EncryptedSource, GarbledText, NoTextLayer
from ingest.read import ocr
from ingest.read.mending import mending
from ingest.read.pdf_compose import compose
from ingest.read.pdf_headings import bookmarks
from ingest.read.pdf_page import Sheet, look
from ingest.read.quality import fault, odd_words
from ingest.read.titles import sensible_title

#: A scan whose text layer has more odd words than this is read again.
_DOUBTFUL = 0.05


@dataclass(frozen=True, slots=True)
class _Structure:
    """What pypdf says of a file."""

    reader: pypdf.PdfReader | None = None
    metadata: Metadata = Metadata()
    bookmarks: Mapping[tuple[int, str], int] = field(default_factory=dict)
    locked: bool = False
    trouble: str = ""


@dataclass(slots=True)
class _Report:
    """The pages that went wrong, by what went wrong."""

    failed: list[int] = field(default_factory=list)
    images: list[int] = field(default_factory=list)
    garbled: list[int] = field(default_factory=list)
    reasons: list[str] = field(default_factory=list)
    doubtful: list[int] = field(default_factory=list)


def read_pdf(data: bytes, file: str) -> RawDocument:
    """Read a PDF page by page, in reading order, with marks for headings, tables, list items and footnotes.

    Pages whose text layer is missing or garbage are recognised by OCR where Tesseract is installed; those it cannot
    read are empty and named in ``warnings``. Raises ``EncryptedSource``, ``DamagedSource``, ``EmptySource``, and
    ``NoTextLayer`` or ``GarbledText`` where no page gives text.
    """
    structure = _structure(data)
    try:
        document = pypdfium2.PdfDocument(data)
    except pypdfium2.PdfiumError as error:
        if structure.locked or "password" in str(error).lower():
            raise EncryptedSource(file=file) from error
        return _by_pypdf(structure, file, str(error))
    report = _Report()
    try:
        pages = _pages(document, structure, report)
    finally:
        document.close()
    if not any(page.text.strip() for page in pages):
        raise _nothing(pages, report, structure, file)
    return RawDocument(tuple(pages), structure.metadata, _warnings(report, len(pages)))


def _structure(data: bytes) -> _Structure:
    """Ask pypdf. On broken files it raises nearly anything, and none of it is ours to repair."""
    try:
        reader = pypdf.PdfReader(io.BytesIO(data), strict=False)
        if reader.is_encrypted and not reader.decrypt(""):
            return _Structure(locked=True)
        info = reader.metadata
        title = sensible_title(str((info.title if info else None) or ""))
        return _Structure(reader, Metadata(title=title), bookmarks(reader))
    except Exception as error:
        return _Structure(trouble=str(error))


def _pages(document: Any, structure: _Structure, report: _Report) -> list[RawPage]:  # noqa: ANN401
    sheets = [_sheet(document, number, report) for number in range(1, len(document) + 1)]
    composed = compose([sheet for sheet in sheets if sheet.columns], structure.bookmarks)
    return [_page(document, sheet, composed.get(sheet.number), report) for sheet in sheets]


def _sheet(document: Any, number: int, report: _Report) -> Sheet:  # noqa: ANN401
    try:
        page = document[number - 1]
        try:
            return _put_right(look(page, number))
        finally:
            page.close()
    except pypdfium2.PdfiumError:
        report.failed.append(number)
        return Sheet(number)


def _put_right(sheet: Sheet) -> Sheet:
    mend = mending(sheet.text)
    if mend is None:
        return sheet
    columns = tuple(
        tuple(replace(line, cells=tuple(replace(cell, text=mend(cell.text)) for cell in line.cells)) for line in column)
        for column in sheet.columns
    )
    return replace(sheet, columns=columns)


def _page(document: Any, sheet: Sheet, composed: RawPage | None, report: _Report) -> RawPage:  # noqa: ANN401
    """Take the composed page where it is sound, else have it recognised."""
    text = composed.text if composed else ""
    reason = fault(sheet.text)
    scanned = sheet.covered and len(text.strip()) < 40
    doubtful = sheet.covered and odd_words(sheet.text) > _DOUBTFUL
    if composed and text.strip() and not (reason or scanned or doubtful):
        return composed
    if not text.strip() and not sheet.drawn:
        return RawPage(sheet.number, "")
    if recognised := _recognised(document, sheet, "" if reason else text):
        return recognised
    if reason:
        report.garbled.append(sheet.number)
        report.reasons.append(reason)
        return RawPage(sheet.number, "")
    if doubtful:
        report.doubtful.append(sheet.number)
    elif scanned or not text.strip():
        report.images.append(sheet.number)
    return composed or RawPage(sheet.number, "")


def _recognised(document: Any, sheet: Sheet, text: str) -> RawPage | None:  # noqa: ANN401
    """Have a page recognised; ``None`` where that fails or gives less than the text layer."""
    page = document[sheet.number - 1]
    try:
        found = ocr.recognise(page)
    finally:
        page.close()
    if found is None or not found.sound:
        return None
    if len(found.text) < 0.8 * len(text) or (text.strip() and odd_words(found.text) > odd_words(text)):
        return None
    return RawPage(sheet.number, found.text, ocr=True)


def _by_pypdf(structure: _Structure, file: str, trouble: str) -> RawDocument:
    """Read what PDFium cannot open as pypdf reads it, without layout."""
    if structure.reader is None:
        raise DamagedSource(file=file, reason=structure.trouble or trouble)
    pages: list[RawPage] = []
    failed: list[int] = []
    try:
        for number, page in enumerate(structure.reader.pages, 1):
            try:
                text = page.extract_text()
            except Exception:
                failed.append(number)
                text = ""
            pages.append(RawPage(number, "" if fault(text) else text))
    except Exception as error:
        raise DamagedSource(file=file, reason=str(error) or trouble) from error
    if not any(page.text.strip() for page in pages):
        raise DamagedSource(file=file, reason=trouble)
    warnings = ("the file is damaged; its text was read without layout", *_warnings(_Report(failed), len(pages)))
    return RawDocument(tuple(pages), structure.metadata, warnings)


def _nothing(pages: Sequence[RawPage], report: _Report, structure: _Structure, file: str) -> Exception:
    """The error for a document none of whose pages gives text."""
    count = f"{len(pages)} page{'s' * (len(pages) != 1)}"
    if report.garbled:
        return GarbledText(file=file, reason=f"{count}: {report.reasons[0]}")
    if report.images:
        return NoTextLayer(file=file, reason=count if ocr.languages() else f"{count}; Tesseract is not installed")
    if report.failed or structure.trouble:
        return DamagedSource(file=file, reason=structure.trouble or "none of its pages can be read")
    return EmptySource(file=file)


def _warnings(report: _Report, count: int) -> tuple[str, ...]:
    remedy = "" if ocr.languages() else "; install Tesseract to have them recognised"
    told = (
        (report.failed, "damaged, cannot be read"),
        (report.images, f"image without text, left out{remedy}"),
        (report.garbled, f"garbled text layer, left out{remedy}"),
        (report.doubtful, "text layer with many misread words"),
    )
    return tuple(
        f"{'page' if len(pages) == 1 else 'pages'} {numbers(pages)} of {count}: {what}" for pages, what in told if pages
    )


def numbers(pages: Sequence[int]) -> str:
    """Print page numbers with ranges: 1, 3–5."""
    parts: list[list[int]] = []
    for page in pages:
        if parts and page == parts[-1][-1] + 1:
            parts[-1].append(page)
        else:
            parts.append([page])
    return ", ".join(str(part[0]) if len(part) == 1 else f"{part[0]}–{part[-1]}" for part in parts)
