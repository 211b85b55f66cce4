"""Which pairs to train on, and in which batches.

With little computing time a pair is worth what it teaches for each token it
costs: rare tokens and the field's text count more (weighted sampling without
replacement, Efraimidis & Spirakis 2006). Batches hold texts of like length, so
that hardly any of a batch is padding.
"""

from __future__ import annotations

import numpy as np
from numpy.typing import NDArray

from index_config.training.student import cut
from index_config.training.tokens import Sequences

Floats = NDArray[np.float64]
Ints = NDArray[np.int64]


def worth(russian: Sequences, weights: Floats, first_new: int) -> Floats:
    """Worth of each pair: its weight × mean rarity of its new tokens, shape ``(n,)``.

    Rarity of a token with count *c* is ``c ** -0.5``; tokens below ``first_new``
    are the teacher's own and teach nothing.
    """
    counts = np.bincount(russian.values, minlength=first_new + 1).astype(np.float64)
    rarity = np.zeros(len(counts))
    seen = counts > 0
    rarity[seen] = counts[seen] ** -0.5
    rarity[:first_new] = 0.0
    if not len(russian):
        return np.empty(0)
    gain = np.add.reduceat(rarity[russian.values], russian.offsets[:-1])
    result: Floats = weights * gain / np.maximum(russian.lengths, 4)
    return result


def choose(value: Floats, costs: Ints, budget: int, rng: np.random.Generator) -> Ints:
    """Draw rows, likelier by ``value``, until their ``costs`` reach ``budget``."""
    with np.errstate(divide="ignore"):
        keys = np.log(rng.random(len(value))) / value
    order = np.argsort(-keys)
    order = order[value[order] > 0]
    within = int(np.searchsorted(np.cumsum(costs[order]), budget, side="right"))
    return np.sort(order[: max(within, 1)])


def epoch_batches(rows: Ints, lengths: Ints, batch_tokens: int, seed: int) -> list[Ints]:
    """Batches of one pass over ``rows``, in random order, alike for a given seed.

    Args:
        rows: row numbers to visit once.
        lengths: token count of every row of the corpus.
        batch_tokens: padded tokens a batch.
        seed: one a pass, so that every pass mixes anew.
    """
    rng = np.random.default_rng(seed)
    noisy = lengths[rows] + rng.random(len(rows))
    batches = cut(rows[np.argsort(noisy)], lengths, batch_tokens)
    return [batches[place] for place in rng.permutation(len(batches))]
