"""Losses over unit vectors; all take and give float32.

Shapes: ``student`` and ``target`` are ``(batch, width)``, row by row the same text
or its translation; ``others`` is ``(m, width)``.
"""

from __future__ import annotations

import torch
from torch import Tensor
from torch.nn.functional import log_softmax, softmax

TEMPERATURE = 0.05


def distance(student: Tensor, target: Tensor) -> Tensor:
    """Mean ``1 - cosine``: half the squared distance (Reimers & Gurevych 2020)."""
    return (1 - (student * target).sum(-1)).mean()


def relational(student: Tensor, target: Tensor, others: Tensor) -> Tensor:
    """Cross-entropy between the teacher's and the student's neighbourhoods.

    The teacher's cosines of each target to all targets and ``others``, through a
    softmax at :data:`TEMPERATURE`, are what the student's should be: the right
    translation first, near-duplicates close behind instead of pushed away.
    """
    pool = torch.cat([target, others])
    wanted = softmax(target @ pool.T / TEMPERATURE, dim=-1)
    got = log_softmax(student @ pool.T / TEMPERATURE, dim=-1)
    return -(wanted * got).sum(-1).mean()
