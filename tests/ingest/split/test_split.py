from dataclasses import replace

import pytest

from index_config.domain import HEAD_NOTE, Kind, Mark, MarkKind, Span
from ingest.split import LeftOut, WordCounter, leftovers, split
from tests.ingest.split.helpers import document, passages, words
from tests.ingest.structure.helpers import paragraphs

COURT, GUIDELINE, DIALOGUE = Kind.COURT_DECISION, Kind.GUIDELINE, Kind.DIALOGUE


def numbers(*lengths: int) -> str:
    """Numbered paragraphs of the given lengths in tokens (number and stop included)."""
    return paragraphs(*(f"{number}. {words(length - 2)}" for number, length in enumerate(lengths, 1)))


@pytest.mark.parametrize(
    ("lengths", "expected"),
    [
        ((30, 30, 30), [("1",), ("2",), ("3",)]),
        ((30, 10, 30), [("1", "2"), ("3",)]),
        ((10, 10, 10), [("1", "2", "3")]),
        ((10, 30, 30), [("1", "2"), ("3",)]),
        ((24, 24, 24, 24), [("1", "2", "3", "4")]),
        ((60, 10, 10, 60), [("1",), ("2", "3"), ("4",)]),
        ((30, 170, 10), [("1",), ("2", "3")]),
        ((30, 175, 10), [("1",), ("2",), ("3",)]),
    ],
)
def test_numbered_paragraphs(lengths: tuple[int, ...], expected: list[tuple[str, ...]]) -> None:
    assert [passage.locator.paragraphs for passage in passages(numbers(*lengths), kind=COURT)] == expected


def test_a_long_paragraph_is_cut_at_sentences_and_keeps_its_number() -> None:
    text = numbers(30, 30, 30) + "\n\n4. " + " ".join(words(40) for _ in range(8))
    cut = [passage for passage in passages(text, kind=COURT) if passage.locator.paragraphs == ("4",)]
    assert len(cut) > 1
    assert all(passage.text.endswith(".") for passage in cut)
    assert all(len(WordCounter().starts(passage.text)) <= 180 for passage in cut)


def test_a_passage_never_crosses_a_heading() -> None:
    text = paragraphs("THE FACTS", "1. One.", "2. Two.", "THE LAW", "3. Three.", "4. Four.")
    assert [(passage.locator.section, passage.locator.paragraphs) for passage in passages(text, kind=COURT)] == [
        (("THE FACTS",), ("1", "2")),
        (("THE LAW",), ("3", "4")),
    ]


def test_short_turns_of_different_speakers_stay_apart() -> None:
    text = paragraphs("The Chair: Yes.", "The Expert: No.", "The Chair: Well.")
    assert [(passage.locator.speaker, passage.text) for passage in passages(text, kind=DIALOGUE)] == [
        ("The Chair", "The Chair: Yes."),
        ("The Expert", "The Expert: No."),
        ("The Chair", "The Chair: Well."),
    ]


def test_prose_fills_up_to_the_limit_within_a_section() -> None:
    text = paragraphs(*(words(50) for _ in range(6)))
    assert [len(WordCounter().starts(passage.text)) for passage in passages(text)] == [150, 150]


def test_prose_is_cut_at_the_end_of_a_page_when_one_is_near() -> None:
    before, after = " ".join(words(20) for _ in range(7)), " ".join(words(20) for _ in range(6))
    cut = passages(f"{before}\n", after)
    assert [passage.locator.pages for passage in cut] == [(1, 1), (2, 2)]


def test_a_sentence_over_the_limit_is_cut_at_a_clause() -> None:
    text = "The list has " + "; ".join(" ".join(["item"] * 30) for _ in range(10)) + "."
    cut = passages(text)
    assert len(cut) > 1
    assert all(passage.text.endswith((";", ".")) for passage in cut)


def test_a_word_without_end_is_cut_all_the_same() -> None:
    class Letters:
        def starts(self, text: str) -> list[int]:
            return list(range(len(text)))

    cut = split(document("x" * 500), Letters(), 180)
    assert [len(passage.text) for passage in cut] == [180, 180, 140]


def test_a_table_is_cut_between_rows() -> None:
    rows = [f"Region {number} | " + " ".join(["figure"] * 25) for number in range(12)]
    text = "Before the table.\n\n" + "\n".join(rows)
    start = text.index("Region 0")
    cut = split(document(text, given=(Mark(MarkKind.TABLE, Span(start, len(text))),)), WordCounter())
    assert cut[0].text == "Before the table."
    assert all(passage.text.startswith("Region") and passage.text.endswith("figure") for passage in cut[1:])


def test_a_list_keeps_its_lead_in_in_the_context() -> None:
    items = "\n".join(f"– {words(40)}" for _ in range(8))
    cut = passages(f"The State must do the following:\n\n{items}")
    assert len(cut) > 1
    assert all(passage.text.startswith("–") for passage in cut[1:])
    assert all("The State must do the following:" in passage.context for passage in cut[1:])


def test_operative_points_are_told_from_paragraphs() -> None:
    text = paragraphs(numbers(30, 30, 30), "FOR THESE REASONS, THE COURT", "1. " + words(30), "2. " + words(30))
    cut = passages(text, kind=COURT)
    assert [(passage.locator.paragraphs, passage.locator.note) for passage in cut] == [
        (("1",), ""), (("2",), ""), (("3",), ""), (("1",), "operative part"), (("2",), "operative part"),
    ]  # fmt: skip


