"""Sets that others made: read by direction, measured as by hand, refused by name."""

import json
import math
from pathlib import Path

import pytest

from eval.outside import TermIndex, Text, load_set, measure_set
from index_config.errors import ConfigurationError
from index_config.store.base import Fusion
from tests.conftest import WordEncoder

CORPUS = [
    {"id": "d1", "text": "methadone prison", "lang": "en"},
    {"id": "d2", "title": "methadone", "text": "prison court hearing", "lang": "ru"},
    {"id": "d3", "text": "naloxone pharmacy", "lang": "en"},
    {"id": "d4", "text": "syringe exchange", "lang": "ru"},
]
QUERIES = [
    {"id": "q1", "text": "methadone prison", "lang": "en"},
    {"id": "q2", "text": "naloxone pharmacy", "lang": "en"},
]
HEAD = "query-id\tcorpus-id\tscore\n"


def lines(rows: list[dict[str, str]]) -> str:
    return "".join(json.dumps(row, ensure_ascii=False) + "\n" for row in rows)


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    made = tmp_path / "tiny"
    made.mkdir()
    (made / "corpus.jsonl").write_text(lines(CORPUS), encoding="utf-8")
    (made / "queries.jsonl").write_text(lines(QUERIES), encoding="utf-8")
    (made / "qrels.tsv").write_text(f"{HEAD}q1\td2\t1\nq1\td4\t0\nq2\td3\t1\n", encoding="utf-8")
    return made


def test_a_set_is_read(folder: Path) -> None:
    given = load_set(folder)
    assert given.name == "tiny"
    assert given.corpus["d2"] == Text("methadone\nprison court hearing", "ru")
    assert given.queries["q1"] == Text("methadone prison", "en")
    assert given.qrels == {"": {"q1": {"d2": 1}, "q2": {"d3": 1}}}, "grade 0 is no answer"


def test_figures_by_hand(folder: Path) -> None:
    """For q1 every leg has the shorter d1 before d2, the answer; for q2 the answer is first."""
    figures = measure_set(load_set(folder), WordEncoder())
    by_hand = {"acc@1": 1 / 2, "ndcg@10": (1 / math.log2(3) + 1) / 2, "recall@10": 1.0}
    for system in ("dense", "sparse", "hybrid"):
        assert figures[system] == {"all": pytest.approx(by_hand)}, system
    assert figures["speed"]["all"]["passages a second"] > 0


def test_a_direction_is_sought_among_the_texts_of_its_language(folder: Path) -> None:
    (folder / "qrels.tsv").unlink()
    (folder / "qrels.en_ru.tsv").write_text(f"{HEAD}q1\td2\t1\n", encoding="utf-8")
    (folder / "qrels.en_en.tsv").write_text(f"{HEAD}q2\td3\t1\nq1\td2\t1\n", encoding="utf-8")
    figures = measure_set(load_set(folder), WordEncoder())
    for system in ("dense", "sparse", "hybrid"):
        assert figures[system]["en->ru"] == {"acc@1": 1.0, "ndcg@10": 1.0, "recall@10": 1.0}, system
        assert figures[system]["en->en"]["acc@1"] == 0.5, "d2 is not in English"


def test_a_leg_without_weight_does_not_count(folder: Path) -> None:
    (folder / "queries.jsonl").write_text(lines([{"id": "q1", "text": "pharmacies"}, QUERIES[1]]), encoding="utf-8")
    (folder / "qrels.tsv").write_text(f"{HEAD}q1\td3\t1\n", encoding="utf-8")
    given = load_set(folder)
    figures = measure_set(given, WordEncoder(), Fusion(dense_weight=0.0))
    assert figures["hybrid"] == figures["sparse"] == {"all": {"acc@1": 1.0, "ndcg@10": 1.0, "recall@10": 1.0}}


def test_the_sparse_leg_scores_shared_terms_only() -> None:
    index = TermIndex(["methadone in prison", "methadone", "naloxone"])
    scores = index.scores(["methadone", "prisons", "gibberish"])
    assert scores.shape == (3, 3)
    assert 0 < scores[0, 0] < scores[0, 1] and scores[0, 2] == 0, "the same word counts more in a shorter text"
    assert scores[1, 0] > scores[0, 0], "a rarer word counts more, in whatever form"
    assert not scores[2].any()


@pytest.mark.parametrize("file", ["corpus.jsonl", "queries.jsonl", "qrels.tsv"])
def test_a_missing_file_is_named(folder: Path, file: str) -> None:
    (folder / file).unlink()
    with pytest.raises(ConfigurationError) as caught:
        load_set(folder)
    assert f"tiny/{file}" in caught.value.message("en")


@pytest.mark.parametrize(
    ("file", "text", "reason"),
    [
        ("corpus.jsonl", '{"id": "d1"}\n', "tiny/corpus.jsonl: a line without 'text'"),
        ("queries.jsonl", '{"text": "methadone"}\n', "tiny/queries.jsonl: a line without 'id'"),
        ("qrels.tsv", f"{HEAD}q1 d1 1\n", "tiny/qrels.tsv: not a judgment: q1 d1 1"),
        ("qrels.tsv", f"{HEAD}q1\td1\tyes\n", "tiny/qrels.tsv: not a judgment: q1\td1\tyes"),
    ],
)
def test_a_wrong_line_is_named(folder: Path, file: str, text: str, reason: str) -> None:
    (folder / file).write_text(text, encoding="utf-8")
    with pytest.raises(ConfigurationError) as caught:
        load_set(folder)
    assert reason in caught.value.message("en")
