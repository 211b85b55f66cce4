"""The stages of a run, each from the files of those before it; see :data:`STAGES`."""

from __future__ import annotations

import json
import logging
from collections.abc import Sequence
from pathlib import Path

import numpy as np
from torch import nn

from index_config.training import adaptation, checkpoint, workspace
from index_config.training.adaptation import Adapted
from index_config.training.alignment import Translations, align
from index_config.training.contrast import contrast
from index_config.training.distillation import distil
from index_config.training.evaluation import Encode, measure_folders, passages_across
from index_config.training.export import export
from index_config.training.rounds import Plan
from index_config.training.settings import Settings
from index_config.training.student import build_student
from index_config.training.transfer import transfer
from index_config.training.wordpiece import ROWS, load_vocabulary

log = logging.getLogger(__name__)

#: Checkpoints in the order in which they are made.
ORDER = ("transfer", "distil-embeddings", "distil-all", "contrast")


def align_tokens(settings: Settings) -> None:
    """Align the tokens of all pairs; writes :attr:`.Settings.translations`."""
    tokenizer, _ = load_vocabulary(settings.work)
    found = align(*workspace.sides(settings), tokenizer.get_vocab_size())
    np.savez(settings.translations, ru=found.ru, en=found.en, p=found.p)


def transfer_embeddings(settings: Settings) -> None:
    """Make the first student, with no gradient step."""
    tokenizer, rows = load_vocabulary(settings.work)
    stored = np.load(settings.translations)
    found = Translations(stored["ru"], stored["en"], stored["p"])
    teacher, table = workspace.teacher_of(settings)
    student = build_student(teacher, transfer(table, rows, tokenizer.get_vocab_size(), found))
    checkpoint.save(settings.checkpoint("transfer"), {"student": student.state_dict()})


def student_of(settings: Settings, stages: Sequence[str]) -> nn.Module:
    """The student as the last of ``stages`` that has a checkpoint left it."""
    reader = workspace.teacher_reader(settings)
    for stage in reversed(stages):
        saved = checkpoint.load(settings.checkpoint(stage))
        if saved is not None:
            reader.load_state_dict(saved["student"])
            return reader
    raise FileNotFoundError(f"no checkpoint of {', '.join(stages)} in {settings.work}")


def distil_stage(settings: Settings, stage: str, plan: Plan) -> None:
    """Distil, from the stage before; ``stage`` names the checkpoint."""
    _, rows = load_vocabulary(settings.work)
    student = student_of(settings, ORDER[: ORDER.index(stage)])
    lessons = workspace.lessons_of(settings, len(rows))

    def watch(step: int) -> None:
        if step % (5 * plan.save_every) == 0:
            _note(settings, f"{stage} {step}", student)

    path = settings.checkpoint(stage)
    distil(student, lessons, plan, len(rows), path, settings.device, watch)
    _note(settings, stage, student)


def contrast_stage(settings: Settings, plan: Plan) -> None:
    """Learn from questions and passages, from the last distillation."""
    tokenizer, rows = load_vocabulary(settings.work)
    student = student_of(settings, ORDER[:3])
    asked = workspace.asked_of(settings, tokenizer)
    lessons = workspace.field_lessons(settings, len(rows))

    def watch(step: int) -> None:
        _note(settings, f"contrast {step}", student)
        checkpoint.save(settings.work / "steps" / f"{step}.pt", {"student": student.state_dict()})

    path = settings.checkpoint("contrast")
    contrast(student, asked, lessons, plan, len(rows), path, settings.device, watch)
    _note(settings, "contrast", student)


def average_stage(settings: Settings, last: int) -> None:
    """Average the weights of the last checkpoints of the contrastive stage into ``average``.

    Raises:
        FileNotFoundError: there are none.
    """
    steps = sorted((settings.work / "steps").glob("*.pt"), key=lambda path: int(path.stem))[-last:]
    found = [content for path in steps if (content := checkpoint.load(path)) is not None]
    if not found:
        raise FileNotFoundError(f"nothing to average in {settings.work}")
    mean = checkpoint.average([content["student"] for content in found])
    checkpoint.save(settings.checkpoint("average"), {"student": mean})
    workspace.note(settings, f"average of {len(found)}", encoder_of(settings, "average"))


def evaluate(settings: Settings, encode: Encode, tests: Sequence[Path], sets: Sequence[Path]) -> str:
    """Measure a model on held-out passages, sentence files and retrieval folders; JSON."""
    training, held_out = workspace.records_of(settings)
    report = measure_folders(encode, tests, sets)
    if held_out:
        report["held-out passages"] = passages_across(encode, held_out, training)
    return json.dumps(report, ensure_ascii=False, indent=2)


def is_distilled(settings: Settings) -> bool:
    """Whether the run in ``work`` distils a teacher; if not, it adapts a multilingual model."""
    return (settings.work / ROWS).exists()


def last_model(settings: Settings) -> str:
    """Name the model that the last stage of the run leaves."""
    if is_distilled(settings):
        return "contrast"
    return "tuned" if settings.checkpoint("tuned").exists() else "mapped"


def model_of(settings: Settings, stage: str) -> Adapted:
    """Network, tokenizer and map as ``stage`` left them, of either way of training.

    Raises:
        FileNotFoundError: that stage left none.
    """
    if not is_distilled(settings):
        return adaptation.load(settings, stage)
    tokenizer, _ = load_vocabulary(settings.work)
    return Adapted(student_of(settings, (stage,)), tokenizer)


def encoder_of(settings: Settings, stage: str) -> Encode:
    """Texts to vectors by the checkpoint of ``stage``."""
    return adaptation.encoder_of(model_of(settings, stage), settings.device)


def export_stage(settings: Settings, stage: str, folder: Path) -> None:
    """Write the model of ``stage`` into ``folder``."""
    model = model_of(settings, stage)
    size = export(model.network, model.tokenizer, folder, model.map)
    log.info("export: %s, %.1f MB", folder.name, size / 1e6)


def _note(settings: Settings, name: str, student: nn.Module) -> None:
    """Measure a student in passing."""
    tokenizer, _ = load_vocabulary(settings.work)
    workspace.note(settings, name, workspace.encoder(student, tokenizer, settings.device))
