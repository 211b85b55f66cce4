"""PDF pages as they really are: paragraphs, columns, tables, footnotes, and text layers that lie."""

import io
import re

import pypdf
import pytest
from pypdf.generic import DictionaryObject, NameObject

from index_config.domain import MarkKind, RawDocument
from index_config.errors import DamagedSource, EmptySource, GarbledText, NoTextLayer
from ingest.clean import clean
from ingest.read import ocr
from ingest.read.pdf import numbers, read_pdf
from tests.ingest.read.files import PAGE, pdf, written

SENTENCE = (
    "The Court reiterates that the applicant complained about the conditions of his detention in the remand prison. "
)
RUSSIAN = "Суд напоминает, что заявительница жаловалась на отсутствие доступа к лечению в следственном изоляторе. "


@pytest.fixture
def no_ocr(monkeypatch: pytest.MonkeyPatch) -> None:
    """As on a machine without Tesseract."""
    monkeypatch.setattr(ocr, "languages", lambda: "")


def canonical(raw: RawDocument) -> str:
    pages, _ = clean(raw)
    return "".join(page.text for page in pages)


def paragraphs(body: str, head: str = PAGE) -> list[str]:
    return canonical(read_pdf(pdf(body, head), "a.pdf")).split("\n\n")


def marked(body: str, kind: MarkKind, head: str = PAGE) -> list[str]:
    raw = read_pdf(pdf(body, head), "a.pdf")
    return [" ".join(mark.span.of(page.text).split()) for page in raw.pages for mark in page.marks if mark.kind is kind]


def test_paragraphs_by_their_gaps() -> None:
    assert paragraphs(f"{SENTENCE * 2}\n\n{RUSSIAN * 2}") == [(SENTENCE * 2).strip(), (RUSSIAN * 2).strip()]


def test_paragraphs_by_their_indents() -> None:
    head = PAGE + "#set par(first-line-indent: (amount: 2em, all: true), spacing: 0.65em, justify: true)\n"
    assert paragraphs(f"{SENTENCE * 2}\n\n{RUSSIAN * 2}\n\n{SENTENCE}", head) == [
        (SENTENCE * 2).strip(),
        (RUSSIAN * 2).strip(),
        SENTENCE.strip(),
    ]


def test_numbered_paragraphs_set_tight_start_their_own() -> None:
    head = PAGE + "#set par(spacing: 0.65em, justify: true)\n"
    body = "\n\n".join(f"{number}\\. {SENTENCE}" for number in range(57, 63))
    assert [part[:3] for part in paragraphs(body, head)] == ["57.", "58.", "59.", "60.", "61.", "62."]


def test_lines_that_are_meant_stay() -> None:
    body = f"#align(center)[FIRST SECTION \\ CASE OF A v. B \\ (Application no. 1/02)]\n\n{SENTENCE * 2}"
    assert paragraphs(body)[0] == "FIRST SECTION\nCASE OF A v. B\n(Application no. 1/02)"


def test_columns_are_read_one_after_the_other() -> None:
    left = "".join(f"Left sentence number {n} of the first column. " for n in range(12))
    right = "".join(f"Right sentence number {n} of the second column. " for n in range(12))
    text = " ".join(paragraphs(f"#grid(columns: 2, gutter: 20pt)[{left}][{right}]"))
    assert text.index("Left sentence number 11") < text.index("Right sentence number 0")
    assert "Left sentence number 3 of the first column. Left sentence number 4" in text


def test_a_paragraph_runs_on_over_the_column_break() -> None:
    words = " ".join(f"word{n}" for n in range(150))
    assert canonical(read_pdf(pdf(f"#columns(2)[{words}.]"), "a.pdf")) == f"{words}."


TABLE = (
    "#table(columns: 3, [Year], [Cases], [Judgments found], [2018], [17], [a longer cell that \\ takes two lines], "
    "[2019], [228], [none])"
)
ROWS = ["Year | Cases | Judgments found", "2018 | 17 | a longer cell that takes two lines", "2019 | 228 | none"]


