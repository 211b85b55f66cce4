"""What the terminal shows of an evaluation, in both languages."""

import io
import re
from dataclasses import replace

import pytest
from rich.console import Console

from eval.experiment import Evaluation
from eval.quotes import QuoteCheck
from eval.show import show_evaluation
from eval.wording import chance, figure, milliseconds, percent
from index_config.errors import Language
from tests.eval.made_up import made_up_evaluation, without_questions


def shown(evaluation: Evaluation, language: Language = "en", width: int = 80) -> str:
    console = Console(file=io.StringIO(), width=width, force_terminal=False)
    show_evaluation(console, evaluation, language)
    assert isinstance(console.file, io.StringIO)
    return console.file.getvalue()


def unwrapped(evaluation: Evaluation, language: Language = "en") -> str:
    return " ".join(shown(evaluation, language, width=2000).split())


def test_rows_are_runs_and_columns_directions() -> None:
    lines = shown(made_up_evaluation()).splitlines()
    start = next(number for number, line in enumerate(lines) if line.startswith("nDCG@10"))
    assert lines[start + 1].split() == ["all", "ru→ru", "ru→en", "en→en", "en→ru"]
    assert lines[start + 2].split() == ["system", "(40)", "(20)", "(25)", "(10)", "(5)", "p"]
    assert lines[start + 3].split() == ["hybrid", "0.70", "0.65", "0.60", "0.55", "0.50"]
    assert lines[start + 4].split() == ["dense", "0.67", "0.62", "0.57", "0.52", "0.47", "0.040"]
    assert lines[start + 5].split()[-1] == "<0.001"


@pytest.mark.parametrize(
    ("language", "expected"),
    [
        (
            "en",
            "success@5: of ten questions, how many have an answer among the first five passages; 0.80 is eight of ten.",
        ),
        (
            "ru",
            "success@5: у скольких вопросов из десяти ответ есть среди первых пяти фрагментов; 0,80 – у восьми из десяти.",
        ),
        (
            "en",
            "Quotes: 200 looked up on their pages, 0 not there word for word; 80 begin with a paragraph number, 0 of them",
        ),
        ("ru", "Цитаты: сверено со страницами – 200, не совпало дословно – 0; начинается с номера пункта – 80, из них"),
        (
            "en",
            "The knowledge base said so 8 times, 6 of them rightly (precision 75%); it noticed 60% of those questions.",
        ),
        (
            "ru",
            "на 8, из них верно – на 6 (точность 75 %); так замечено 60 % таких вопросов. Напрасно промолчала на 5 %",
        ),
        ("en", "hybrid 8.2 31 75% 90% dense 13 40 75% 85%"),
        ("ru", "hybrid 8,2 31 75 % 90 % dense 13 40 75 % 85 %"),
        ("en", "hybrid by trait questions nDCG@10 recall@10 success@5 slang 11 0.50 0.40 0.55"),
        ("ru", "hybrid: кто спрашивает вопросов nDCG@10 recall@10 success@5 активист 20 0,70 0,60 0,75"),
    ],
)
def test_says_it_in_both_languages(language: Language, expected: str) -> None:
    assert expected in unwrapped(made_up_evaluation(), language).replace("\N{NO-BREAK SPACE}", " ")


@pytest.mark.parametrize("language", ["en", "ru"])
def test_fits_a_terminal_of_80_columns(language: Language) -> None:
    evaluation = made_up_evaluation(("hybrid", "no other-language leg", "passages of 360 tokens"))
    assert max(map(len, shown(evaluation, language).splitlines())) <= 80


@pytest.mark.parametrize("language", ["en", "ru"])
def test_every_table_stands_unbroken_in_80_columns(language: Language) -> None:
    evaluation = made_up_evaluation(("hybrid", "no other-language leg"))
    rows = [line for line in shown(evaluation, language).splitlines() if line.startswith("no other-language leg ")]
    # All figures of a run stand in its own line: six with p, five twice, and four of time and content.
    figures = [re.split(" +", row.removeprefix("no other-language leg ").strip()) for row in rows]
    assert [len(row) for row in figures] == [6, 5, 5, 4]


def test_names_are_never_markup() -> None:
    assert "[bold red]run[/]" in unwrapped(made_up_evaluation(("hybrid", "[bold red]run[/]")))


def test_wrong_quotes_are_named() -> None:
    quotes = QuoteCheck(3, 1, 0, 0, ("reports/[red]a.md: not on page 2: made up",))
    text = unwrapped(replace(made_up_evaluation(), quotes=quotes))
    assert "3 looked up on their pages, 1 not there word for word" in text
    assert "reports/[red]a.md: not on page 2: made up" in text


def test_what_was_not_measured_is_said() -> None:
    text = unwrapped(replace(without_questions(made_up_evaluation()), lost=("a.md:0-3",)))
    assert "hybrid – – – – –" in text
    assert "Nothing found: not measured." in text
    assert "Judged passages no longer found in the documents: 1" in text


def test_nothing_is_shown_of_no_runs() -> None:
    assert shown(replace(made_up_evaluation(), scores={})) == ""


@pytest.mark.parametrize(
    ("share", "expected"),
    [
        (0.0, "0%"),
        (0.001, "<1%"),
        (0.004, "<1%"),
        (0.5, "50%"),
        (0.994, "99%"),
        (0.996, ">99%"),
        (1.0, "100%"),
        (None, "–"),
    ],
)
def test_only_all_is_all_and_only_none_is_none(share: float | None, expected: str) -> None:
    assert percent(share) == expected


def test_numbers_by_language() -> None:
    assert [figure(0.5), figure(0.5, "ru"), figure(None)] == ["0.50", "0,50", "–"]
    assert [milliseconds(8.24), milliseconds(9.96), milliseconds(31.4, "ru")] == ["8.2", "10", "31"]
    assert [chance(0.0002), chance(0.0414), chance(0.0996), chance(0.5, "ru")] == ["<0.001", "0.041", "0.10", "0,50"]
