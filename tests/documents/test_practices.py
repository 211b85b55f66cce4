"""The good practices: complete, in both languages, and each with evidence that the ingestion finds."""

import re
import shutil
from collections import Counter
from collections.abc import Iterator
from typing import Any

import pytest

from documents.building.plan import DOCUMENTS
from index_config.records import PASSAGE, PRACTICE, passage_from, practice_from
from index_config.settings import load_settings
from index_config.store import open_index
from index_config.store.base import AnyOf, Store, Where
from index_config.vocabulary import ConceptKind, Vocabulary
from ingest.job import Job, known_documents
from ingest.practices import load_practices
from ingest.report import Report
from tests.conftest import WordEncoder
from tests.documents.texts import practices, texts

needs_ocr = pytest.mark.skipif(shutil.which("tesseract") is None, reason="Tesseract is not installed")
each_practice = pytest.mark.parametrize("practice", practices(), ids=[entry["id"] for entry in practices()])


def test_all_practices_load() -> None:
    entries, refusals = load_practices(DOCUMENTS)
    assert refusals == []
    assert [entry.id for _, entry in entries] == [practice["id"] for practice in practices()]
    assert len(entries) == 43


def test_ids_are_unique() -> None:
    assert [id for id, times in Counter(entry["id"] for entry in practices()).items() if times > 1] == []


@each_practice
def test_a_practice_speaks_both_languages(practice: dict[str, Any]) -> None:
    fields = [practice[name] for name in ("what", "who", "where", "legal_basis", "result") if name in practice]
    assert {"what", "where", "countries", "topics"} <= set(practice)
    for given in fields:
        assert set(given) == {"en", "ru"} and all(words.strip() for words in given.values())
        assert not re.search("[а-яё]", given["en"]), "English with Cyrillic letters"
    for name in {"what", "result", "where"} & set(practice):
        assert re.search("[а-яё]", practice[name]["ru"]), "Russian without Cyrillic"


@each_practice
def test_a_practice_names_what_the_vocabulary_knows(practice: dict[str, Any], vocabulary: Vocabulary) -> None:
    guideline = re.sub(r"\([ivx]+\)$", "", practice.get("guideline", ""))  # a point of a provision
    assert not guideline or vocabulary.get(ConceptKind.GUIDELINE, guideline)
    assert all(vocabulary.get(ConceptKind.TOPIC, topic) for topic in practice["topics"])
    assert all(vocabulary.get(ConceptKind.COUNTRY, country) for country in practice["countries"])


@each_practice
def test_evidence_names_works_and_headings_that_are_there(practice: dict[str, Any]) -> None:
    for item in practice["evidence"]:
        found = [text for text in texts() if text.work.work_id == item["document"]]
        assert found and bool(item.get("paragraph")) != bool(item.get("heading"))
        if item.get("heading"):
            assert any(item["heading"] == heading for text in found for _, heading in text.headings)
        else:
            assert all(item["paragraph"] in dict(text.numbered) for text in found)


@pytest.fixture(scope="module")
def ingested(tmp_path_factory: pytest.TempPathFactory, vocabulary: Vocabulary) -> Iterator[tuple[Report, Store]]:
    settings = load_settings(data_dir=tmp_path_factory.mktemp("collection"))
    index = open_index(settings)
    report = Job(settings, index, WordEncoder(), vocabulary).run([DOCUMENTS])
    yield report, index.reader()
    index.close()


@pytest.mark.slow
@needs_ocr
def test_the_whole_collection_goes_in(ingested: tuple[Report, Store]) -> None:
    report, _ = ingested
    assert [outcome for outcome in report.outcomes if outcome.error] == []
    assert (report.exit_code, report.documents, report.practices) == (0, len(texts()), len(practices()))


@pytest.mark.slow
@needs_ocr
def test_evidence_is_found_in_every_language_of_its_work(ingested: tuple[Report, Store]) -> None:
    _, store = ingested
    records = known_documents(store)
    languages = {work: {text.entry.language for text in texts() if text.work.work_id == work} for work in works_named()}
    stored = {point.payload["practice"]["id"]: practice_from(point.payload) for point in store.scroll(of(PRACTICE))}
    cited = {point.id: passage_from(point.payload) for point in store.scroll(of(PASSAGE))}
    for entry in practices():
        passages = [cited[evidence.passage_id] for evidence in stored[entry["id"]].evidence]
        found = {(records[passage.document_id].metadata.work_id, passage.language) for passage in passages}
        expected = {
            (item["document"], language) for item in entry["evidence"] for language in languages[item["document"]]
        }
        assert found == expected, entry["id"]


def works_named() -> set[str]:
    return {item["document"] for entry in practices() for item in entry["evidence"]}


def of(kind: str) -> Where:
    return Where((AnyOf("type", (kind,)),))
