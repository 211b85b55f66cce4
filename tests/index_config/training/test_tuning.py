"""Tuning: what a step moves, what it leaves alone, and that a cut run ends as an undisturbed one."""

import json
from dataclasses import replace
from pathlib import Path

import numpy as np
import pytest
import torch

from index_config.training import adaptation, checkpoint, pipeline
from index_config.training.optimiser import Rates
from index_config.training.pruning import Base
from index_config.training.rounds import Plan
from index_config.training.settings import Settings
from index_config.training.tokens import encode
from index_config.training.tuning import Material
from tests.index_config.training.conftest import PAIRS, gap
from tests.index_config.training.packed_file import write_packed

PLAN = Plan(rates=Rates(embeddings=2e-3, layers=1e-3), steps=60, batch_tokens=256, english_every=4, save_every=20)


@pytest.fixture
def mapped(settings: Settings, base: Base, tmp_path: Path) -> Settings:
    """Settings of a run that was pruned and mapped."""
    adaptation.prune_stage(settings, write_packed(tmp_path / "model.bin", base))
    adaptation.map_stage(settings)
    return settings


def weights(settings: Settings, stage: str) -> dict[str, torch.Tensor]:
    return adaptation.load(settings, stage).network.state_dict()


def test_tuning_brings_translations_together_and_leaves_english_in_place(mapped: Settings) -> None:
    adaptation.tune_stage(mapped, PLAN)
    start, end = (adaptation.load(mapped, stage) for stage in ("mapped", "tuned"))
    before, after = (adaptation.encoder_of(model, mapped.device) for model in (start, replace(end, map=start.map)))
    assert gap(after) > gap(before) + 0.03
    english = [en for en, _ in PAIRS]
    russian = [ru for _, ru in PAIRS]
    kept, moved = ((before(texts) * after(texts)).sum(axis=1).mean() for texts in (english, russian))
    assert kept > 0.8
    assert moved < kept
    assert pipeline.last_model(mapped) == "tuned"


def test_the_base_stays_and_the_map_is_refined_where_there_are_questions(mapped: Settings) -> None:
    was = weights(mapped, "mapped")
    adaptation.tune_stage(mapped, PLAN)
    start, end = (adaptation.load(mapped, stage).map for stage in ("mapped", "tuned"))
    assert start is not None
    assert end is not None
    assert not torch.equal(start.weight, end.weight)
    assert torch.allclose(start.weight, end.weight, atol=0.5)
    assert all(torch.equal(was[name], tensor) for name, tensor in weights(mapped, "mapped").items())


def test_without_questions_the_map_stays(mapped: Settings) -> None:
    without = replace(mapped, passages=())
    adaptation.tune_stage(without, replace(PLAN, steps=3))
    start, end = (adaptation.load(without, stage).map for stage in ("mapped", "tuned"))
    assert start is not None
    assert end is not None
    assert torch.equal(start.weight, end.weight)


def test_a_run_cut_off_ends_as_an_undisturbed_one(mapped: Settings) -> None:
    short = replace(PLAN, steps=20)
    adaptation.tune_stage(mapped, short)
    undisturbed = weights(mapped, "tuned")
    mapped.checkpoint("tune").unlink()
    with pytest.MonkeyPatch.context() as patch, pytest.raises(KeyboardInterrupt):
        patch.setattr("index_config.training.workspace.note", _cut)  # called at every fifth checkpoint
        adaptation.tune_stage(mapped, replace(short, save_every=2))
    saved = checkpoint.load(mapped.checkpoint("tune"))
    assert saved is not None
    assert saved["step"] == 10
    mapped.checkpoint("tuned").unlink()
    adaptation.tune_stage(mapped, short)
    assert all(
        torch.allclose(undisturbed[name], tensor, atol=1e-6) for name, tensor in weights(mapped, "tuned").items()
    )


def _cut(*_: object) -> None:
    raise KeyboardInterrupt


def test_passages_that_are_never_held_out_are_learned_from(mapped: Settings, tmp_path: Path) -> None:
    row = {"en": "the doctor helped", "ru": "врач лечил", "q": ["who", "who helped"], "qr": ["кто"]}
    (tmp_path / "more.jsonl").write_text(json.dumps(row) + "\n", encoding="utf-8")
    tokenizer = adaptation.load(mapped, "mapped").tokenizer
    without = adaptation._material(mapped, tokenizer)
    more = adaptation._material(replace(mapped, more_passages=(tmp_path / "more.jsonl",)), tokenizer)
    assert len(more.passages_en) == len(without.passages_en) + 1
    assert len(more.questions) == len(without.questions) + 3
    assert more.owners[-3:].tolist() == [len(without.passages_en)] * 3
    assert without.owners.max() == len(without.passages_en) - 1


@pytest.mark.parametrize(
    ("asked", "paired", "kinds"),
    [(True, True, [0.55, 0.1, 0.35]), (False, True, [0, 0, 1]), (True, False, [0.55 / 0.65, 0.1 / 0.65, 0])],
)
def test_steps_are_of_the_kinds_that_there_is_text_for(
    mapped: Settings, asked: bool, paired: bool, kinds: list[float]
) -> None:
    assert _material(mapped, asked=asked, paired=paired).kinds() == pytest.approx(kinds)


def test_with_nothing_to_learn_from_nothing_is_tuned(mapped: Settings) -> None:
    with pytest.raises(ValueError, match="neither questions nor translations"):
        _material(mapped, asked=False, paired=False).kinds()
    with pytest.raises(FileNotFoundError, match="no model mapped"):
        adaptation.tune_stage(replace(mapped, work=mapped.work / "other"), PLAN)


def _material(settings: Settings, *, asked: bool, paired: bool) -> Material:
    tokenizer = adaptation.load(settings, "mapped").tokenizer
    pair = encode(tokenizer, ["суд"] if paired else [])
    question = encode(tokenizer, ["кто"] if asked else [])
    return Material(pair, pair, question, question, question, np.zeros(len(question), dtype=np.int64))
