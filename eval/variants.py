"""Runs over other indexes of the same files: other ways to cut passages, and the stock LlamaIndex pipeline."""

import tempfile
from collections.abc import Callable
from pathlib import Path

from eval.assembly import Ingest
from eval.questions import load_questions, of_split
from eval.stock import build_stock
from eval.systems import KnowledgeBase, Run, run, texts_of
from search_api.library import Library

#: Settings of each variant by its name.
VARIANTS: dict[str, dict[str, object]] = {
    "passages of 90 tokens": {"passage_tokens": 90},
    "passages of 360 tokens": {"passage_tokens": 360},
    "no context headings": {"context_headings": False},
}


def compare(
    library: Library, collection: Path, split: str, ingest: Ingest, listener: Callable[[str], None] = lambda _: None
) -> list[Run]:
    """Ingest the collection once for each variant, below the data folder, and run the questions of a split over it.

    What was embedded before is not embedded again: a second comparison takes seconds.
    """
    questions = of_split(load_questions(), split)
    home = library.settings.data_dir / "eval"
    runs = []
    for name, changes in VARIANTS.items():
        listener(name)
        settings = library.settings.model_copy(update={**changes, "data_dir": home / name.replace(" ", "-")})
        ingest(settings, collection)
        variant = Library.open(settings)
        runs.append(run(KnowledgeBase(name, variant), questions))
        variant.close()
    listener("stock")
    records, _ = library.documents(limit=1_000_000)
    files = {record.file: collection / record.file for record in records if (collection / record.file).is_file()}
    languages = {record.file: record.metadata.language for record in records}
    with tempfile.TemporaryDirectory() as folder:
        stock = build_stock(files, texts_of(library), languages, library.encoder, Path(folder))
        for system in stock:
            runs.append(run(system, questions))
            system.close()
    return runs
