"""The reader over an index that changes, is missing, or was made by another model."""

from dataclasses import replace
from pathlib import Path

import pytest

from index_config.domain import Query
from index_config.errors import IndexMismatch, IndexMissing
from index_config.settings import Settings
from index_config.store import open_index
from index_config.store.base import AnyOf, Index, Where
from index_config.vocabulary import Vocabulary
from ingest.job import Job
from search_api.library import Library
from tests.conftest import RULING_EN, WordEncoder


def test_without_an_index_the_error_says_what_to_do(settings: Settings, index: Index, vocabulary: Vocabulary) -> None:
    library = Library(settings, index, WordEncoder(), vocabulary)
    with pytest.raises(IndexMissing, match="kb ingest"):
        library.search(Query("methadone"))
    with pytest.raises(IndexMissing):
        library.ready()


def test_an_index_of_another_model_is_refused(library: Library, settings: Settings, vocabulary: Vocabulary) -> None:
    other = WordEncoder()
    other.fingerprint = "words@2"
    with pytest.raises(IndexMismatch, match="words@1.*words@2"):
        Library(settings, open_index(settings), other, vocabulary).search(Query("methadone"))


def test_a_new_generation_is_taken_up_without_a_restart(library: Library, job: Job, collection: Path) -> None:
    assert not any("buprenorphine" in hit.passage.text for hit in library.search(Query("buprenorphine", limit=50)).hits)
    text = RULING_EN.replace("methadone", "buprenorphine")
    (collection / "court_decisions" / "alpha.md").write_text(text, encoding="utf-8")
    job.run([collection])
    assert "buprenorphine" in library.search(Query("buprenorphine")).hits[0].passage.text


def test_a_passage_whose_page_says_something_else_is_not_shown(library: Library, job: Job) -> None:
    shown = library.search(Query("methadone", limit=50)).hits
    assert shown
    with job.index.writer() as writer:
        store = writer.open(dimensions=job.encoder.dimensions)
        pages = list(store.scroll(Where((AnyOf("type", ("page",)),))))
        store.upsert(
            [
                replace(page, payload=page.payload | {"text": page.payload["text"].replace("methadone", "aspirin--")})
                for page in pages
            ]
        )
    left = library.search(Query("methadone", limit=50)).hits
    assert {hit.passage.id for hit in left} < {hit.passage.id for hit in shown}
    assert not any("methadone" in hit.citation.quote for hit in left)


def test_status_counts_what_is_there(library: Library) -> None:
    status = library.status()
    assert (status.documents, status.practices, status.model) == (3, 0, "words@1")
    assert dict(status.by["kind"]) == {"court_decision": 2, "dialogue": 1}
