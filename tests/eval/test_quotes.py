"""The check of quotes passes what is right and catches each way to be wrong."""

import re
from collections.abc import Callable
from dataclasses import replace

import pytest

from eval.quotes import check_quotes
from index_config.domain import Grouping, Hit, Query
from search_api.library import Library
from tests.eval.conftest import PDF


@pytest.fixture(scope="module")
def hits(small: Library) -> tuple[Hit, ...]:
    found = small.search(Query("court drug use treatment police", limit=50, group=Grouping.NONE)).hits
    assert {hit.citation.document.file for hit in found} >= {PDF, "court_decisions/alpha.md"}
    return found


def numbered(hits: tuple[Hit, ...]) -> Hit:
    """A hit that quotes one numbered paragraph."""
    return next(
        hit
        for hit in hits
        if len(hit.citation.locator.paragraphs) == 1
        and hit.citation.quote.startswith(f"{hit.citation.locator.paragraphs[0]}. ")
    )


def on_a_page(hits: tuple[Hit, ...]) -> Hit:
    """A hit on the second page or further of a document with pages."""
    return next(hit for hit in hits if hit.citation.document.file == PDF and hit.citation.locator.pages[0] > 1)


def with_quote(hit: Hit, quote: str) -> Hit:
    return replace(hit, citation=replace(hit.citation, quote=quote))


def with_locator(hit: Hit, **changes: object) -> Hit:
    locator = replace(hit.citation.locator, **changes)  # type: ignore[arg-type]
    return replace(hit, citation=replace(hit.citation, locator=locator))


def test_what_the_search_shows_is_right(small: Library, hits: tuple[Hit, ...]) -> None:
    check = check_quotes(hits, small)
    assert check.checked == len(hits) > 5
    assert (check.wrong, check.wrong_paragraph, check.examples) == (0, 0, ())
    assert check.numbered >= 3


def test_a_quote_is_looked_at_once(small: Library, hits: tuple[Hit, ...]) -> None:
    assert check_quotes([*hits, *hits], small) == check_quotes(hits, small)
    assert check_quotes([], small).checked == 0


@pytest.mark.parametrize(
    "falsify",
    [
        lambda quote: re.sub(r"\w+(\W*)$", r"otherwise\1", quote),
        lambda quote: re.sub(r"(?<=\. )", " ", quote, count=1),
        lambda quote: quote.replace("e", "е", 1),
        lambda quote: quote + " So it was held.",
        lambda quote: quote[: len(quote) // 2] + quote[len(quote) // 2 + 10 :],
    ],
    ids=["a word", "a blank", "a Cyrillic letter", "a sentence", "left out"],
)
def test_what_is_not_verbatim_is_caught(small: Library, hits: tuple[Hit, ...], falsify: Callable[[str], str]) -> None:
    hit = numbered(hits)
    false = falsify(hit.citation.quote)
    assert false != hit.citation.quote
    check = check_quotes([hit, with_quote(hit, false)], small)
    assert (check.checked, check.wrong) == (2, 1)
    (example,) = check.examples
    assert example.startswith(f"{hit.citation.document.file}: not on page {hit.citation.locator.pages[0]}: ")


def test_an_empty_quote_is_wrong(small: Library, hits: tuple[Hit, ...]) -> None:
    assert check_quotes([with_quote(numbered(hits), " ")], small).wrong == 1


def test_another_page_is_caught(small: Library, hits: tuple[Hit, ...]) -> None:
    hit = on_a_page(hits)
    assert check_quotes([hit], small).wrong == 0
    assert check_quotes([with_locator(hit, pages=(1, 1))], small).wrong == 1
    assert check_quotes([with_locator(hit, pages=(99, 99))], small).wrong == 1, "a page that is not there"


def test_the_words_of_another_document_are_caught(small: Library, hits: tuple[Hit, ...]) -> None:
    hit = on_a_page(hits)
    other = next(other for other in hits if other.citation.document.file != PDF)
    moved = replace(hit, citation=replace(hit.citation, document=other.citation.document))
    assert check_quotes([with_locator(moved, pages=(1, 1))], small).wrong == 1


def test_another_paragraph_is_caught(small: Library, hits: tuple[Hit, ...]) -> None:
    hit = numbered(hits)
    check = check_quotes([with_locator(hit, paragraphs=("99",))], small)
    assert (check.wrong, check.numbered, check.wrong_paragraph) == (0, 1, 1)
    assert check.examples == (f"{hit.citation.document.file}: 99 cited, {hit.citation.locator.paragraphs[0]} printed",)


def test_where_several_paragraphs_are_cited_the_first_number_says_nothing(
    small: Library, hits: tuple[Hit, ...]
) -> None:
    check = check_quotes([with_locator(numbered(hits), paragraphs=("2", "3"))], small)
    assert (check.numbered, check.wrong_paragraph) == (0, 0)


def test_ten_examples_are_enough(small: Library, hits: tuple[Hit, ...]) -> None:
    check = check_quotes([with_quote(numbered(hits), f"made up {place}") for place in range(12)], small)
    assert check.wrong == 12 and len(check.examples) == 10
