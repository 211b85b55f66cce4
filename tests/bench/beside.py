"""The collection ingested and asked our way and the stock LlamaIndex way, one after the other, with the same model."""

import time
from collections.abc import Mapping, Sequence
from pathlib import Path

import numpy as np
import yaml

from eval.stock import build_stock
from eval.systems import KnowledgeBase, System, texts_of
from index_config.encoder import SentenceTransformerEncoder
from index_config.models import model_spec
from index_config.settings import load_settings
from index_config.store import open_index
from index_config.vocabulary import Vocabulary
from ingest.job import Job
from search_api.library import Library
from tests.shared import SHARED

#: Places of a ranking that are looked at.
_SHOWN = 5


def bench_beside(collection: Path, data: Path) -> dict[str, object]:
    """Return seconds of ingestion, passages, milliseconds a question and success@5 by work, of both ways.

    The questions are those of ``../shared/questions.yaml``; without that file quality is left out. Our seconds hold
    structure, checks, OCR, profiles and practices, too; the stock way reads no scans.
    """
    settings = load_settings(data_dir=data)
    encoder = SentenceTransformerEncoder(model_spec(settings), threads=settings.threads)
    encoder.embed_queries(["warm"])
    report = Job(settings, open_index(settings), encoder, Vocabulary.load()).run([collection])
    library = Library(settings, open_index(settings), encoder, Vocabulary.load())
    records, _ = library.documents(limit=1_000_000)
    files = {record.file: collection / record.file for record in records}
    languages = {record.file: record.metadata.language for record in records}
    pages = sum(record.pages for record in records)
    stock = build_stock(files, texts_of(library), languages, encoder, data / "stock")
    asked = _questions()
    ours: dict[str, object] = {"seconds": round(report.seconds, 1), "passages": report.passages}
    figures: dict[str, object] = {"files": len(files), "pages": pages}
    figures["ours"] = ours | _asked(KnowledgeBase("hybrid", library), asked)
    for system in stock:
        built = {"seconds": round(system.seconds, 1), "passages": system.passages}
        figures[system.name] = built | _asked(system, asked)
        system.close()
    return figures


def _questions() -> Mapping[str, Sequence[str]]:
    """The questions that have an answer, with the names of the works that hold it."""
    path = SHARED / "questions.yaml"
    if not path.is_file():
        return {}
    rows = yaml.safe_load(path.read_text(encoding="utf-8"))
    return {row["question"]: row["answer_files"] for row in rows if row["answer_files"]}


def _asked(system: System, questions: Mapping[str, Sequence[str]]) -> dict[str, object]:
    times, right = [], []
    for question, works in questions.items():
        began = time.perf_counter()
        found = system.rank(question)[:_SHOWN]
        times.append((time.perf_counter() - began) * 1000)
        # most fact files are named after their kind and the work: `case-echr-…`
        names = {name for work in works for name in (work, work.partition("-")[2])}
        stems = [Path(place.stretch.file).stem for place in found]
        right.append(any(stem.removesuffix("-en").removesuffix("-ru") in names for stem in stems))
    if not times:
        return {}
    p50, p95 = np.percentile(times, [50, 95])
    return {
        "ms_p50": round(float(p50), 1),
        "ms_p95": round(float(p95), 1),
        "success@5": round(float(np.mean(right)), 3),
    }
