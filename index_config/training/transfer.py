"""Embedding transfer: new rows of the table as means of the teacher's rows.

A Russian token starts as the mean of the English tokens that it is translated
by, weighted by p^1.5 (sharper than the probability itself), and is scaled to
their mean norm. With no gradient step the teacher's layers then read Russian.
"""

from __future__ import annotations

import numpy as np
from numpy.typing import NDArray

from index_config.training.alignment import Translations

SHARPNESS = 1.5
FLOOR = 0.02

Floats = NDArray[np.float32]


def transfer(
    teacher: Floats,
    rows: NDArray[np.int64],
    size: int,
    translations: Translations,
    *,
    sharpness: float = SHARPNESS,
    floor: float = FLOOR,
) -> Floats:
    """Build the new embedding table, shape ``(size, width)``.

    Args:
        teacher: the teacher's table, shape ``(teacher size, width)``.
        rows: the teacher's row of each of the first ``len(rows)`` new ids.
        size: size of the new vocabulary.
        translations: p(English token | Russian token) over new ids.
        sharpness: exponent of the probabilities.
        floor: probabilities below are dropped.

    Tokens without a translation get the mean of all transferred rows.
    """
    kept = len(rows)
    table = np.zeros((size, teacher.shape[1]), dtype=np.float32)
    table[:kept] = teacher[rows]
    use = (translations.p >= floor) & (translations.ru >= kept) & (translations.en < kept)
    ru, en = translations.ru[use], translations.en[use]
    weight = translations.p[use] ** sharpness
    total = np.bincount(ru, weight, size)
    weight = (weight / total[ru]).astype(np.float32)
    norms = np.linalg.norm(table[en], axis=1)
    np.add.at(table, ru, table[en] * weight[:, None])
    wanted = np.bincount(ru, weight * norms, size)
    new = np.flatnonzero(total > 0)
    table[new] *= (wanted[new] / np.linalg.norm(table[new], axis=1))[:, None]
    orphans = np.setdiff1d(np.arange(kept, size), new)
    if len(new):
        table[orphans] = table[new].mean(axis=0)
    return table
