"""Checkpoints that survive a kill: written aside, then moved into place."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import torch
from torch import nn

from index_config.training.optimiser import Optimiser


def save(path: Path, content: dict[str, Any]) -> None:
    """Write a checkpoint; at no moment is there half a file under ``path``."""
    path.parent.mkdir(parents=True, exist_ok=True)
    aside = path.with_suffix(".part")
    torch.save(content, aside)
    aside.replace(path)


def load(path: Path) -> dict[str, Any] | None:
    """Read a checkpoint onto the CPU, or nothing where there is none."""
    if not path.exists():
        return None
    content: dict[str, Any] = torch.load(path, map_location="cpu", weights_only=True)
    return content


def keep(path: Path, student: nn.Module, optimiser: Optimiser, step: int, spent: float) -> None:
    """Write everything that the next step depends on; ``spent`` in seconds."""
    state = {name: tensor.cpu() for name, tensor in student.state_dict().items()}
    content = {"student": state, "optimiser": optimiser.state(), "step": step, "spent": spent}
    save(path, content)


def resume(path: Path, student: nn.Module, optimiser: Optimiser) -> tuple[int, float]:
    """Take up a checkpoint where there is one: steps done and seconds spent."""
    saved = load(path)
    if saved is None:
        return 0, 0.0
    student.load_state_dict(saved["student"])
    optimiser.restore(saved["optimiser"])
    return int(saved["step"]), float(saved["spent"])


def average(states: list[dict[str, torch.Tensor]]) -> dict[str, torch.Tensor]:
    """Mean of the weights of several checkpoints (Izmailov et al. 2018)."""
    mean = {name: tensor.clone().float() for name, tensor in states[0].items()}
    for state in states[1:]:
        for name, tensor in state.items():
            mean[name] += tensor.float()
    return {name: (tensor / len(states)).to(states[0][name].dtype) for name, tensor in mean.items()}
