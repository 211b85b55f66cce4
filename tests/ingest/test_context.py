"""What a passage is found by besides its own words: its document's number, and its headings unless a setting forbids."""

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from pathlib import Path

import pytest

from index_config.domain import DocumentRecord, Mode, Passage, Query
from index_config.records import PASSAGE, passage_from
from index_config.settings import Settings, load_settings
from index_config.store import open_index
from index_config.store.base import AnyOf, Index, Where
from index_config.vocabulary import Vocabulary
from ingest.job import Job, known_documents
from ingest.report import Fate
from search_api.library import Library
from tests.conftest import WordEncoder, write_collection

NUMBER = "58502/11"


@dataclass(frozen=True)
class Made:
    """The small collection, ingested under some settings."""

    job: Job
    root: Path
    library: Library

    @property
    def embedded(self) -> list[str]:
        assert isinstance(self.job.encoder, WordEncoder)
        return self.job.encoder.embedded

    def passages(self, file: str = "") -> list[Passage]:
        found = self.job.index.reader().scroll(Where((AnyOf("type", (PASSAGE,)),)))
        passages = [passage_from(point.payload) for point in found]
        records = known_documents(self.job.index.reader())
        return [passage for passage in passages if records[passage.document_id].file.endswith(file)]

    def records(self) -> dict[str, DocumentRecord]:
        return known_documents(self.job.index.reader())

    def found_by(self, words: str) -> set[str]:
        """Ids of the passages that the sparse leg finds."""
        query = Query(words, mode=Mode.SPARSE, limit=50, expand=False, spelling=False)
        return {hit.passage.id for hit in self.library.search(query).hits}


@pytest.fixture(scope="module")
def make(tmp_path_factory: pytest.TempPathFactory, vocabulary: Vocabulary) -> Iterator[Callable[[bool], Made]]:
    opened: list[Index] = []

    def ingest(headings: bool) -> Made:
        folder = tmp_path_factory.mktemp("context")
        root = write_collection(folder / "collection")
        settings = load_settings(data_dir=folder / "data", context_headings=headings, file_seconds=60)
        index = open_index(settings)
        opened.append(index)
        job = Job(settings, index, WordEncoder(), vocabulary)
        assert job.run([root]).exit_code == 0
        return Made(job, root, Library(settings, index, job.encoder, vocabulary))

    yield ingest
    for index in opened:
        index.close()


@pytest.fixture(scope="module")
def headed(make: Callable[[bool], Made]) -> Made:
    return make(True)


@pytest.fixture(scope="module")
def bare(make: Callable[[bool], Made]) -> Made:
    return make(False)


@pytest.mark.parametrize("kind", ["headed", "bare"])
def test_every_passage_is_found_by_its_documents_number(kind: str, request: pytest.FixtureRequest) -> None:
    made: Made = request.getfixturevalue(kind)
    alpha = made.passages("alpha.md")
    assert any(NUMBER not in passage.text + passage.context for passage in alpha), "only the catalogue names it"
    assert made.found_by(NUMBER) == {passage.id for passage in alpha}
    assert made.found_by("77777/98") == set()


def test_a_number_is_not_quoted_or_embedded_where_it_does_not_stand(headed: Made) -> None:
    holders = [passage for passage in headed.passages() if NUMBER in passage.text]
    assert sum(NUMBER in text for text in headed.embedded) == len(holders) == 1


def test_a_passage_is_embedded_and_found_under_its_headings(headed: Made) -> None:
    alpha = headed.passages("alpha.md")
    assert all(passage.context.startswith("Alpha v. Testland") for passage in alpha)
    assert {f"{passage.context}\n{passage.text}" for passage in headed.passages()} == set(headed.embedded)
    assert {passage.id for passage in alpha} <= headed.found_by("Testland")


def test_bare_passages_have_the_terms_and_vectors_of_their_own_words_only(bare: Made) -> None:
    passages = bare.passages()
    assert {passage.context for passage in passages} == {""}
    assert {passage.text for passage in passages} == {text.strip() for text in bare.embedded}
    naming = {passage.id for passage in passages if "testland" in passage.text.lower()}
    assert bare.found_by("Testland") == naming
    assert len(naming) < len(bare.passages("alpha.md"))


def test_ids_and_texts_do_not_depend_on_it(headed: Made, bare: Made) -> None:
    assert {passage.id: passage.text for passage in headed.passages()} == {
        passage.id: passage.text for passage in bare.passages()
    }


def test_the_recipe_tells_them_apart(headed: Made, bare: Made) -> None:
    assert headed.job.recipe != bare.job.recipe
    for made in (headed, bare):
        assert {record.recipe for record in made.records().values()} == {made.job.recipe}
    assert not {record.version for record in headed.records().values()} & {
        record.version for record in bare.records().values()
    }


def test_changing_the_setting_does_every_document_again(make: Callable[[bool], Made], vocabulary: Vocabulary) -> None:
    made = make(True)
    before = {passage.id for passage in made.passages()}
    settings = made.job.settings.model_copy(update={"context_headings": False})
    report = Job(settings, made.job.index, made.job.encoder, vocabulary).run([made.root])
    assert {outcome.fate for outcome in report.outcomes} == {Fate.CHANGED}
    assert {passage.id for passage in made.passages()} == before
    assert {passage.context for passage in made.passages()} == {""}


@pytest.mark.parametrize(("value", "headings"), [("false", False), ("true", True), (None, True)])
def test_the_environment_sets_it(value: str | None, headings: bool, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.delenv("KB_CONTEXT_HEADINGS", raising=False)
    if value is not None:
        monkeypatch.setenv("KB_CONTEXT_HEADINGS", value)
    assert Settings(_env_file=None).context_headings is headings
