"""The whole training on a handful of pairs: similarity rises, a cut-off run goes on."""

from pathlib import Path

import numpy as np
import pytest
import torch

from index_config.training import checkpoint, pipeline, workspace
from index_config.training.contrast import answer
from index_config.training.distillation import distil
from index_config.training.evaluation import passages_across
from index_config.training.optimiser import Rates, only_new_rows, pace
from index_config.training.rounds import Plan
from index_config.training.settings import Settings
from index_config.training.targets import teacher_vectors
from index_config.training.wordpiece import load_vocabulary
from tests.index_config.training.conftest import PAIRS

RATES = Rates(embeddings=0.02, layers=1e-3)


def prepare(settings: Settings) -> int:
    """Vocabulary, alignment and transfer; returns the first new id."""
    settings.work.mkdir()
    workspace.build_vocabulary(settings)
    pipeline.align_tokens(settings)
    pipeline.transfer_embeddings(settings)
    return len(load_vocabulary(settings.work)[1])


def closeness(settings: Settings, stage: str) -> float:
    """Mean cosine of Russian texts by a stage's student to the teacher's English."""
    tokenizer, _ = load_vocabulary(settings.work)
    teacher = workspace.encoder(workspace.teacher_reader(settings), tokenizer, settings.device)
    russian = pipeline.encoder_of(settings, stage)([ru for _, ru in PAIRS])
    return float((russian * teacher([en for en, _ in PAIRS])).sum(axis=1).mean())


def test_similarity_across_languages_rises_with_every_stage(settings: Settings) -> None:
    prepare(settings)
    pipeline.distil_stage(settings, "distil-embeddings", Plan(Rates(0.02), steps=40, batch_tokens=256, others=16))
    pipeline.distil_stage(settings, "distil-all", Plan(RATES, 30, batch_tokens=256, others=16, english_every=4))
    pipeline.contrast_stage(settings, Plan(RATES, steps=8, batch_tokens=256, others=16, save_every=4))
    first, second, third = (closeness(settings, stage) for stage in pipeline.ORDER[:3])
    assert first < second < third


def test_the_last_checkpoints_of_the_contrast_are_averaged(settings: Settings) -> None:
    prepare(settings)
    with pytest.raises(FileNotFoundError, match="nothing to average"):
        pipeline.average_stage(settings, 2)
    table = "embeddings.word_embeddings.weight"
    weights = {}
    for step in (4, 8, 12):
        state = pipeline.student_of(settings, ["transfer"]).state_dict()
        weights[step] = state[table] = state[table] + step
        checkpoint.save(settings.work / "steps" / f"{step}.pt", {"student": state})
    pipeline.average_stage(settings, 2)
    mean = pipeline.model_of(settings, "average").network.state_dict()[table]
    assert torch.allclose(mean, (weights[8] + weights[12]) / 2, atol=1e-5)


def test_a_run_that_was_cut_off_ends_where_an_undisturbed_one_does(settings: Settings, tmp_path: Path) -> None:
    first_new = prepare(settings)
    lessons = workspace.lessons_of(settings, first_new)
    plan = Plan(RATES, steps=6, batch_tokens=128, others=8, english_every=3, save_every=2)

    def stop(step: int) -> None:
        if step == 4:
            raise KeyboardInterrupt

    def train(path: Path, cut_off: bool) -> dict[str, torch.Tensor]:
        student = pipeline.student_of(settings, ["transfer"])
        distil(student, lessons, plan, first_new, path, settings.device, stop if cut_off else None)
        return student.state_dict()

    undisturbed = train(tmp_path / "a.pt", cut_off=False)
    with pytest.raises(KeyboardInterrupt):
        train(tmp_path / "b.pt", cut_off=True)
    resumed = train(tmp_path / "b.pt", cut_off=False)
    assert all(torch.allclose(undisturbed[name], resumed[name], atol=1e-6) for name in undisturbed)
    table = "embeddings.word_embeddings.weight"
    before = pipeline.student_of(settings, ["transfer"]).state_dict()[table]
    assert torch.equal(resumed[table][:first_new], before[:first_new])
    assert not torch.equal(resumed[table][first_new:], before[first_new:])


def test_teacher_vectors_are_computed_once(settings: Settings, tmp_path: Path) -> None:
    prepare(settings)
    english, _ = workspace.sides(settings)
    reader, rows = workspace.teacher_reader(settings), np.arange(5)
    first = teacher_vectors(reader, english, rows, tmp_path / "t", settings.device, batch_tokens=8).copy()
    for weight in reader.parameters():
        torch.nn.init.zeros_(weight)
    again = teacher_vectors(reader, english, rows, tmp_path / "t", settings.device, batch_tokens=8)
    assert np.array_equal(first, again)


def test_the_teachers_own_rows_get_no_gradient() -> None:
    gradient = torch.sparse_coo_tensor(torch.tensor([[0, 3, 3]]), torch.ones(3, 2), (4, 2), check_invariants=True)
    kept = only_new_rows(gradient, 2).to_dense()
    assert kept.tolist() == [[0, 0], [0, 0], [0, 0], [2, 2]]


def test_the_pace_rises_and_falls() -> None:
    assert pace(0.0) < pace(0.03) > pace(0.5) > pace(1.0) > 0


def test_a_question_is_not_held_against_its_own_passage_in_the_other_language() -> None:
    passage = torch.tensor([[1.0, 0.0]])
    bank = torch.stack([passage, passage])
    loss = answer(passage, passage, torch.tensor([0]), bank)
    assert loss.item() == pytest.approx(0.0, abs=1e-5)


def test_a_perfect_encoder_scores_one_across_languages(settings: Settings) -> None:
    training, held_out = workspace.records_of(settings)
    place = {text: n for n, record in enumerate([*held_out, *training]) for text in
             (record.en, record.ru, *record.questions_en, *record.questions_ru)}  # fmt: skip

    def encode(texts: object) -> np.ndarray[tuple[int, ...], np.dtype[np.float32]]:
        return np.eye(8, dtype=np.float32)[[place[text] for text in texts]]  # type: ignore[attr-defined]

    figures = passages_across(encode, held_out, training)
    assert figures["ru→en"] == figures["en→ru"] == figures["ru→mixed"] == pytest.approx(1.0)
