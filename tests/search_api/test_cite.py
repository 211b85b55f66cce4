"""Quotes at page breaks: whole sentences on one page, verified."""

import uuid
from collections.abc import Sequence
from dataclasses import replace

import pytest

from index_config.domain import (
    Access,
    Citation,
    DocumentRecord,
    Kind,
    Locator,
    Metadata,
    Page,
    Passage,
    Span,
)
from index_config.records import page_payload, page_point_id
from index_config.store.base import Point
from index_config.store.edge import EdgeStore
from search_api.cite import cite, pages_of

PAGES = (
    "First page begins. The court heard the expert. The applicant asked for metha",
    "done again. The court refused. The end of it.\n",
)
TEXT = "".join(PAGES)


@pytest.fixture(scope="module")
def store(tmp_path_factory: pytest.TempPathFactory) -> EdgeStore:
    made = EdgeStore.create(tmp_path_factory.mktemp("edge") / "index", 4)
    start = 0
    for number, text in enumerate(PAGES, start=1):
        page = Page(number, start, text, text)
        made.upsert([Point(page_point_id("doc", "v1", number), page_payload("doc", "v1", Access.PUBLIC, page))])
        start += len(text)
    return made


RECORD = DocumentRecord("doc", "v1", Metadata(title="T", kind=Kind.REPORT), "t.pdf", "/", "", "", 2, 1, len(TEXT))


def passage(start: int, end: int, pages: tuple[int, int]) -> Passage:
    return Passage("doc", "v1", TEXT[start:end], Span(start, end), Locator(pages), "en")


def cited(passage: Passage, store: EdgeStore, marks: Sequence[Span] = ()) -> Citation | None:
    return cite(passage, RECORD, pages_of([passage], store), marks)


def test_a_passage_on_one_page_is_quoted_whole(store: EdgeStore) -> None:
    citation = cited(passage(0, 18, (1, 1)), store)
    assert citation is not None
    assert (citation.quote, citation.locator.pages) == ("First page begins.", (1, 1))


@pytest.mark.parametrize(
    ("word", "quote", "page"),
    [
        ("expert", "First page begins. The court heard the expert.", 1),
        ("refused", "The court refused. The end of it.", 2),
    ],
)
def test_over_a_break_whole_sentences_of_the_page_that_matched_are_quoted(
    store: EdgeStore, word: str, quote: str, page: int
) -> None:
    whole = passage(0, len(TEXT.rstrip()), (1, 2))
    mark = Span(whole.text.index(word), whole.text.index(word) + len(word))
    citation = cited(whole, store, [mark])
    assert citation is not None
    assert (citation.quote, citation.locator.pages) == (quote, (page, page))
    assert TEXT[citation.quote_span.start : citation.quote_span.end] == quote


def test_a_single_sentence_over_a_break_is_quoted_with_both_pages(store: EdgeStore) -> None:
    start, end = TEXT.index("The applicant"), TEXT.index(" The court refused")
    citation = cited(passage(start, end, (1, 2)), store)
    assert citation is not None
    assert (citation.quote, citation.locator.pages) == ("The applicant asked for methadone again.", (1, 2))


def test_what_does_not_stand_there_is_not_cited(store: EdgeStore) -> None:
    right = passage(0, 18, (1, 1))
    assert cited(replace(right, text="First page begins!"), store) is None
    assert cited(replace(right, span=Span(1, 19)), store) is None
    assert cited(replace(right, version="v2"), store) is None
    assert cited(replace(right, document_id=str(uuid.uuid4())), store) is None
    assert cited(replace(right, locator=Locator((1, 3))), store) is None


def test_the_pages_of_all_passages_are_read_once_and_at_one_go(
    store: EdgeStore, monkeypatch: pytest.MonkeyPatch
) -> None:
    asked: list[list[str]] = []
    retrieve = store.retrieve

    def overheard(ids: Sequence[str]) -> list[Point]:
        asked.append(list(ids))
        return retrieve(ids)

    monkeypatch.setattr(store, "retrieve", overheard)
    pages = pages_of([passage(0, 18, (1, 1)), passage(0, 30, (1, 1)), passage(0, len(TEXT.rstrip()), (1, 2))], store)
    assert asked == [[page_point_id("doc", "v1", 1), page_point_id("doc", "v1", 2)]]
    assert [page.text for page in pages.values()] == list(PAGES)
