import pytest

from ingest.structure.enumerators import Style, readings, roman
from ingest.structure.lines import lines_of
from ingest.structure.numbering import (
    dotless_candidates,
    find_runs,
    inline_candidates,
    line_candidates,
    with_gaps_filled,
)


def runs(text: str, headings: tuple[str, ...] = (), shortest: int = 3) -> list[list[str]]:
    offsets = frozenset(text.index(heading) for heading in headings)
    found = find_runs(line_candidates(lines_of(text), offsets), shortest)
    return [[candidate.label for candidate in run] for run in found]


@pytest.mark.parametrize(
    ("text", "style", "value", "label"),
    [
        ("12. The", Style.DECIMAL, (12,), "12"),
        ("2.1 The author", Style.DECIMAL, (2, 1), "2.1"),
        ("1.1.Настоящее", Style.DECIMAL, (1, 1), "1.1"),
        ("3) пункт", Style.BRACKET, (3,), "3"),
        ("2-1) пункт", Style.BRACKET, (2, 1), "2.1"),
        ("1¹. Те же", Style.DECIMAL, (1, 1), "1.1"),
        ("12²) пункт", Style.BRACKET, (12, 2), "12.2"),
        ("з¹) слова", Style.LETTER, (8, 1), "з.1"),
        ("(c) the", Style.LETTER, (3,), "c"),
        ("б1) слова", Style.LETTER, (2, 1), "б.1"),
        ("(iv) the", Style.ROMAN, (4,), "iv"),
        ("IV. LAW", Style.UPPER_ROMAN, (4,), "IV"),
        ("– слова", Style.BULLET, (), "–"),
        ("4.", Style.DECIMAL, (4,), "4"),
    ],
)
def test_enumerator(text: str, style: Style, value: tuple[int, ...], label: str) -> None:
    found = {reading.style: reading for reading in readings(text)}
    assert (found[style].value, found[style].label) == (value, label)


@pytest.mark.parametrize("text", ["The 12.", "12 October", "3.14 is", "№ 5. Текст", "2019", ""])
def test_no_decimal_enumerator(text: str) -> None:
    assert [reading.label for reading in readings(text) if reading.style is Style.DECIMAL] in ([], ["3.14"])


@pytest.mark.parametrize(("numeral", "value"), [("iv", 4), ("XL", 40), ("iiii", 0), ("vx", 0), ("d", 0)])
def test_roman(numeral: str, value: int) -> None:
    assert roman(numeral) == value


def test_paragraphs_run() -> None:
    assert runs("1. One.\n\n2. Two.\n\nMore of two.\n\n3. Three.") == [["1", "2", "3"]]


def test_a_list_inside_a_paragraph_is_no_paragraph() -> None:
    text = "1. One.\n\n2. Two has:\n\n1. a first;\n\n2. a second.\n\n3. Three.\n\n4. Four."
    found = find_runs(line_candidates(lines_of(text), frozenset()))
    assert [text[candidate.start :].split(".")[1][:4] for run in found for candidate in run] == [
        " One",
        " Two",
        " Thr",
        " Fou",
    ]


def test_a_quotation_with_the_next_number_is_passed_over() -> None:
    text = (
        "1. One.\n\n2. The law reads:\n\n“2. Quoted before.\n\n3. Quoted.\n\n4. Quoted too.”\n\n3. Three.\n\n4. Four."
    )
    found = find_runs(line_candidates(lines_of(text), frozenset()))
    assert [text[candidate.start :][3:8] for run in found for candidate in run] == ["One.\n", "The l", "Three", "Four."]


def test_years_and_dates_are_no_paragraphs() -> None:
    assert runs("1. One.\n\n2013. A year of change.\n\n2. Two.\n\n12. Dezember\n\n3. Three.") == [["1", "2", "3"]]


def test_a_small_gap_is_tolerated_and_a_wide_one_is_not() -> None:
    assert runs("1. A.\n\n2. B.\n\n4. D.\n\n5. E.") == [["1", "2", "4", "5"]]
    assert runs("1. A.\n\n2. B.\n\n3. C.\n\n30. X.\n\n31. Y.") == [["1", "2", "3"]]


def test_an_omission_marked_as_such_may_be_wide() -> None:
    text = "1. A.\n\n2. B.\n\n3. C.\n\n…\n\n30. X.\n\n31. Y.\n\n32. Z.\n\n33. A.\n\n34. B.\n\n35. C."
    assert runs(text) == [["1", "2", "3", "30", "31", "32", "33", "34", "35"]]


def test_numbers_restart_after_a_heading_only() -> None:
    body = "1. A.\n\n2. B.\n\n3. C.\n\nPART TWO\n\n1. D.\n\n2. E.\n\n3. F."
    assert runs(body, ("PART TWO",)) == [["1", "2", "3"], ["1", "2", "3"]]
    assert runs(body) == [["1", "2", "3"]]


def test_nested_numbers_run() -> None:
    assert runs("1.1 A.\n\n1.2 B.\n\n2.1 C.\n\n2.2 D.\n\n3. E.\n\n3.1 F.") == [["1.1", "1.2", "2.1", "2.2", "3", "3.1"]]


def test_two_numbers_are_no_sequence() -> None:
    assert runs("1. One.\n\n2. Two.") == []


def test_numbers_inside_a_line() -> None:
    text = "PROCEDURE1.  The case began on 3 May 2009.2.  The applicant of Article 6. A lawyer.3. On 4 June."
    found = find_runs(inline_candidates(text, 0, len(text)))
    assert [text[candidate.start : candidate.start + 7] for run in found for candidate in run] == [
        "1.  The",
        "2.  The",
        "3. On 4",
    ]


def test_margin_numbers_without_a_dot() -> None:
    text = "1 The court.\n\n2 It held.\n\n12 October came.\n\n3 b) Finally."
    assert [candidate.label for candidate in dotless_candidates(lines_of(text))] == ["1", "2", "12", "3"]


def test_a_number_swallowed_by_the_paragraph_before_is_found_again() -> None:
    text = "1. One.\n\n2. Two ends here. 3. Three was swallowed.\n\n4. Four."
    run = find_runs(line_candidates(lines_of(text), frozenset()))[0]
    assert [candidate.label for candidate in run] == ["1", "2", "4"]
    assert [candidate.label for candidate in with_gaps_filled(run, text)] == ["1", "2", "3", "4"]
