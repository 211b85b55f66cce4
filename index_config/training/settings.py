"""Settings of a training run: where its data and its working files are."""

from __future__ import annotations

from dataclasses import dataclass, field
from pathlib import Path

import torch

from index_config.training.optimiser import Rates

#: Usual sizes of the vocabulary: Russian tokens that the teacher's gets, pieces that stay of a multilingual model's.
NEW_TOKENS = 40_000
KEPT_PIECES = 42_000


@dataclass(frozen=True, slots=True)
class Settings:
    """One run. All that it makes, but for the export, lies in the folder ``work``.

    ``pairs`` and ``passages`` are files or folders; ``word_counts`` is an optional
    file ``word<TAB>count`` of general Russian; ``tokens`` is the number of Russian
    tokens to distil from (0: all) in texts of at most ``longest`` tokens, and
    ``passage_tokens`` in joined passages; ``dev_share`` of the records is held out,
    but none of those in ``more_passages``, which only :mod:`.tuning` learns from.
    ``vocabulary_size`` is the number of new Russian tokens or, where a multilingual
    model is pruned, of the pieces that stay; there ``word_counts`` may be of both languages.
    """

    work: Path
    pairs: tuple[Path, ...] = ()
    passages: tuple[Path, ...] = ()
    more_passages: tuple[Path, ...] = ()
    word_counts: Path | None = None
    skip: tuple[str, ...] = ()
    teacher: Path | None = None
    vocabulary_size: int = NEW_TOKENS
    tokens: int = 5_000_000
    passage_tokens: int = 700_000
    longest: int = 64
    dev_share: float = 0.15
    seed: int = 13
    device: torch.device = field(default_factory=lambda: torch.device("cpu"))

    @property
    def tokenizer(self) -> Path:
        """Folder of ``tokenizer.json`` and ``teacher_rows.npy``."""
        return self.work

    @property
    def translations(self) -> Path:
        """Aligned tokens, the arrays of :class:`.alignment.Translations`."""
        return self.work / "align.npz"

    def checkpoint(self, stage: str) -> Path:
        """Checkpoint of a stage by its name."""
        return self.work / f"{stage}.pt"


#: Peak learning rates of the stages, chosen by hand, not by a search.
EMBEDDINGS_ONLY = Rates(embeddings=2e-3)
ALL_WEIGHTS = Rates(embeddings=4e-4, layers=8e-5)
CONTRAST = Rates(embeddings=5e-4, layers=3e-5)
TUNING = Rates(embeddings=1e-4, layers=4e-5)
