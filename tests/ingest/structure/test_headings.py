import re

import pytest

from ingest.structure.contents import contents_of
from ingest.structure.footnotes import footnotes
from ingest.structure.headings import Known, known_headings, looks_like_headings
from ingest.structure.lines import Block, blocks_of, is_run_on, lines_of

LONG = (
    "This paragraph is long enough to be one: "
    + "it goes on and on, and nobody could take it for a title, " * 3
    + "at all."
)


def looks(text: str, *, plain: bool = True) -> list[str]:
    blocks = blocks_of(lines_of(text), text)

    def taken(block: Block) -> bool:
        return False

    return [mark.label for mark in looks_like_headings(blocks, taken, plain=plain)]


@pytest.mark.parametrize(
    "title",
    [
        "II. ALLEGED VIOLATION OF ARTICLE 6",
        "A. Admissibility",
        "C. Default interest",
        "1. The parties’ submissions",
        "2.3 Panel discussion",
        "(a) The Government",
        "RELEVANT DOMESTIC LAW",
        "Методология доклада",
        "1. Введение",
    ],
)
def test_looks_like_a_heading(title: str) -> None:
    assert looks(f"{LONG}\n\n{title}\n\n{LONG}") == [title]


@pytest.mark.parametrize(
    "line",
    [
        "It ends with a stop.",
        "a small beginning",
        "1. A numbered sentence that ends.",
        "(a) lower case item",
        "Name | Amount | Date",
        "Uzbekistan 14,627 21,400",
        "On 5 May 2019",
        "Председательствующий судья А.Б. Иванова",
        "See https://example.org/page",
        "– a bullet",
        "42",
    ],
)
def test_is_no_heading(line: str) -> None:
    assert looks(f"{LONG}\n\n{line}\n\n{LONG}") == []


def test_a_plain_title_needs_a_paragraph_below_and_leave() -> None:
    assert looks("Plain title here\n\nshort") == []
    assert looks(f"Plain title here\n\n{LONG}", plain=False) == []


def test_a_title_in_capitals_may_take_several_lines() -> None:
    text = f"{LONG}\n\nTHE VERY LONG TITLE\nOF A CHAPTER\n\n{LONG}"
    assert looks(text) == ["THE VERY LONG TITLE OF A CHAPTER"]


def test_a_known_word_is_a_heading_whatever_it_looks_like() -> None:
    text = "facts\n\nother"
    marks = known_headings(blocks_of(lines_of(text), text), [Known(re.compile("facts"), 3)])
    assert [(mark.label, mark.level) for mark in marks] == [("facts", 3)]


def test_a_table_of_contents_is_found_with_its_title() -> None:
    text = "CONTENTS\n\n1. Summary 3\n\n2. Background 4\n\n3. Findings ........ 9\n\nSummary\n\nThe text begins."
    (span,) = contents_of(lines_of(text))
    assert span.of(text).startswith("CONTENTS")
    assert span.of(text).endswith("9")


def test_leaders_without_a_title_are_contents_too() -> None:
    text = "Summary ........ 3\n\nFindings ........ 9\n\nThe text begins."
    assert [span.of(text) for span in contents_of(lines_of(text))] == ["Summary ........ 3\n\nFindings ........ 9"]


@pytest.mark.parametrize("text", ["He stopped....", "Contents\n\nThe parcel held three things.", "A line with 4"])
def test_no_contents(text: str) -> None:
    assert contents_of(lines_of(text)) == ()


def test_footnotes_below_a_rule() -> None:
    text = "Text with a call.1\n\n__________\n\n1 First note.\n\n2 Second note.\n\n7 Not a note.\n\nText goes on."
    assert [(mark.label, mark.span.of(text)) for mark in footnotes(lines_of(text))] == [
        ("1", "1 First note."),
        ("2", "2 Second note."),
    ]


def test_run_on_text_is_recognised() -> None:
    assert is_run_on(lines_of("word " * 2000))
    assert not is_run_on(lines_of("word word.\n" * 500))


def test_lines_know_their_quotations_and_breaks() -> None:
    text = "He said: “One.\n\nTwo.\nThree.” And left.\n\nFour."
    lines = lines_of(text)
    assert [line.quoted for line in lines] == [False, True, True, False]
    assert [line.opens for line in lines] == [True, True, False, True]
    assert [line.closes for line in lines] == [True, False, True, True]
