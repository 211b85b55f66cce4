import io
import zipfile
from pathlib import Path

import docx
import pypdf
import pytest

from index_config.errors import PageWithoutText, WrongType
from ingest.fetch.media import Media, allowed_media, check_head, check_whole
from tests.ingest.fetch.conftest import PAGE

DOCX = "application/vnd.openxmlformats-officedocument.wordprocessingml.document"


def pdf() -> bytes:
    writer, stream = pypdf.PdfWriter(), io.BytesIO()
    writer.add_blank_page(200, 200)
    writer.write(stream)
    return stream.getvalue()


def word() -> bytes:
    stream = io.BytesIO()
    document = docx.Document()
    document.add_paragraph("A violation was found.")
    document.save(stream)
    return stream.getvalue()


def package() -> bytes:
    stream = io.BytesIO()
    with zipfile.ZipFile(stream, "w") as archive:
        archive.writestr("sheet.xml", "<x/>" * 100)
    return stream.getvalue()


SCRIPT_PAGE = b"<!doctype html><html><body><div id=app></div><script>" + b"draw();" * 500 + b"</script></body></html>"
FRAGMENT = PAGE.replace(b"<!doctype html><html>", b"").replace(b"<body>", b"")


@pytest.mark.parametrize(
    ("content_type", "data", "media"),
    [
        ("application/pdf", pdf(), Media.PDF),
        ("application/octet-stream", pdf(), Media.PDF),
        ("application/octet-stream", word(), Media.DOCX),
        (DOCX, word(), Media.DOCX),
        ("text/html; charset=windows-1251", PAGE, Media.HTML),
        ("TEXT/HTML", FRAGMENT, Media.HTML),
        ("application/xhtml+xml", b'<?xml version="1.0"?>' + PAGE, Media.HTML),
        ("text/plain", "Нарушение установлено.".encode("cp1251"), Media.TEXT),
        ("text/plain", "Нарушение установлено.".encode("utf-16"), Media.TEXT),
    ],
)
def test_what_the_host_says_and_the_bytes_agree(tmp_path: Path, content_type: str, data: bytes, media: Media) -> None:
    allowed = allowed_media(content_type, "u")
    (tmp_path / "x.part").write_bytes(data)
    check_head(data[:1024], allowed, "u")
    assert check_whole(tmp_path / "x.part", allowed, "u") is media


@pytest.mark.parametrize("content_type", ["", "image/png", "application/zip", "application/msword", "video/mp4", "x"])
def test_other_types_are_refused_before_the_body(content_type: str) -> None:
    with pytest.raises(WrongType):
        allowed_media(content_type, "u")


@pytest.mark.parametrize(
    ("content_type", "data"),
    [
        ("application/pdf", PAGE),  # the usual error page
        ("application/octet-stream", PAGE),
        ("text/html", pdf()),
        ("text/html", package()),
        ("text/plain", b"\x7fELF\x00\x00\x00"),
        (DOCX, pdf()),
    ],
)
def test_the_first_bytes_give_a_wrong_file_away(content_type: str, data: bytes) -> None:
    with pytest.raises(WrongType):
        check_head(data[:1024], allowed_media(content_type, "u"), "u")


@pytest.mark.parametrize(
    ("content_type", "data", "error"),
    [
        (DOCX, package(), WrongType),
        (DOCX, word()[:-200], WrongType),
        ("text/plain", PAGE, WrongType),
        ("text/html", b"GIF89a" + b"x" * 2000, WrongType),
        ("text/html", b"A sentence without a tag.", WrongType),
        ("text/html", SCRIPT_PAGE, PageWithoutText),
    ],
)
def test_the_whole_file_is_looked_at(tmp_path: Path, content_type: str, data: bytes, error: type[Exception]) -> None:
    (tmp_path / "x.part").write_bytes(data)
    with pytest.raises(error):
        check_whole(tmp_path / "x.part", allowed_media(content_type, "u"), "u")
