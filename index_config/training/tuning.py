"""Tuning: a multilingual network learns to understand in Russian what it understands in English.

It is its own teacher (Reimers & Gurevych 2020, "Making Monolingual Sentence Embeddings Multilingual using Knowledge
Distillation", with the network before tuning, map included, in the teacher's place), so that no step asks English texts
to move. Steps are of three kinds, drawn anew each time:

- questions, in both languages, to their passages among all passages of both languages: the InfoNCE of :mod:`.mapping`,
  while the passages' vectors stand still, which makes a step as cheap as its questions are short;
- passages, to the middle between the teacher's vectors of their two versions;
- translations, to the teacher's vector of the English side, by distance and neighbourhood (:mod:`.losses`).

The loss goes through the map, which stays as it is; :func:`.adaptation.remap` fits it to the tuned vectors afterwards.
"""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path

import numpy as np
import torch
from numpy.typing import NDArray
from torch import Tensor, nn
from torch.nn.functional import normalize

from index_config.training.losses import TEMPERATURE, distance, relational
from index_config.training.mapping import AffineMap, Translated, answers
from index_config.training.optimiser import Optimiser
from index_config.training.rounds import Plan, Stage, Step, go_on
from index_config.training.sampling import epoch_batches
from index_config.training.student import embed, embed_all
from index_config.training.tokens import Sequences

#: Shares of the steps with questions and with passages; the others are translations.
QUESTIONS, PASSAGES = 0.55, 0.1
#: Texts of such a step.
QUESTIONS_A_STEP, PASSAGES_A_STEP = 64, 8


@dataclass(frozen=True, slots=True)
class Material:
    """What to learn from, as tokens.

    ``english`` and ``russian`` are translations, row by row; ``passages_en`` and
    ``passages_ru`` the two versions of each passage; ``owners`` holds the row of each question's passage.
    """

    english: Sequences
    russian: Sequences
    passages_en: Sequences
    passages_ru: Sequences
    questions: Sequences
    owners: NDArray[np.int64]

    def kinds(self) -> tuple[float, float, float]:
        """Shares of the three kinds of steps, of those that there is text for.

        Raises:
            ValueError: there is none at all.
        """
        asked = len(self.questions) > 0
        shares = np.array([QUESTIONS * asked, PASSAGES * asked, (1 - QUESTIONS - PASSAGES) * (len(self.english) > 0)])
        if not shares.any():
            raise ValueError("neither questions nor translations to learn from")
        questions, passages, translations = (shares / shares.sum()).tolist()
        return questions, passages, translations


def tune(
    network: nn.Module,
    teacher: nn.Module,
    affine: AffineMap,
    material: Material,
    plan: Plan,
    path: Path,
    device: torch.device,
    every: Step | None = None,
) -> None:
    """Train ``network`` in place, from the checkpoint at ``path`` where there is one.

    Args:
        network: begins as a copy of ``teacher``.
        teacher: the network as it was; stays.
        affine: the map behind the pooling of both.
        material: translations, passages and questions.
        plan: length and rates of the stage.
        path: checkpoint.
        device: where to compute.
        every: called with the step number at each checkpoint.
    """
    optimiser = Optimiser(network.to(device), 0, plan.rates)
    stage = Stage("tune", network, optimiser, path, every)
    done = stage.resume()
    mapped = AffineMap(affine.weight.to(device), affine.bias.to(device))
    lessons = _Lessons(network, teacher.to(device), mapped, material, plan, device)
    go_on(stage, plan, lessons.loss, done)


class _Lessons:
    """The loss of a step by its number; what it is about follows from the plan's seed."""

    def __init__(
        self,
        network: nn.Module,
        teacher: nn.Module,
        affine: AffineMap,
        material: Material,
        plan: Plan,
        device: torch.device,
    ) -> None:
        """Ask the teacher for what never changes: the vectors of passages and questions."""
        self._network, self._teacher, self._affine = network, teacher, affine
        self._material, self._plan, self._device = material, plan, device
        self._shares = material.kinds()
        self._passages = Translated(self._known(material.passages_en), self._known(material.passages_ru))
        self._questions = self._known(material.questions)
        self._middle = normalize((self._passages.english + self._passages.russian) / 2, dim=-1)
        lengths = np.maximum(material.english.lengths, material.russian.lengths)
        self._batches = epoch_batches(np.arange(len(lengths)), lengths, plan.batch_tokens, plan.seed)

    def loss(self, step: int) -> Tensor:
        """Loss of a step."""
        rng = np.random.default_rng((self._plan.seed, step))
        kind = int(rng.choice(3, p=self._shares))
        return (self._asked, self._read, self._translated)[kind](rng)

    def _asked(self, rng: np.random.Generator) -> Tensor:
        rows = _some(len(self._material.questions), QUESTIONS_A_STEP, rng)
        vectors = self._embed(self._material.questions, rows)
        owners = torch.from_numpy(self._material.owners[rows]).to(self._device)
        answering = answers(vectors, self._passages, owners, TEMPERATURE)
        return answering / 2 + distance(vectors, self._questions[rows])

    def _read(self, rng: np.random.Generator) -> Tensor:
        rows = _some(len(self._material.passages_en), PASSAGES_A_STEP, rng)
        side = (self._material.passages_en, self._material.passages_ru)[rng.integers(2)]
        return self._towards(self._embed(side, rows), self._middle[rows])

    def _translated(self, rng: np.random.Generator) -> Tensor:
        rows = self._batches[rng.integers(len(self._batches))]
        english = self._plan.english_every > 0 and rng.integers(self._plan.english_every) == 0
        with torch.no_grad():
            target = self._affine(embed(self._teacher, _picked(self._material.english, rows), self._device))
        side = self._material.english if english else self._material.russian
        return self._towards(self._embed(side, rows), target)

    def _towards(self, vectors: Tensor, target: Tensor) -> Tensor:
        near = relational(vectors, target, self._middle)
        return distance(vectors, target) + self._plan.relational_weight * near

    def _embed(self, texts: Sequences, rows: NDArray[np.int64]) -> Tensor:
        return self._affine(embed(self._network, _picked(texts, rows), self._device))

    def _known(self, texts: Sequences) -> Tensor:
        vectors = torch.from_numpy(embed_all(self._teacher, list(texts), self._device)).to(self._device)
        return self._affine(vectors)


def _some(count: int, wanted: int, rng: np.random.Generator) -> NDArray[np.int64]:
    return rng.choice(count, min(count, wanted), replace=False)


def _picked(texts: Sequences, rows: NDArray[np.int64]) -> list[NDArray[np.int32]]:
    return [texts[row] for row in rows]
