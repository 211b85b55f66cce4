import pytest

from index_config.domain import Kind, Mark, MarkKind, Span
from tests.ingest.structure.helpers import labels, paragraphs, starts, structure

COURT = Kind.COURT_DECISION

STRASBOURG = paragraphs(
    "CASE OF EXAMPLE v. UTOPIA",
    "PROCEDURE",
    "1. The case originated in an application.",
    "2. The applicant was represented by a lawyer.",
    "THE FACTS",
    "I. THE CIRCUMSTANCES OF THE CASE",
    "3. The applicant was born in 1970.",
    "4. The relevant law reads:",
    "“1. Everyone has a right.",
    "2. No one shall lose it.”",
    "THE LAW",
    "A. Admissibility",
    "5. The Court declares the complaint admissible.",
    "1. The parties’ submissions",
    "(a) The Government",
    "6. The Government disagreed.",
    "FOR THESE REASONS, THE COURT, UNANIMOUSLY,",
    "1. Declares the application admissible;",
    "2. Holds\n(a) that the State is to pay;\n(b) that interest shall be payable.",
    "Done in English, and notified in writing on 5 May 2020.",
    "DISSENTING OPINION OF JUDGE ROE",
    "1. I cannot agree.",
    "2. The majority errs.",
    "3. For these reasons I voted against.",
)


def test_a_judgment_of_the_european_court() -> None:
    marks = structure(STRASBOURG, COURT)
    assert labels(marks, MarkKind.PARAGRAPH) == ["1", "2", "3", "4", "5", "6", "1", "2", "3"]
    assert labels(marks, MarkKind.OPERATIVE) == ["1", "2"]
    assert labels(marks, MarkKind.HEADING) == [
        "PROCEDURE",
        "THE FACTS",
        "I. THE CIRCUMSTANCES OF THE CASE",
        "THE LAW",
        "A. Admissibility",
        "1. The parties’ submissions",
        "(a) The Government",
        "FOR THESE REASONS, THE COURT, UNANIMOUSLY,",
        "DISSENTING OPINION OF JUDGE ROE",
    ]


def test_a_paragraph_holds_its_quotation_and_ends_before_the_heading() -> None:
    marks = structure(STRASBOURG, COURT)
    fourth = next(mark for mark in marks if mark.kind is MarkKind.PARAGRAPH and mark.label == "4")
    assert fourth.span.of(STRASBOURG).endswith("No one shall lose it.”")


def test_the_operative_part_ends_before_the_closing_formula() -> None:
    marks = structure(STRASBOURG, COURT)
    last = [mark for mark in marks if mark.kind is MarkKind.OPERATIVE][-1]
    assert last.span.of(STRASBOURG).endswith("interest shall be payable.")


def test_levels_of_headings_nest() -> None:
    levels = {mark.label: mark.level for mark in structure(STRASBOURG, COURT) if mark.kind is MarkKind.HEADING}
    assert levels["THE LAW"] < levels["A. Admissibility"] < levels["1. The parties’ submissions"]
    assert levels["1. The parties’ submissions"] < levels["(a) The Government"]


RUN_ON = (
    "FIFTH SECTION     CASE OF EXAMPLE v. UTOPIA (Application no. 1/01) JUDGMENT adopted on that date:"
    "PROCEDURE1.  The case originated in an application (no. 1/01)."
    "2.  The applicant lives in Odesa.THE FACTSI.  THE CIRCUMSTANCES OF THE CASE"
    "3.  On 3 May 2009 he was arrested."
    + "".join(
        f"{number}.  On a further day a further thing happened, and it took long to tell." for number in range(4, 60)
    )
    + "THE LAWA.  Admissibility60.  The Court finds it admissible.B.  Merits1.  Submissions"
    "(a)  The applicant61.  He complained on 4 June 2010.62.  The Government, in 2011, disagreed."
    "FOR THESE REASONS, THE COURT, UNANIMOUSLY,"
    "1.  Declares the application admissible; 2.  Holds that there has been a violation."
    "Done in English, and notified in writing."
)


