"""The teacher's vectors of the English sides, computed once and kept on disk.

A half-precision array ``(n, width)`` beside a file that says how far it is
filled; a run that was cut off goes on from there.
"""

from __future__ import annotations

import logging
from pathlib import Path

import numpy as np
import torch
from numpy.typing import NDArray
from torch import nn

from index_config.training.student import cut, embed
from index_config.training.tokens import Sequences

log = logging.getLogger(__name__)

_SAVE_EVERY = 200


def teacher_vectors(
    teacher: nn.Module,
    english: Sequences,
    rows: NDArray[np.int64],
    stem: Path,
    device: torch.device,
    batch_tokens: int = 4096,
) -> NDArray[np.float16]:
    """Unit vectors of ``english[rows]``, shape ``(len(rows), width)``, cached at ``stem``."""
    width = int(teacher.config.hidden_size)  # type: ignore[union-attr, arg-type]
    if not len(rows):
        return np.empty((0, width), dtype=np.float16)
    vectors_path, done_path = stem.with_suffix(".f16"), stem.with_suffix(".done")
    if not vectors_path.exists():
        done_path.unlink(missing_ok=True)
    mode = "r+" if vectors_path.exists() else "w+"
    shape = (len(rows), width)
    vectors = np.memmap(vectors_path, dtype=np.float16, mode=mode, shape=shape)  # type: ignore[call-overload]
    lengths = english.lengths[rows]
    batches = cut(np.argsort(lengths, kind="stable"), lengths, batch_tokens)
    start = int(done_path.read_text()) if done_path.exists() else 0
    with torch.inference_mode():
        for number in range(start, len(batches)):
            places = batches[number]
            tokens = [english[row] for row in rows[places]]
            vectors[places] = embed(teacher, tokens, device).cpu().numpy()
            if (number + 1) % _SAVE_EVERY == 0 or number + 1 == len(batches):
                vectors.flush()
                done_path.write_text(str(number + 1))
                log.info("teacher: %d of %d batches", number + 1, len(batches))
    result: NDArray[np.float16] = vectors
    return result
