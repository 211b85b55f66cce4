"""Running heads and page numbers."""

import pytest

from ingest.clean.running import running_lines


def left_out(pages: list[str]) -> list[list[str]]:
    return [[span.of(page) for span in spans] for page, spans in zip(pages, running_lines(pages), strict=True)]


def body(number: int) -> str:
    lines = [f"line {letter}{letter} of page {'i' * number}" for letter in "abcdefgh"]
    return "\n".join(lines)


def test_heads_feet_and_numbers_go() -> None:
    pages = [f"A v. B JUDGMENT {n}\n{body(n)}\nEuropean Court\n– {n} –" for n in range(1, 6)]
    assert left_out(pages) == [[f"A v. B JUDGMENT {n}", "European Court", f"– {n} –"] for n in range(1, 6)]


def test_one_page_has_none() -> None:
    assert left_out(["HEAD\ntext\n1"]) == [[]]


@pytest.mark.parametrize("sign", ["{}", "- {} -", "Page {} of 9", "стр. {}", "{}/9", "[{}]", "с. {}"])
def test_page_numbers_are_known_by_their_growing(sign: str) -> None:
    pages = [f"{body(n)}\n{sign.format(n + 11)}" for n in range(1, 6)]
    assert left_out(pages) == [[sign.format(n + 11)] for n in range(1, 6)]


def test_numbers_that_do_not_count_the_pages_stay() -> None:
    pages = [f"{number}\n{body(n)}" for n, number in enumerate((1961, 228, 17), 1)]
    assert left_out(pages) == [[], [], []]


def test_a_line_twice_at_the_edge_is_no_running_head() -> None:
    pages = [f"THE FACTS\n{body(1)}", f"THE FACTS\n{body(2)}", f"THE LAW\n{body(3)}"]
    assert left_out(pages) == [[], [], []]


def test_roman_numbers_count_too() -> None:
    pages = [f"{body(n)}\n{roman}" for n, roman in enumerate(("ii", "iii", "iv", "v"), 1)]
    assert left_out(pages) == [["ii"], ["iii"], ["iv"], ["v"]]


def test_signatures_that_recur_at_the_foot_stay() -> None:
    pages = [f"{body(n)}\n{'A. Author' if n in (3, 7, 11) else f'last line {chr(96 + n)}'}" for n in range(1, 17)]
    assert left_out(pages) == [[]] * 16


def test_rows_of_a_table_are_no_running_heads() -> None:
    pages = [f"Year | Cases\n{body(n)}" for n in range(1, 6)]
    assert left_out(pages) == [[]] * 5
