"""Saying honestly that nothing answers: in the answer, on the wire and in the terminal."""

from collections.abc import Callable, Iterator
from dataclasses import replace
from pathlib import Path

import httpx
import pytest
from rich.console import Console

from index_config.domain import HEAD_NOTE, Filters, Mode, Query
from index_config.settings import load_settings
from index_config.store import open_index
from index_config.store.base import ScoredPoint
from index_config.vocabulary import Vocabulary
from ingest.job import Job
from search_api.library import Library
from search_api.search import closeness
from search_api.show import show_hits
from search_api.wire import SearchOut
from tests.conftest import WordEncoder, write_collection
from tests.search_api.conftest import serve

#: Above every cosine, and below.
NEVER_NEAR, ALWAYS_NEAR = 1.1, -1.1
UNKNOWN = "qwxzj"

Open = Callable[[float | None], Library]


@pytest.fixture(scope="module")
def opened(tmp_path_factory: pytest.TempPathFactory, vocabulary: Vocabulary) -> Iterator[Open]:
    """Opens one small index with a threshold."""
    folder: Path = tmp_path_factory.mktemp("nothing")
    settings = load_settings(data_dir=folder / "data")
    index = open_index(settings)
    root = write_collection(folder / "collection")
    assert Job(settings, index, WordEncoder(), vocabulary).run([root]).exit_code == 0

    yield lambda nothing_below: Library(settings, index, WordEncoder(nothing_below), vocabulary)
    index.close()


def point(similarity: float | None, **payload: object) -> ScoredPoint:
    return ScoredPoint("", payload, 1.0, similarity)


def test_closeness_is_the_mean_cosine_of_the_nearest_three() -> None:
    points = [point(0.1), point(0.5), point(None), point(0.3), point(0.4)]
    assert closeness(points) == pytest.approx((0.5 + 0.4 + 0.3) / 3)
    assert closeness(points[:2]) == pytest.approx(0.3)
    assert closeness([]) is None
    assert closeness([point(None)]) is None, "the dense leg brought nothing"


def test_what_a_digest_says_of_itself_is_not_near() -> None:
    assert closeness([point(0.9, note=HEAD_NOTE), point(0.2), point(0.4, note="footnote 1")]) == pytest.approx(0.3)
    assert closeness([point(0.9, note=HEAD_NOTE)]) is None


@pytest.mark.parametrize("mode", [Mode.HYBRID, Mode.DENSE])
def test_below_the_threshold_nothing_is_found_and_the_nearest_is_given(opened: Open, mode: Mode) -> None:
    query = Query("methadone prison doctor", mode=mode)
    far, near, unknown = (opened(limit).search(query) for limit in (NEVER_NEAR, ALWAYS_NEAR, None))
    assert (far.nothing_found, near.nothing_found, unknown.nothing_found) == (True, False, False)
    assert far.hits == near.hits == unknown.hits != ()
    assert far.closeness == near.closeness is not None


def test_words_alone_do_not_make_an_answer_where_the_dense_leg_brings_nothing(opened: Open) -> None:
    library = opened(0.2)
    library.encoder.floor = 1.1  # type: ignore[misc]  # no passage is that near
    answer = library.search(Query("methadone"))
    assert answer.closeness is None
    assert answer.hits and answer.nothing_found
    assert not library.search(Query("methadone", mode=Mode.SPARSE)).nothing_found


def test_the_threshold_itself_is_near(opened: Open) -> None:
    query = Query("methadone prison doctor")
    limit = opened(None).search(query).closeness
    assert limit is not None
    assert not opened(limit).search(query).nothing_found
    assert opened(limit + 1e-6).search(query).nothing_found


