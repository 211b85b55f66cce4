"""What a file is: by its first bytes, then by its name."""

import io
import re
import zipfile
from enum import StrEnum

from index_config.errors import DamagedSource, EncryptedSource, UnsupportedType


class Format(StrEnum):
    """The formats that have a reader."""

    PDF = "pdf"
    DOCX = "docx"
    HTML = "html"
    MARKDOWN = "markdown"
    PLAIN = "plain"


BY_SUFFIX = {
    ".pdf": Format.PDF,
    ".docx": Format.DOCX,
    ".html": Format.HTML,
    ".htm": Format.HTML,
    ".xhtml": Format.HTML,
    ".md": Format.MARKDOWN,
    ".markdown": Format.MARKDOWN,
    ".txt": Format.PLAIN,
    ".text": Format.PLAIN,
}
_AS_DOCX = "save it as DOCX or PDF"
_AS_PDF = "save it as PDF"
_ADVICE = {
    ".doc": f"an old Word file; {_AS_DOCX}",
    ".rtf": f"rich text; {_AS_DOCX}",
    ".odt": f"OpenDocument text; {_AS_DOCX}",
    ".xls": f"a spreadsheet; {_AS_PDF}",
    ".xlsx": f"a spreadsheet; {_AS_PDF}",
    ".ods": f"a spreadsheet; {_AS_PDF}",
    ".csv": f"a table; {_AS_PDF}",
    ".ppt": f"slides; {_AS_PDF}",
    ".pptx": f"slides; {_AS_PDF}",
    ".odp": f"slides; {_AS_PDF}",
    ".eml": "an e-mail; save its text or its attachments as files",
    ".msg": "an e-mail; save its text or its attachments as files",
    ".zip": "an archive; unpack it",
    ".rar": "an archive; unpack it",
    ".7z": "an archive; unpack it",
    ".gz": "an archive; unpack it",
    ".epub": f"an e-book; {_AS_PDF}",
    ".djvu": f"DjVu; {_AS_PDF}",
    ".xml": "XML; save the text as HTML, Markdown or plain text",
    ".json": "data; save the text as Markdown or plain text",
}
_IMAGE = "an image; make a PDF of it"
_MAGIC: tuple[tuple[bytes, str], ...] = (
    (b"{\\rtf", _ADVICE[".rtf"]),
    (b"AT&TFORM", _ADVICE[".djvu"]),
    (b"\xff\xd8\xff", _IMAGE),
    (b"\x89PNG\r\n", _IMAGE),
    (b"GIF8", _IMAGE),
    (b"II*\x00", _IMAGE),
    (b"MM\x00*", _IMAGE),
    (b"Rar!\x1a", _ADVICE[".rar"]),
    (b"7z\xbc\xaf", _ADVICE[".7z"]),
    (b"\x1f\x8b", _ADVICE[".gz"]),
    (b"%!PS", f"PostScript; {_AS_PDF}"),
)
_OLE = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"
_ZIP = b"PK\x03\x04"
_HTML = re.compile(
    rb"\s*(?:<\?xml[^>]*>\s*)?(?:<!--.*?-->\s*)*<(?:!doctype\s+html|html|head|body)\b", re.IGNORECASE | re.DOTALL
)
_BOMS = (b"\xef\xbb\xbf", b"\xff\xfe", b"\xfe\xff")
_HEAD = 4096


def sniff(data: bytes, suffix: str, file: str) -> Format:
    """Tell a file's format from its bytes and its suffix (lower case, with the dot).

    Raises ``UnsupportedType`` with what to do, ``EncryptedSource`` for a protected office file and ``DamagedSource``
    for a package that cannot be opened.
    """
    head = data[:_HEAD]
    if b"%PDF-" in head[:1024]:
        return Format.PDF
    if head.startswith(_ZIP):
        return _package(data, suffix, file)
    if head.startswith(_OLE):
        raise _compound(data, suffix, file)
    for magic, advice in _MAGIC:
        if head.startswith(magic):
            raise UnsupportedType(file=file, reason=advice)
    return _text(head, suffix, file)


def _text(head: bytes, suffix: str, file: str) -> Format:
    if suffix not in BY_SUFFIX:
        raise UnsupportedType(
            file=file, reason=_ADVICE.get(suffix, "save it as PDF, DOCX, HTML, Markdown or plain text")
        )
    named = BY_SUFFIX[suffix]
    if named is Format.DOCX:
        raise DamagedSource(file=file, reason="a DOCX file is a ZIP package, this is none")
    plain = head
    for mark in _BOMS:
        plain = plain.removeprefix(mark)
    if named is Format.PLAIN and _HTML.match(plain.replace(b"\x00", b"")):
        return Format.HTML
    return named


def _package(data: bytes, suffix: str, file: str) -> Format:
    """A ZIP: a DOCX if it holds a Word document."""
    try:
        with zipfile.ZipFile(io.BytesIO(data)) as package:
            names = set(package.namelist())
            kind = package.read("mimetype")[:100].decode("ascii", "replace") if "mimetype" in names else ""
            encrypted = kind and b"encryption-data" in _read(package, "META-INF/manifest.xml")
    except (zipfile.BadZipFile, NotImplementedError, RuntimeError, OSError, EOFError, KeyError, ValueError) as error:
        if suffix in {".docx", ""}:
            raise DamagedSource(file=file, reason=f"the ZIP package cannot be opened: {error}") from error
        raise UnsupportedType(file=file, reason=_ADVICE.get(suffix, _ADVICE[".zip"])) from error
    if "word/document.xml" in names or (suffix == ".docx" and "[Content_Types].xml" in names):
        return Format.DOCX
    if encrypted:
        raise EncryptedSource(file=file, reason="an OpenDocument file with a password")
    if "opendocument.text" in kind:
        raise UnsupportedType(file=file, reason=_ADVICE[".odt"])
    raise UnsupportedType(file=file, reason=_ADVICE.get(suffix, _ADVICE[".zip"]))


def _read(package: zipfile.ZipFile, name: str) -> bytes:
    return package.read(name) if name in package.namelist() else b""


def _compound(data: bytes, suffix: str, file: str) -> EncryptedSource | UnsupportedType:
    """A compound file: an old Office document, or a new one behind a password."""
    if "EncryptedPackage".encode("utf-16-le") in data:
        return EncryptedSource(file=file, reason="an Office file with a password")
    return UnsupportedType(file=file, reason=_ADVICE.get(suffix, _ADVICE[".doc"]))
