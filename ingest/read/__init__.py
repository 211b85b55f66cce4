"""Files to raw text: one reader for each format, chosen by what the file is rather than by its name."""

from collections.abc import Callable
from pathlib import Path

from index_config.domain import RawDocument
from index_config.errors import EmptySource, SourceTooLarge, SourceUnreadable
from ingest.read.docx import read_docx
from ingest.read.html import read_html
from ingest.read.markdown import read_markdown
from ingest.read.pdf import read_pdf
from ingest.read.plain import read_plain
from ingest.read.sniff import BY_SUFFIX, Format, sniff

__all__ = ["MAX_BYTES", "SUFFIXES", "read"]

#: Suffixes of the files that have a reader, lower case with the dot.
SUFFIXES: frozenset[str] = frozenset(BY_SUFFIX)
#: The largest file taken in, in bytes.
MAX_BYTES = 256 * 1024 * 1024

_READERS: dict[Format, Callable[[bytes, str], RawDocument]] = {
    Format.PDF: read_pdf,
    Format.DOCX: read_docx,
    Format.HTML: read_html,
    Format.MARKDOWN: read_markdown,
    Format.PLAIN: read_plain,
}


def read(path: Path) -> RawDocument:
    """Read a file: its pages as extracted and what it says of itself.

    Raises a ``SourceError`` that names the file and the reason: ``SourceUnreadable`` (the system does not let us),
    ``SourceTooLarge``, ``EmptySource``, ``UnsupportedType`` (with what to do), ``EncryptedSource``, ``DamagedSource``,
    ``NoTextLayer``, ``GarbledText``. What could be read only in part is named in the document's ``warnings``.
    """
    name = path.name
    try:
        size = path.stat().st_size
        if size > MAX_BYTES:
            raise SourceTooLarge(file=name, reason=f"{size / 1e6:.0f} MB of at most {MAX_BYTES / 1e6:.0f} MB")
        data = path.read_bytes()
    except OSError as error:
        raise SourceUnreadable(file=name, reason=error.strerror or type(error).__name__) from error
    if not data.strip():
        raise EmptySource(file=name)
    return _READERS[sniff(data, path.suffix.lower(), name)](data, name)
