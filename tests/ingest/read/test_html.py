"""HTML: what a reader of the page sees, with its structure."""

from index_config.domain import Metadata
from ingest.read.html import read_html


def read(body: str, head: str = "") -> tuple[str, list[tuple[str, str, str, int]]]:
    page = read_html(f"<html><head>{head}</head><body>{body}</body></html>".encode(), "a.html").pages[0]
    return page.text, [(mark.kind.value, mark.span.of(page.text), mark.label, mark.level) for mark in page.marks]


def test_blocks_and_headings() -> None:
    text, marks = read("<h2>The\n <b>law</b></h2><p>58.&nbsp; The\n Court</p><div>notes<br>this.</div>tail")
    assert text == "The law\n\n58.\u00a0 The Court\n\nnotes\u2028this.\n\ntail"
    assert marks == [("heading", "The law", "", 2)]


def test_what_is_not_shown_is_left_out() -> None:
    hidden = '<p hidden>a</p><p style="display: none">b</p><script>c</script><!-- d --><noscript>e</noscript>'
    assert read(f"{hidden}<p>Text</p><style>p {{}}</style>")[0] == "Text"


def test_what_surrounds_the_text_is_left_out() -> None:
    menu = (
        "<nav><a href=x>Home</a></nav><ul>" + "<li><a href=x>Section</a></li>" * 6 + "</ul><div class='footer'>©</div>"
    )
    assert read(f"{menu}<main><h1>Title</h1><p>{'The text of the page. ' * 9}</p></main><footer>Contacts</footer>")[
        0
    ].startswith("Title\n\nThe text of the page.")
    assert "Section" not in read(f"{menu}<p>{'Text. ' * 50}</p>")[0]


def test_lists() -> None:
    text, marks = read('<ol start="3"><li>c<li><p>d</p><ul><li>deep</ul></ol><ol type="a"><li>x</ol><ul><li>#</ul>')
    assert text == "3. c\u20284. d\u2028• deep\u2028a. x"
    assert [mark[2:] for mark in marks] == [("3.", 1), ("4.", 1), ("•", 2), ("a.", 1)]


def test_data_tables_are_rows_and_layout_tables_are_blocks() -> None:
    text, marks = read(
        "<table><tr><th>Year<th>Cases<tr><td>2019<td>1 <b>764</b></table><table><tr><td><p>A</p><p>B</p></table>"
    )
    assert text == "Year | Cases\u20282019 | 1 764\n\nA\n\nB"
    assert marks == [("table", "Year | Cases\u20282019 | 1 764", "", 0)]


def test_footnotes_are_found_by_the_numbers_that_call_them() -> None:
    text, marks = read(
        'Said <a href="#n7"><sup>7</sup></a> so.<p>More.</p><div id="n7">7. <i>The</i> note.</div>'
        '<ol><li id="fn8">Another note here.</li></ol><p>End<sup><a href="#fn8">8</a></sup></p>'
    )
    assert text == "Said ⁷ so.\n\nMore.\n\nEnd⁸\n\n7. The note.\n\n8. Another note here."
    assert [mark[:3] for mark in marks] == [
        ("footnote", "7. The note.", "7"),
        ("footnote", "8. Another note here.", "8"),
    ]


def test_word_footnotes() -> None:
    text, marks = read('Word<a href="#_ftn1">[1]</a>.<div id="ftn1"><p><a href="#_ftnref1">[1]</a> The note.</p></div>')
    assert text.startswith("Word") and text.endswith("1. The note.")
    assert [mark[2] for mark in marks] == ["1"]


def test_raised_numbers_are_kept_apart_from_the_number_before_them() -> None:
    head = "<style>.W9 { font-size: 7pt; vertical-align: super }</style>"
    assert read('Статья 228<span class="W9">1</span>, 228<sup>2</sup>', head)[0] == "Статья 228¹, 228²"
    assert read('1<span style="vertical-align:super">st</span>')[0] == "1st"


def test_preformatted_lines_are_kept_for_the_cleaning() -> None:
    assert read("<pre>one\n  two<span>\n</span>three</pre>")[0] == "one\n  two\nthree"


def test_quotations() -> None:
    assert read("<blockquote><p>Words.</p></blockquote>")[1] == [("quotation", "Words.", "", 0)]


def test_deep_nesting_does_no_harm() -> None:
    assert "deep" in read("<div>" * 3000 + "deep" + "</div>" * 3000)[0]


def test_metadata_that_the_page_states() -> None:
    page = (
        '<html lang="ru-RU"><head><title>Решение суда по делу</title>'
        '<meta property="article:published_time" content="2019-11-26T10:00:00+03:00">'
        '<link rel="canonical" href="https://example.org/a"></head><body>Текст решения</body></html>'
    )
    assert read_html(page.encode(), "a.html").metadata == Metadata(
        title="Решение суда по делу", language="ru", date="2019-11-26", source_url="https://example.org/a"
    )


def test_junk_is_no_metadata() -> None:
    head = '<head><title>untitled</title><meta name="date" content="yesterday"></head>'
    page = f'<html lang="{{lang}}">{head}<body>Text</body>'
    assert read_html(page.encode(), "a.html").metadata == Metadata()


def test_encodings_as_declared_or_not() -> None:
    body = "<body><p>Суд приходит к выводу о нарушении права заявителя.</p></body>"
    for encoding in ("cp1251", "koi8-r", "utf-8", "utf-16"):
        for declared in ("windows-1251", "koi8-r", ""):
            page = f'<meta charset="{declared}">{body}' if declared else body
            assert "Суд приходит" in read_html(f"<html>{page}</html>".encode(encoding), "a.html").pages[0].text
