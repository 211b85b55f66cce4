"""Word documents: styles, numbering, tables, notes, what Word does not show."""

import docx
import pytest
from docx.document import Document
from docx.opc.constants import RELATIONSHIP_TYPE
from docx.opc.packuri import PackURI
from docx.opc.part import Part
from docx.oxml import parse_xml
from docx.oxml.ns import nsdecls

from ingest.read.compose import counted
from ingest.read.docx import read_docx
from tests.ingest.read.files import saved

W = nsdecls("w")


def read(document: Document) -> tuple[str, list[tuple[str, str, str, int]]]:
    page = read_docx(saved(document), "a.docx").pages[0]
    return page.text, [(mark.kind.value, mark.span.of(page.text), mark.label, mark.level) for mark in page.marks]


def with_paragraphs(*xml: str) -> Document:
    document = docx.Document()
    for paragraph in xml:
        document.element.body.insert_element_before(parse_xml(f"<w:p {W}>{paragraph}</w:p>"), "w:sectPr")
    return document


def test_headings_and_order_of_blocks() -> None:
    document = docx.Document()
    document.add_heading("Title", 0)
    document.add_heading("The law", 1)
    document.add_paragraph("Before the table.")
    table = document.add_table(2, 2)
    for cell, text in zip(
        (cell for row in table.rows for cell in row.cells), ("Year", "Cases", "2019", "7"), strict=True
    ):
        cell.text = text
    document.add_paragraph("After it.")
    text, marks = read(document)
    assert text == "Title\n\nThe law\n\nBefore the table.\n\nYear | Cases\u20282019 | 7\n\nAfter it."
    assert marks == [
        ("title", "Title", "", 0),
        ("heading", "The law", "", 1),
        ("table", "Year | Cases\u20282019 | 7", "", 0),
    ]


def test_a_layout_table_is_read_as_blocks() -> None:
    document = docx.Document()
    document.add_table(1, 1).cell(0, 0).text = "Only a frame"
    assert read(document) == ("Only a frame", [])


def test_what_word_shows() -> None:
    text, _ = read(
        with_paragraphs(
            "<w:r><w:t>Text</w:t><w:tab/><w:t>here</w:t></w:r>",
            "<w:ins><w:r><w:t>inserted</w:t></w:r></w:ins><w:del><w:r><w:delText>gone</w:delText></w:r></w:del>",
            "<w:r><w:rPr><w:vanish/></w:rPr><w:t>hidden</w:t></w:r><w:r><w:t>shown</w:t><w:br/><w:t>below</w:t></w:r>",
            "<w:hyperlink><w:r><w:t>link</w:t></w:r></w:hyperlink><w:r><w:instrText>PAGE</w:instrText></w:r>",
            "<w:sdt><w:sdtContent><w:r><w:t>control</w:t></w:r></w:sdtContent></w:sdt>",
            "<w:r><w:t>228</w:t></w:r><w:r><w:rPr><w:vertAlign w:val='superscript'/></w:rPr><w:t>1</w:t></w:r>",
            "<w:r><w:t>non</w:t><w:noBreakHyphen/><w:t>party</w:t></w:r>",
        )
    )
    assert text == "Text\there\n\ninserted\n\nshown\u2028below\n\nlink\n\ncontrol\n\n228¹\n\nnon\u2011party"


NUMBERING = f"""<w:numbering {W}>
<w:abstractNum w:abstractNumId="90">
<w:lvl w:ilvl="0"><w:start w:val="57"/><w:numFmt w:val="decimal"/><w:lvlText w:val="%1."/></w:lvl>
<w:lvl w:ilvl="1"><w:start w:val="1"/><w:numFmt w:val="russianLower"/><w:lvlText w:val="%2)"/></w:lvl>
<w:lvl w:ilvl="2"><w:start w:val="1"/><w:numFmt w:val="decimal"/><w:lvlText w:val="%1.%2.%3"/></w:lvl>
</w:abstractNum>
<w:abstractNum w:abstractNumId="91">
<w:lvl w:ilvl="0"><w:start w:val="1"/><w:numFmt w:val="bullet"/><w:lvlText w:val="o"/></w:lvl></w:abstractNum>
<w:num w:numId="70"><w:abstractNumId w:val="90"/></w:num>
<w:num w:numId="71"><w:abstractNumId w:val="90"/>
<w:lvlOverride w:ilvl="0"><w:startOverride w:val="1"/></w:lvlOverride></w:num>
<w:num w:numId="72"><w:abstractNumId w:val="91"/></w:num>
</w:numbering>"""


