"""What becomes of line ends."""

from textwrap import dedent

import pytest

from index_config.domain import Mark, MarkKind, RawDocument, RawPage, Span
from ingest.clean import clean


def cleaned(text: str, *marks: Mark, wrapped: bool = False) -> str:
    pages, _ = clean(RawDocument((RawPage(1, text, marks, wrapped=wrapped),)))
    return pages[0].text


DECREE = dedent("""\
                         П Р И К А З

                    МИНИСТЕРСТВО  ЗДРАВООХРАНЕНИЯ
                         ПО ДЕЛАМ ПЕЧАТИ

         В целях  обеспечения  государственной  поддержки  проектов
    полезных  программ  в области  профилактики  и лечения  больных
    защиты пациентов:
         1. Выделить  из  резервного  фонда  средства  на  закупку в
    текущем году препаратов.
         2. Некоммерческим  организациям  - получателям  средств  из
    резервного фонда:
         обеспечить  контроль  за  целевым  расходованием  средств и
    представить отчёт.
""")


def test_a_typed_decree_is_read_by_its_margin_and_indents() -> None:
    assert cleaned(DECREE).split("\n\n") == [
        "ПРИКАЗ",
        "МИНИСТЕРСТВО ЗДРАВООХРАНЕНИЯ\nПО ДЕЛАМ ПЕЧАТИ",
        "В целях обеспечения государственной поддержки проектов полезных программ в области профилактики и лечения "
        "больных защиты пациентов:",
        "1. Выделить из резервного фонда средства на закупку в текущем году препаратов.",
        "2. Некоммерческим организациям - получателям средств из резервного фонда:",
        "обеспечить контроль за целевым расходованием средств и представить отчёт.",
    ]


JUDGMENT = """\
FOURTH SECTION
CASE OF A v. B
(Application no. 1/02)
composed of:
Ann Author, President,
Bob Builder,
and Carl Clerk, Section Registrar,
PROCEDURE
1. The case originated in an application against a State lodged with the Court by a national of that State in 2001.
2. The Government were represented by their Agent, of the Ministry of Foreign Affairs.
THE FACTS
3. The applicant was born in 1975.
"""


def test_one_line_a_paragraph_is_kept_so_and_short_lines_stay_together() -> None:
    parts = cleaned(JUDGMENT).split("\n\n")
    assert parts[0].startswith("FOURTH SECTION\nCASE OF A v. B\n(Application no. 1/02)\n")
    assert parts[1].startswith("1. The case originated")
    assert parts[2].startswith("2. The Government")
    assert parts[3:] == ["THE FACTS", "3. The applicant was born in 1975."]


def wrapped_lines(count: int) -> list[str]:
    return [f"word{n} of a line that the margin cut off at about fifty and then went on" for n in range(count)]


def test_every_numbered_paragraph_starts_its_own_also_line_by_line() -> None:
    lines = [f"{n}. {line}\nand it ends here." for n, line in enumerate(wrapped_lines(12), 57)]
    parts = cleaned("\n".join(lines)).split("\n\n")
    assert [part.split(".")[0] for part in parts] == [str(n) for n in range(57, 69)]


def test_a_number_in_mid_sentence_starts_none() -> None:
    lines = [*wrapped_lines(5), "under the terms of Article", "6. The Court", *wrapped_lines(5)]
    assert "Article\n\n6." not in cleaned("\n".join(lines))


def test_double_spacing_is_no_paragraph() -> None:
    text = "\n\n".join(
        line
        for n in range(8)
        for line in (
            f"Sentence {n} goes on over a line end that is",
            "followed by an empty line, and only then it ends.",
        )
    )
    assert "that is followed by" in cleaned(text)
    assert "that is\n\nfollowed" not in cleaned(text)


def test_the_readers_word_is_taken() -> None:
    raw = "A short\nline.\n\nAn address\u2028in two lines"
    assert cleaned(raw, wrapped=True) == "A short line.\n\nAn address\nin two lines"


def test_rows_of_a_table_stay_apart() -> None:
    raw = "a | b\nlower case row | d\n\nText"
    table = Mark(MarkKind.TABLE, Span(0, 24))
    assert cleaned(raw, table, wrapped=True) == "a | b\nlower case row | d\n\nText"


@pytest.mark.parametrize(
    ("raw", "text"),
    [
        ("", ""),
        ("\n \n\t", ""),
        ("one", "one"),
        ("a\n\n\n\n\nb", "a\n\nb"),
        ("  a  \t b  ", "a b"),
        ("Список:\n- первое;\n- второе", "Список:\n- первое;\n- второе"),
        ("a)\tпервое\nb)\tвторое", "a) первое\nb) второе"),
    ],
)
def test_small_cases(raw: str, text: str) -> None:
    assert cleaned(raw) == text
