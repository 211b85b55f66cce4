"""Plain text."""

from index_config.domain import Mark, MarkKind, RawDocument, RawPage
from index_config.errors import EmptySource
from ingest.read.decode import decode
from ingest.read.plain_layout import centred
from ingest.read.quality import refuse_garbled


def read_plain(data: bytes, file: str) -> RawDocument:
    """Read plain text in any encoding: one page, or as many as form feeds part; lines in the middle are marked.

    Raises ``EmptySource``, ``DamagedSource`` (bytes that are no text) and ``GarbledText``.
    """
    text, encoding = decode(data, file)
    if not text.strip():
        raise EmptySource(file=file)
    refuse_garbled(text, file)
    warnings = ("some bytes could not be read and were replaced",) if "\ufffd" in text else ()
    pages = text.rstrip("\f\r\n\t ").split("\f") if encoding else []
    marks = [tuple(Mark(MarkKind.CENTRED, span) for span in spans) for spans in centred(pages)]
    numbered = enumerate(zip(pages, marks, strict=True), 1)
    return RawDocument(tuple(RawPage(number, page, found) for number, (page, found) in numbered), warnings=warnings)