@pytest.mark.parametrize(
    "head", [PAGE, PAGE + "#set table(stroke: none, column-gutter: 20pt)\n"], ids=["ruled", "unruled"]
)
def test_tables_are_rows_of_cells(head: str) -> None:
    raw = read_pdf(pdf(f"{SENTENCE}\n\n{TABLE}\n\n{RUSSIAN}", head), "a.pdf")
    text = canonical(raw)
    table = [mark for mark in clean(raw)[1] if mark.kind is MarkKind.TABLE]
    assert [mark.span.of(text).split("\n") for mark in table] == [ROWS]
    assert text.split("\n\n")[0] == SENTENCE.strip()
    assert text.split("\n\n")[-1] == RUSSIAN.strip()


def test_footnotes_are_told_apart_from_the_text() -> None:
    body = f"{SENTENCE}#footnote[The first note.] {SENTENCE}#footnote[See A v. B, § 12.] {RUSSIAN}"
    raw = read_pdf(pdf(body), "a.pdf")
    notes = [mark for mark in raw.pages[0].marks if mark.kind is MarkKind.FOOTNOTE]
    assert [mark.label for mark in notes] == ["1", "2"]
    assert [mark.span.of(raw.pages[0].text) for mark in notes] == ["¹The first note.", "²See A v. B, § 12."]
    assert "prison. ¹ The" in canonical(raw) or "prison.¹ The" in canonical(raw)


def test_footnotes_do_not_cut_the_sentence_that_runs_over_the_page() -> None:
    rest = "and so on, as has been said many times before, " * 25
    body = f"First paragraph here.\n\n{SENTENCE * 4}#footnote[The note.] {rest}end."
    text = canonical(read_pdf(pdf(body), "a.pdf"))
    whole = text[text.index("The Court reiterates") :]
    assert "The note." not in whole
    assert "\n" not in whole


def test_larger_type_is_a_heading() -> None:
    assert marked(f"= The law\n\n{SENTENCE * 3}\n\n== Scope\n\n{SENTENCE}", MarkKind.HEADING) == ["The law", "Scope"]


def test_bookmarks_say_which_lines_are_headings() -> None:
    writer = pypdf.PdfWriter(
        clone_from=io.BytesIO(pdf(f"Facts\n\n{SENTENCE}\n\n*Law*\n\n{SENTENCE}\n\nOrder\n\n{SENTENCE}"))
    )
    writer.root_object.pop("/Outlines", None)
    parent = writer.add_outline_item(title="Facts", page_number=0)
    writer.add_outline_item(title="Law", page_number=0, parent=parent)
    writer.add_outline_item(title="Order", page_number=0)
    raw = read_pdf(written(writer), "a.pdf")
    levels = {mark.span.of(raw.pages[0].text): mark.level for mark in raw.pages[0].marks}
    assert levels == {"Facts": 1, "Law": 2, "Order": 1}


def test_list_items_are_marked() -> None:
    assert marked(f"{SENTENCE}\n- first\n- second", MarkKind.LIST) == ["• first", "• second"]


def test_running_heads_and_page_numbers_go() -> None:
    page = '#set page(width: 420pt, height: 200pt, margin: 50pt, numbering: "1", header: [A v. B JUDGMENT])\n'
    head = page + "#set text(10pt)\n"
    words = " ".join(f"word{chr(97 + n % 26)}{chr(97 + n // 26)}" for n in range(500))
    assert canonical(read_pdf(pdf(f"{words}.", head), "a.pdf")) == f"{words}."


def test_hyphenated_words_are_joined() -> None:
    page = "#set page(width: 200pt, height: 400pt, margin: 30pt)\n"
    head = page + '#set text(10pt, lang: "en", hyphenate: true)\n#set par(justify: true)\n'
    text = canonical(read_pdf(pdf("Internationalisation of extraordinary responsibilities. " * 9, head), "a.pdf"))
    assert text == ("Internationalisation of extraordinary responsibilities. " * 9).strip()


def test_turned_pages_and_doubled_letters() -> None:
    doubled = "#box(place(dx: 0.2pt)[Bold by printing twice])#h(0pt)Bold by printing twice"
    assert paragraphs(doubled) == ["Bold by printing twice"]
    turned = f"#rotate(90deg, reflow: true)[#box(width: 200pt)[{SENTENCE}]]"
    assert paragraphs(turned) == [SENTENCE.strip()]