def numbered(number: int, depth: int, text: str) -> str:
    return (
        f"<w:pPr><w:numPr><w:ilvl w:val='{depth}'/><w:numId w:val='{number}'/></w:numPr></w:pPr>"
        f"<w:r><w:t>{text}</w:t></w:r>"
    )


def test_numbers_that_word_counts_are_printed() -> None:
    document = with_paragraphs(
        numbered(70, 0, "first"),
        numbered(70, 1, "deep"),
        numbered(70, 1, "deeper"),
        numbered(70, 0, "second"),
        numbered(70, 1, "again"),
        numbered(71, 0, "restarted"),
        numbered(72, 0, "bullet"),
        numbered(0, 0, "none"),
    )
    root = document.part.numbering_part.element
    for child in list(root):
        root.remove(child)
    for child in list(parse_xml(NUMBERING)):
        root.append(child)
    text, marks = read(document)
    expected = ["57. first", "а) deep", "б) deeper", "58. second", "а) again", "1. restarted", "• bullet", "none"]
    assert text.replace("\u2028", "\n\n").split("\n\n") == expected
    assert [(mark[2], mark[3]) for mark in marks][:3] == [("57.", 1), ("а)", 2), ("б)", 2)]


def with_notes(kind: str, body: str) -> Document:
    document = with_paragraphs(
        f"<w:r><w:t>Said</w:t></w:r><w:r><w:{kind}Reference w:id='5'/></w:r><w:r><w:t> so.</w:t></w:r>",
        f"<w:r><w:t>Again</w:t></w:r><w:r><w:{kind}Reference w:id='2'/></w:r>",
    )
    xml = f"<w:{kind}s {W}>{body}</w:{kind}s>".encode()
    name = PackURI(f"/word/{kind}s.xml")
    content = f"application/vnd.openxmlformats-officedocument.wordprocessingml.{kind}s+xml"
    part = Part(name, content, xml, document.part.package)
    document.part.relate_to(part, getattr(RELATIONSHIP_TYPE, f"{kind.upper()}S"))
    return document


@pytest.mark.parametrize(
    ("kind", "text"),
    [
        ("footnote", "Said¹ so.\n\nAgain²\n\n1. Called first.\n\n2. Called second."),
        ("endnote", "Said[i] so.\n\nAgain[ii]\n\ni. Called first.\n\nii. Called second."),
    ],
)
def test_notes_are_numbered_as_called_and_follow_the_text(kind: str, text: str) -> None:
    body = (
        f"<w:{kind} w:id='0' w:type='separator'><w:p/></w:{kind}>"
        f"<w:{kind} w:id='2'><w:p><w:r><w:t>Called second.</w:t></w:r></w:p></w:{kind}>"
        f"<w:{kind} w:id='5'><w:p><w:r><w:t>Called first.</w:t></w:r></w:p></w:{kind}>"
    )
    assert read(with_notes(kind, body))[0] == text
    assert [mark[0] for mark in read(with_notes(kind, body))[1]] == ["footnote", "footnote"]


def test_the_stated_title_counts_only_if_it_is_one() -> None:
    document = docx.Document()
    document.add_paragraph("Text")
    document.core_properties.title = "Drug policy in the region"
    assert read_docx(saved(document), "a.docx").metadata.title == "Drug policy in the region"
    document.core_properties.title = "Microsoft Word - a.doc"
    assert read_docx(saved(document), "a.docx").metadata.title == ""


@pytest.mark.parametrize(
    ("number", "style", "printed"),
    [(4, "1", "4"), (1, "a", "a"), (27, "a", "aa"), (9, "i", "ix"), (44, "I", "XLIV"), (3, "а", "в"), (0, "i", "0")],
)
def test_counting(number: int, style: str, printed: str) -> None:
    assert counted(number, style) == printed
