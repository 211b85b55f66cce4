import logging
import shutil
import socket
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

import docx
import pytest
from llama_index.core import Settings as LlamaIndexSettings

from eval.judgments import Stretch, match
from eval.stock import Stock, build_stock, count_words
from eval.stock_files import FILE, read_files
from eval.systems import DEPTH, texts_of
from index_config.domain import Span
from index_config.settings import load_settings
from index_config.store import open_index
from index_config.vocabulary import Vocabulary
from ingest.job import Job
from search_api.library import Library
from tests.conftest import WordEncoder, write_collection

DOCUMENTS = Path(__file__).resolve().parents[2] / "documents"
PDF = "guidelines/wgad-a-hrc-47-40-en.pdf"


@dataclass(frozen=True)
class World:
    """A small collection, its texts as ingested, and the two systems over it."""

    files: dict[str, Path]
    texts: dict[str, str]
    languages: dict[str, str]
    folder: Path
    systems: tuple[Stock, ...]

    def stock(self, name: str) -> Stock:
        return next(system for system in self.systems if system.name == name)


@pytest.fixture(scope="module")
def world(tmp_path_factory: pytest.TempPathFactory, vocabulary: Vocabulary) -> Iterator[World]:
    folder = tmp_path_factory.mktemp("stock")
    root = write_collection(folder / "collection")
    (root / "guidelines").mkdir()
    shutil.copy(DOCUMENTS / PDF, root / PDF)
    settings = load_settings(data_dir=folder / "data", file_seconds=60)
    index = open_index(settings)
    Job(settings, index, WordEncoder(), vocabulary).run([root])
    library = Library(settings, index, WordEncoder(), vocabulary)
    records, _ = library.documents()
    files = {record.file: root / record.file for record in records}
    languages = {record.file: record.metadata.language for record in records}
    texts = texts_of(library)
    index.close()
    with no_network():
        systems = build_stock(files, texts, languages, WordEncoder(), folder / "stores")
        yield World(files, texts, languages, folder / "stores", systems)
    for system in systems:
        system.close()


@contextmanager
def no_network() -> Iterator[None]:
    """Make every connection and every look-up of a name an error."""

    def refuse(*arguments: object, **_: object) -> None:
        raise AssertionError(f"reached out: {arguments}")

    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(socket.socket, "connect", refuse)
        patch.setattr(socket.socket, "connect_ex", refuse)
        patch.setattr(socket, "getaddrinfo", refuse)
        yield


@pytest.mark.parametrize("name", ["stock dense", "stock"])
def test_ranks_every_node_once_and_says_where_it_stands(world: World, name: str) -> None:
    stock = world.stock(name)
    found = stock.rank("applicant opioid dependence prison doctor methadone")
    assert len(found) == stock.passages == len(stock.places) < DEPTH
    assert found[0].stretch.file == "court_decisions/alpha.md"
    assert found[0].language == "en"
    assert found[0].text.startswith("---\ntitle: Alpha v. Testland"), "front matter is text to the stock reader"
    assert stock.seconds > 0


def test_a_node_stands_where_its_words_do(world: World) -> None:
    places = {found.stretch.file: found.stretch for found in world.stock("stock").rank("methadone")}
    file = "court_decisions/beta.md"
    assert places[file].span.of(world.texts[file]).startswith("Бета против Тестландии")
    assert places[file].span.of(world.texts[file]).endswith("по статье 6 Конвенции.")
    pdf = [found for found in world.stock("stock").rank("digest") if found.stretch.file == PDF]
    assert sum(len(found.stretch.span) for found in pdf) > 0.95 * len(world.texts[PDF])


def test_a_judged_passage_is_found_in_a_node(world: World) -> None:
    file = "court_decisions/alpha.md"
    start = world.texts[file].index("2. The domestic court")
    judged = Stretch(file, Span(start, start + 80)).key
    found = world.stock("stock").rank("domestic court dismissed complaint without hearing the medical expert")
    assert match((place.stretch for place in found), {judged: 3})[0] == judged


def test_a_node_that_is_not_in_the_text_stands_at_its_end(world: World) -> None:
    file = "minutes.txt"
    found = [found for found in world.stock("stock").rank("methadone") if found.stretch.file == file]
    assert "Председательствующий" not in found[0].text, "the stock reader drops what is not UTF-8"
    end = len(world.texts[file])
    assert [one.stretch.span for one in found] == [Span(end, end)]
    assert match((one.stretch for one in found), {f"{file}:{end - 50}-{end}": 3}) == [f"{file}:{end}-{end}"]


def test_a_question_without_words_has_a_ranking(world: World) -> None:
    assert len(world.stock("stock").rank("?!")) == world.stock("stock").passages


def test_no_language_model_is_asked_for(world: World, monkeypatch: pytest.MonkeyPatch) -> None:
    for name in ("_llm", "_embed_model"):  # other tests may have set the library's own settings
        monkeypatch.setattr(LlamaIndexSettings, name, None)
    world.stock("stock").rank("methadone")
    assert LlamaIndexSettings._llm is None
    assert LlamaIndexSettings._embed_model is None


def test_building_again_replaces_what_is_there(world: World, tmp_path: Path) -> None:
    one = {PDF: world.files[PDF]}
    for _ in range(2):
        systems = build_stock(one, world.texts, world.languages, WordEncoder(), tmp_path)
        ranked = [len(system.rank("drug policy")) for system in systems]
        assert ranked == [system.passages for system in systems]
        for system in systems:
            system.close()


def test_passages_and_questions_are_embedded_as_such(world: World, tmp_path: Path) -> None:
    encoder = WordEncoder()
    systems = build_stock(world.files, world.texts, world.languages, encoder, tmp_path)
    assert len(encoder.embedded) == systems[0].passages, "each node once, for both systems"
    systems[0].rank("methadone")
    assert len(encoder.embedded) == systems[0].passages
    assert any(text.startswith("file_path: court_decisions/alpha.md\n\n---") for text in encoder.embedded)
    for system in systems:
        system.close()


def test_words_are_counted_in_lower_case() -> None:
    indices, values = count_words(["Суд и СУД и суд", "", "court"])
    assert sorted(values[0]) == [2.0, 3.0]
    assert (indices[1], values[1]) == ([], [])
    assert indices[2] == count_words(["COURT"])[0][0]


def test_files_are_named_below_the_root_whatever_their_kind(
    tmp_path: Path, capsys: pytest.CaptureFixture[str], caplog: pytest.LogCaptureFixture
) -> None:
    document = docx.Document()
    document.add_paragraph("Протокол заседания рабочей группы")
    document.save(str(tmp_path / "minutes.docx"))
    (tmp_path / "broken.pdf").write_bytes(b"%PDF-1.7 and no more")
    files = {"a/minutes.docx": tmp_path / "minutes.docx", "b/broken.pdf": tmp_path / "broken.pdf", PDF: DOCUMENTS / PDF}
    with caplog.at_level(logging.WARNING, "llama_index"):
        read = read_files(files)
    assert read[0].text == "Протокол заседания рабочей группы"
    assert [node.metadata[FILE] for node in read] == ["a/minutes.docx", *[PDF] * (len(read) - 1)]
    assert [node.metadata["page_label"] for node in read[1:]] == [str(page) for page in range(1, len(read))]
    printed = capsys.readouterr()
    assert printed.out == "" and "broken.pdf" in printed.err
    assert not [record for record in caplog.records if record.name.startswith("llama_index")]
