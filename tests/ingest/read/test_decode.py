"""Any encoding a Russian or English file may have."""

import codecs

import pytest

from index_config.errors import DamagedSource, GarbledText
from ingest.read.decode import decode

RUSSIAN = "Суд приходит к выводу, что право заявителя на уважение частной жизни было нарушено.\nСтатья 228 УК РФ."
UKRAINIAN = "Суд дійшов висновку, що право заявниці на повагу до приватного життя було порушено. Її скаргу задоволено."
ENGLISH = "The Court finds a violation of Article 8 of the Convention – the applicant’s complaint is “admissible”."

BOMS = {
    "utf-8": codecs.BOM_UTF8,
    "utf-16-le": codecs.BOM_UTF16_LE,
    "utf-16-be": codecs.BOM_UTF16_BE,
    "utf-32-le": codecs.BOM_UTF32_LE,
    "utf-32-be": codecs.BOM_UTF32_BE,
}


@pytest.mark.parametrize("text", [RUSSIAN, UKRAINIAN, ENGLISH])
@pytest.mark.parametrize("encoding", BOMS)
@pytest.mark.parametrize("marked", [True, False])
def test_unicode_with_and_without_a_mark(text: str, encoding: str, marked: bool) -> None:
    data = (BOMS[encoding] if marked else b"") + text.encode(encoding)
    assert decode(data, "file") == (text, encoding)


@pytest.mark.parametrize("encoding", ["cp1251", "koi8-r", "cp866", "iso-8859-5", "mac-cyrillic"])
@pytest.mark.parametrize("text", [RUSSIAN, "Наркотики", "ПРИКАЗ ОТ 15 ЯНВАРЯ"])
def test_one_byte_russian(text: str, encoding: str) -> None:
    assert decode(text.encode(encoding), "file")[0] == text


@pytest.mark.parametrize("encoding", ["cp1251", "koi8-u"])
def test_one_byte_ukrainian(encoding: str) -> None:
    assert decode(UKRAINIAN.encode(encoding), "file")[0] == UKRAINIAN


def test_western_europe() -> None:
    assert decode(ENGLISH.encode("cp1252"), "file")[0] == ENGLISH


def test_a_wrong_declaration_is_not_believed() -> None:
    assert decode(RUSSIAN.encode("cp1251"), "file", declared="koi8-r")[0] == RUSSIAN
    assert decode(RUSSIAN.encode(), "file", declared="windows-1251")[0] == RUSSIAN
    assert decode(RUSSIAN.encode("koi8-r"), "file", declared="no-such-encoding")[0] == RUSSIAN


def test_a_file_cut_inside_a_character_keeps_the_rest() -> None:
    assert decode(RUSSIAN.encode()[:-2], "file")[0] == RUSSIAN[:-2]


@pytest.mark.parametrize("wrong", ["cp1251", "cp1252"])
def test_double_encoding_is_undone(wrong: str) -> None:
    text = "Решение вступило в силу. " * 9
    once = text.encode()
    if wrong == "cp1252":
        once = bytes(byte for byte in once if byte not in {0x81, 0x8D, 0x8F, 0x90, 0x9D})
        text = once.decode("utf-8", "ignore")
        once = text.encode()
    assert decode(once.decode(wrong).encode(), "file")[0] == text


@pytest.mark.parametrize(
    "data", [bytes(range(256)) * 9, b"\x00\x01\x02\x03" * 99, b"\x7fELF\x02\x01\x01" + b"\x00" * 64]
)
def test_bytes_that_are_no_text_are_refused(data: bytes) -> None:
    with pytest.raises((DamagedSource, GarbledText)):
        decode(data, "file.txt")
