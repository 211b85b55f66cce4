"""Write a network as a sentence-transformers folder, in half precision.

``SentenceTransformer(path)`` loads it as it is: weights are stored in float16
and read as float32, for CPUs compute in that; a map behind the pooling stays in
float32 and becomes a dense layer. The tokenizer goes as a plain
``tokenizer.json`` whose normaliser no other class may replace; what its special
tokens are for is read from it, so that any BERT's tokenizer will do.
"""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import torch
from safetensors.torch import save_file
from tokenizers import Tokenizer
from torch import nn

from index_config.training.mapping import AffineMap

MAX_LENGTH = 256

#: What a special token is for → its names in the tokenizers of BERT and of XLM-RoBERTa.
_ROLES = {
    "pad_token": ("[PAD]", "<pad>"),
    "unk_token": ("[UNK]", "<unk>"),
    "cls_token": ("[CLS]", "<s>"),
    "sep_token": ("[SEP]", "</s>"),
    "mask_token": ("[MASK]", "<mask>"),
}

_MODULES = [
    {"idx": 0, "name": "0", "path": "", "type": "sentence_transformers.models.Transformer"},
    {"idx": 1, "name": "1", "path": "1_Pooling", "type": "sentence_transformers.models.Pooling"},
    {"idx": 2, "name": "2", "path": "2_Normalize", "type": "sentence_transformers.models.Normalize"},
]
_MAP_MODULES = [
    {"idx": 3, "name": "3", "path": "3_Dense", "type": "sentence_transformers.models.Dense"},
    {"idx": 4, "name": "4", "path": "4_Normalize", "type": "sentence_transformers.models.Normalize"},
]


def export(network: nn.Module, tokenizer: Tokenizer, folder: Path, affine: AffineMap | None = None) -> int:
    """Write the model into ``folder``; other files there stay. Returns its bytes.

    Args:
        network: a BERT without pooling layer, of either way of training.
        tokenizer: its tokenizer with the special tokens marked as such; is set to cut at :data:`MAX_LENGTH`.
        folder: made where there is none.
        affine: the map behind the pooling, where there is one.
    """
    (folder / "1_Pooling").mkdir(parents=True, exist_ok=True)
    state = {
        name: tensor.detach().cpu().to(torch.float16).contiguous()
        for name, tensor in network.state_dict().items()
        if tensor.is_floating_point()
    }
    # Never used, but plain BertModel asks for it and would fill it at random.
    width = network.config.hidden_size  # type: ignore[union-attr]
    state["pooler.dense.weight"] = torch.zeros(width, width, dtype=torch.float16)  # type: ignore[arg-type]
    state["pooler.dense.bias"] = torch.zeros(width, dtype=torch.float16)  # type: ignore[arg-type]
    _save(state, folder / "model.safetensors")
    settings = _network_settings(network)
    _write(folder / "config.json", settings)
    tokenizer.enable_truncation(MAX_LENGTH)
    tokenizer.no_padding()
    tokenizer.save(str(folder / "tokenizer.json"), pretty=False)
    for name, content in _sentence_transformers_files(settings["hidden_size"], tokenizer).items():
        _write(folder / name, content)
    _write(folder / "modules.json", _MODULES if affine is None else [*_MODULES, *_MAP_MODULES])
    if affine is not None:
        _write_map(affine, folder / "3_Dense")
    return sum(path.stat().st_size for path in folder.rglob("*") if path.is_file())


def _network_settings(network: nn.Module) -> dict[str, Any]:
    """Return the BERT settings, without what only training used."""
    settings: dict[str, Any] = network.config.to_dict()  # type: ignore[operator, union-attr]
    kept = {name: value for name, value in settings.items() if not name.startswith("_")}
    return {**kept, "architectures": ["BertModel"], "dtype": "float32"}


def special_tokens(tokenizer: Tokenizer) -> dict[str, str]:
    """Say what the special tokens of a tokenizer are for: ``{"pad_token": "<pad>", …}``, only those that it has."""
    own = {token.content for token in tokenizer.get_added_tokens_decoder().values() if token.special}
    return {role: name for role, names in _ROLES.items() for name in names if name in own}


def _sentence_transformers_files(width: int, tokenizer: Tokenizer) -> dict[str, Any]:
    """Return the small files of the sentence-transformers layout by name."""
    return {
        "1_Pooling/config.json": {
            "word_embedding_dimension": width,
            "pooling_mode_cls_token": False,
            "pooling_mode_mean_tokens": True,
            "pooling_mode_max_tokens": False,
        },
        "sentence_bert_config.json": {"max_seq_length": MAX_LENGTH, "do_lower_case": False},
        "config_sentence_transformers.json": {"similarity_fn_name": "cosine", "prompts": {}},
        "tokenizer_config.json": {
            "tokenizer_class": "PreTrainedTokenizerFast",
            "model_max_length": MAX_LENGTH,
            **special_tokens(tokenizer),
        },
    }


def _write_map(affine: AffineMap, folder: Path) -> None:
    """Write a map as the dense layer of sentence-transformers, in float32."""
    folder.mkdir(exist_ok=True)
    width_out, width_in = affine.weight.shape
    settings = {
        "in_features": width_in,
        "out_features": width_out,
        "bias": True,
        "activation_function": "torch.nn.modules.linear.Identity",
    }
    _write(folder / "config.json", settings)
    state = {"linear.weight": affine.weight, "linear.bias": affine.bias}
    _save({name: tensor.float().contiguous() for name, tensor in state.items()}, folder / "model.safetensors")


def _save(state: dict[str, torch.Tensor], path: Path) -> None:
    """Write tensors into a file that everybody may read."""
    save_file(state, str(path), metadata={"format": "pt"})
    path.chmod(0o644)


def _write(path: Path, content: object) -> None:
    """Write JSON, keys in order."""
    text = json.dumps(content, ensure_ascii=False, indent=2, sort_keys=True)
    path.write_text(text + "\n", encoding="utf-8")
