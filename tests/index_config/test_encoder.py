"""Model specs, token counts, and the shipped model behind ``Encoder``."""

from pathlib import Path

import numpy as np
import pytest

from index_config.encoder import SentenceTransformerEncoder
from index_config.errors import ModelUnavailable
from index_config.models import BUNDLED, ModelSpec, model_spec
from index_config.settings import load_settings
from index_config.tokens import TokenCounter


def test_known_models_bring_their_prompts_and_settings_win() -> None:
    spec = model_spec(load_settings(embedding_model="intfloat/multilingual-e5-small"))
    assert (spec.query_prompt, spec.passage_prompt) == ("query: ", "passage: ")
    spec = model_spec(
        load_settings(embedding_model="intfloat/multilingual-e5-small", query_prompt="q ", similarity_floor=0.5)
    )
    assert (spec.query_prompt, spec.passage_prompt, spec.floor) == ("q ", "passage: ", 0.5)


def test_a_folder_that_is_not_there_is_named(tmp_path: Path) -> None:
    with pytest.raises(ModelUnavailable, match="nowhere"):
        model_spec(load_settings(embedding_model=str(tmp_path / "nowhere")))


def test_the_fingerprint_changes_with_weights_and_prompts(tmp_path: Path) -> None:
    (tmp_path / "model.safetensors").write_bytes(b"1")
    spec = ModelSpec("m", str(tmp_path))
    first = spec.fingerprint
    assert ModelSpec("m", str(tmp_path)).fingerprint == first
    assert ModelSpec("m", str(tmp_path), query_prompt="q: ").fingerprint != first
    (tmp_path / "model.safetensors").write_bytes(b"2")
    assert spec.fingerprint != first


def test_a_hub_model_is_not_asked_for_while_offline() -> None:
    encoder = SentenceTransformerEncoder(ModelSpec("nobody/nothing", "nobody/nothing"), offline=True)
    with pytest.raises(ModelUnavailable, match="nobody/nothing"):
        encoder.embed_queries(["a"])
    with pytest.raises(ModelUnavailable, match="tokenizer"):
        TokenCounter.of(ModelSpec("nobody/nothing", "nobody/nothing"))


def test_token_starts_are_ascending_offsets_into_the_text() -> None:
    tokens = TokenCounter.of(ModelSpec("bundled", str(BUNDLED)))
    text = "Заявительнице отказали в methadone.\n\nСтатья 8."
    starts = list(tokens.starts(text))
    assert starts == sorted(starts) and starts[0] == 0 and starts[-1] >= len(text) - 2
    assert not any(text[start].isspace() for start in starts)
    long = "слово " * 3000
    assert len(tokens.starts(long)) >= 3000, "counting must not stop at the model's longest input"


@pytest.mark.slow
def test_the_shipped_model_gives_unit_vectors_whatever_the_batch() -> None:
    encoder = SentenceTransformerEncoder(model_spec(load_settings()), threads=1)
    texts = ["Отказ в лечении метадоном", "Refusal of methadone treatment", "погода " * 400]
    together = encoder.embed_passages(texts)
    assert together.shape == (3, encoder.dimensions) and together.dtype == np.float32
    assert np.allclose(np.linalg.norm(together, axis=1), 1, atol=1e-5)
    assert np.allclose(together[0], encoder.embed_passages(texts[:1])[0], atol=1e-5)
    assert together[0] @ together[1] > 0.5 > together[0] @ together[2]
    assert encoder.embed_queries([]).shape == (0, encoder.dimensions)
