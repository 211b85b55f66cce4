"""The stages of the second way: what they leave, and what they refuse."""

import json
from dataclasses import replace
from pathlib import Path

import numpy as np
import pytest
import torch
from sentence_transformers import SentenceTransformer

from index_config.training import adaptation, pipeline
from index_config.training.corpus import Pair
from index_config.training.pruning import Base
from index_config.training.settings import Settings
from index_config.training.wordpiece import ROWS
from tests.index_config.training.conftest import PAIRS, gap
from tests.index_config.training.packed_file import write_packed


@pytest.fixture
def packed(base: Base, tmp_path: Path) -> Path:
    return write_packed(tmp_path / "model.bin", base)


def stages_noted(settings: Settings) -> list[str]:
    lines = (settings.work / "figures.jsonl").read_text(encoding="utf-8").splitlines()
    return [json.loads(line)["stage"] for line in lines]


def test_a_model_is_pruned_mapped_and_exported(settings: Settings, packed: Path, tmp_path: Path) -> None:
    words = tmp_path / "words.tsv"
    words.write_text("суд\t5\nnurse\t2\n", encoding="utf-8")
    settings = replace(settings, word_counts=words)
    adaptation.prune_stage(settings, packed)
    adaptation.map_stage(settings)
    assert stages_noted(settings) == ["base", "without language", "mapped"]
    base, mapped = (pipeline.encoder_of(settings, stage) for stage in ("base", "mapped"))
    assert gap(mapped) > gap(base) + 0.02
    pipeline.export_stage(settings, pipeline.last_model(settings), tmp_path / "model")
    loaded = SentenceTransformer(str(tmp_path / "model"), device="cpu", local_files_only=True)
    texts = [text for pair in PAIRS[:10] for text in pair]
    assert np.allclose(loaded.encode(texts, show_progress_bar=False), mapped(texts), atol=5e-3)
    ids = pipeline.model_of(settings, "mapped").tokenizer.encode_batch(texts)
    assert loaded.tokenizer(texts)["input_ids"] == [encoding.ids for encoding in ids]


def test_only_the_mapped_model_has_a_map_and_its_network_is_the_base(settings: Settings, packed: Path) -> None:
    adaptation.prune_stage(settings, packed)
    adaptation.map_stage(settings)
    base, mapped = (adaptation.load(settings, stage) for stage in ("base", "mapped"))
    assert base.map is None
    assert mapped.map is not None
    assert mapped.map.weight.shape == (32, 32)
    state = mapped.network.state_dict()
    assert all(torch.equal(tensor, state[name]) for name, tensor in base.network.state_dict().items())


def test_mapping_without_passages_and_questions_takes_only_the_language_out(settings: Settings, packed: Path) -> None:
    settings = replace(settings, passages=())
    adaptation.prune_stage(settings, packed)
    adaptation.map_stage(settings)
    affine = adaptation.load(settings, "mapped").map
    assert affine is not None
    assert torch.linalg.matrix_rank(affine.weight) == 30


def test_mapping_needs_a_pruned_model_and_texts(settings: Settings, packed: Path) -> None:
    with pytest.raises(FileNotFoundError, match="no model base"):
        adaptation.map_stage(settings)
    adaptation.prune_stage(settings, packed)
    adaptation.map_stage(replace(settings, pairs=()))
    with pytest.raises(ValueError, match="nothing to learn"):
        adaptation.map_stage(replace(settings, pairs=(), passages=()))


def test_questions_count_where_both_languages_have_them(settings: Settings, packed: Path, tmp_path: Path) -> None:
    (tmp_path / "uneven.jsonl").write_text(
        "".join(
            json.dumps({"en": en, "ru": ru, "q": ["who heard", "who saw"][:english], "qr": ["кто видел"] * russian})
            + "\n"
            for (en, ru), english, russian in zip(PAIRS[:4], (1, 2, 0, 1), (1, 1, 1, 0), strict=True)
        ),
        encoding="utf-8",
    )
    uneven = replace(settings, passages=(tmp_path / "uneven.jsonl",), dev_share=0.0)
    adaptation.prune_stage(uneven, packed)
    adaptation.map_stage(uneven)
    affine = adaptation.load(uneven, "mapped").map
    assert affine is not None
    assert torch.linalg.matrix_rank(affine.weight) == 32  # it was refined


def test_sentences_are_drawn_by_weight_each_once(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    monkeypatch.setattr(adaptation, "MAP_SENTENCES", 40)
    (tmp_path / "train_mt").mkdir()
    (tmp_path / "domain_x").mkdir()
    for folder, kind in (("train_mt", "mechanical"), ("domain_x", "important")):
        lines = [f"a {kind} sentence number {n}\tпредложение {kind} {n}\n" for n in range(30)]
        lines += [f"{kind} word {n}\tслово {n}\n" for n in range(10)]  # too short
        (tmp_path / folder / "a.tsv").write_text("".join(lines), encoding="utf-8")
    settings = Settings(work=tmp_path, pairs=(tmp_path,))
    sentences, runs = adaptation._samples(settings)
    assert sentences == adaptation._samples(settings)[0]
    assert len(set(sentences)) == 40
    assert sum("important" in pair.en for pair in sentences) >= 29
    assert all("sentence" in pair.en for pair in sentences)
    assert runs
    assert all(isinstance(run, Pair) and len(run.en) > 200 for run in runs)


def test_pruning_needs_text_and_a_folder_of_its_own(settings: Settings, packed: Path) -> None:
    with pytest.raises(ValueError, match="neither parallel text nor word counts"):
        adaptation.prune_stage(replace(settings, pairs=()), packed)
    settings.work.mkdir()
    np.save(settings.work / ROWS, np.arange(3))
    with pytest.raises(ValueError, match="distilled"):
        adaptation.prune_stage(settings, packed)