def test_the_title_that_the_file_states() -> None:
    assert read_pdf(pdf(f'#set document(title: "Drug policy in the region")\n{SENTENCE}'), "a.pdf").metadata.title
    assert read_pdf(pdf(f'#set document(title: "Microsoft Word - a.doc")\n{SENTENCE}'), "a.pdf").metadata.title == ""


def test_an_empty_page_is_kept_and_an_empty_file_refused() -> None:
    raw = read_pdf(pdf(f"{SENTENCE}#pagebreak()#pagebreak()Third."), "a.pdf")
    assert [page.text for page in raw.pages][1:] == ["", "Third."]
    assert raw.warnings == ()
    with pytest.raises(EmptySource):
        read_pdf(pdf("#v(1pt)"), "a.pdf")


IMAGE = (
    '#image(bytes(```<svg xmlns="http://www.w3.org/2000/svg" width="300" height="200">'
    + "".join(f'<circle cx="{n * 4}" cy="99" r="3"/>' for n in range(70))
    + "</svg>```.text), width: 100%)"
)


@pytest.mark.usefixtures("no_ocr")
def test_pages_that_are_images_are_named() -> None:
    raw = read_pdf(pdf(f"{SENTENCE}#pagebreak(){IMAGE}#pagebreak(){IMAGE}#pagebreak(){SENTENCE}"), "a.pdf")
    assert raw.warnings == ("pages 2–3 of 4: image without text, left out; install Tesseract to have them recognised",)
    with pytest.raises(NoTextLayer, match="Tesseract is not installed"):
        read_pdf(pdf(IMAGE), "a.pdf")


def without_map(data: bytes) -> bytes:
    """Give every font a map that names other letters than those shown."""
    writer = pypdf.PdfWriter(clone_from=io.BytesIO(data))
    for page in writer.pages:
        fonts = page["/Resources"]["/Font"]  # type: ignore[index]
        for font in fonts.values():
            cmap = font.get_object()["/ToUnicode"].get_object()
            text = cmap.get_data().decode("latin-1")
            shifted = re.sub(r"<(04[0-9A-F]{2})>", lambda code: f"<{(int(code[1], 16) - 0x3D5) & 0x7F:04X}>", text)
            stream = pypdf.generic.DecodedStreamObject()
            stream.set_data(shifted.encode("latin-1"))
            font.get_object()[NameObject("/ToUnicode")] = writer._add_object(stream)
    return written(writer)


@pytest.mark.usefixtures("no_ocr")
def test_a_text_layer_that_lies_is_found_out() -> None:
    with pytest.raises(GarbledText):
        read_pdf(without_map(pdf(RUSSIAN * 4)), "a.pdf")


@pytest.mark.usefixtures("no_ocr")
def test_garbled_pages_among_sound_ones_are_named() -> None:
    writer = pypdf.PdfWriter(clone_from=io.BytesIO(pdf(SENTENCE)))
    writer.append(io.BytesIO(without_map(pdf(RUSSIAN * 4))))
    raw = read_pdf(written(writer), "a.pdf")
    assert raw.pages[1].text == ""
    assert "page 2 of 2: garbled text layer" in raw.warnings[0]


def test_a_file_that_pdfium_cannot_open_is_read_by_pypdf() -> None:
    data = pdf(SENTENCE).replace(b"%PDF-1.7", b"%XYZ-1.7")
    raw = read_pdf(data, "a.pdf")
    assert "The Court reiterates" in " ".join(raw.pages[0].text.split())
    assert "damaged" in raw.warnings[0]


def test_a_page_tree_without_pages_is_damaged_or_empty() -> None:
    writer = pypdf.PdfWriter()
    writer.root_object[NameObject("/Pages")] = DictionaryObject()
    with pytest.raises((DamagedSource, EmptySource)):
        read_pdf(written(writer), "a.pdf")


@pytest.mark.parametrize(("pages", "printed"), [([1], "1"), ([1, 3, 4, 5, 9], "1, 3–5, 9"), ([2, 3], "2–3")])
def test_page_numbers_in_warnings(pages: list[int], printed: str) -> None:
    assert numbers(pages) == printed
