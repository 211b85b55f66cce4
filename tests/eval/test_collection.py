"""The judgments in eval/ against the questions and the documents as they are now."""

import shutil
from pathlib import Path

import pytest

from documents.building.plan import DOCUMENTS
from eval.judgments import ANSWERS, Judgments, Stretch, load_judgments
from eval.questions import Question, load_questions
from index_config.domain import Metadata
from ingest.catalogue import Catalogue
from ingest.prepare import prepare
from ingest.sources import Source, find_files, hash_file

needs_ocr = pytest.mark.skipif(shutil.which("tesseract") is None, reason="Tesseract is not installed")


@pytest.fixture(scope="module")
def judgments() -> Judgments:
    return load_judgments()


@pytest.fixture(scope="module")
def questions() -> dict[str, Question]:
    return {question.id: question for question in load_questions()}


def test_every_judged_question_is_there_and_every_question_is_judged(
    judgments: Judgments, questions: dict[str, Question]
) -> None:
    assert judgments.grades.keys() == questions.keys()


def test_every_answerable_question_has_an_answer_and_the_others_have_none(
    judgments: Judgments, questions: dict[str, Question]
) -> None:
    answered = {id for id, passages in judgments.grades.items() if max(passages.values()) >= ANSWERS}
    assert answered == {id for id, question in questions.items() if question.answerable}


def test_every_passage_with_words_is_used_and_in_a_file_of_the_collection(judgments: Judgments) -> None:
    used = {key for passages in judgments.grades.values() for key in passages}
    assert used == judgments.anchors.keys()
    missing = {stretch.file for stretch in map(Stretch.parse, used) if not (DOCUMENTS / stretch.file).is_file()}
    assert missing == set()


@pytest.mark.slow
@needs_ocr
def test_every_judged_passage_is_in_the_documents_as_they_are_now(judgments: Judgments) -> None:
    texts = canonical_texts({Stretch.parse(key).file for key in judgments.anchors})
    placed, lost = judgments.placed(texts)
    assert lost == ()
    assert len(placed.anchors) == len(judgments.anchors), "two judged passages fell together"


def canonical_texts(wanted: set[str]) -> dict[str, str]:
    """Read files of the collection as an ingestion does; their texts do not depend on the splitter or the encoder."""
    root: Path = DOCUMENTS.resolve()
    catalogue = Catalogue(root)
    texts = {}
    for file in find_files([root]):
        if file.name in wanted:
            source = Source(file, hash_file(file.path), catalogue.entry(file.path) or Metadata())
            texts[file.name] = prepare(source, "test").document.text
    return texts