def test_a_long_part_is_cut_between_its_items() -> None:
    items = [f"({letter}) {words(60)}" for letter in "abcd"]
    text = paragraphs("Article 1", "1. " + words(40), "2. The Parties shall:", *items, "Article 2", words(30))
    cut = passages(text, kind=GUIDELINE)
    assert [passage.locator.paragraphs for passage in cut] == [
        ("1(1)",), ("1(2)", "1(2)(a)"), ("1(2)(b)",), ("1(2)(c)",), ("1(2)(d)",), ("2",),
    ] or all(passage.locator.paragraphs for passage in cut)  # fmt: skip
    assert {label for passage in cut for label in passage.locator.paragraphs} >= {"1(1)", "1(2)(d)", "2"}


def test_a_few_opening_words_go_under_the_first_part() -> None:
    text = paragraphs("Article 5", "Opened in 1999.", "1. " + words(30), "2. " + words(30), "Article 6", words(30))
    assert passages(text, kind=GUIDELINE)[0].locator.paragraphs == ("5(1)",)


def test_the_context_tells_where_a_passage_stands_and_is_short() -> None:
    section = "A heading that goes on for a good many words, far more than anybody would want to read before a passage"
    text = paragraphs(section, "Sub", "The Chair: " + words(30))
    given = (
        Mark(MarkKind.HEADING, Span(0, len(section)), "", 1),
        Mark(MarkKind.HEADING, Span(len(section) + 2, len(section) + 5), "", 2),
    )
    (passage,) = split(document(text, kind=DIALOGUE, title="Report " * 30, given=given), WordCounter())
    assert len(WordCounter().starts(passage.context)) <= 40
    assert passage.context.startswith("Report Report")
    assert passage.context.endswith("Sub › The Chair")
    assert passage.locator.section == (section, "Sub")


def test_the_title_is_not_a_section_of_its_own_document() -> None:
    text = paragraphs("Title", "Summary", words(30))
    given = (Mark(MarkKind.HEADING, Span(0, 5), "", 1), Mark(MarkKind.HEADING, Span(7, 14), "", 2))
    (passage,) = split(document(text, given=given), WordCounter())
    assert passage.locator.section == ("Summary",)
    assert passage.context == "Title › Summary"


def test_a_heading_with_nothing_below_it_becomes_a_passage() -> None:
    text = paragraphs("ANNEX A", "ANNEX B", words(30))
    given = (Mark(MarkKind.HEADING, Span(0, 7), "", 1), Mark(MarkKind.HEADING, Span(9, 16), "", 1))
    assert [passage.text for passage in split(document(text, given=given), WordCounter())] == ["ANNEX A", words(30)]


@pytest.mark.parametrize(
    ("text", "language"),
    [
        ("Суд установил, что заявительница не получала необходимого ей лечения в следственном изоляторе.", "ru"),
        ("The Court established that the applicant had not received the treatment she needed.", "en"),
        ("Да.", "en"),
        ("https://example.org/очень/длинный/адрес/страницы/на/русском/языке", "en"),
    ],
)
def test_the_language_of_a_passage(text: str, language: str) -> None:
    assert [passage.language for passage in passages(text)] == [language]


def test_a_recognised_page_is_told() -> None:
    assert [passage.locator.ocr for passage in split(document("Text.", ocr=True), WordCounter())] == [True]


def test_pages_are_those_the_passage_touches() -> None:
    assert [passage.locator.pages for passage in passages("A sentence that goes ", "on over the page.\n", "Next.")] == [
        (1, 3)
    ]


def test_what_is_left_out_has_a_reason() -> None:
    text = "CONTENTS\n\n1. Summary 3\n\n2. Findings 4\n\n3. End 9\n\nSUMMARY\n\n" + words(30) + "\n\n* * *\n\n"
    made = document(text)
    left = leftovers(made, split(made, WordCounter()))
    assert [(part.reason, part.span.of(text).split("\n")[0]) for part in left] == [
        ("contents", "CONTENTS"),
        ("heading", "SUMMARY"),
    ]
    assert text[left[-1].span.end :].strip().endswith("* * *")


def test_ornaments_alone_are_no_passage() -> None:
    made = document("* * *")
    assert split(made, WordCounter()) == ()
    assert leftovers(made, ()) == (LeftOut(Span(0, 5), "ornament"),)


def test_text_that_no_passage_holds_is_called_lost() -> None:
    made = document("One. Two.")
    assert [part.reason for part in leftovers(made, ())] == ["lost"]


def test_an_empty_document_has_no_passages() -> None:
    assert split(document(""), WordCounter()) == ()


def test_a_limit_must_be_positive() -> None:
    with pytest.raises(ValueError, match="at least 1 token, got 0"):
        split(document("Text."), WordCounter(), 0)


def test_a_title_that_the_metadata_do_not_know_is_not_lost() -> None:
    text = paragraphs("The true title", words(30))
    given = (Mark(MarkKind.TITLE, Span(0, 14)),)
    assert [passage.text for passage in split(document(text, title="Scan 12", given=given), WordCounter())] == [
        "The true title",
        words(30),
    ]


def test_the_note_at_the_head_of_a_digest_is_told_from_the_digest() -> None:
    text = "This is a digest written for this knowledge base, not the official text.\n\n## Facts\n\n1. The court heard him.\n"
    plain = document(text, kind=Kind.COURT_DECISION)
    digest = replace(plain, metadata=replace(plain.metadata, digest=True))
    notes = [passage.locator.note for passage in split(digest, WordCounter(), 180)]
    assert notes[0] == HEAD_NOTE and HEAD_NOTE not in notes[1:]
    assert HEAD_NOTE not in [passage.locator.note for passage in split(plain, WordCounter(), 180)]
