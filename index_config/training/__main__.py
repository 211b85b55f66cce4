"""Command line: ``python -m index_config.training STAGE --work FOLDER …``.

Stages that adapt a multilingual model, in order: ``prune --base FILE_OR_FOLDER`` leaves the model ``base``, ``map``
the model ``mapped``, ``tune`` the model ``tuned``; ``export``. ``all --base …`` runs them all.

Stages that distil an English teacher, in order: ``vocabulary``, ``align``, ``transfer``, ``distil --layers frozen``,
``distil --layers all``, ``contrast``, ``export``. ``all`` without a base runs them all; ``average`` of the last
checkpoints may help before the export. A stage that was cut off goes on from its checkpoint when said again.

Of either way, at any time: ``evaluate``, ``speed``. A work folder is of one way.
"""

from __future__ import annotations

import argparse
import logging
import sys
from collections.abc import Callable
from pathlib import Path

import torch

from index_config.training import adaptation, pipeline, speed, workspace
from index_config.training.evaluation import Encode
from index_config.training.rounds import Plan
from index_config.training.settings import (
    ALL_WEIGHTS,
    CONTRAST,
    EMBEDDINGS_ONLY,
    KEPT_PIECES,
    NEW_TOKENS,
    TUNING,
    Settings,
)

ADAPTING = ("prune", "map", "tune", "export")
DISTILLING = ("vocabulary", "align", "transfer", "distil-embeddings", "distil-all", "contrast", "export")
STAGES = (
    "prune", "map", "tune", "vocabulary", "align", "transfer", "distil", "contrast",
    "average", "evaluate", "export", "speed", "all",
)  # fmt: skip
DISTILLATIONS = {"frozen": "distil-embeddings", "all": "distil-all"}


def parser() -> argparse.ArgumentParser:
    """Build the argument parser."""
    own = argparse.ArgumentParser(prog="python -m index_config.training", description=__doc__)
    own.add_argument("stage", choices=STAGES)
    own.add_argument("--work", type=Path, required=True, help="folder of the run's files")
    own.add_argument("--pairs", type=Path, nargs="*", default=[], help="TSV files or folders")
    own.add_argument("--passages", type=Path, nargs="*", default=[], help="JSON-lines files or folders")
    own.add_argument("--more-passages", type=Path, nargs="*", default=[], help="to tune on; none is held out")
    own.add_argument("--word-counts", type=Path, help="general Russian, to prune also English: word<TAB>count")
    own.add_argument("--skip", nargs="*", default=[], help="leave out files with this in their name")
    own.add_argument("--base", type=Path, help="model to prune: a packed file or a sentence-transformers folder")
    own.add_argument("--teacher", type=Path, help="folder of the teacher (default: the package's)")
    own.add_argument(
        "--vocabulary-size",
        type=int,
        help=f"new Russian tokens (default {NEW_TOKENS}); to prune: pieces that stay (default {KEPT_PIECES})",
    )
    own.add_argument("--tokens", type=int, default=5_000_000, help="Russian tokens to distil from (0: all)")
    own.add_argument("--passage-tokens", type=int, default=700_000, help="Russian tokens in joined passages")
    own.add_argument("--longest", type=int, default=64, help="tokens of the longest sentence to learn from")
    own.add_argument("--layers", choices=tuple(DISTILLATIONS), default="frozen")
    own.add_argument("--steps", type=int, default=3000)
    own.add_argument("--minutes", type=float, default=0.0, help="train by the clock instead of by steps")
    own.add_argument("--batch-tokens", type=int, default=2048)
    own.add_argument("--device", default="cpu")
    own.add_argument("--threads", type=int, default=2)
    own.add_argument("--seed", type=int, default=13)
    own.add_argument(
        "--model",
        help="model (default: the last that was made) or folder to measure, model to export: mapped, tuned, average …",
    )
    own.add_argument("--last", type=int, default=5, help="checkpoints to average")
    own.add_argument("--tests", type=Path, nargs="*", default=[], help="TSV files to measure on")
    own.add_argument("--sets", type=Path, nargs="*", default=[], help="retrieval folders to measure on")
    own.add_argument("--out", type=Path, help="folder for the export, file for the figures")
    return own


