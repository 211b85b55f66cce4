"""Words cut at a line end."""

from collections import Counter

import pytest

from ingest.clean.facts import Facts
from ingest.clean.hyphens import keeps_hyphen, line_end_hyphens
from ingest.clean.traced import TracedText

JOINED = [
    ("нарко", "тики"),
    ("госу", "дарство"),
    ("prohi", "bitions"),
    ("НАРКО", "ТИКИ"),
    ("pro", "vides"),
    ("по", "рядок"),
    ("ex", "amine"),
    ("ex", "change"),
    ("pro", "found"),
    ("post", "poned"),
    ("anti", "retroviral"),
    ("право", "защитник"),
    ("низко", "пороговый"),
    ("Good", "fellow"),
]
KEPT = [
    ("Санкт", "Петербург"),
    ("well", "known"),
    ("self", "incrimination"),
    ("evidence", "based"),
    ("drug", "related"),
    ("кое", "кто"),
    ("кто", "либо"),
    ("какой", "то"),
    ("по", "русски"),
    ("из", "за"),
    ("Франкфурт", "Майн"),
    ("document", "sharing"),
    ("law", "enforcement"),
    ("pro", "legalisation"),
    ("ex", "prisoners"),
    ("anti", "discrimination"),
    ("pre", "trial"),
    ("врач", "нарколог"),
    ("контент", "фильтров"),
    ("marsh-mira-obschestvennaja", "palata"),
]


@pytest.mark.parametrize(("left", "right"), JOINED)
def test_cut_words_are_joined(left: str, right: str) -> None:
    assert not keeps_hyphen(left, right, {})


@pytest.mark.parametrize(("left", "right"), KEPT)
def test_compounds_keep_their_hyphen(left: str, right: str) -> None:
    assert keeps_hyphen(left, right, {})


def test_the_documents_own_spelling_decides() -> None:
    assert keeps_hyphen("нормативно", "правовой", Counter({"нормативно-правовой": 2, "правовой": 9}))
    assert not keeps_hyphen("well", "being", Counter({"wellbeing": 3}))


@pytest.mark.parametrize(
    ("left", "right", "words", "kept"),
    [
        ("держави", "відповідача", {"держава-відповідач": 1}, True),
        ("нарко", "политиками", {"наркополитика": 1, "политиками": 3}, False),
        ("будь", "кого", {"будь-які": 1, "будь-яке": 2}, True),
        ("ex", "change", {"ex-wife": 1, "ex-husband": 1, "change": 9, "expert": 1}, False),
    ],
)
def test_other_forms_and_other_compounds_are_heard(left: str, right: str, words: dict[str, int], kept: bool) -> None:
    assert keeps_hyphen(left, right, words) is kept


def test_two_words_that_stand_alone_elsewhere_are_a_compound() -> None:
    words = Counter({"harm": 4, "reduction": 5, "account": 1, "able": 1})
    assert keeps_hyphen("harm", "reduction", words)
    assert not keeps_hyphen("account", "able", words)


@pytest.mark.parametrize(
    ("before", "after"),
    [
        ("нарко-\n  тики", "наркотики"),
        ("Санкт-\nПетербург", "Санкт-Петербург"),
        ("prohi-\n\nbitions", "prohibitions"),
        ("2010-\n2014", "2010-2014"),
        ("слово -\nтире", "слово -\nтире"),
    ],
)
def test_step(before: str, after: str) -> None:
    assert line_end_hyphens(TracedText.of(before), Facts()).text == after
