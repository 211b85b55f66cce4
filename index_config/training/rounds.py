"""The loop of a stage: step after step by the clock or by number, with checkpoints that a cut run goes on from."""

from __future__ import annotations

import logging
import time
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path

from torch import Tensor, nn

from index_config.training import checkpoint
from index_config.training.optimiser import Optimiser, Rates, pace

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

    def progress(self, step: int, spent: float) -> float:
        """Share of the stage that is done after ``step`` steps and ``spent`` seconds."""
        return spent / (60 * self.minutes) if self.minutes else step / max(self.steps, 1)


@dataclass(frozen=True, slots=True)
class Stage:
    """What a stage trains: the network, what moves it, and where its checkpoint lies.

    ``every`` is called with the step number whenever a checkpoint is written.
    """

    name: str
    network: nn.Module
    optimiser: Optimiser
    path: Path
    every: Step | None = None

    def resume(self) -> tuple[int, float]:
        """Take up the checkpoint where there is one: steps done and seconds spent."""
        return checkpoint.resume(self.path, self.network, self.optimiser)


def go_on(stage: Stage, plan: Plan, loss_of: Callable[[int], Tensor], done: tuple[int, float]) -> None:
    """Train in place from ``done``, as :meth:`Stage.resume` gave it, to the end of the plan.

    ``loss_of`` gives the loss of a step by its number, from 0.
    """
    step, spent = done
    began = time.monotonic() - spent
    running = 0.0
    while (progress := plan.progress(step, time.monotonic() - began)) < 1:
        loss = loss_of(step)
        stage.optimiser.step(loss, pace(progress))
        step += 1
        running += 0.02 * (loss.item() - running) if running else loss.item()
        if step % plan.save_every == 0:
            log.info("%s: step %d, %.0f %%, loss %.4f", stage.name, step, 100 * progress, running)
            checkpoint.keep(stage.path, stage.network, stage.optimiser, step, time.monotonic() - began)
            if stage.every is not None:
                stage.every(step)
    checkpoint.keep(stage.path, stage.network, stage.optimiser, step, time.monotonic() - began)