def settings_from(arguments: argparse.Namespace) -> Settings:
    """Gather a run's settings from the arguments."""
    usual = KEPT_PIECES if arguments.base else NEW_TOKENS
    return Settings(
        work=arguments.work,
        pairs=tuple(arguments.pairs),
        passages=tuple(arguments.passages),
        more_passages=tuple(arguments.more_passages),
        word_counts=arguments.word_counts,
        skip=tuple(arguments.skip),
        teacher=arguments.teacher,
        vocabulary_size=arguments.vocabulary_size or usual,
        tokens=arguments.tokens,
        passage_tokens=arguments.passage_tokens,
        longest=arguments.longest,
        seed=arguments.seed,
        device=torch.device(arguments.device),
    )


def plan_for(stage: str, arguments: argparse.Namespace) -> Plan:
    """Length and rates of a stage."""
    rates = {
        "distil-embeddings": EMBEDDINGS_ONLY,
        "distil-all": ALL_WEIGHTS,
        "contrast": CONTRAST,
        "tune": TUNING,
    }
    return Plan(
        rates=rates[stage],
        steps=arguments.steps,
        minutes=arguments.minutes,
        batch_tokens=arguments.batch_tokens,
        english_every={"distil-all": 4, "tune": 5}.get(stage, 0),
        save_every=100 if stage in ("contrast", "tune") else 200,
        seed=arguments.seed + list(rates).index(stage),
    )


def run(arguments: argparse.Namespace) -> None:
    """Run one stage, or all of a way."""
    settings = settings_from(arguments)
    settings.work.mkdir(parents=True, exist_ok=True)
    stages: tuple[str, ...] = (arguments.stage,)
    if arguments.stage == "distil":
        stages = (DISTILLATIONS[arguments.layers],)
    elif arguments.stage == "all":
        stages = ADAPTING if arguments.base else DISTILLING
    for stage in stages:
        run_stage(stage, settings, arguments)


def run_stage(stage: str, settings: Settings, arguments: argparse.Namespace) -> None:
    """Run one stage."""
    own: dict[str, Callable[[], None]] = {
        "prune": lambda: adaptation.prune_stage(settings, arguments.base),
        "map": lambda: adaptation.map_stage(settings),
        "tune": lambda: adaptation.tune_stage(settings, plan_for(stage, arguments)),
        "vocabulary": lambda: workspace.build_vocabulary(settings),
        "align": lambda: pipeline.align_tokens(settings),
        "transfer": lambda: pipeline.transfer_embeddings(settings),
        "distil-embeddings": lambda: pipeline.distil_stage(settings, stage, plan_for(stage, arguments)),
        "distil-all": lambda: pipeline.distil_stage(settings, stage, plan_for(stage, arguments)),
        "contrast": lambda: pipeline.contrast_stage(settings, plan_for(stage, arguments)),
        "average": lambda: pipeline.average_stage(settings, arguments.last),
        "export": lambda: pipeline.export_stage(
            settings, arguments.model or pipeline.last_model(settings), arguments.out or settings.work / "model"
        ),
        "evaluate": lambda: report(settings, arguments),
        "speed": lambda: report(settings, arguments),
    }
    own[stage]()


def report(settings: Settings, arguments: argparse.Namespace) -> None:
    """Write the figures of a checkpoint or a model folder to ``--out`` or standard output."""
    if arguments.stage == "speed":
        text = speed.measure(Path(arguments.model or settings.work / "model"))
    else:
        encode = encoder_for(settings, arguments.model or pipeline.last_model(settings))
        text = pipeline.evaluate(settings, encode, arguments.tests, arguments.sets)
    if arguments.out:
        arguments.out.write_text(text + "\n", encoding="utf-8")
    else:
        sys.stdout.write(text + "\n")


def encoder_for(settings: Settings, model: str) -> Encode:
    """Texts to vectors by a checkpoint's name or a model folder."""
    if settings.checkpoint(model).exists():
        return pipeline.encoder_of(settings, model)
    return speed.loaded(Path(model))


def main() -> None:
    """Read the arguments, set up logging and threads, run."""
    arguments = parser().parse_args()
    if arguments.stage == "prune" and arguments.base is None:
        parser().error("prune needs --base")
    logging.basicConfig(level=logging.INFO, format="%(asctime)s %(message)s")
    torch.set_num_threads(arguments.threads)
    torch.manual_seed(arguments.seed)
    run(arguments)


if __name__ == "__main__":
    main()
