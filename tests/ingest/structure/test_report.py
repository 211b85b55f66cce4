from index_config.domain import Kind, Mark, MarkKind, Span
from tests.ingest.structure.helpers import labels, paragraphs, structure

REPORT = Kind.REPORT
PROSE = (
    "The situation has been described at length in many places, " * 3 + "and this paragraph describes it once again."
)


def test_a_tree_of_numbered_headings() -> None:
    text = paragraphs(
        "1. Introduction", PROSE, "2. Findings", "2.1 Health", PROSE, "2.2 Justice", PROSE, "Annex 1", PROSE
    )
    marks = structure(text, REPORT)
    assert labels(marks, MarkKind.HEADING) == ["1. Introduction", "2. Findings", "2.1 Health", "2.2 Justice", "Annex 1"]
    levels = {mark.label: mark.level for mark in marks}
    assert levels["2. Findings"] < levels["2.1 Health"]
    assert labels(marks, MarkKind.PARAGRAPH) == []


def test_contents_give_no_headings() -> None:
    text = paragraphs(
        "CONTENTS", "1. Introduction 3", "2. Findings 4", "3. End 5", "1. Introduction", PROSE, "2. Findings", PROSE
    )
    assert labels(structure(text, REPORT), MarkKind.HEADING) == ["1. Introduction", "2. Findings"]


def test_numbered_paragraphs_of_a_whole_text() -> None:
    text = paragraphs("Summary", *(f"{number}. {PROSE}" for number in range(1, 11)))
    assert labels(structure(text, REPORT), MarkKind.PARAGRAPH) == [str(number) for number in range(1, 11)]


def test_recommendations_are_numbered_and_other_lists_are_not() -> None:
    text = paragraphs(
        "Findings",
        PROSE,
        "1. first thing;\n2. second thing.",
        "Recommendations",
        "- 1) Repeal the law;",
        "- 2) Train judges.",
    )
    marks = structure(text, REPORT)
    assert labels(marks, MarkKind.PARAGRAPH) == ["1", "2"]
    assert [mark.span.of(text) for mark in marks if mark.kind is MarkKind.LIST] == ["1. first thing;\n2. second thing."]


def test_headings_of_the_format_leave_no_room_for_guesses() -> None:
    text = paragraphs("Summary", PROSE, "A plain title", PROSE, "Findings", PROSE, "End", PROSE)
    given = tuple(
        Mark(MarkKind.HEADING, Span(text.index(word), text.index(word) + len(word)), "", 2)
        for word in ("Summary", "Findings", "End")
    )
    assert labels(structure(text, REPORT, given), MarkKind.HEADING) == ["Summary", "Findings", "End"]
