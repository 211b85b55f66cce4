"""Fixture policy.

Every test that needs an index makes a real one, in a folder of its own, through the real job; what many tests only read
is made once a session. Only the encoder is replaced by default: ``WordEncoder`` is deterministic and needs no torch.
Tests of the shipped model load it and are marked slow. Nothing here touches the network, and no test writes outside its
temporary folder.
"""

import hashlib
import os
from collections.abc import Sequence

import numpy as np
import pytest

from index_config.encoder import Matrix
from index_config.vocabulary import Vocabulary

os.environ.setdefault("HF_HUB_OFFLINE", "1")


class WordEncoder:
    """Embeds a text as the sum of random directions of its words' first five letters: alike words, alike vectors."""

    fingerprint = "words@1"
    floor: float | None = 0.1

    @property
    def dimensions(self) -> int:
        return 384

    def __init__(self) -> None:
        self.embedded: list[str] = []

    def embed_queries(self, texts: Sequence[str]) -> Matrix:
        return self._embed(texts)

    def embed_passages(self, texts: Sequence[str]) -> Matrix:
        self.embedded.extend(texts)
        return self._embed(texts)

    def _embed(self, texts: Sequence[str]) -> Matrix:
        rows = np.zeros((len(texts), self.dimensions), dtype=np.float32)
        for row, text in zip(rows, texts, strict=True):
            for word in text.lower().split():
                seed = int.from_bytes(hashlib.blake2b(word[:5].encode(), digest_size=4).digest(), "big")
                row += np.random.default_rng(seed).standard_normal(self.dimensions).astype(np.float32)
        norms = np.linalg.norm(rows, axis=1, keepdims=True)
        return rows / np.where(norms == 0, 1, norms)


@pytest.fixture
def encoder() -> WordEncoder:
    return WordEncoder()


@pytest.fixture(scope="session")
def vocabulary() -> Vocabulary:
    return Vocabulary.load()
