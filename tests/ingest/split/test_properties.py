"""What must hold of every split, over generated documents of all kinds."""

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from index_config.domain import Document, Kind, Mark, MarkKind, Span
from ingest.split import WordCounter, leftovers, split
from tests.ingest.split.helpers import document

_WORDS = st.sampled_from(
    [
        "the",
        "Court",
        "law",
        "суд",
        "закон",
        "applicant",
        "не",
        "was",
        "в",
        "12",
        "Article",
        "5",
        "(a)",
        "№",
        "2019",
        "г.",
        "ст.",
        "«да»",
        "“no”",
        "–",
        ";",
        ":",
        "1.",
        "2.",
        "II.",
        "a)",
        "¹",
        "x",
    ]
)
_SENTENCE = st.lists(_WORDS, min_size=1, max_size=30).map(lambda words: " ".join(words) + ".")
_PARAGRAPH = st.lists(_SENTENCE, min_size=1, max_size=4).map(" ".join)
_LEADS = st.sampled_from(
    [
        "",
        "1. ",
        "2. ",
        "3. ",
        "4. ",
        "1.1 ",
        "(a) ",
        "(b) ",
        "(i) ",
        "а) ",
        "1) ",
        "– ",
        "The Chair: ",
        "И.Петров: ",
        "¹ ",
    ]
)
_TITLES = st.sampled_from(
    ["THE FACTS", "FOR THESE REASONS, THE COURT", "Article 1", "Статья 228. Сбыт", "Статья 2281", "ГЛАВА 2",
     "II.1 Health", "Решение", "Суд установил:", "ОПРЕДЕЛИЛ:", "CONTENTS", "Summary 3", "Findings ....... 4",
     "____________", "* * *", "A. Merits", "###Title", "DISSENTING OPINION OF JUDGE ROE", "РЕШИЛИ:", "Recommendations"]
)  # fmt: skip
_BLOCK = st.one_of(_TITLES, st.tuples(_LEADS, _PARAGRAPH).map("".join))
_BREAK = st.sampled_from(["\n\n", "\n\n", "\n\n", "\n", " "])
_PAGE_END = st.sampled_from(["\n", " "])
_HEADINGS = (MarkKind.HEADING, MarkKind.TITLE)


@st.composite
def texts(draw: st.DrawFn) -> list[str]:
    pages = []
    for _ in range(draw(st.integers(1, 3))):
        blocks = draw(st.lists(_BLOCK, max_size=10))
        pages.append("".join(block + draw(_BREAK) for block in blocks).strip() + draw(_PAGE_END))
    return pages


@st.composite
def documents(draw: st.DrawFn) -> Document:
    pages = draw(texts())
    length = len("".join(pages))
    given = []
    for _ in range(draw(st.integers(0, 4)) if length > 1 else 0):
        start = draw(st.integers(0, length - 1))
        end = draw(st.integers(start + 1, length))
        kind = draw(
            st.sampled_from(
                [MarkKind.HEADING, MarkKind.TITLE, MarkKind.TABLE, MarkKind.FOOTNOTE, MarkKind.LIST, MarkKind.CODE]
            )
        )
        given.append(Mark(kind, Span(start, end), draw(st.sampled_from(["", "1"])), draw(st.integers(0, 3))))
    return document(*pages, kind=draw(st.sampled_from(list(Kind))), given=tuple(given))


@pytest.mark.slow
@settings(max_examples=150, deadline=None)
@given(documents(), st.integers(5, 200))
def test_passages_are_the_text_in_order_and_nothing_is_lost(made: Document, limit: int) -> None:
    text = made.text
    starts = WordCounter().starts(text)
    passages = split(made, WordCounter(), limit)
    end = 0
    for passage in passages:
        assert passage.text == passage.span.of(text) == passage.text.strip() != ""
        assert passage.span.start >= end
        assert sum(passage.span.start <= start < passage.span.end for start in starts) <= limit
        assert passage.locator.pages == made.pages_of(passage.span)
        end = passage.span.end
    left = leftovers(made, passages)
    assert {part.reason for part in left} <= {"heading", "contents", "ornament"}
    covered = [False] * len(text)
    for span in [*(passage.span for passage in passages), *(part.span for part in left)]:
        covered[span.start : span.end] = [True] * len(span)
    assert all(here or letter.isspace() for here, letter in zip(covered, text, strict=True))


@pytest.mark.slow
@settings(max_examples=100, deadline=None)
@given(documents())
def test_a_heading_that_is_no_passage_is_named_by_one(made: Document) -> None:
    passages = split(made, WordCounter())
    named = {words for passage in passages for words in passage.locator.section} | {made.metadata.title}
    for part in leftovers(made, passages):
        if part.reason == "heading" and any(letter.isalnum() for letter in part.span.of(made.text)):
            marks = [mark for mark in made.marks if mark.kind in _HEADINGS and mark.span.overlaps(part.span)]
            assert any(mark.label in words for mark in marks for words in named)


@pytest.mark.slow
@settings(max_examples=60, deadline=None)
@given(documents())
def test_a_passage_keeps_to_one_turn_and_one_note(made: Document) -> None:
    kinds = (MarkKind.SPEAKER, MarkKind.FOOTNOTE, *_HEADINGS)
    apart = [mark for mark in made.marks if mark.kind in kinds]
    for passage in split(made, WordCounter()):
        for mark in apart:
            if mark.kind not in _HEADINGS and passage.span.overlaps(mark.span):
                inside = mark.span.start <= passage.span.start and passage.span.end <= mark.span.end
                around = passage.span.start <= mark.span.start and mark.span.end <= passage.span.end
                assert inside or (around and mark.span == passage.span) or _overlapping(mark, apart)


def _overlapping(mark: Mark, others: list[Mark]) -> bool:
    """Marks that cut each other cannot both be kept whole."""
    return any(other is not mark and other.span.overlaps(mark.span) for other in others)


@pytest.mark.slow
@settings(max_examples=40, deadline=None)
@given(documents())
def test_the_same_document_gives_the_same_passages(made: Document) -> None:
    assert split(made, WordCounter()) == split(made, WordCounter())
