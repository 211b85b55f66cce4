"""Provisions of law in the orders and spellings of both languages."""

import pytest

from index_config.text.terms import TermKind, analyse


def identifiers(text: str) -> list[str]:
    return sorted({term.value for term in analyse(text) if term.kind is TermKind.IDENTIFIER})


PART = ["article:228", "article:228(2)"]
POINT = ["article:228.1", "article:228.1(4)", "article:228.1(4)(г)"]
LETTER = ["article:12", "article:12(2)", "article:12(2)(c)"]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("ст. 228 ч. 2 УК РФ", PART),
        ("часть 2 статьи 228 УК", PART),
        ("ч.2 ст.228", PART),
        ("ст 228 ч 2", PART),
        ("ст.228, ч.2", PART),
        ("части второй статьи 228", PART),
        ("статьёй 228 (часть 2)", PART),
        ("По Ч. 2 СТ. 228", PART),
        ("п. «г» ч. 4 ст. 228.1", POINT),
        ("ст. 228.1 ч. 4 п. «г»", POINT),
        ("пунктом г части 4 статьи 228.1", POINT),
        ("п. «г» ч. 4 ст. 228¹", POINT),
        ("п. «г» ч. 4 ст. 228-1", POINT),
        ("Article 12(2)(c)", LETTER),
        ("Art. 12 § 2 (c)", LETTER),
        ("article 12, paragraph 2 (c)", LETTER),
        ("paragraph 2 (c) of Article 12", LETTER),
        ("статья 12 (2) (с)", LETTER),  # Cyrillic с
        ("подпункт «с» пункта 2 статьи 12", LETTER),  # Cyrillic с
        ("Article 8", ["article:8"]),
        ("Articles 3 and 8", ["article:3", "article:8"]),
        ("статьи 228, 228.1 и 229", ["article:228", "article:228.1", "article:229"]),
        ("ст. 3–5", ["article:3", "article:4", "article:5"]),
        ("Article 6 §§ 1 and 3 (c)", ["article:6", "article:6(1)", "article:6(3)", "article:6(3)(c)"]),
        ("п. 1 ст. 6", ["article:6", "article:6(1)"]),
        ("ч. 2 ст. 228, ч. 1 ст. 228.1", ["article:228", "article:228(2)", "article:228.1", "article:228.1(1)"]),
        ("п. «а», «б» ч. 2 ст. 105", ["article:105", "article:105(2)", "article:105(2)(a)", "article:105(2)(б)"]),
    ],
)
def test_provisions(text: str, expected: list[str]) -> None:
    assert identifiers(text) == expected


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("§ 58", ["paragraph:58"]),
        ("para. 58", ["paragraph:58"]),
        ("paragraph 58 of the judgment", ["paragraph:58"]),
        ("п. 58", ["paragraph:58"]),
        ("пункт 58", ["paragraph:58"]),
        ("paras 58 and 60", ["paragraph:58", "paragraph:60"]),
        ("§§ 58-60", ["paragraph:58", "paragraph:59", "paragraph:60"]),
        ("пунктах 58–60", ["paragraph:58", "paragraph:59", "paragraph:60"]),
        ("пп. 58, 60", ["paragraph:58", "paragraph:60"]),
        ("58. The Court notes", []),
        ("58", []),
    ],
)
def test_paragraph_numbers_only_with_their_word(text: str, expected: list[str]) -> None:
    assert identifiers(text) == expected


def test_dates_and_years_are_no_items_of_a_list() -> None:
    assert "paragraph:28" not in identifiers("§ 61, 28 June 2007")
    assert "article:2019" not in identifiers("ст. 3, 2019, № 5")
    assert "article:2018" not in identifiers("ст. 2060; 2018, № 1")


def test_the_span_is_the_whole_reference() -> None:
    text = "Осуждён по ч. 2 ст. 228 УК РФ"
    spans = {term.span.of(text) for term in analyse(text) if term.value.startswith("article")}
    assert spans == {"ч. 2 ст. 228"}
