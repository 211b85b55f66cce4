import pytest

from index_config.domain import Kind, Mark, MarkKind, Span
from tests.ingest.structure.helpers import labels, paragraphs, structure

GUIDELINE = Kind.GUIDELINE


def provisions(text: str, given: tuple[Mark, ...] = ()) -> list[str]:
    return labels(structure(text, GUIDELINE, given), MarkKind.PROVISION)


CODE = paragraphs(
    "ОСОБЕННАЯ ЧАСТЬ",
    "ГЛАВА 25",
    "ПРЕСТУПЛЕНИЯ ПРОТИВ ЗДОРОВЬЯ",
    "Статья 228. Приобретение и хранение",
    "1. Приобретение и хранение –",
    "наказываются штрафом.",
    "2. Те же деяния, совершённые:",
    "а) группой лиц;",
    "б) в крупном размере, –",
    "наказываются лишением свободы.",
    "Примечания. 1. Лицо, сдавшее вещества, освобождается.",
    "2. Размеры утверждает Правительство.",
    "Статья 2281. Сбыт",
    "1. Сбыт –",
    "наказывается.",
    "11. Сбыт с умыслом –",
    "наказывается строже.",
    "2. Сбыт в тюрьме –",
    "наказывается.",
    "Статья 229. Хищение",
    "Хищение наказывается.",
)


def test_a_russian_code() -> None:
    assert provisions(CODE) == [
        "228", "228(1)", "228(2)", "228(2)(а)", "228(2)(б)", "228(прим.)(1)", "228(прим.)(2)",
        "228.1", "228.1(1)", "228.1(1.1)", "228.1(2)", "229",
    ]  # fmt: skip


def test_headings_of_a_code_have_their_titles_and_superscripts() -> None:
    assert labels(structure(CODE, GUIDELINE), MarkKind.HEADING) == [
        "ОСОБЕННАЯ ЧАСТЬ",
        "ГЛАВА 25 ПРЕСТУПЛЕНИЯ ПРОТИВ ЗДОРОВЬЯ",
        "Статья 228. Приобретение и хранение",
        "Статья 228.1. Сбыт",
        "Статья 229. Хищение",
    ]


def test_superscripts_that_kept_their_place() -> None:
    assert provisions(CODE.replace("2281", "228¹").replace("11. Сбыт", "1¹. Сбыт")) == provisions(CODE)


def test_a_sanction_after_the_items_belongs_to_the_part() -> None:
    marks = {mark.label: mark.span.of(CODE) for mark in structure(CODE, GUIDELINE) if mark.kind is MarkKind.PROVISION}
    assert marks["228(2)"].endswith("наказываются лишением свободы.")
    assert marks["228(2)(б)"] == "б) в крупном размере, –"


TREATY = paragraphs(
    "Article 12",
    "1. The States Parties recognise the right to health.",
    "2. The steps to be taken include:",
    "(a) the reduction of mortality;",
    "(b) the improvement of hygiene:",
    "(i) in towns;",
    "(ii) in the country;",
    "(c) the control of diseases.",
    "Article 13",
    "Education is a right.",
    "Article 14",
    "Article 13 does not stand in the way of anything.",
)


def test_a_treaty() -> None:
    assert provisions(TREATY) == [
        "12", "12(1)", "12(2)", "12(2)(a)", "12(2)(b)", "12(2)(b)(i)", "12(2)(b)(ii)", "12(2)(c)", "13", "14",
    ]  # fmt: skip


def test_levels_of_provisions() -> None:
    levels = {mark.label: mark.level for mark in structure(TREATY, GUIDELINE) if mark.kind is MarkKind.PROVISION}
    assert (levels["12"], levels["12(2)"], levels["12(2)(b)"], levels["12(2)(b)(i)"]) == (1, 2, 3, 4)


def test_letters_after_h_are_letters() -> None:
    items = [f"({letter}) the thing;" for letter in "abcdefghij"]
    assert provisions(
        paragraphs("Article 3", "Parties shall ensure:", *items, "Article 4", "Text.", "Article 5", "Text.")
    )[1:11] == [f"3({letter})" for letter in "abcdefghij"]


def test_items_that_are_sentences_stand_alone() -> None:
    text = paragraphs(
        "Article 1",
        "(i) States shall do this.",
        "(iii) States shall not do that.",
        "Article 2",
        "(a) to eat;",
        "(b) to drink.",
        "Article 3",
        "Text.",
    )
    levels = {mark.label: mark.level for mark in structure(text, GUIDELINE) if mark.kind is MarkKind.PROVISION}
    assert (levels["1(i)"], levels["1(iii)"], levels["2(a)"]) == (2, 2, 3)


