"""From text to dense vectors.

``Encoder`` is what the house needs; ``SentenceTransformerEncoder`` gives it from any sentence-transformers model.
Loading torch takes seconds, so it happens when the first text is embedded.
"""

import os
import threading
from collections.abc import Sequence
from functools import cached_property
from typing import Any, Protocol

import numpy as np
from numpy.typing import NDArray

from index_config.errors import ModelUnavailable
from index_config.models import ModelSpec

Matrix = NDArray[np.float32]


class Encoder(Protocol):
    """Embeds texts. All methods are safe to call from several threads."""

    @property
    def dimensions(self) -> int:
        """Length of every vector."""
        ...

    @property
    def fingerprint(self) -> str:
        """Identifies the vectors: two encoders with equal fingerprints give equal vectors."""
        ...

    @property
    def floor(self) -> float | None:
        """The cosine below which a dense hit is noise, if known."""
        ...

    @property
    def nothing_below(self) -> float | None:
        """The mean cosine of the three nearest passages below which a question has no answer, if known."""
        ...

    def embed_queries(self, texts: Sequence[str]) -> Matrix:
        """Return an array of shape (len(texts), dimensions), float32, rows of length 1."""
        ...

    def embed_passages(self, texts: Sequence[str]) -> Matrix:
        """Return an array of shape (len(texts), dimensions), float32, rows of length 1."""
        ...


class SentenceTransformerEncoder:
    """A sentence-transformers model on the CPU, in float32."""

    def __init__(self, spec: ModelSpec, *, threads: int = 0, offline: bool = True, batch_size: int = 32) -> None:
        self.spec = spec
        self._threads = threads
        self._offline = offline
        self._batch_size = batch_size
        self._lock = threading.Lock()

    @cached_property
    def fingerprint(self) -> str:
        """Identifies the vectors: name, weights and prompts of the model."""
        return self.spec.fingerprint

    @property
    def floor(self) -> float | None:
        """The cosine below which a dense hit is noise, if known."""
        return self.spec.floor

    @property
    def nothing_below(self) -> float | None:
        """The mean cosine of the three nearest passages below which a question has no answer, if known."""
        return self.spec.nothing_below

    @property
    def dimensions(self) -> int:
        """Length of every vector."""
        return int(self._model.get_embedding_dimension())

    def embed_queries(self, texts: Sequence[str]) -> Matrix:
        """Embed texts as queries: shape (len(texts), dimensions), float32, rows of length 1."""
        return self._embed(texts, self.spec.query_prompt)

    def embed_passages(self, texts: Sequence[str]) -> Matrix:
        """Embed texts as passages: shape (len(texts), dimensions), float32, rows of length 1."""
        return self._embed(texts, self.spec.passage_prompt)

    def _embed(self, texts: Sequence[str], prompt: str) -> Matrix:
        if not texts:
            return np.zeros((0, self.dimensions), dtype=np.float32)
        model = self._model
        with self._lock:  # the tokenizer is not safe to share; on a laptop one batch fills the cores anyway
            vectors = model.encode(
                [prompt + text for text in texts],
                batch_size=self._batch_size,
                normalize_embeddings=True,
                show_progress_bar=False,
                convert_to_numpy=True,
            )
        return np.asarray(vectors, dtype=np.float32)

    @cached_property
    def _model(self) -> Any:  # noqa: ANN401 - sentence_transformers is imported only here
        with self._lock:
            return _load(self.spec, self._threads, self._offline)


def _load(spec: ModelSpec, threads: int, offline: bool) -> Any:  # noqa: ANN401
    if offline:
        os.environ.setdefault("HF_HUB_OFFLINE", "1")
    os.environ.setdefault("TOKENIZERS_PARALLELISM", "false")
    try:
        import torch
        from sentence_transformers import SentenceTransformer
        from transformers.utils import logging as transformers_logging

        transformers_logging.disable_progress_bar()  # type: ignore[no-untyped-call]
        if threads:
            torch.set_num_threads(threads)
        model = SentenceTransformer(spec.location, device="cpu", local_files_only=offline)
    except (OSError, ValueError, ImportError, RuntimeError, KeyError) as error:
        reason = str(error).splitlines()[0] if str(error) else type(error).__name__
        raise ModelUnavailable(model=spec.name, reason=reason) from error
    if model.max_seq_length is None or model.max_seq_length > spec.max_tokens:
        model.max_seq_length = spec.max_tokens
    return model.float().eval()
