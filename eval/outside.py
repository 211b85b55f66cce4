"""Retrieval sets that others made: folders with ``queries.jsonl``, ``corpus.jsonl`` and ``qrels*.tsv``.

A line of the first two is ``{"id", "text", "lang"}``, of the corpus with a ``title`` where there is one; judgments are
``query-id<TAB>corpus-id<TAB>score`` under a heading. A set with ``qrels.en_ru.tsv`` and the like is sought in that
direction: the questions of its judgments among the texts of the second language.
"""

import json
import time
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path

import ir_measures
import numpy as np
from ir_measures import R, Success, nDCG
from numpy.typing import NDArray
from scipy.sparse import csr_array

from index_config.encoder import Encoder
from index_config.errors import ConfigurationError
from index_config.sparse import SparseEncoder, SparseVector
from index_config.store.base import Fusion
from index_config.store.fusion import fuse

MEASURES = {"acc@1": Success @ 1, "ndcg@10": nDCG @ 10, "recall@10": R @ 10}
_DEPTH = 100

Figures = dict[str, float]
Rankings = dict[str, list[str]]


@dataclass(frozen=True, slots=True)
class Text:
    """A query or document of a set."""

    text: str
    language: str


@dataclass(frozen=True, slots=True)
class RetrievalSet:
    """A set. ``qrels`` by direction (``en->ru``; empty: one list for all), query and document."""

    name: str
    queries: Mapping[str, Text]
    corpus: Mapping[str, Text]
    qrels: Mapping[str, Mapping[str, Mapping[str, int]]]


def load_set(folder: Path) -> RetrievalSet:
    """Read a set.

    Raises:
        ConfigurationError: a file is missing or wrong; it is named.
    """
    paths = sorted(folder.glob("qrels.*_*.tsv")) or [folder / "qrels.tsv"]
    qrels = {_direction(path): _judgments(path) for path in paths}
    return RetrievalSet(folder.name, _texts(folder / "queries.jsonl"), _texts(folder / "corpus.jsonl"), qrels)


def measure_set(given: RetrievalSet, encoder: Encoder, fusion: Fusion | None = None) -> dict[str, dict[str, Figures]]:
    """Return figures by system (``dense``, ``sparse``, ``hybrid``) and direction, and passages embedded a second."""
    names = list(given.corpus)
    began = time.perf_counter()
    passages = encoder.embed_passages([given.corpus[name].text for name in names])
    speed = len(names) / (time.perf_counter() - began)
    terms = TermIndex([given.corpus[name].text for name in names])
    weights = fusion or Fusion()
    figures: dict[str, dict[str, Figures]] = {"dense": {}, "sparse": {}, "hybrid": {}}
    for direction, judged in given.qrels.items():
        target = direction.partition("->")[2]
        kept = np.array([row for row, name in enumerate(names) if not target or given.corpus[name].language == target])
        texts = [given.queries[query].text for query in judged]
        labels = [names[row] for row in kept]
        dense = _rankings(encoder.embed_queries(texts) @ passages[kept].T, list(judged), labels)
        sparse = _rankings(terms.scores(texts)[:, kept], list(judged), labels)
        pairs = {query: [dense[query], sparse[query]] for query in judged}
        legs = (weights.dense_weight, weights.sparse_weight)
        hybrid = {query: [id for id, _ in fuse(pair, legs, weights.k)] for query, pair in pairs.items()}
        for system, rankings in (("dense", dense), ("sparse", sparse), ("hybrid", hybrid)):
            figures[system][direction or "all"] = _figures(rankings, judged)
    figures["speed"] = {"all": {"passages a second": speed}}
    return figures


class TermIndex:
    """The sparse leg over a set: BM25 with our own terms, as the engine scores it."""

    def __init__(self, texts: Sequence[str]) -> None:
        self._encoder = SparseEncoder()
        self._columns: dict[int, int] = {}
        vectors = [self._encoder.encode_passage(text) for text in texts]
        for vector in vectors:
            for index in vector.indices:
                self._columns.setdefault(index, len(self._columns))
        self._passages = self._matrix(vectors)
        found_in = np.bincount(self._passages.indices, minlength=len(self._columns))
        self._idf = np.log1p((len(texts) - found_in + 0.5) / (found_in + 0.5))

    def scores(self, queries: Sequence[str]) -> NDArray[np.float64]:
        """Return the score of every text for every query, ``(queries, texts)``; 0 where no term is shared."""
        asked = self._matrix([self._encoder.encode_query(query) for query in queries])
        weighted = csr_array((asked.data * self._idf[asked.indices], asked.indices, asked.indptr), shape=asked.shape)
        scores: NDArray[np.float64] = (weighted @ self._passages.T).toarray()
        return scores

    def _matrix(self, vectors: Sequence[SparseVector]) -> csr_array:
        cells = [
            [(self._columns[index], value) for index, value in zip(vector.indices, vector.values, strict=True)
             if index in self._columns]
            for vector in vectors
        ]  # fmt: skip
        starts = np.cumsum([0, *(len(row) for row in cells)])
        columns = np.array([column for row in cells for column, _ in row], dtype=np.int64)
        values = np.array([value for row in cells for _, value in row], dtype=np.float64)
        return csr_array((values, columns, starts), shape=(len(vectors), len(self._columns)))


def _rankings(scores: NDArray[np.floating], queries: Sequence[str], names: Sequence[str]) -> Rankings:
    """The best names of each query, those with a score above 0; equal scores in the set's order."""
    depth = min(_DEPTH, len(names))
    order = np.argsort(-scores, axis=1, kind="stable")[:, :depth]
    return {
        query: [names[place] for place in row if scores[number, place] > 0]
        for number, (query, row) in enumerate(zip(queries, order, strict=True))
    }


def _figures(rankings: Rankings, judged: Mapping[str, Mapping[str, int]]) -> Figures:
    runs = {query: {name: float(-place) for place, name in enumerate(names)} for query, names in rankings.items()}
    found = ir_measures.calc_aggregate(
        list(MEASURES.values()), {query: dict(row) for query, row in judged.items()}, runs
    )
    return {name: float(found[measure]) for name, measure in MEASURES.items()}


def _direction(path: Path) -> str:
    source, _, target = path.name.removeprefix("qrels").removesuffix(".tsv").strip(".").partition("_")
    return f"{source}->{target}" if target else ""


def _texts(path: Path) -> dict[str, Text]:
    rows = [json.loads(line) for line in _lines(path)]
    try:
        return {
            str(row["id"]): Text(f"{row.get('title', '')}\n{row['text']}".strip(), row.get("lang", "")) for row in rows
        }
    except KeyError as error:
        raise ConfigurationError(reason=f"{path.parent.name}/{path.name}: a line without {error}") from error


def _judgments(path: Path) -> dict[str, dict[str, int]]:
    judged: dict[str, dict[str, int]] = {}
    for line in _lines(path)[1:]:
        try:
            query, document, grade = line.split("\t")
            if int(grade) > 0:
                judged.setdefault(query, {})[document] = int(grade)
        except ValueError as error:
            raise ConfigurationError(reason=f"{path.parent.name}/{path.name}: not a judgment: {line[:60]}") from error
    return judged


def _lines(path: Path) -> list[str]:
    try:
        return path.read_text(encoding="utf-8").splitlines()
    except OSError as error:
        raise ConfigurationError(reason=f"{path.parent.name}/{path.name}: {error.strerror}") from error