def test_a_judgment_whose_paragraph_breaks_were_lost() -> None:
    marks = structure(RUN_ON, COURT)
    assert labels(marks, MarkKind.PARAGRAPH) == [str(number) for number in range(1, 63)]
    assert labels(marks, MarkKind.OPERATIVE) == ["1", "2"]
    assert labels(marks, MarkKind.HEADING) == [
        "PROCEDURE",
        "THE FACTS",
        "I. THE CIRCUMSTANCES OF THE CASE",
        "THE LAW",
        "A. Admissibility",
        "B. Merits",
        "1. Submissions",
        "(a) The applicant",
        "FOR THESE REASONS, THE COURT, UNANIMOUSLY,",
    ]


def test_an_operative_part_whose_numbers_were_lost() -> None:
    text = RUN_ON.replace("1.  Declares", "Declares").replace("2.  Holds", "Holds")
    (operative,) = [mark for mark in structure(text, COURT) if mark.kind is MarkKind.OPERATIVE]
    assert operative.label == ""
    assert operative.span.of(text).startswith("Declares")
    assert operative.span.of(text).endswith("violation.")


RUSSIAN = paragraphs(
    "ОПРЕДЕЛЕНИЕ",
    "Москва 10 июня 2014 г.",
    "Коллегия судей рассмотрела заявление общества.",
    "Суд установил:",
    "решением суда первой инстанции в иске отказано.",
    "Руководствуясь статьёй 184 кодекса, коллегия судей {verdict}",
    "в передаче дела отказать.",
    "Председательствующий судья А.Б. Иванова",
)


@pytest.mark.parametrize(
    ("verdict", "heading"),
    [("определила:", "определила"), ("\nОПРЕДЕЛИЛА:", "ОПРЕДЕЛИЛА"), ("\n\nо п р е д е л и л а :", "определила")],
)
def test_a_russian_ruling(verdict: str, heading: str) -> None:
    text = RUSSIAN.replace("{verdict}", verdict)
    marks = structure(text, COURT)
    assert labels(marks, MarkKind.HEADING) == ["Суд установил", heading]
    (operative,) = [mark for mark in marks if mark.kind is MarkKind.OPERATIVE]
    assert operative.span.of(text) == "в передаче дела отказать."


def test_narrative_is_no_verdict() -> None:
    text = RUSSIAN.replace("{verdict}", "считает.") + "\n\nПотом истец решил:\n\nон уедет."
    assert labels(structure(text, COURT), MarkKind.HEADING) == ["Суд установил"]


def test_a_digest_in_plain_text() -> None:
    text = paragraphs(
        "О деле кратко", "1. Суд решил так.", "Решение", "2. Нарушения нет.", "Почему это важно", "3. Потому что."
    )
    marks = structure(text, COURT)
    assert labels(marks, MarkKind.HEADING) == ["О деле кратко", "Решение", "Почему это важно"]
    assert labels(marks, MarkKind.PARAGRAPH) == ["1", "2", "3"]


def test_headings_of_the_format_are_kept_and_get_their_words() -> None:
    text = paragraphs("The decision", "1. One.", "2. Two.", "3. Three.")
    given = (Mark(MarkKind.HEADING, Span(0, 12), "", 2),)
    marks = structure(text, COURT, given)
    assert [(mark.label, mark.level) for mark in marks if mark.kind is MarkKind.HEADING] == [("The decision", 2)]
    assert labels(marks, MarkKind.PARAGRAPH) == ["1", "2", "3"]


def test_margin_numbers_of_a_constitutional_court() -> None:
    text = paragraphs(*(f"{number} Das Gericht hat dazu gesagt, was zu sagen war." for number in range(1, 12)))
    assert labels(structure(text, COURT), MarkKind.PARAGRAPH) == [str(number) for number in range(1, 12)]


def test_marks_come_in_the_order_of_the_text() -> None:
    marks = structure(STRASBOURG, COURT)
    assert [mark.span.start for mark in marks] == sorted(mark.span.start for mark in marks)
    assert starts(STRASBOURG, marks, MarkKind.PARAGRAPH)[0] == "1. The case"
