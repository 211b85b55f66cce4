"""Known phrases in running text."""

import pytest

from index_config.text.phrases import Phrase, PhraseBook

BOOK = PhraseBook(
    [
        Phrase("снижение вреда", "harm"),
        Phrase("программа снижения вреда", "programme"),
        Phrase("НКО", "ngo"),
        Phrase("CAT", "committee", cased=True),
        Phrase("take-home dosing", "dosing"),
        Phrase("U.N.", "un"),
        Phrase("учёт", "registry"),
        Phrase("учет", "account"),
    ]
)


@pytest.mark.parametrize(
    ("text", "owners"),
    [
        ("о снижении вреда", ["harm"]),
        ("Снижению  Вреда", ["harm"]),
        ("в программах снижения вреда и снижении вреда", ["programme", "harm"]),
        ("снижение", []),
        ("снижение большого вреда", []),
        ("нко", ["ngo"]),
        ("cat and CAT", ["committee"]),
        ("take home dosing", ["dosing"]),
        ("the UN said", ["un"]),
        ("на учёте", ["registry", "account"]),
        ("", []),
    ],
)
def test_found_in_any_form_the_longest_first(text: str, owners: list[str]) -> None:
    assert [match.phrase.owner for match in BOOK.find(text)] == owners


def test_spans() -> None:
    text = "Речь о программах снижения вреда."
    assert [match.span.of(text) for match in BOOK.find(text)] == ["программах снижения вреда"]


def test_exactly() -> None:
    assert [phrase.owner for phrase in BOOK.exactly("Снижения вреда")] == ["harm"]
    assert BOOK.exactly("о снижении вреда") == ()
