"""Narrow columns of a PDF: headings that fill their lines, titles of many lines, footnotes whose last line is short."""

from index_config.domain import MarkKind
from ingest.clean import clean
from ingest.read.pdf import read_pdf
from tests.ingest.read.files import pdf

NARROW = (
    "#set page(width: 240pt, height: 500pt, margin: 30pt)\n#set text(size: 10pt, hyphenate: false)\n"
    "#set par(justify: true)\n#show heading: set text(size: 10pt)\n"
)
SENTENCE = "Уполномоченные органы расследуют каждое сообщение о нарушении без промедления. "


def headings(body: str, head: str = NARROW) -> list[str]:
    pages, marks = clean(read_pdf(pdf(body, head), "a.pdf"))
    text = "".join(page.text for page in pages)
    return [" ".join(mark.span.of(text).split()) for mark in marks if mark.kind is MarkKind.HEADING]


def test_a_bookmarked_heading_that_fills_its_line_does_not_run_into_the_text() -> None:
    titles = ["II.5 Право на жизнь и на здоровье", "II.6 Свобода от пыток", "II.7 Справедливое разбирательство дела"]
    assert headings("".join(f"= {title}\n{SENTENCE * 3}\n\n" for title in titles)) == titles


def test_a_bookmarked_heading_may_take_many_lines() -> None:
    titles = [f"II.{number} " + "Свобода от жестокого и унижающего обращения " * 4 for number in (5, 6, 7)]
    titles = [title.strip() for title in titles]
    assert headings("".join(f"= {title}\n{SENTENCE * 2}\n\n" for title in titles)) == titles


def test_a_heading_in_larger_bold_type_that_fills_its_line_does_not_run_into_the_text() -> None:
    head = NARROW + "#set heading(bookmarked: false)\n#show heading: set text(size: 10.8pt)\n"
    titles = ["II.5 Право на жизнь и на здоровье", "II.6 Обеспечение минимального уровня"]
    assert headings("".join(f"= {title}\n{SENTENCE * 3}\n\n" for title in titles), head) == titles


def test_a_short_last_line_belongs_to_its_footnote() -> None:
    head = NARROW.replace("margin: 30pt", 'margin: 30pt, numbering: "1"')
    note = "Номера глав даны по источнику; там, где их не удалось установить, они не \\ указаны."
    raw = read_pdf(pdf(f"{SENTENCE * 30}#footnote[{note}] {SENTENCE * 20}", head), "a.pdf")
    pages, marks = clean(raw)
    text = "".join(page.text for page in pages)
    notes = [mark.span.of(text) for mark in marks if mark.kind is MarkKind.FOOTNOTE]
    assert [found.removeprefix("¹") for found in notes] == [note.replace("\\ ", "")]
    assert text.count("указаны.") == 1


def test_a_title_set_in_large_type_and_wide_lines_is_one_paragraph() -> None:
    title = 'text(size: 16pt, weight: "bold")[Руководящие принципы: главы об уголовном правосудии]'
    raw = read_pdf(pdf(f"#align(center, {{set par(leading: 0.9em); {title}}})\n\n{SENTENCE * 6}", NARROW), "a.pdf")
    first = clean(raw)[0][0].text.split("\n\n")[0]
    assert " ".join(first.split()) == "Руководящие принципы: главы об уголовном правосудии"


def test_a_page_number_out_of_all_is_no_footnote() -> None:
    head = NARROW.replace("margin: 30pt", 'margin: 30pt, numbering: "1 / 1"')
    raw = read_pdf(pdf(f"{SENTENCE}#footnote[Пункт 42 замечаний.]", head), "a.pdf")
    notes = [mark.span.of(page.text) for page in raw.pages for mark in page.marks if mark.kind is MarkKind.FOOTNOTE]
    assert notes == ["¹Пункт 42 замечаний."]
