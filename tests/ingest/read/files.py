"""Files that the tests build: PDFs by typst, Word documents by python-docx."""

import io
from functools import lru_cache
from pathlib import Path

import docx
import pypdf
import typst

PAGE = '#set page(width: 420pt, height: 300pt, margin: 40pt)\n#set text(size: 10pt, lang: "ru", hyphenate: false)\n'


@lru_cache(maxsize=64)
def pdf(body: str, head: str = PAGE) -> bytes:
    """Compile typst markup to a PDF."""
    return bytes(typst.compile((head + body).encode()))


def encrypted(data: bytes, user: str, owner: str) -> bytes:
    """Encrypt a PDF (RC4: AES needs a library that is not ours)."""
    writer = pypdf.PdfWriter(clone_from=io.BytesIO(data))
    writer.encrypt(user, owner, algorithm="RC4-128")
    return written(writer)


def written(writer: pypdf.PdfWriter) -> bytes:
    out = io.BytesIO()
    writer.write(out)
    return out.getvalue()


def saved(document: docx.document.Document) -> bytes:
    out = io.BytesIO()
    document.save(out)
    return out.getvalue()


def put(folder: Path, name: str, data: bytes | str) -> Path:
    path = folder / name
    path.write_bytes(data.encode() if isinstance(data, str) else data)
    return path
