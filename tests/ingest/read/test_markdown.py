"""Markdown: markup becomes marks, the text reads as prose."""

import pytest

from index_config.domain import Kind, Metadata
from index_config.errors import CatalogueError
from ingest.read.markdown import read_markdown


def read(text: str) -> tuple[str, list[tuple[str, str, str, int]]]:
    page = read_markdown(text.encode(), "a.md").pages[0]
    return page.text, [(mark.kind.value, mark.span.of(page.text), mark.label, mark.level) for mark in page.marks]


def test_front_matter_becomes_metadata() -> None:
    text = (
        "---\ntitle: Дело\nlanguage: ru\nwork_id: a-v-b\nkind: court_decision\ndate: 2019-11-26\n"
        "digest: true\ntranslation: ours\nunknown: 1\n---\nText.\n"
    )
    raw = read_markdown(text.encode(), "a.md")
    assert raw.pages[0].text == "Text."
    assert raw.metadata == Metadata(
        title="Дело",
        language="ru",
        work_id="a-v-b",
        kind=Kind.COURT_DECISION,
        date="2019-11-26",
        digest=True,
        translation_of="a-v-b",
    )


@pytest.mark.parametrize(("date", "stated"), [("2019", "2019"), ("2019-11", "2019-11"), ("'2019-11-26'", "2019-11-26")])
def test_dates_keep_their_precision(date: str, stated: str) -> None:
    assert read_markdown(f"---\ndate: {date}\n---\nText".encode(), "a.md").metadata.date == stated


@pytest.mark.parametrize(
    ("entry", "field"), [("kind: poem", "kind"), ("date: soon", "date"), ("digest: perhaps", "digest"), ("a: [", "")]
)
def test_wrong_front_matter_is_named(entry: str, field: str) -> None:
    with pytest.raises(CatalogueError) as caught:
        read_markdown(f"---\n{entry}\n---\nText".encode(), "a.md")
    assert (caught.value.details["file"], caught.value.details["field"]) == ("a.md", field)


def test_a_rule_is_no_front_matter() -> None:
    assert "First" in read("---\nFirst\n\n---\n\nText")[0]


def test_headings_and_emphasis() -> None:
    text, marks = read("# The *law*\n\n##Without a space\n\nA **bold** [link](http://example.org) and `code`.")
    assert text == "The law\n\nWithout a space\n\nA bold link and code."
    assert marks == [("heading", "The law", "", 1), ("heading", "Without a space", "", 2)]


def test_lists_keep_their_numbers_and_depth() -> None:
    text, marks = read("3. third\n4. fourth\n\n- one\n  - deeper\n- two\n")
    assert "3. third\n\n4. fourth" in text.replace("\u2028", "\n\n")
    assert marks == [
        ("list", "3. third", "3.", 1),
        ("list", "4. fourth", "4.", 1),
        ("list", "• one", "•", 1),
        ("list", "• deeper", "•", 2),
        ("list", "• two", "•", 1),
    ]
    assert "• one\u2028• deeper\u2028• two" in text


def test_tables_are_rows_of_cells() -> None:
    text, marks = read("| a | b |\n|---|---|\n| 1 | *2* |\n")
    assert text == "a | b\u20281 | 2"
    assert marks == [("table", text, "", 0)]


def test_quotations_and_code() -> None:
    _, marks = read("> Quoted *words*.\n\n```\nx = 1\ny = 2\n```\n")
    assert marks == [("quotation", "Quoted words.", "", 0), ("code", "x = 1\u2028y = 2", "", 0)]


def test_footnotes_follow_the_text() -> None:
    text, marks = read("Said[^1] and[^b].\n\n[^1]: The *first* note,\n  on two lines.\n[^b]: Second.\n\nMore.")
    assert text == "Said¹ and[b].\n\nMore.\n\n1. The first note, on two lines.\n\nb. Second."
    assert [mark[:3] for mark in marks] == [
        ("footnote", "1. The first note, on two lines.", "1"),
        ("footnote", "b. Second.", "b"),
    ]


def test_html_in_markdown_leaves_its_text() -> None:
    text, _ = read('<div class="x">Shown<br>again</div>\n\n<script>var x = {"a": 1};</script>\n\nAfter <b>all</b>.')
    assert text == "Shown\u2028again\n\nAfter all."
