"""Distillation: a Russian text's vector should be the teacher's of its English.

The target is the teacher's stored vector, so the English side costs nothing;
the loss is the distance plus the neighbourhood among the batch and drawn
others (:mod:`.losses`). With ``rates.layers`` zero only the new embeddings
learn; else English texts take part, to keep the layers true to the teacher.
"""

from __future__ import annotations

import logging
import time
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from pathlib import Path

import numpy as np
import torch
from numpy.typing import NDArray
from torch import Tensor, nn

from index_config.training import checkpoint
from index_config.training.losses import distance, relational
from index_config.training.optimiser import Optimiser, Rates, pace
from index_config.training.sampling import epoch_batches
from index_config.training.student import embed
from index_config.training.tokens import Sequences

log = logging.getLogger(__name__)

Step = Callable[[int], None]


@dataclass(frozen=True, slots=True)
class Plan:
    """How long and how hard a stage trains.

    ``steps`` is its length; with ``minutes`` it ends at that time instead and the
    learning rate falls with the clock. ``others`` is the number of drawn vectors
    beside the batch; ``english_every`` the steps between English batches (0: never).
    """

    rates: Rates
    steps: int
    minutes: float = 0.0
    batch_tokens: int = 2048
    others: int = 1024
    relational_weight: float = 0.3
    english_every: int = 0
    save_every: int = 200
    seed: int = 13


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
    step, spent = checkpoint.resume(path, student, optimiser)
    began = time.monotonic() - spent
    running = 0.0
    for places in batches_of(lessons, plan, step):
        progress = progress_of(plan, step, time.monotonic() - began)
        if progress >= 1:
            break
        loss = _loss(student, lessons, plan, places, step, device)
        optimiser.step(loss, pace(progress))
        step += 1
        running += 0.02 * (loss.item() - running) if running else loss.item()
        if step % plan.save_every == 0:
            log.info("distil: step %d, %.0f %%, loss %.4f", step, 100 * progress, running)
            checkpoint.keep(path, student, optimiser, step, time.monotonic() - began)
            if every is not None:
                every(step)
    checkpoint.keep(path, student, optimiser, step, time.monotonic() - began)


def progress_of(plan: Plan, step: int, spent: float) -> float:
    """Share of the stage that is done, by the clock or by steps."""
    return spent / (60 * plan.minutes) if plan.minutes else step / max(plan.steps, 1)


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
