"""Embedding as a step of LlamaIndex's pipeline, with a cache on disk.

The cache makes an interrupted or repeated run cheap: a text that was embedded once by this model is never embedded
again.
"""

import hashlib
import sqlite3
from collections.abc import Sequence
from pathlib import Path
from types import TracebackType
from typing import Any, Self

import numpy as np
from llama_index.core.base.embeddings.base import BaseEmbedding
from llama_index.core.schema import BaseNode, MetadataMode
from pydantic import PrivateAttr

from index_config.encoder import Encoder, Matrix
from index_config.errors import StoreUnavailable


class EmbeddingCache:
    """Vectors by model and text, in one SQLite file. The texts themselves are not stored."""

    def __init__(self, path: Path) -> None:
        try:
            path.parent.mkdir(parents=True, exist_ok=True)
            self._database = sqlite3.connect(path)
            self._database.execute("PRAGMA journal_mode=WAL")
            self._database.execute(
                "CREATE TABLE IF NOT EXISTS vectors (key BLOB PRIMARY KEY, vector BLOB) WITHOUT ROWID"
            )
        except (sqlite3.Error, OSError) as error:
            raise StoreUnavailable(reason=f"{path.name}: {error}") from error

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, traceback: TracebackType | None
    ) -> None:
        self._database.close()

    def get(self, model: str, texts: Sequence[str]) -> list[bytes | None]:
        """Return the stored vector of each text (float32, little-endian), or None."""
        found = []
        for text in texts:
            row = self._database.execute("SELECT vector FROM vectors WHERE key = ?", (_key(model, text),)).fetchone()
            found.append(row[0] if row else None)
        return found

    def put(self, model: str, texts: Sequence[str], vectors: Matrix) -> None:
        """Store vectors of shape (len(texts), dimensions)."""
        rows = [(_key(model, text), vector.tobytes()) for text, vector in zip(texts, vectors, strict=True)]
        try:
            with self._database:
                self._database.executemany("INSERT OR REPLACE INTO vectors VALUES (?, ?)", rows)
        except sqlite3.Error as error:
            raise StoreUnavailable(reason=f"embedding cache: {error}") from error


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
        stored = self._cache.get(model, texts)
        missing = [index for index, vector in enumerate(stored) if vector is None]
        if missing:
            fresh = self._encoder.embed_passages([texts[index] for index in missing])
            self._cache.put(model, [texts[index] for index in missing], fresh)
            self.computed += len(missing)
            for index, vector in zip(missing, fresh, strict=True):
                stored[index] = vector.tobytes()
        rows = [np.frombuffer(vector, dtype=np.float32) for vector in stored if vector is not None]
        return np.stack(rows) if rows else np.zeros((0, self._encoder.dimensions), dtype=np.float32)


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
