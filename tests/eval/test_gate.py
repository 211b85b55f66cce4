"""The gate: the search may not become worse. It is shown as well that the gate can close.

After a change of the judgments, of the questions or of gate.yaml: ``python -m eval.gate renew``.
"""

from collections.abc import Sequence
from dataclasses import replace
from pathlib import Path

import numpy as np
import pytest

from eval.gate import (
    COLLECTION,
    GUARDED,
    TOLERANCE,
    Baseline,
    Selection,
    assess,
    copy_files,
    fallen,
    load_baseline,
    load_selection,
    measure,
)
from eval.judgments import ANSWERS
from index_config.encoder import Encoder, Matrix, SentenceTransformerEncoder
from index_config.errors import ConfigurationError
from index_config.models import model_spec
from index_config.settings import Settings, load_settings
from index_config.store import open_index
from index_config.vocabulary import Vocabulary
from ingest.job import Job
from search_api.library import Library
from tests.conftest import WordEncoder


class ShuffledEncoder(WordEncoder):
    """Gives a question the vector of another: the numbers of every query's vector stand in another order."""

    fingerprint = "shuffled@1"

    def embed_queries(self, texts: Sequence[str]) -> Matrix:
        return np.ascontiguousarray(super().embed_queries(texts)[:, np.random.default_rng(3).permutation(384)])


@pytest.fixture(scope="module")
def selection() -> Selection:
    return load_selection()


@pytest.fixture(scope="module")
def baseline() -> Baseline:
    return load_baseline()


def ingest(settings: Settings, folder: Path, encoder: Encoder | None = None) -> None:
    index = open_index(settings)
    try:
        embedding = encoder or SentenceTransformerEncoder(model_spec(settings), threads=settings.threads)
        report = Job(settings, index, embedding, Vocabulary.load()).run([folder])
        assert report.exit_code == 0, report.outcomes
    finally:
        index.close()


@pytest.mark.slow
def test_the_search_is_as_good_as_it_was(selection: Selection, baseline: Baseline, tmp_path: Path) -> None:
    reached = assess(selection, ingest, tmp_path)
    assert fallen(reached.figures, baseline) == [], f"{reached.model}, before {baseline.model}"


@pytest.mark.slow
def test_a_broken_encoder_does_not_pass(
    selection: Selection, baseline: Baseline, tmp_path: Path, vocabulary: Vocabulary
) -> None:
    settings = load_settings(data_dir=tmp_path / "data", qdrant_url="")
    ingest(settings, copy_files(selection, tmp_path), ShuffledEncoder())
    library = Library(settings, open_index(settings), ShuffledEncoder(), vocabulary)
    figures = measure(library, selection)
    library.close()
    assert {line.partition(":")[0] for line in fallen(figures, baseline)} == set(GUARDED), figures


def test_the_baseline_is_of_what_is_measured_now(selection: Selection, baseline: Baseline) -> None:
    assert baseline.selection == selection.fingerprint, "run: python -m eval.gate renew"


def test_the_selection_is_a_picture_of_the_collection(selection: Selection) -> None:
    assert 20 <= len(selection.files) <= 28 and len(selection.questions) >= 30
    assert {file.split("/")[0] for file in selection.files} == {"court_decisions", "guidelines", "reports", "dialogues"}
    assert {Path(file).suffix for file in selection.files} == {".md", ".pdf", ".docx", ".html", ".txt"}
    spoken = [Path(file).stem[-2:] for file in selection.files]
    assert spoken.count("ru") >= 8 and spoken.count("en") >= 8
    assert all((COLLECTION / file).is_file() for file in selection.files)


def test_every_question_is_for_choosing_and_has_an_answer_in_the_files(selection: Selection) -> None:
    for question in selection.questions:
        assert question.split == "dev" and question.answerable
        assert max(selection.judgments.grades[question.id].values(), default=0) >= ANSWERS, question.id


def test_other_questions_grades_or_files_are_told_apart(selection: Selection) -> None:
    assert replace(selection).fingerprint == selection.fingerprint
    assert replace(selection, files=selection.files[1:]).fingerprint != selection.fingerprint
    assert replace(selection, questions=selection.questions[1:]).fingerprint != selection.fingerprint
    grades = {id: dict(passages) for id, passages in selection.judgments.grades.items()}
    first = next(iter(grades))
    grades[first][next(iter(grades[first]))] = 99
    regraded = replace(selection, judgments=replace(selection.judgments, grades=grades))
    assert regraded.fingerprint != selection.fingerprint


def test_only_the_chosen_files_are_copied_with_what_the_catalogue_says(selection: Selection, tmp_path: Path) -> None:
    root = copy_files(selection, tmp_path)
    assert root.name == COLLECTION.name, "ids are made of it"
    copied = {path.relative_to(root).as_posix() for path in root.rglob("*") if path.is_file()}
    catalogues = {f"{file.split('/')[0]}/catalogue.yaml" for file in selection.files}
    assert copied == {*selection.files, *catalogues, "collection.yaml"}


@pytest.mark.parametrize(("lower", "closed"), [(0.0, False), (TOLERANCE - 0.001, False), (TOLERANCE + 0.001, True)])
@pytest.mark.parametrize("name", GUARDED)
def test_a_figure_may_fall_by_the_tolerance_only(name: str, lower: float, closed: bool, baseline: Baseline) -> None:
    figures = {**baseline.figures, name: baseline.figures[name] - lower}
    said = fallen(figures, baseline)
    assert bool(said) is closed
    assert all(line.startswith(f"{name}: ") for line in said)


def test_a_better_figure_never_closes_it(baseline: Baseline) -> None:
    assert fallen(dict.fromkeys(GUARDED, 1.0), baseline) == []


def test_a_baseline_is_written_and_read(tmp_path: Path) -> None:
    made = Baseline(dict.fromkeys(GUARDED, 0.5), "abc", "made-up@1", "2001-02-03")
    made.save(tmp_path / "baseline.json")
    assert load_baseline(tmp_path / "baseline.json") == made


@pytest.mark.parametrize("text", ["", "{}", '{"ndcg@10": "high"}', "[]"])
def test_a_wrong_baseline_is_named(tmp_path: Path, text: str) -> None:
    (tmp_path / "baseline.json").write_text(text, encoding="utf-8")
    with pytest.raises(ConfigurationError, match=r"baseline\.json"):
        load_baseline(tmp_path / "baseline.json")


def test_passages_that_are_not_there_are_no_small_matter(selection: Selection, small: Library) -> None:
    with pytest.raises(ConfigurationError, match="judged passages are not in the texts"):
        measure(small, selection)


def test_a_question_that_there_is_not_is_named(tmp_path: Path) -> None:
    (tmp_path / "gate.yaml").write_text("files: []\nquestions: [act-999]\n", encoding="utf-8")
    with pytest.raises(ConfigurationError, match="no question 'act-999'"):
        load_selection(tmp_path / "gate.yaml")
