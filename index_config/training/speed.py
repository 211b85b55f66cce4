"""Speed, size, load time and memory of a model folder, by sentence-transformers."""

from __future__ import annotations

import json
import time
from collections.abc import Sequence
from pathlib import Path

import numpy as np
import torch
from numpy.typing import NDArray

from index_config.training.evaluation import Encode

_SENTENCE = "Суд признал, что заявителю отказали в лечении без достаточных оснований."
_ROUNDS = 3


def loaded(folder: Path) -> Encode:
    """Texts to vectors by a model folder through plain ``SentenceTransformer``."""
    from sentence_transformers import SentenceTransformer

    model = SentenceTransformer(str(folder), device="cpu", local_files_only=True)

    def encode(texts: Sequence[str]) -> NDArray[np.float32]:
        vectors: NDArray[np.float32] = model.encode(
            list(texts), batch_size=32, normalize_embeddings=True, show_progress_bar=False
        )
        return vectors

    return encode


def measure(folder: Path, threads: Sequence[int] = (1, 2)) -> str:
    """Measure a folder: figures as JSON.

    Sentences have about 15 tokens and passages about 150; rates are texts a second,
    the best of three rounds; memory is this process' peak in MB.
    """
    import resource

    size = sum(path.stat().st_size for path in folder.rglob("*") if path.is_file())
    import sentence_transformers  # noqa: F401 - imported here so that loading is timed without it

    began = time.perf_counter()
    encode = loaded(folder)
    figures = {"size, MB": size / 1e6, "load, s": time.perf_counter() - began}
    passage = " ".join([_SENTENCE] * 11)
    for count in threads:
        torch.set_num_threads(count)
        for name, text, number in (("sentences", _SENTENCE, 256), ("passages", passage, 64)):
            figures[f"{name} a second, {count} threads"] = _rate(encode, [text] * number)
    figures["peak memory, MB"] = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024
    return json.dumps({name: round(value, 1) for name, value in figures.items()}, indent=2)


def _rate(encode: Encode, texts: list[str]) -> float:
    """Texts a second, the best of some rounds."""
    best = float("inf")
    for _ in range(_ROUNDS):
        began = time.perf_counter()
        encode(texts)
        best = min(best, time.perf_counter() - began)
    return len(texts) / best
