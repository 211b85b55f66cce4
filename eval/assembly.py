"""From settings to systems: the knowledge base with each of its parts switched off, and what the index holds."""

from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from pathlib import Path

from eval.experiment import Corpus
from eval.systems import KnowledgeBase, System, texts_of
from index_config.domain import Mode
from index_config.errors import ConfigurationError
from index_config.settings import Settings, load_settings
from search_api.library import Library

#: Brings the index of some settings up to date with a folder. Given by the caller: measuring does not ingest.
Ingest = Callable[[Settings, Path], None]

#: The systems that need nothing but the index, by name; the first is the knowledge base as it is.
SWITCHED: dict[str, Callable[[Library], System]] = {
    "hybrid": lambda library: KnowledgeBase("hybrid", library),
    "dense": lambda library: KnowledgeBase("dense", library, mode=Mode.DENSE),
    "sparse": lambda library: KnowledgeBase("sparse", library, mode=Mode.SPARSE),
    "no expansion": lambda library: KnowledgeBase("no expansion", library, expand=False),
    "no typo tolerance": lambda library: KnowledgeBase("no typo tolerance", library, spelling=False),
    "no other-language leg": lambda library: KnowledgeBase(
        "no other-language leg", _with(library, other_language_weight=0.0)
    ),
    "dense counts double": lambda library: KnowledgeBase("dense counts double", _with(library, dense_weight=2.0)),
    "sparse counts double": lambda library: KnowledgeBase("sparse counts double", _with(library, sparse_weight=2.0)),
}


def systems_of(library: Library, names: Sequence[str]) -> list[System]:
    """Return the systems of these names. Raises ``ConfigurationError`` for one that is not known."""
    unknown = [name for name in names if name not in SWITCHED]
    if unknown:
        raise ConfigurationError(reason=f"no system {unknown[0]!r}; there are: {', '.join(SWITCHED)}")
    return [SWITCHED[name](library) for name in names]


@contextmanager
def open_library(data: Path | None, **overrides: object) -> Iterator[Library]:
    """Open the library over the index of a data folder, with other settings where given."""
    settings = load_settings(data_dir=data, **overrides)
    library = Library.open(settings)
    try:
        yield library
    finally:
        library.close()


def corpus_of(library: Library) -> Corpus:
    """Return what the index holds."""
    records, _ = library.documents(limit=1_000_000)
    status = library.status()
    return Corpus(
        texts=texts_of(library),
        languages={record.file: record.metadata.language for record in records},
        kinds={record.file: str(record.metadata.kind or "") for record in records},
        passages=status.passages,
        model=status.model,
    )


def _with(library: Library, **changes: object) -> Library:
    """The same index and encoder under other settings."""
    return library.reconfigured(library.settings.model_copy(update=changes))