def test_sections_of_guidelines_given_as_headings() -> None:
    text = paragraphs("II.1.1 Harm reduction", "Services are available.", "II.1.2 Treatment", "Treatment is voluntary.")
    given = (
        Mark(MarkKind.HEADING, Span(0, 21), "", 2),
        Mark(MarkKind.HEADING, Span(text.index("II.1.2"), text.index("\n\nTreatment is")), "", 2),
    )
    assert provisions(text, given) == ["II.1.1", "II.1.2"]


def test_a_section_run_into_its_text_is_found_beside_its_neighbour() -> None:
    text = paragraphs(
        "II.7 Arrest", "Nobody is arrested.", "II.8 Fair trial Whoever is accused " + "is heard " * 30 + "."
    )
    marks = structure(text, GUIDELINE)
    assert labels(marks, MarkKind.PROVISION) == ["II.7", "II.8"]
    assert labels(marks, MarkKind.HEADING) == ["II.7 Arrest", "II.8"]


ORDER = paragraphs(
    "ПРИКАЗ",
    "от 1 марта 2020 г. № 5",
    "В соответствии с законом приказываю:",
    "1. Утвердить Положение.",
    "2. Контроль оставляю за собой.",
    "Министр А.Б. Петров",
    "УТВЕРЖДЕНО",
    "приказом от 1 марта 2020 г.",
    "ПОЛОЖЕНИЕ",
    "1. Общие положения",
    "1.1. Положение определяет порядок.",
    "1.2. Сведения включают:",
    "а) имя;",
    "б) адрес.",
    "2. Права",
    "2.1. Каждый вправе.",
    "2.2. Никто не обязан.",
)


def test_numbered_points_restart_in_annexes_and_titles_are_no_points() -> None:
    marks = structure(ORDER, GUIDELINE)
    assert labels(marks, MarkKind.PROVISION) == ["1", "2", "1.1", "1.2", "1.2(а)", "1.2(б)", "2.1", "2.2"]
    assert "2. Права" in labels(marks, MarkKind.HEADING)


def test_a_signature_belongs_to_no_point() -> None:
    spans = [mark.span.of(ORDER) for mark in structure(ORDER, GUIDELINE) if mark.kind is MarkKind.PROVISION]
    assert not any("Министр" in span for span in spans)


@pytest.mark.parametrize(
    "sentence",
    [
        "Статья 12 предусматривает наказание.",
        "Article 12 of the Convention provides for it.",
        "Правило 5 применяется так.",
    ],
)
def test_a_sentence_about_an_article_is_no_title(sentence: str) -> None:
    assert provisions(paragraphs("Введение к обзору", sentence, "Конец обзора.")) == []


def test_a_title_that_runs_on_below_is_one_title() -> None:
    text = paragraphs(
        "Статья 4. Законодательство", "в области данных", "1. Законодательство основано.", "Статья 5. Иное", "Текст."
    )
    assert labels(structure(text, GUIDELINE), MarkKind.HEADING)[0] == "Статья 4. Законодательство в области данных"


def test_an_article_that_numbers_its_parts_with_its_own_number() -> None:
    text = paragraphs(
        "Статья 1. Предмет", "1.1. Стороны передают.", "1.2. Стороны принимают.", "Статья 2. Срок", "2.1. Год."
    )
    assert provisions(text) == ["1", "1.1", "1.2", "2", "2.1"]


def test_the_second_language_of_a_treaty_belongs_to_no_article() -> None:
    text = paragraphs("Article 1", "One.", "Article 2", "Two.", "Préambule", "Considérant tout.", "Article 1", "Un.")
    given = tuple(
        Mark(MarkKind.HEADING, Span(at, at + len(words)), "", level)
        for words, level, at in [
            ("Article 1", 3, 0),
            ("Article 2", 3, text.index("Article 2")),
            ("Préambule", 4, text.index("Préambule")),
            ("Article 1", 3, text.rindex("Article 1")),
        ]
    )
    spans = [mark.span.of(text) for mark in structure(text, GUIDELINE, given) if mark.kind is MarkKind.PROVISION]
    assert not any("Considérant" in span for span in spans)


def test_hashes_without_a_blank_are_headings() -> None:
    marks = structure("###Article 1\n\nText one.\n\n###Article 2\n\nText two.", GUIDELINE)
    assert labels(marks, MarkKind.HEADING) == ["Article 1", "Article 2"]
    assert labels(marks, MarkKind.PROVISION) == ["1", "2"]
