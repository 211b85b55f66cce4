"""Embedding as a step of LlamaIndex's pipeline, with a cache on disk.

The cache makes an interrupted or repeated run cheap: a text that was embedded once by this model is never embedded
again.
"""

import hashlib
import sqlite3
from collections.abc import Sequence
from contextlib import suppress
from pathlib import Path
from types import TracebackType
from typing import Any, Self

import numpy as np
from llama_index.core.base.embeddings.base import BaseEmbedding
from llama_index.core.schema import BaseNode, MetadataMode
from pydantic import PrivateAttr

from index_config.encoder import Encoder, Matrix

_WAIT = 5.0  # seconds for another process to let go of the file
_BROKEN = {sqlite3.SQLITE_CORRUPT, sqlite3.SQLITE_NOTADB}


class EmbeddingCache:
    """Vectors by model and text, in one SQLite file. The texts themselves are not stored.

    A cache is a convenience: one that is broken is thrown away and begun anew, one that cannot be used (locked, no
    room, no permission) is done without for the rest of the run.
    """

    def __init__(self, path: Path) -> None:
        self._path = path
        self._database: sqlite3.Connection | None = None
        try:
            self._database = _open(path)
        except (sqlite3.Error, OSError) as error:
            self._mend(error)

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, traceback: TracebackType | None
    ) -> None:
        self._close()

    def get(self, model: str, texts: Sequence[str], dimensions: int) -> list[Matrix | None]:
        """Return the stored vector of each text, of shape (dimensions,), or None."""
        try:
            return [_vector(self._stored(_key(model, text)), dimensions) for text in texts]
        except sqlite3.Error as error:
            self._mend(error)
            return [None] * len(texts)

    def put(self, model: str, texts: Sequence[str], vectors: Matrix) -> None:
        """Store vectors of shape (len(texts), dimensions)."""
        if self._database is None:
            return
        rows = [(_key(model, text), vector.tobytes()) for text, vector in zip(texts, vectors, strict=True)]
        try:
            with self._database:
                self._database.executemany("INSERT OR REPLACE INTO vectors VALUES (?, ?)", rows)
        except sqlite3.Error as error:
            self._mend(error)

    def _stored(self, key: bytes) -> object:
        if self._database is None:
            return None
        row = self._database.execute("SELECT vector FROM vectors WHERE key = ?", (key,)).fetchone()
        return row[0] if row else None

    def _mend(self, error: Exception) -> None:
        """Begin anew if the file is broken, else do without."""
        self._close()
        if getattr(error, "sqlite_errorcode", None) not in _BROKEN:
            return
        with suppress(sqlite3.Error, OSError):
            for suffix in ("", "-wal", "-shm"):
                self._path.with_name(self._path.name + suffix).unlink(missing_ok=True)
            self._database = _open(self._path)

    def _close(self) -> None:
        if self._database is not None:
            with suppress(sqlite3.Error):
                self._database.close()
            self._database = None


def _open(path: Path) -> sqlite3.Connection:
    path.parent.mkdir(parents=True, exist_ok=True)
    database = sqlite3.connect(path, timeout=_WAIT)
    try:
        database.execute("PRAGMA journal_mode=WAL")
        database.execute("CREATE TABLE IF NOT EXISTS vectors (key BLOB PRIMARY KEY, vector BLOB) WITHOUT ROWID")
    except sqlite3.Error:
        database.close()
        raise
    return database


def _vector(stored: object, dimensions: int) -> Matrix | None:
    if not isinstance(stored, bytes) or len(stored) != dimensions * np.dtype(np.float32).itemsize:
        return None
    vector = np.frombuffer(stored, dtype=np.float32)
    return vector if np.isfinite(vector).all() else None


def _key(model: str, text: str) -> bytes:
    return hashlib.blake2b(f"{model}\n{text}".encode(), digest_size=16).digest()


class CachedEmbedder:
    """An encoder for passages that looks into the cache first. ``computed`` counts the texts it had to embed."""

    def __init__(self, encoder: Encoder, cache: EmbeddingCache) -> None:
        self._encoder = encoder
        self._cache = cache
        self.computed = 0

    def passages(self, texts: Sequence[str]) -> Matrix:
        """Embed texts as passages: shape (len(texts), dimensions), float32, rows of length 1."""
        model = self._encoder.fingerprint
        rows = np.zeros((len(texts), self._encoder.dimensions), dtype=np.float32)
        missing = []
        for index, vector in enumerate(self._cache.get(model, texts, self._encoder.dimensions)):
            if vector is None:
                missing.append(index)
            else:
                rows[index] = vector
        if missing:
            wanted = [texts[index] for index in missing]
            fresh = self._encoder.embed_passages(wanted)
            self._cache.put(model, wanted, fresh)
            self.computed += len(missing)
            rows[missing] = fresh
        return rows


class PassageEmbedding(BaseEmbedding):
    """The step that gives nodes their vectors: context and text are embedded, only the text is quoted."""

    _embedder: CachedEmbedder = PrivateAttr()

    def __init__(self, embedder: CachedEmbedder) -> None:
        super().__init__(model_name="knowledge-base")
        self._embedder = embedder

    def __call__(self, nodes: Sequence[BaseNode], **_: Any) -> Sequence[BaseNode]:  # noqa: ANN401
        """Set ``node.embedding`` on every node."""
        vectors = self._embedder.passages([node.get_content(MetadataMode.EMBED) for node in nodes])
        for node, vector in zip(nodes, vectors, strict=True):
            node.embedding = vector.tolist()
        return nodes

    def _get_text_embedding(self, text: str) -> list[float]:
        return self._embedder.passages([text])[0].tolist()  # type: ignore[no-any-return]

    def _get_query_embedding(self, query: str) -> list[float]:
        return self._get_text_embedding(query)

    async def _aget_query_embedding(self, query: str) -> list[float]:
        return self._get_text_embedding(query)
