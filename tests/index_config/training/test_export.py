"""An exported folder is the network and the tokenizer that went in, whichever way they were trained."""

import json
from pathlib import Path

import numpy as np
import pytest
import torch
from safetensors.torch import load_file
from sentence_transformers import SentenceTransformer
from tokenizers import Tokenizer

from index_config.training.adaptation import Adapted, encoder_of
from index_config.training.export import MAX_LENGTH, export, special_tokens
from index_config.training.mapping import AffineMap
from index_config.training.pruning import Base, prune
from index_config.training.student import build_student, load_network
from index_config.training.tokens import encode
from index_config.training.wordpiece import build_tokenizer, merge, teacher_vocabulary
from tests.index_config.training.conftest import PAIRS

TEXTS = [text for pair in PAIRS[:8] for text in pair] + [
    "The\u00a0COURT  saw\n\nthe boy",
    "суд ви\u00adдел ёжика. Кто?",
    "日本 <s> [CLS] </s> [SEP]",
    "суд the court " * MAX_LENGTH,
]


@pytest.fixture(params=["distilled", "pruned", "mapped"])
def model(request: pytest.FixtureRequest, tiny_teacher: Path, base: Base) -> Adapted:
    if request.param != "distilled":
        affine = AffineMap(torch.randn(32, 32), torch.randn(32)) if request.param == "mapped" else None
        return Adapted(*prune(base, np.arange(len(base.pieces))), affine)
    russian = sorted({word for _, text in PAIRS for word in text.split()})
    vocabulary, _ = merge(teacher_vocabulary(tiny_teacher), russian)
    table = np.random.default_rng(3).normal(0, 0.2, (len(vocabulary), 32)).astype(np.float32)
    return Adapted(build_student(load_network(tiny_teacher), table), build_tokenizer(vocabulary))


def test_sentence_transformers_reads_the_same_tokens_and_gives_the_same_vectors(model: Adapted, tmp_path: Path) -> None:
    size = export(model.network, model.tokenizer, tmp_path, model.map)
    assert size == sum(path.stat().st_size for path in tmp_path.rglob("*") if path.is_file())
    ids = [row.tolist() for row in encode(model.tokenizer, TEXTS)]
    vectors = encoder_of(model, torch.device("cpu"))(TEXTS)
    loaded = SentenceTransformer(str(tmp_path), device="cpu", local_files_only=True)
    assert loaded.max_seq_length == MAX_LENGTH
    assert not any(loaded.prompts.values())
    assert loaded.tokenizer(TEXTS, truncation=True, max_length=MAX_LENGTH)["input_ids"] == ids
    assert len(ids[-1]) == MAX_LENGTH
    found = loaded.encode(TEXTS, normalize_embeddings=True, show_progress_bar=False)
    assert np.allclose(found, vectors, atol=5e-3)


def test_a_map_is_a_dense_layer_and_everybody_may_read_the_files(model: Adapted, tmp_path: Path) -> None:
    export(model.network, model.tokenizer, tmp_path, model.map)
    modules = json.loads((tmp_path / "modules.json").read_text(encoding="utf-8"))
    assert [module["path"] for module in modules[3:]] == ([] if model.map is None else ["3_Dense", "4_Normalize"])
    assert (tmp_path / "3_Dense").exists() == (model.map is not None)
    assert {oct(path.stat().st_mode)[-3:] for path in tmp_path.rglob("*.safetensors")} == {"644"}
    if model.map is not None:
        state = load_file(tmp_path / "3_Dense" / "model.safetensors")
        assert torch.equal(state["linear.weight"], model.map.weight)
        assert torch.equal(state["linear.bias"], model.map.bias)


def test_the_files_name_the_models_own_special_tokens(model: Adapted, tmp_path: Path) -> None:
    export(model.network, model.tokenizer, tmp_path, model.map)
    named = json.loads((tmp_path / "tokenizer_config.json").read_text(encoding="utf-8"))
    roles = special_tokens(model.tokenizer)
    assert roles.items() <= named.items()
    own = Tokenizer.from_file(str(tmp_path / "tokenizer.json"))
    ends = own.encode("").tokens
    assert [ends[0], ends[-1]] == [roles["cls_token"], roles["sep_token"]]
    settings = json.loads((tmp_path / "config.json").read_text(encoding="utf-8"))
    assert settings["pad_token_id"] == own.token_to_id(roles["pad_token"])
    assert settings["vocab_size"] == own.get_vocab_size()
    assert not (tmp_path / "README.md").exists()
