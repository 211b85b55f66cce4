"""The map behind the pooling: takes the language out of a vector and puts questions beside their passages.

A multilingual encoder puts texts of one language together, whatever they say. Two steps mend it, with the network as
it is:

1. the mean vector and the directions in which translations differ most are taken out (Yang et al. 2021, "A Simple and
   Effective Method To Eliminate the Self Language Bias in Multilingual Representations");
2. from there an affine map learns from questions with their passages, in all four directions: InfoNCE (van den Oord
   et al. 2018) whose wrong answers come from both languages, held to its start by a penalty.

Translations in the second step did not help on held-out passages. Vectors are made once, so that it takes a minute on
a laptop.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
import torch
from torch import Tensor
from torch.nn.functional import cross_entropy, normalize

TEMPERATURE = 0.03
#: Directions taken out: more remove what texts say, too.
DIRECTIONS = 2
_QUESTIONS = 300
#: Stands for a logit that must not count.
_NEVER = -1e4


@dataclass(frozen=True, slots=True)
class Translated:
    """Vectors of translated texts, ``(n, width)`` each, row by row the same text."""

    english: Tensor
    russian: Tensor


@dataclass(frozen=True, slots=True)
class Asked:
    """Vectors of passages and of the questions to them; ``owners`` holds the row of each question's passage."""

    passages: Translated
    questions: Translated
    owners: Tensor


@dataclass(frozen=True, slots=True)
class AffineMap:
    """``x → normalised(weight @ x + bias)``; weight ``(width, width)``, bias ``(width,)``."""

    weight: Tensor
    bias: Tensor

    def __call__(self, vectors: Tensor) -> Tensor:
        """Map vectors ``(n, width)``."""
        return normalize(vectors @ self.weight.T + self.bias, dim=-1)


def without_language(pairs: Sequence[Translated], directions: int = DIRECTIONS) -> AffineMap:
    """Return the map that takes away the mean and the main directions of the difference between translations."""
    english = torch.cat([pair.english for pair in pairs])
    russian = torch.cat([pair.russian for pair in pairs])
    mean = (english.mean(0) + russian.mean(0)) / 2
    difference = english - russian
    _, vectors = torch.linalg.eigh(difference.T @ difference)  # ascending
    main = vectors[:, -directions:] if directions else vectors[:, :0]
    weight = torch.eye(len(mean)) - main @ main.T
    return AffineMap(weight, -(weight @ mean))


def refine(
    start: AffineMap,
    asked: Asked,
    *,
    penalty: float = 30.0,
    steps: int = 400,
    rate: float = 2e-3,
    seed: int = 13,
) -> AffineMap:
    """Learn from questions and their passages, beginning at ``start``.

    ``penalty`` weighs the mean squared distance of a row of the weight from its start. The rate falls to zero.
    """
    weight = start.weight.clone().requires_grad_()
    bias = start.bias.clone().requires_grad_()
    moving = AffineMap(weight, bias)
    optimiser = torch.optim.Adam([weight, bias], lr=rate)
    rng = np.random.default_rng(seed)
    for step in range(steps):
        for group in optimiser.param_groups:
            group["lr"] = rate * (1 - step / steps)
        loss = penalty * ((weight - start.weight) ** 2).sum() / len(weight) + _answering(moving, asked, rng)
        optimiser.zero_grad()
        loss.backward()  # type: ignore[no-untyped-call]
        optimiser.step()
    return AffineMap(weight.detach(), bias.detach())


def answers(questions: Tensor, passages: Translated, owners: Tensor, temperature: float = TEMPERATURE) -> Tensor:
    """InfoNCE of each question to its passage, in English and in Russian, against all passages of both languages.

    ``questions`` is ``(n, width)``, ``owners`` ``(n,)`` the row of each one's passage, whose other version is no wrong
    answer.
    """
    count = len(passages.english)
    logits = questions @ torch.cat([passages.english, passages.russian]).T / temperature
    places = torch.arange(len(questions))
    losses = []
    for right, twin in ((owners, owners + count), (owners + count, owners)):
        masked = logits.clone()
        masked[places, twin] = _NEVER
        losses.append(cross_entropy(masked, right))
    return (losses[0] + losses[1]) / 2


def _answering(moving: AffineMap, asked: Asked, rng: np.random.Generator) -> Tensor:
    rows = torch.from_numpy(rng.choice(len(asked.owners), min(_QUESTIONS, len(asked.owners)), replace=False))
    passages = Translated(moving(asked.passages.english), moving(asked.passages.russian))
    questions = moving(torch.cat([asked.questions.english[rows], asked.questions.russian[rows]]))
    return answers(questions, passages, asked.owners[rows].repeat(2))