@pytest.mark.parametrize(
    ("text", "nothing"),
    [
        ("58502/11", False),
        ("what does 58502/11 say of the weather", False),
        ("what does 59999/12 say of methadone in prison", True),
        ("margin of appreciation", True),
    ],
)
def test_a_number_that_stands_in_a_near_passage_is_an_answer(opened: Open, text: str, nothing: bool) -> None:
    answer = opened(NEVER_NEAR).search(Query(text))
    assert answer.nothing_found is nothing


def test_a_number_in_a_passage_far_down_is_none(opened: Open) -> None:
    """Every passage is a hit; the one with the number is not among the first three."""
    text = "informator metadon methadone prison doctor заявителю метадон налоксон рецепта аптеках страны 58502/11"
    dense = opened(NEVER_NEAR).search(Query(text, mode=Mode.DENSE, limit=50))
    places = [place for place, hit in enumerate(dense.hits) if "58502/11" in hit.passage.text]
    assert all(place >= 3 for place in places)
    assert dense.nothing_found


def test_words_alone_find_nothing_only_where_there_is_nothing(opened: Open) -> None:
    library = opened(NEVER_NEAR)
    some = library.search(Query("methadone", mode=Mode.SPARSE))
    assert some.hits and not some.nothing_found and some.closeness is None
    none = library.search(Query(UNKNOWN, mode=Mode.SPARSE, spelling=False))
    assert none.hits == () and none.nothing_found


@pytest.mark.parametrize("limit", [NEVER_NEAR, ALWAYS_NEAR, None])
@pytest.mark.parametrize("mode", list(Mode))
def test_a_filter_that_leaves_nothing_finds_nothing(opened: Open, limit: float | None, mode: Mode) -> None:
    answer = opened(limit).search(Query("methadone", Filters(countries=("FR",)), mode=mode))
    assert answer.hits == () and answer.nothing_found and answer.closeness is None


def test_past_the_last_page_something_was_found(opened: Open) -> None:
    answer = opened(ALWAYS_NEAR).search(Query("methadone", offset=1000))
    assert answer.hits == () and not answer.nothing_found


@pytest.mark.parametrize(("limit", "nothing"), [(NEVER_NEAR, True), (ALWAYS_NEAR, False)])
def test_it_is_on_the_wire(opened: Open, limit: float, nothing: bool) -> None:
    library = opened(limit)
    for address in serve(library.settings, library):
        found = httpx.get(f"{address}/v1/search", params={"q": "methadone prison doctor"}).json()
        assert found["nothing_found"] is nothing and found["hits"]
        empty = httpx.get(f"{address}/v1/search", params={"q": "methadone", "country": "FR"}).json()
        assert empty["nothing_found"] is True and empty["hits"] == []


def test_json_of_the_terminal_says_it_as_well(opened: Open) -> None:
    answer = opened(NEVER_NEAR).search(Query("methadone"))
    assert SearchOut.from_answer(answer).model_dump()["nothing_found"] is True
    assert SearchOut.from_answer(replace(answer, nothing_found=False)).model_dump()["nothing_found"] is False


@pytest.mark.parametrize(
    ("language", "nearest", "nothing"),
    [
        ("en", "Nothing found that answers this. The nearest passages:", "Nothing found.\n"),
        ("ru", "Ответа не найдено. Ближайшее по смыслу:", "Ничего не найдено.\n"),
    ],
)
def test_the_terminal_says_it_before_the_nearest_passages(
    opened: Open, language: str, nearest: str, nothing: str
) -> None:
    def shown(limit: float, query: Query) -> str:
        console = Console(width=400)
        with console.capture() as captured:
            show_hits(console, opened(limit).search(query), language)  # type: ignore[arg-type]
        return captured.get()

    far, near = (shown(limit, Query("methadone prison doctor")) for limit in (NEVER_NEAR, ALWAYS_NEAR))
    assert far.startswith(f"{nearest}\n\n1. ")
    assert far == f"{nearest}\n\n{near}"
    assert shown(NEVER_NEAR, Query("methadone", Filters(countries=("FR",)))) == nothing
