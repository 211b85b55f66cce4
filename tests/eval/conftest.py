"""The small collection with a file that has pages, made once a session and only read."""

import shutil
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest

from index_config.settings import load_settings
from index_config.store import open_index
from index_config.vocabulary import Vocabulary
from ingest.job import Job
from search_api.library import Library
from tests.conftest import WordEncoder, write_collection

DOCUMENTS = Path(__file__).resolve().parents[2] / "documents"
PDF = "un-hrc-russia-2015-en.pdf"

#: Opens the collection with a threshold of “nothing found”.
Open = Callable[[float | None], Library]


@pytest.fixture(scope="session")
def opened(tmp_path_factory: pytest.TempPathFactory, vocabulary: Vocabulary) -> Iterator[Open]:
    folder = tmp_path_factory.mktemp("small")
    root = write_collection(folder / "collection")
    shutil.copy(DOCUMENTS / "court_decisions" / PDF, root / PDF)
    settings = load_settings(data_dir=folder / "data", file_seconds=60)
    index = open_index(settings)
    assert Job(settings, index, WordEncoder(), vocabulary).run([root]).exit_code == 0

    yield lambda nothing_below: Library(settings, index, WordEncoder(nothing_below), vocabulary)
    index.close()


@pytest.fixture(scope="session")
def small(opened: Open) -> Library:
    return opened(None)
