"""PDF: pypdf for structure, encryption and properties, PDFium for the text of the pages."""

import io
import re
from collections.abc import Iterator

import pypdf
import pypdfium2
from pypdf.errors import PyPdfError

from index_config.domain import Metadata, RawDocument, RawPage
from index_config.errors import DamagedSource, EncryptedSource, GarbledText, NoTextLayer
from ingest.read.quality import fault
from ingest.read.titles import sensible_title


def read_pdf(data: bytes, file: str) -> RawDocument:
    """Read a PDF page by page.

    Raises ``EncryptedSource``, ``DamagedSource``, ``NoTextLayer`` and ``GarbledText``. Pages that give no text or garbage
    while others are sound are named in ``warnings``.
    """
    metadata, notes = _properties(data, file)
    try:
        document = pypdfium2.PdfDocument(data)
    except pypdfium2.PdfiumError as error:
        raise DamagedSource(file=file, reason=str(error)) from error
    pages: list[RawPage] = []
    for number in range(1, len(document) + 1):
        try:
            page = document[number - 1]
            text = page.get_textpage().get_text_range()
        except pypdfium2.PdfiumError:
            notes.append(f"page {number} cannot be read")
            text = ""
        if fault(text):
            notes.append(f"page {number} is garbled")
            text = ""
        pages.append(RawPage(number, text))
    if not any(page.text.strip() for page in pages):
        raise NoTextLayer(file=file, reason=f"{len(pages)} pages")
    return RawDocument(tuple(pages), metadata, tuple(notes))


def _properties(data: bytes, file: str) -> tuple[Metadata, list[str]]:
    try:
        reader = pypdf.PdfReader(io.BytesIO(data), strict=False)
        if reader.is_encrypted and not reader.decrypt(""):
            raise EncryptedSource(file=file)
        info = reader.metadata
        return Metadata(title=sensible_title((info.title if info else "") or "")), []
    except PyPdfError as error:
        return Metadata(), [str(error)]
    except Exception as error:
        if isinstance(error, EncryptedSource):
            raise
        return Metadata(), [str(error)]
