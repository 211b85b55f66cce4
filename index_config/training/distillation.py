"""Distillation: a Russian text's vector should be the teacher's of its English.

The target is the teacher's stored vector, so the English side costs nothing;
the loss is the distance plus the neighbourhood among the batch and drawn
others (:mod:`.losses`). With ``rates.layers`` zero only the new embeddings
learn; else English texts take part, to keep the layers true to the teacher.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

import numpy as np
import torch
from numpy.typing import NDArray
from torch import Tensor, nn

from index_config.training.losses import distance, relational
from index_config.training.optimiser import Optimiser
from index_config.training.rounds import Plan, Stage, Step, go_on
from index_config.training.sampling import epoch_batches
from index_config.training.student import embed
from index_config.training.tokens import Sequences


@dataclass(frozen=True, slots=True)
class Lessons:
    """The stage's data: row *n* of all four belongs together.

    ``vectors`` are the teacher's, ``(len(rows), width)``; ``rows`` index the
    sequences.
    """

    russian: Sequences
    english: Sequences
    rows: NDArray[np.int64]
    vectors: NDArray[np.float16]


def distil(
    student: nn.Module,
    lessons: Lessons,
    plan: Plan,
    first_new: int,
    path: Path,
    device: torch.device,
    every: Step | None = None,
) -> None:
    """Train ``student`` in place, from the checkpoint at ``path`` where there is one.

    ``every`` is called with the step number whenever a checkpoint is written.
    """
    optimiser = Optimiser(student.to(device), first_new, plan.rates)
    stage = Stage("distil", student, optimiser, path, every)
    done = stage.resume()
    batches = batches_of(lessons, plan, done[0])
    go_on(stage, plan, lambda step: _loss(student, lessons, plan, next(batches), step, device), done)


def batches_of(lessons: Lessons, plan: Plan, done: int) -> Iterator[NDArray[np.int64]]:
    """Places in the lessons, batch after batch and pass after pass, from step ``done``."""
    if not len(lessons.rows):
        raise ValueError("no pairs to learn from")
    places = np.arange(len(lessons.rows))
    lengths = lessons.russian.lengths[lessons.rows]
    passed, seed = 0, plan.seed
    while True:
        batches = epoch_batches(places, lengths, plan.batch_tokens, seed)
        yield from batches[max(0, done - passed) :]
        passed += len(batches)
        seed += 1


def _loss(
    student: nn.Module,
    lessons: Lessons,
    plan: Plan,
    places: NDArray[np.int64],
    step: int,
    device: torch.device,
) -> Tensor:
    """Loss of one batch; which language it is in follows from the step number."""
    english = plan.english_every > 0 and step % plan.english_every == plan.english_every - 1
    side = lessons.english if english else lessons.russian
    vectors = embed(student, [side[row] for row in lessons.rows[places]], device)
    target = stored(lessons, places, device)
    rng = np.random.default_rng((plan.seed, step))
    others = stored(lessons, rng.integers(0, len(lessons.rows), plan.others), device)
    near = relational(vectors, target, others)
    return distance(vectors, target) + plan.relational_weight * near


def stored(lessons: Lessons, places: NDArray[np.int64], device: torch.device) -> Tensor:
    """Teacher's vectors of some places, as float32."""
    picked = np.asarray(lessons.vectors[places])
    return torch.from_numpy(picked.astype(np.float32)).to(device)
