"""Optimisers of a stage: sparse for the new embeddings, dense for the layers.

Of the embedding table only the rows that a batch touches are updated, and the
teacher's own rows never: English keeps its input.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

import torch
from torch import Tensor, nn

from index_config.training.student import embedding_table


@dataclass(frozen=True, slots=True)
class Rates:
    """Peak learning rates; ``layers`` zero keeps the teacher's layers as they are."""

    embeddings: float
    layers: float = 0.0


def only_new_rows(gradient: Tensor, first_new: int) -> Tensor:
    """Drop the rows below ``first_new`` from a sparse gradient ``(size, width)``."""
    gradient = gradient.coalesce()
    rows = gradient.indices()[0]
    new = rows >= first_new
    return torch.sparse_coo_tensor(
        rows[new].unsqueeze(0),
        gradient.values()[new],
        gradient.shape,
        check_invariants=False,
        is_coalesced=True,
    )


class Optimiser:
    """Adam over the new embedding rows and, where wanted, over the layers."""

    def __init__(self, network: nn.Module, first_new: int, rates: Rates) -> None:
        """Take hold of a network's weights; all others stop asking for gradients."""
        table = embedding_table(network)
        table.sparse = True
        self._first_new = first_new
        self._weight = table.weight
        self._layers = [
            weight for name, weight in network.named_parameters() if ".layer." in f".{name}" or "LayerNorm" in name
        ]
        for weight in network.parameters():
            weight.requires_grad_(False)
        self._weight.requires_grad_(True)
        self._rates = rates
        self._parts: list[tuple[torch.optim.Optimizer, float]] = [
            (torch.optim.SparseAdam([self._weight], lr=rates.embeddings), rates.embeddings)
        ]
        if rates.layers:
            for weight in self._layers:
                weight.requires_grad_(True)
            self._parts.append((torch.optim.Adam(self._layers, lr=rates.layers), rates.layers))

    def step(self, loss: Tensor, factor: float) -> None:
        """Go one step down the loss at ``factor`` times the peak rates."""
        loss.backward()  # type: ignore[no-untyped-call]
        if self._weight.grad is not None:
            self._weight.grad = only_new_rows(self._weight.grad, self._first_new)
        if self._rates.layers:
            torch.nn.utils.clip_grad_norm_(self._layers, 1.0)
        for part, rate in self._parts:
            for group in part.param_groups:
                group["lr"] = rate * factor
            part.step()
            part.zero_grad(set_to_none=True)

    def state(self) -> list[dict[str, Any]]:
        """What a checkpoint must hold."""
        return [part.state_dict() for part, _ in self._parts]

    def restore(self, states: list[dict[str, Any]]) -> None:
        """Take up a checkpoint's state."""
        for (part, _), state in zip(self._parts, states, strict=True):
            part.load_state_dict(state)


def pace(progress: float, warm_up: float = 0.03, floor: float = 0.05) -> float:
    """Factor on the learning rate: a short rise, then a straight fall to ``floor``."""
    if progress < warm_up:
        return max(progress / warm_up, floor)
    return max(floor, 1 - (1 - floor) * (progress - warm_up) / (1 - warm_up))
