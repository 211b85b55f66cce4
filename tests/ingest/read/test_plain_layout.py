"""Plain text of a typewriter's width: which of its lines are set in the middle."""

import pytest

from index_config.domain import Kind, MarkKind
from ingest.clean import clean
from ingest.read.plain import read_plain
from ingest.structure import find_structure

PROSE = [
    "    Участники обсудили наблюдательный совет, хранение средств и",
    "отчётность перед пациентами, их родственниками и врачами, как и",
    "было условлено.",
]
WIDTH = len(PROSE[0])


def middle(*lines: str) -> list[str]:
    return ["", *(line.center(WIDTH).rstrip() for line in lines), ""]


def typed(*parts: list[str]) -> str:
    return "\n".join(line for part in parts for line in part)


def centred(text: str) -> list[str]:
    raw = read_plain(text.encode(), "a.txt")
    return [mark.span.of(page.text) for page in raw.pages for mark in page.marks if mark.kind is MarkKind.CENTRED]


def headings(text: str, kind: Kind) -> list[str]:
    pages, given = clean(read_plain(text.encode(), "a.txt"))
    marks = find_structure("".join(page.text for page in pages), kind, "ru", given)
    assert not any(mark.kind is MarkKind.CENTRED for mark in marks)
    return [mark.label for mark in marks if mark.kind is MarkKind.HEADING]


MINUTES = typed(
    middle("Протокол второй встречи"),
    PROSE,
    middle("О чём этот раздел"),
    PROSE * 3,
    middle("Выводы"),
    PROSE * 3,
)


def test_lines_in_the_middle_are_told_and_the_title_is_not() -> None:
    assert centred(MINUTES) == ["О чём этот раздел", "Выводы"]


def test_they_are_headings_of_minutes() -> None:
    assert headings(MINUTES, Kind.DIALOGUE) == ["О чём этот раздел", "Выводы"]


def test_a_heading_may_take_several_lines() -> None:
    name = ("6. Ведение делопроизводства по делам", "об административных правонарушениях")
    text = typed(PROSE * 4, middle(*name), PROSE * 2, middle("ПОЛОЖЕНИЕ", "о Министерстве"), PROSE * 2)
    assert headings(text, Kind.GUIDELINE) == [" ".join(name), "ПОЛОЖЕНИЕ о Министерстве"]


@pytest.mark.parametrize(
    "lines",
    [
        ["                    Подписано в Москве."],
        ["          от 24 декабря 2013 г. N 1112 и другие"],
        ["                                   Судья Иванова И. И."],
        ["                             * * *"],
    ],
)
def test_what_reads_unlike_a_heading_is_none(lines: list[str]) -> None:
    assert headings(typed(PROSE * 4, ["", *lines, ""], PROSE), Kind.REPORT) == []


def test_an_indent_that_paragraphs_have_is_no_middle() -> None:
    items = [f"            Пункт {number}, который весьма длинен и потому полон" for number in range(4)]
    chance = "            Совпадение отступов справа и слева"
    assert centred(typed(PROSE * 9, [line for item in items for line in (item, "")], [chance, ""], PROSE)) == []


def test_text_that_no_margin_wrapped_has_none() -> None:
    assert centred("A heading\n\n" + "          A\n\n" + f"{'word ' * 100}\n\n" * 9) == []
