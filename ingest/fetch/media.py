"""What a downloaded text may be: PDF, DOCX, HTML or plain text, in the host's word and in its bytes alike."""

import re
from enum import StrEnum
from pathlib import Path

from selectolax.lexbor import LexborHTMLParser

from index_config.errors import PageWithoutText, SourceError, WrongType
from ingest.read.sniff import Format, sniff

#: Bytes that the first look needs.
HEAD = 1024
#: Letters and digits on a web page below which a script must be meant to draw it.
_LEAST_TEXT = 400
_DOCX = "application/vnd.openxmlformats-officedocument.wordprocessingml.document"
_TAG = re.compile(rb"<(?:!doctype|html|head|body|title|meta|div|p|table)\b", re.IGNORECASE)


class Media(StrEnum):
    """A type we take; the value is the suffix of its files."""

    PDF = ".pdf"
    DOCX = ".docx"
    HTML = ".html"
    TEXT = ".txt"


_BY_TYPE = {
    "application/pdf": Media.PDF,
    "application/x-pdf": Media.PDF,
    _DOCX: Media.DOCX,
    "text/html": Media.HTML,
    "application/xhtml+xml": Media.HTML,
    "text/plain": Media.TEXT,
}
#: What hosts call a file to be saved; PDF and DOCX are known by their bytes.
_UNSPECIFIC = frozenset({"application/octet-stream", "binary/octet-stream", "application/force-download"})
_FORMATS = {Format.PDF: Media.PDF, Format.DOCX: Media.DOCX, Format.HTML: Media.HTML, Format.PLAIN: Media.TEXT}


def allowed_media(content_type: str, url: str) -> frozenset[Media]:
    """Return the types that an answer with this ``Content-Type`` may hold.

    Raises:
        WrongType: none of ours.
    """
    name = content_type.split(";")[0].strip().lower()
    if name in _BY_TYPE:
        return frozenset({_BY_TYPE[name]})
    if name in _UNSPECIFIC:
        return frozenset({Media.PDF, Media.DOCX})
    raise WrongType(url=url, found=name[:80] or "no type")


def check_head(head: bytes, allowed: frozenset[Media], url: str) -> None:
    """Look at the first bytes, so that a wrong file is not downloaded to its end.

    Raises:
        WrongType: they cannot begin any of the allowed types.
    """
    if not any(_may_begin(media, head[:HEAD]) for media in allowed):
        raise WrongType(url=url, found=f"not {_spelled(allowed)} inside")


def check_whole(path: Path, allowed: frozenset[Media], url: str) -> Media:
    """Look at the whole file and return its type.

    Raises:
        WrongType: its bytes are of no allowed type.
        PageWithoutText: a web page without text.
    """
    data = path.read_bytes()
    try:
        found = _FORMATS.get(sniff(data, Media.TEXT, path.name))
    except SourceError as error:
        raise WrongType(url=url, found=str(error.details["reason"])) from error
    if found is Media.TEXT and Media.HTML in allowed and _TAG.search(data[:4096]):
        found = Media.HTML  # a page that begins without its <html>
    if found not in allowed or found is None:
        raise WrongType(url=url, found=f"not {_spelled(allowed)} inside")
    if found is Media.HTML and _letters(data) < _LEAST_TEXT:
        raise PageWithoutText(url=url)
    return found


def _may_begin(media: Media, head: bytes) -> bool:
    if media is Media.PDF:
        return b"%PDF-" in head
    if media is Media.DOCX:
        return head.startswith(b"PK\x03\x04")
    wide = head.startswith((b"\xff\xfe", b"\xfe\xff"))
    return not head.startswith((b"%PDF-", b"PK\x03\x04")) and (wide or b"\x00" not in head)


def _letters(data: bytes) -> int:
    tree = LexborHTMLParser(data)
    tree.strip_tags(["script", "style", "noscript", "template", "svg"])
    text = tree.body.text() if tree.body else ""
    return sum(character.isalnum() for character in text)


def _spelled(allowed: frozenset[Media]) -> str:
    return " or ".join(sorted(media.name for media in allowed))
