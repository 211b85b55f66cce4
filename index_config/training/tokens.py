"""Token sequences of a corpus in two flat arrays, memory-mapped from disk.

``values`` holds all token ids one after another, ``offsets`` where each
sequence begins: sequence *n* is ``values[offsets[n]:offsets[n + 1]]``. Only
the pages that a batch touches are read, so a corpus of any size streams.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from itertools import islice
from pathlib import Path

import numpy as np
from numpy.typing import NDArray
from tokenizers import Tokenizer

_CHUNK = 20_000


@dataclass(frozen=True, slots=True)
class Sequences:
    """Ragged token ids: ``values`` (tokens,) int32, ``offsets`` (n + 1,) int64."""

    values: NDArray[np.int32]
    offsets: NDArray[np.int64]

    def __len__(self) -> int:
        """Count the sequences."""
        return len(self.offsets) - 1

    def __getitem__(self, row: int) -> NDArray[np.int32]:
        """Token ids of one sequence, shape ``(length,)``."""
        return self.values[self.offsets[row] : self.offsets[row + 1]]

    def __iter__(self) -> Iterator[NDArray[np.int32]]:
        """Go through the sequences."""
        return (self[row] for row in range(len(self)))

    @property
    def lengths(self) -> NDArray[np.int64]:
        """Token count of every sequence, shape ``(n,)``."""
        return np.diff(self.offsets)

    def __add__(self, other: Sequences) -> Sequences:
        """Put another's sequences behind these."""
        values = np.concatenate([self.values, other.values])
        return Sequences(values, np.concatenate([self.offsets, other.offsets[1:] + self.offsets[-1]]))

    def save(self, stem: Path) -> None:
        """Write ``<stem>.values.npy`` and ``<stem>.offsets.npy``."""
        stem.parent.mkdir(parents=True, exist_ok=True)
        np.save(stem.with_name(stem.name + ".values.npy"), self.values)
        np.save(stem.with_name(stem.name + ".offsets.npy"), self.offsets)

    @classmethod
    def load(cls, stem: Path) -> Sequences:
        """Map what :meth:`save` wrote, without reading it."""
        values = np.load(stem.with_name(stem.name + ".values.npy"), mmap_mode="r")
        return cls(values, np.load(stem.with_name(stem.name + ".offsets.npy")))


def encode(tokenizer: Tokenizer, texts: Iterable[str], max_length: int = 256) -> Sequences:
    """Tokenise texts with ``[CLS]`` and ``[SEP]``, cut at ``max_length`` tokens."""
    tokenizer.enable_truncation(max_length)
    parts: list[NDArray[np.int32]] = []
    lengths: list[int] = [0]
    for chunk in _chunks(texts):
        encodings = tokenizer.encode_batch_fast(chunk)
        lengths.extend(len(encoding.ids) for encoding in encodings)
        flat = [token for encoding in encodings for token in encoding.ids]
        parts.append(np.array(flat, dtype=np.int32))
    values = np.concatenate(parts) if parts else np.empty(0, dtype=np.int32)
    return Sequences(values, np.cumsum(lengths, dtype=np.int64))


def _chunks(texts: Iterable[str]) -> Iterator[list[str]]:
    """Cut an iterable into lists."""
    source = iter(texts)
    while chunk := list(islice(source, _CHUNK)):
        yield chunk
