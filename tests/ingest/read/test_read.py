"""Which reader takes which file, and what every bad file is refused with."""

import io
import zipfile
from pathlib import Path

import docx
import pytest

from index_config.errors import (
    DamagedSource,
    EmptySource,
    EncryptedSource,
    SourceError,
    SourceTooLarge,
    SourceUnreadable,
    UnsupportedType,
)
from ingest import read as reading
from ingest.read import SUFFIXES, read
from tests.ingest.read.files import encrypted, pdf, put, saved

TEXT = "Суд приходит к выводу, что право заявителя было нарушено."


def package(**parts: str) -> bytes:
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w") as archive:
        for name, text in parts.items():
            archive.writestr(name.replace("__", "/"), text)
    return out.getvalue()


def word() -> bytes:
    document = docx.Document()
    document.add_paragraph(TEXT)
    return saved(document)


@pytest.mark.parametrize(
    ("name", "data"),
    [
        ("a.txt", TEXT.encode()),
        ("a.md", TEXT.encode()),
        ("a.html", f"<p>{TEXT}</p>".encode()),
        ("page.txt", f"<!DOCTYPE html><html><body><p>{TEXT}</p></body></html>".encode()),
        ("a.pdf", pdf(TEXT)),
        ("wrong-name.txt", pdf(TEXT)),
        ("bom.pdf", b"\xef\xbb\xbf" + pdf(TEXT)),
        ("no-suffix", pdf(TEXT)),
        ("a.docx", word()),
        ("owner-password.pdf", encrypted(pdf(TEXT), "", "secret")),
    ],
)
def test_a_file_is_read_for_what_it_is(tmp_path: Path, name: str, data: bytes) -> None:
    raw = read(put(tmp_path, name, data))
    assert [page.number for page in raw.pages] == [1]
    assert " ".join(raw.pages[0].text.split()) == TEXT
    assert raw.warnings == ()


OLE = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + bytes(64)

REFUSED: list[tuple[str, bytes, type[SourceError], str]] = [
    ("empty.pdf", b"", EmptySource, ""),
    ("blank.txt", b" \n\t\n", EmptySource, ""),
    ("blank.html", b"<html><body><p> </p></body></html>", EmptySource, ""),
    ("blank.md", b"---\ntitle: x\n---\n", EmptySource, ""),
    ("old.doc", OLE, UnsupportedType, "DOCX"),
    ("old.docx", OLE + "EncryptedPackage".encode("utf-16-le"), EncryptedSource, "password"),
    ("a.rtf", b"{\\rtf1 text}", UnsupportedType, "DOCX"),
    ("a.odt", package(mimetype="application/vnd.oasis.opendocument.text"), UnsupportedType, "DOCX"),
    (
        "locked.odt",
        package(mimetype="application/vnd.oasis.opendocument.text", **{"META-INF__manifest.xml": "<encryption-data/>"}),
        EncryptedSource,
        "password",
    ),
    ("a.zip", package(file="x"), UnsupportedType, "unpack"),
    ("cut.zip", package(file="x")[:40], UnsupportedType, "unpack"),
    ("cut.docx", word()[:2000], DamagedSource, "ZIP"),
    ("text.docx", b"not a package", DamagedSource, "ZIP"),
    ("hollow.docx", package(**{"[Content_Types].xml": "<x/>"}), DamagedSource, ""),
    ("a.eml", b"From: a@example.org\n\nText", UnsupportedType, "e-mail"),
    ("a.xml", b"<?xml version='1.0'?><a>text</a>", UnsupportedType, "XML"),
    ("a.png", b"\x89PNG\r\n\x1a\n" + bytes(32), UnsupportedType, "image"),
    ("picture.pdf", b"\xff\xd8\xff\xe0" + bytes(32), UnsupportedType, "image"),
    ("a.unknown", b"text", UnsupportedType, "save it as"),
    ("binary.txt", bytes(range(256)) * 8, DamagedSource, "not text"),
    ("garbage.pdf", b"%PDF-1.7\n" + bytes(range(1, 200)), DamagedSource, ""),
    ("no.pdf", b"error", DamagedSource, ""),
    ("password.pdf", encrypted(pdf(TEXT), "secret", "owner"), EncryptedSource, "password"),
    ("cut.pdf", pdf(TEXT)[:400], DamagedSource, ""),
]


@pytest.mark.parametrize(("name", "data", "error", "says"), REFUSED, ids=[case[0] for case in REFUSED])
def test_a_bad_file_is_refused_by_name_with_its_reason(
    tmp_path: Path, name: str, data: bytes, error: type[SourceError], says: str
) -> None:
    with pytest.raises(error) as caught:
        read(put(tmp_path, name, data))
    assert caught.value.details["file"] == name
    for language in ("en", "ru"):
        assert name in caught.value.message(language)
    assert says in caught.value.message("en")


def test_a_missing_file_is_unreadable(tmp_path: Path) -> None:
    with pytest.raises(SourceUnreadable, match=r"none\.txt"):
        read(tmp_path / "none.txt")


def test_a_folder_is_unreadable(tmp_path: Path) -> None:
    with pytest.raises(SourceUnreadable):
        read(tmp_path)


def test_a_file_over_the_limit_is_not_opened(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(reading, "MAX_BYTES", 10)
    with pytest.raises(SourceTooLarge):
        read(put(tmp_path, "large.txt", TEXT))


def test_every_suffix_has_a_reader() -> None:
    assert {".pdf", ".docx", ".html", ".md", ".txt"} <= SUFFIXES
    assert all(suffix == suffix.lower() and suffix.startswith(".") for suffix in SUFFIXES)


def test_form_feeds_part_the_pages_of_plain_text(tmp_path: Path) -> None:
    raw = read(put(tmp_path, "a.txt", "One.\n\fTwo.\n\f"))
    assert [(page.number, page.text) for page in raw.pages] == [(1, "One.\n"), (2, "Two.")]
