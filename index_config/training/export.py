"""Write a network as a sentence-transformers folder, in half precision.

``SentenceTransformer(path)`` loads it as it is: weights are stored in float16
and read as float32, for CPUs compute in that. The tokenizer goes as a plain
``tokenizer.json`` whose normaliser no other class may replace.
"""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import torch
from safetensors.torch import save_file
from tokenizers import Tokenizer
from torch import nn

MAX_LENGTH = 256

_MODULES = [
    {"idx": 0, "name": "0", "path": "", "type": "sentence_transformers.models.Transformer"},
    {"idx": 1, "name": "1", "path": "1_Pooling", "type": "sentence_transformers.models.Pooling"},
    {"idx": 2, "name": "2", "path": "2_Normalize", "type": "sentence_transformers.models.Normalize"},
]


def export(network: nn.Module, tokenizer: Tokenizer, folder: Path) -> int:
    """Write the model into ``folder``; other files there stay. Returns its bytes."""
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
    save_file(state, str(folder / "model.safetensors"), metadata={"format": "pt"})
    (folder / "model.safetensors").chmod(0o644)
    settings = _network_settings(network)
    _write(folder / "config.json", settings)
    tokenizer.enable_truncation(MAX_LENGTH)
    tokenizer.no_padding()
    tokenizer.save(str(folder / "tokenizer.json"), pretty=False)
    for name, content in _sentence_transformers_files(settings["hidden_size"]).items():
        _write(folder / name, content)
    return sum(path.stat().st_size for path in folder.rglob("*") if path.is_file())


def _network_settings(network: nn.Module) -> dict[str, Any]:
    """Return the BERT settings, without what only training used."""
    settings: dict[str, Any] = network.config.to_dict()  # type: ignore[operator, union-attr]
    kept = {name: value for name, value in settings.items() if not name.startswith("_")}
    return {**kept, "architectures": ["BertModel"], "dtype": "float32"}


def _sentence_transformers_files(width: int) -> dict[str, Any]:
    """Return the small files of the sentence-transformers layout by name."""
    return {
        "modules.json": _MODULES,
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
            "pad_token": "[PAD]",
            "unk_token": "[UNK]",
            "cls_token": "[CLS]",
            "sep_token": "[SEP]",
            "mask_token": "[MASK]",
        },
    }


def _write(path: Path, content: object) -> None:
    """Write JSON, keys in order."""
    text = json.dumps(content, ensure_ascii=False, indent=2, sort_keys=True)
    path.write_text(text + "\n", encoding="utf-8")
