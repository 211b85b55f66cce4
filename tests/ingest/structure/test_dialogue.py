import pytest

from index_config.domain import Kind, Mark, MarkKind, Span
from tests.ingest.structure.helpers import labels, paragraphs, structure

DIALOGUE = Kind.DIALOGUE


def speakers(text: str, given: tuple[Mark, ...] = ()) -> list[str]:
    return labels(structure(text, DIALOGUE, given), MarkKind.SPEAKER)


@pytest.mark.parametrize(
    ("line", "speaker"),
    [
        ("The Chair: Good morning.", "The Chair"),
        ("Председательствующий: Открываю заседание.", "Председательствующий"),
        ("И. Петрова: Спасибо.", "И. Петрова"),
        ("Mr. John Smith (CEO, Acme): Thank you.", "Mr. John Smith (CEO, Acme)"),
        ("Участники: просили помощи.", "Участники"),
        ("Представитель министерства: согласен.", "Представитель министерства"),
        ("Hon. Jane Roe: No.", "Hon. Jane Roe"),
    ],
)
def test_speaks_at_the_head_of_a_line(line: str, speaker: str) -> None:
    assert speakers(paragraphs("Agenda item 1", line, "Text goes on here.")) == [speaker]


@pytest.mark.parametrize(
    "line",
    [
        "Date: 5 May 2020",
        "Участники: НПО, врачи, судьи",
        "Note: nothing was said.",
        "Приоритеты: доступ к лечению.",
        "He added the following: nothing.",
        "https://example.org: a page",
    ],
)
def test_is_no_speaker_in_the_head(line: str) -> None:
    assert speakers(paragraphs("Minutes of the meeting", line, "Agenda item 1", "Text.")) == []


def test_a_bare_name_must_speak_twice() -> None:
    once = paragraphs("Anna Roe: Hello.", *["A line of plain prose."] * 9)
    assert speakers(once) == []
    assert speakers(paragraphs(once, "Anna Roe: Bye.")) == ["Anna Roe", "Anna Roe"]


def test_where_most_lines_are_turns_every_name_speaks() -> None:
    text = paragraphs("The Chair: One.", "Mrs. Ann Lee (Town): Two.", "The Chair: Three.", "Paul Ray: Four.")
    assert speakers(text) == ["The Chair", "Mrs. Ann Lee (Town)", "The Chair", "Paul Ray"]


def test_a_turn_ends_at_the_next_and_at_a_heading() -> None:
    text = paragraphs("The Chair: One.", "It goes on.", "The Expert: Two.", "Agenda item 2", "Prose.")
    marks = [mark for mark in structure(text, DIALOGUE) if mark.kind is MarkKind.SPEAKER]
    assert [mark.span.of(text) for mark in marks] == ["The Chair: One.\n\nIt goes on.", "The Expert: Two."]


def test_turns_inside_lines_whose_breaks_were_lost() -> None:
    text = (
        "События Встреча с экспертами Москва И.Петров: Добрый день! "
        + "Слова. " * 400
        + "О.Сидорова Сидорова Ольга Ивановна директор : Спасибо. Как сказал И.Петров: вопрос трудный. И.Петров: Да."
    )
    assert speakers(text) == ["И.Петров", "О.Сидорова", "И.Петров"]


def test_agenda_and_protocol_words_are_headings() -> None:
    text = paragraphs(
        "ПОВЕСТКА ДНЯ", "Отчёт.", "СЛУШАЛИ:", "Петров доложил.", "РЕШИЛИ:", "1. Принять отчёт.", "2. Создать группу."
    )
    marks = structure(text, DIALOGUE)
    assert labels(marks, MarkKind.HEADING) == ["ПОВЕСТКА ДНЯ", "СЛУШАЛИ:", "РЕШИЛИ:"]
    assert labels(marks, MarkKind.PARAGRAPH) == ["1", "2"]


def test_numbers_outside_conclusions_are_a_list() -> None:
    text = paragraphs("Background", "The plan:\n1. to read;\n2. to write.", "Conclusions", "1. Read more.")
    given = (
        Mark(MarkKind.HEADING, Span(0, 10), "", 2),
        Mark(MarkKind.HEADING, Span(text.index("Conclusions"), text.index("\n\n1. Read")), "", 2),
    )
    marks = structure(text, DIALOGUE, given)
    assert labels(marks, MarkKind.PARAGRAPH) == ["1"]
    assert [mark.span.of(text) for mark in marks if mark.kind is MarkKind.LIST] == ["1. to read;\n2. to write."]
