"""A packed file reads back to its weights within half a step of its blocks."""

from pathlib import Path

import numpy as np
import pytest

from index_config.training.packed import read_packed
from index_config.training.pruning import Base
from tests.index_config.training.packed_file import quantised, write_packed


def test_pieces_sizes_and_weights_come_back(base: Base, tmp_path: Path) -> None:
    found = read_packed(write_packed(tmp_path / "model.bin", base))
    assert found.pieces == base.pieces
    assert np.array_equal(found.scores, base.scores)
    assert set(found.state) == set(base.state)
    for name, tensor in base.state.items():
        weights, back = tensor.numpy(), found.state[name].numpy()
        assert back.shape == weights.shape
        if weights.ndim == 1 or "position" in name or "token_type" in name:
            assert np.array_equal(back, weights)
        else:
            scales = quantised(weights)[0].astype(np.float32)
            assert (np.abs(back - weights).reshape(-1, 32) <= 0.501 * scales).all()
    for size in ("hidden_size", "num_hidden_layers", "num_attention_heads", "intermediate_size", "pad_token_id"):
        assert getattr(found.settings, size) == getattr(base.settings, size)
    assert found.settings.layer_norm_eps == pytest.approx(base.settings.layer_norm_eps)


def test_another_file_is_refused(base: Base, tmp_path: Path) -> None:
    path = write_packed(tmp_path / "model.bin", base)
    path.write_bytes(b"E5S2" + path.read_bytes()[4:])
    with pytest.raises(ValueError, match="no packed"):
        read_packed(path)


@pytest.mark.parametrize("share", [0.0001, 0.01, 0.05, 0.5, 0.999])
def test_a_file_cut_off_anywhere_is_refused(base: Base, tmp_path: Path, share: float) -> None:
    path = write_packed(tmp_path / "model.bin", base)
    whole = path.read_bytes()
    path.write_bytes(whole[: max(4, int(share * len(whole)))])
    with pytest.raises(ValueError, match="damaged"):
        read_packed(path)
