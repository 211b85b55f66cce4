"""The contrastive stage: questions to the passages that answer them, across languages.

Each step takes some passages in both languages with one English and one Russian
question, and goes in all four directions. Wrong answers are the other passages
in *both* languages, from a bank of every passage's latest vector, so that a
text's language never decides. Translated pairs of the field and the distance to
the teacher's English vectors keep what distillation taught.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

import numpy as np
import torch
from numpy.typing import NDArray
from torch import Tensor, nn

from index_config.training.distillation import (
    Lessons,
    batches_of,
    stored,
)
from index_config.training.losses import TEMPERATURE, distance, relational
from index_config.training.optimiser import Optimiser
from index_config.training.rounds import Plan, Stage, Step, go_on
from index_config.training.student import embed, embed_all
from index_config.training.tokens import Sequences


@dataclass(frozen=True, slots=True)
class Asked:
    """Tokenised question–passage records; list *n* holds record *n*'s questions.

    ``passages_en`` and ``passages_ru`` have one sequence a record;
    ``teacher`` the teacher's vectors of the English passages, ``(n, width)``.
    """

    passages_en: Sequences
    passages_ru: Sequences
    questions_en: Sequence[Sequences]
    questions_ru: Sequence[Sequences]
    teacher: NDArray[np.float32]


def contrast(
    student: nn.Module,
    asked: Asked,
    lessons: Lessons,
    plan: Plan,
    first_new: int,
    path: Path,
    device: torch.device,
    every: Step | None = None,
    records: int = 12,
) -> None:
    """Train ``student`` in place on questions and, in turn, on the pairs of ``lessons``.

    Args:
        student: the network; its checkpoint at ``path`` is taken up if there.
        asked: question–passage records.
        lessons: translated pairs with the teacher's vectors, for every other step.
        plan: length and rates of the stage.
        first_new: first id of the new tokens.
        path: checkpoint.
        device: where to compute.
        every: called with the step number at each checkpoint.
        records: passages a step.
    """
    optimiser = Optimiser(student.to(device), first_new, plan.rates)
    stage = Stage("contrast", student, optimiser, path, every)
    done = stage.resume()
    bank = _bank(student, asked, device)
    pairs = batches_of(lessons, plan, done[0] // 2)

    def loss_of(step: int) -> Tensor:
        if step % 2:
            return _pairs_loss(student, lessons, plan, next(pairs), step, device)
        return _questions_loss(student, asked, bank, _turn(asked, plan, step, records), device)

    go_on(stage, plan, loss_of, done)


def _bank(student: nn.Module, asked: Asked, device: torch.device) -> Tensor:
    """Vectors of all passages, ``(2, records, width)``: English, Russian."""
    sides = (asked.passages_en, asked.passages_ru)
    vectors = [embed_all(student, list(side), device) for side in sides]
    return torch.from_numpy(np.stack(vectors)).to(device)


def _turn(asked: Asked, plan: Plan, step: int, records: int) -> list[tuple[int, int, int]]:
    """Records of this step with the number of an English and a Russian question."""
    count = len(asked.passages_en)
    turns = max(1, count // records)
    passed, place = divmod(step // 2, turns)
    order = np.random.default_rng((plan.seed, passed)).permutation(count)
    rng = np.random.default_rng((plan.seed, step, 1))
    return [
        (int(row), int(rng.integers(len(asked.questions_en[row]))),
         int(rng.integers(len(asked.questions_ru[row]))))
        for row in order[place * records : (place + 1) * records]
    ]  # fmt: skip


def _questions_loss(
    student: nn.Module,
    asked: Asked,
    bank: Tensor,
    turn: list[tuple[int, int, int]],
    device: torch.device,
) -> Tensor:
    """Four directions of question → passage, and the passages' distance to the teacher."""
    rows = torch.tensor([row for row, _, _ in turn], device=device)
    english = embed(student, [asked.passages_en[row] for row, _, _ in turn], device)
    russian = embed(student, [asked.passages_ru[row] for row, _, _ in turn], device)
    bank[0, rows], bank[1, rows] = english.detach(), russian.detach()
    texts = [asked.questions_en[row][en] for row, en, _ in turn]
    texts += [asked.questions_ru[row][ru] for row, _, ru in turn]
    questions = embed(student, texts, device)
    owners = torch.cat([rows, rows])
    loss = sum(
        (answer(questions, torch.cat([side, side]), owners, bank) for side in (english, russian)),
        start=torch.zeros((), device=device),
    )
    teacher = torch.from_numpy(asked.teacher[rows.cpu().numpy()]).to(device)
    return loss / 2 + distance(english, teacher) + distance(russian, teacher)


def answer(questions: Tensor, documents: Tensor, owners: Tensor, bank: Tensor) -> Tensor:
    """InfoNCE of question *i* to document *i* against other records in both languages.

    Args:
        questions: ``(n, width)``.
        documents: ``(n, width)``, the right answers in one language.
        owners: ``(n,)``, the record of each question.
        bank: ``(2, records, width)``; a question's own record is masked.
    """
    wrong = questions @ bank.flatten(0, 1).T
    own = torch.arange(bank.shape[1], device=bank.device).repeat(2) == owners[:, None]
    wrong = wrong.masked_fill(own, -1e4)
    right = (questions * documents).sum(-1, keepdim=True)
    logits = torch.cat([right, wrong], dim=-1) / TEMPERATURE
    return -torch.log_softmax(logits, dim=-1)[:, 0].mean()


def _pairs_loss(
    student: nn.Module,
    lessons: Lessons,
    plan: Plan,
    chosen: NDArray[np.int64],
    step: int,
    device: torch.device,
) -> Tensor:
    """Distance and neighbourhood of one batch of pairs, both languages."""
    target = stored(lessons, chosen, device)
    rng = np.random.default_rng((plan.seed, step))
    others = stored(lessons, rng.integers(0, len(lessons.rows), plan.others), device)
    loss = torch.zeros((), device=device)
    for side in (lessons.russian, lessons.english):
        vectors = embed(student, [side[row] for row in lessons.rows[chosen]], device)
        near = relational(vectors, target, others)
        loss = loss + distance(vectors, target) + plan.relational_weight * near
    return loss
