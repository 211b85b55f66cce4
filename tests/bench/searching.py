"""Passages a second with embedding, and the latency of searches, on real files and on synthetic passages."""

import time
import uuid
from collections.abc import Callable, Iterator, Sequence
from pathlib import Path

import numpy as np

from index_config.domain import Filters, Mode, Query
from index_config.encoder import SentenceTransformerEncoder
from index_config.models import model_spec
from index_config.settings import load_settings
from index_config.sparse import SparseVector
from index_config.store import open_index
from index_config.store.base import AnyOf, Point, StoreQuery, Where
from index_config.store.edge_index import EdgeIndex
from index_config.vocabulary import Vocabulary
from ingest.job import Job
from search_api.library import Library

QUESTIONS = (
    "провокация при проверочной закупке",
    "opioid agonist therapy in prison",
    "право на здоровье и снижение вреда",
    "Article 3 withdrawal in detention",
    "ст. 228 УК РФ хранение без цели сбыта",
    "proportionality of sentences for possession",
    "налоксон передозировка",
    "parental rights of women who use drugs",
)
ROUNDS = 12


def bench_real(folders: Sequence[Path], data: Path) -> dict[str, object]:
    """Ingest real files with the shipped model, then search them."""
    settings = load_settings(data_dir=data)
    encoder = SentenceTransformerEncoder(model_spec(settings), threads=settings.threads)
    encoder.embed_queries(["warm"])
    job = Job(settings, open_index(settings), encoder, Vocabulary.load())
    report = job.run(list(folders))
    again = job.run(list(folders))
    library = Library(settings, job.index, encoder, job.vocabulary)
    return {
        "documents": report.documents,
        "passages": report.passages,
        "seconds": round(report.seconds, 1),
        "passages_per_second": round(report.passages / report.seconds, 1),
        "seconds_of_a_run_without_changes": round(again.seconds, 2),
        "search_ms": {
            "dense": _latency(lambda text: library.search(Query(text, mode=Mode.DENSE))),
            "sparse": _latency(lambda text: library.search(Query(text, mode=Mode.SPARSE))),
            "hybrid": _latency(lambda text: library.search(Query(text))),
            "filtered": _latency(lambda text: library.search(Query(text, Filters(languages=("ru",))))),
        },
    }


def bench_synthetic(count: int, folder: Path) -> dict[str, object]:
    """Fill an index with random passages and time the store alone, without the encoder."""
    index = EdgeIndex(folder)
    started = time.perf_counter()
    with index.writer() as writer:
        store = writer.open(dimensions=384)
        for batch in _batches(count):
            store.upsert(batch)
    seconds = time.perf_counter() - started
    reader = index.reader()
    random = np.random.default_rng(1)
    dense, sparse = _vectors(1, random)[0], _terms(random)

    def latency(scope: Where, *legs: str) -> dict[str, float]:
        query = StoreQuery(
            dense=dense if "dense" in legs else None, sparse=sparse if "sparse" in legs else None, where=scope, limit=50
        )
        return _latency(lambda _: reader.query(query))

    everything = Where((AnyOf("type", ("passage",)),))
    russian = Where((*everything.must, AnyOf("language", ("ru",))))
    return {
        "passages": count,
        "upserts_per_second": round(count / seconds),
        "search_ms": {
            "dense": latency(everything, "dense"),
            "sparse": latency(everything, "sparse"),
            "hybrid": latency(everything, "dense", "sparse"),
            "filtered": latency(russian, "dense", "sparse"),
        },
    }


def _batches(count: int, size: int = 1000) -> Iterator[list[Point]]:
    random = np.random.default_rng(0)
    for start in range(0, count, size):
        vectors = _vectors(min(size, count - start), random)
        yield [
            Point(
                str(uuid.UUID(int=start + offset)),
                {"type": "passage", "language": "ru" if offset % 3 else "en", "text": "слово " * 100},
                vector,
                _terms(random, 60),
            )
            for offset, vector in enumerate(vectors)
        ]


def _vectors(count: int, random: np.random.Generator) -> np.ndarray[tuple[int, int], np.dtype[np.float32]]:
    vectors = random.standard_normal((count, 384)).astype(np.float32)
    return np.asarray(vectors / np.linalg.norm(vectors, axis=1, keepdims=True), dtype=np.float32)


def _terms(random: np.random.Generator, count: int = 8) -> SparseVector:
    """Draw terms as frequent as words are (Zipf's law)."""
    indices = tuple(sorted({int(index) for index in random.zipf(1.3, count) % 50_000}))
    return SparseVector(indices, (1.0,) * len(indices))


def _latency(search: Callable[[str], object]) -> dict[str, float]:
    """Return the median and the 95th percentile in milliseconds, after a warm-up."""
    for question in QUESTIONS:
        search(question)
    times = []
    for _ in range(ROUNDS):
        for question in QUESTIONS:
            started = time.perf_counter()
            search(question)
            times.append((time.perf_counter() - started) * 1000)
    return {"p50": round(float(np.percentile(times, 50)), 2), "p95": round(float(np.percentile(times, 95)), 2)}
