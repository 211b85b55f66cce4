"""Recognition by Tesseract, where it is installed."""

import io

import pypdf
import pytest

from index_config.errors import GarbledText
from ingest.read import ocr
from ingest.read.pdf import read_pdf
from tests.ingest.read.files import pdf
from tests.ingest.read.test_pdf import RUSSIAN, without_map

needs_tesseract = pytest.mark.skipif("rus" not in ocr.languages(), reason="Tesseract with Russian is not installed")


@needs_tesseract
@pytest.mark.slow
def test_a_garbled_page_is_recognised_and_says_so() -> None:
    raw = read_pdf(without_map(pdf(RUSSIAN * 4)), "a.pdf")
    assert raw.pages[0].ocr
    assert "жаловалась на отсутствие доступа к лечению" in " ".join(raw.pages[0].text.split())
    assert raw.warnings == ()


@needs_tesseract
@pytest.mark.slow
def test_a_page_upside_down_is_turned() -> None:
    writer = pypdf.PdfWriter(clone_from=io.BytesIO(without_map(pdf(RUSSIAN * 6))))
    writer.pages[0].rotate(180)
    out = io.BytesIO()
    writer.write(out)
    assert "следственном изоляторе" in " ".join(read_pdf(out.getvalue(), "a.pdf").pages[0].text.split())


TABLE = "level\tblock_num\tpar_num\tline_num\tconf\ttext\n" + "\n".join(
    f"5\t1\t{par}\t{line}\t{conf}\t{word}"
    for par, line, conf, word in (
        (1, 1, 90, "Суд"),
        (1, 1, 90, "решил"),
        (1, 2, 80, "так."),
        (2, 1, 40, "Да."),
        (2, 1, 0, " "),
    )
)


def test_words_are_put_to_lines_and_paragraphs(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(ocr, "_tesseract", lambda *_: TABLE)
    found = ocr._read(b"", 3)
    assert found is not None
    assert found.text == "Суд решил\nтак.\n\nДа."
    assert found.confidence == pytest.approx((3 * 90 + 5 * 90 + 4 * 80 + 3 * 40) / 15)


@pytest.mark.parametrize(
    ("tries", "taken"),
    [
        ({3: (95, "Первый")}, "Первый"),
        ({3: (60, "Плохой"), 4: (90, "Второй")}, "Второй"),
        ({3: (60, "Плохой"), 4: (50, "Хуже"), 6: (80, "Третий")}, "Третий"),
        ({3: (60, "Лучший"), 4: (50, "Хуже")}, "Лучший"),
    ],
)
def test_segmentations_are_retried_until_one_is_good(
    monkeypatch: pytest.MonkeyPatch, tries: dict[int, tuple[float, str]], taken: str
) -> None:
    asked: list[int] = []

    def read(image: bytes, segmentation: int) -> ocr.Recognised | None:
        asked.append(segmentation)
        confidence, text = tries.get(segmentation, (0, ""))
        return ocr.Recognised(text, confidence) if text else None

    monkeypatch.setattr(ocr, "languages", lambda: "rus+eng")
    monkeypatch.setattr(ocr, "_image", lambda page, turn: b"")
    monkeypatch.setattr(ocr, "_read", read)
    found = ocr.recognise(None)
    assert found is not None and found.text == taken
    assert asked == [3, 4, 6][: len(asked)] and (len(asked) == 1) == (tries[3][0] >= 85)


def test_a_poor_result_is_not_taken(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(ocr, "languages", lambda: "rus+eng")
    monkeypatch.setattr(ocr, "recognise", lambda page: ocr.Recognised("Ра зоо ]]", 31.0))
    with pytest.raises(GarbledText):
        read_pdf(without_map(pdf(RUSSIAN * 4)), "a.pdf")


def test_without_tesseract_nothing_is_recognised(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(ocr, "languages", lambda: "")
    assert ocr.recognise(None) is None
