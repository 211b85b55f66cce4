"""Writes a packed model in the form that :mod:`index_config.training.packed` documents."""

import struct
from pathlib import Path

import numpy as np
from numpy.typing import NDArray

from index_config.training.packed import _PARTS
from index_config.training.pruning import Base

#: Rows of the embedding table that no piece has.
SPARE = 3


def write_packed(path: Path, base: Base) -> Path:
    """Pack a model: matrices and word embeddings in blocks, the rest in float32."""
    sizes = base.settings
    blob = [piece.encode() for piece in base.pieces]
    places = np.cumsum([0, *map(len, blob)], dtype="<u4")
    head = struct.pack(
        "<4sI7ifi", b"E5S1", 1,
        sizes.hidden_size, sizes.num_hidden_layers, sizes.num_attention_heads, sizes.intermediate_size,
        len(blob) + SPARE, sizes.max_position_embeddings, sizes.type_vocab_size, sizes.layer_norm_eps, 32,
    )  # fmt: skip
    ids = (base.pieces.index(token) for token in ("<s>", "</s>", "<pad>", "<unk>"))
    head += struct.pack("<5iQ", len(blob), *ids, len(b"".join(blob)))
    head += places.tobytes() + base.scores.astype("<f4").tobytes() + b"".join(blob)
    head += struct.pack("<iI5s", 2, 5, b"table")
    tensors = {name: _packed(name, weights) for name, weights in _named(base).items()}
    head += struct.pack("<i", len(tensors))
    at = len(head) + sum(len(struct.pack("<HBIQQ", 0, 0, 0, 0, 0)) + len(name) for name in tensors)
    for name, (kind, count, held) in tensors.items():
        head += struct.pack("<H", len(name)) + name.encode() + struct.pack("<BIQQ", kind, count, at, len(held))
        at += len(held)
    path.write_bytes(head + b"".join(held for _, _, held in tensors.values()))
    return path


def quantised(weights: NDArray[np.float32]) -> tuple[NDArray[np.float16], NDArray[np.uint8]]:
    """Scale of each block of 32 weights, ``(blocks, 1)``, and its weights in steps of that, from 0 to 15."""
    blocks = weights.reshape(-1, 32)
    scales = (np.abs(blocks).max(axis=1, keepdims=True) / 7).astype(np.float16)
    steps = np.rint(blocks / np.maximum(scales.astype(np.float32), 1e-9)) + 8
    return scales, steps.clip(0, 15).astype(np.uint8)


def _named(base: Base) -> dict[str, NDArray[np.float32]]:
    state = {name: tensor.numpy() for name, tensor in base.state.items()}
    words = state["embeddings.word_embeddings.weight"]
    named = {
        "emb.word": np.concatenate([words, np.ones((SPARE, words.shape[1]), np.float32)]),
        "emb.pos": state["embeddings.position_embeddings.weight"],
        "emb.type": state["embeddings.token_type_embeddings.weight"],
        "emb.ln.w": state["embeddings.LayerNorm.weight"],
        "emb.ln.b": state["embeddings.LayerNorm.bias"],
    }
    for layer in range(base.settings.num_hidden_layers):
        for short, name in _PARTS.items():
            named[f"l{layer}.{short}.w"] = state[f"encoder.layer.{layer}.{name}.weight"]
            named[f"l{layer}.{short}.b"] = state[f"encoder.layer.{layer}.{name}.bias"]
    return named


def _packed(name: str, weights: NDArray[np.float32]) -> tuple[int, int, bytes]:
    if weights.ndim == 1 or name in ("emb.pos", "emb.type"):
        return 0, weights.size, weights.astype("<f4").tobytes()
    scales, steps = quantised(weights)
    pairs = steps[:, :16] | (steps[:, 16:] << 4)
    return 1, weights.size, b"".join(scale.tobytes() + row.tobytes() for scale, row in zip(scales, pairs, strict=True))
