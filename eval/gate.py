"""The gate: no change may make the search worse, on fixed questions over a fixed part of the collection.

``gate.yaml`` names the files and the questions, ``baseline.json`` holds what the search with the shipped model reached.
``python -m eval.gate check`` measures and compares, exit status 1 where a figure fell; ``python -m eval.gate renew``
writes the baseline anew: after the judgments changed, and when the search became better.
"""

import argparse
import datetime as dt
import hashlib
import json
import os
import shutil
import subprocess
import sys
import tempfile
from dataclasses import asdict, dataclass
from pathlib import Path

import yaml

from eval.assembly import Ingest, corpus_of
from eval.judgments import Judgments, Stretch, load_judgments
from eval.measures import Figures, score
from eval.questions import Question, load_questions
from eval.systems import KnowledgeBase, run
from index_config.errors import ConfigurationError
from index_config.settings import Settings, load_settings
from search_api.library import Library

_HERE = Path(__file__).parent
BASELINE = _HERE / "baseline.json"
COLLECTION = _HERE.parent / "documents"
#: What may not fall, and by how much it may: less is the noise of a tie broken otherwise.
GUARDED = ("ndcg@10", "recall@10", "success@5")
TOLERANCE = 0.03


@dataclass(frozen=True, slots=True)
class Selection:
    """Files of the collection, the questions put to them, and the judgments of these on those."""

    files: tuple[str, ...]
    questions: tuple[Question, ...]
    judgments: Judgments

    @property
    def fingerprint(self) -> str:
        """Identify what is measured, so that figures of other questions or grades are not compared."""
        asked = [(question.id, question.text) for question in self.questions]
        grades = sorted((id, sorted(passages.items())) for id, passages in self.judgments.grades.items())
        return hashlib.sha256(repr((self.files, asked, grades)).encode()).hexdigest()[:16]


@dataclass(frozen=True, slots=True)
class Baseline:
    """What was reached, on what, with which model, when."""

    figures: Figures
    selection: str
    model: str
    date: str

    def save(self, path: Path = BASELINE) -> None:
        """Write it."""
        rest = {name: value for name, value in asdict(self).items() if name != "figures"}
        path.write_text(json.dumps({**self.figures, **rest}, indent=2) + "\n", encoding="utf-8")


def load_baseline(path: Path = BASELINE) -> Baseline:
    """Read it. Raises ``ConfigurationError`` where it is missing or wrong."""
    try:
        held = json.loads(path.read_text(encoding="utf-8"))
        figures = {name: float(held[name]) for name in GUARDED}
        return Baseline(figures, held["selection"], held["model"], held["date"])
    except (OSError, ValueError, KeyError, TypeError) as error:
        raise ConfigurationError(reason=f"{path.name}: {type(error).__name__}: {error}") from error


def load_selection(path: Path = _HERE / "gate.yaml") -> Selection:
    """Read which files and questions are in. Raises ``ConfigurationError`` for a question that there is not."""
    held = yaml.safe_load(path.read_text(encoding="utf-8"))
    asked = {question.id: question for question in load_questions()}
    unknown = [id for id in held["questions"] if id not in asked]
    if unknown:
        raise ConfigurationError(reason=f"{path.name}: no question {unknown[0]!r}")
    return Selection(
        files=tuple(held["files"]),
        questions=tuple(asked[id] for id in held["questions"]),
        judgments=_within(load_judgments(), frozenset(held["files"]), frozenset(held["questions"])),
    )


def copy_files(selection: Selection, into: Path, collection: Path = COLLECTION) -> Path:
    """Copy the files with their catalogue entries to a collection of their own, of the same name; returns it."""
    root = into / collection.name
    root.mkdir(parents=True)
    shutil.copy(collection / "collection.yaml", root)
    for file in selection.files:
        (root / file).parent.mkdir(exist_ok=True)
        shutil.copy(collection / file, root / file)
    for folder in sorted(path for path in root.iterdir() if path.is_dir()):
        works = yaml.safe_load((collection / folder.name / "catalogue.yaml").read_text(encoding="utf-8"))
        for work in works:
            work["files"] = [entry for entry in work["files"] if (folder / entry["path"]).is_file()]
        kept = yaml.safe_dump([work for work in works if work["files"]], allow_unicode=True)
        (folder / "catalogue.yaml").write_text(kept, encoding="utf-8")
    return root


def measure(library: Library, selection: Selection) -> Figures:
    """Put the questions to the hybrid search of a library that holds the files; returns the guarded figures.

    Raises:
        ConfigurationError: judged passages are not in the texts as the library holds them.
    """
    corpus = corpus_of(library)
    placed, lost = selection.judgments.placed(corpus.texts)
    if lost:
        raise ConfigurationError(reason=f"{len(lost)} judged passages are not in the texts, as {lost[0]}")
    ranked = run(KnowledgeBase("hybrid", library), selection.questions)
    figures = score(ranked, selection.questions, placed.grades, corpus.languages, corpus.kinds).directions["all"]
    return {name: round(figures[name], 4) for name in GUARDED}


def fallen(figures: Figures, baseline: Baseline) -> list[str]:
    """Say which figures are more than the tolerance below the baseline."""
    return [
        f"{name}: {figures[name]:.3f}, was {before:.3f} on {baseline.date}"
        for name, before in baseline.figures.items()
        if figures[name] < before - TOLERANCE
    ]


def assess(selection: Selection, ingest: Ingest, folder: Path) -> Baseline:
    """Ingest the files below ``folder`` with the shipped model and measure."""
    settings = load_settings(data_dir=folder / "data", embedding_model="bundled", qdrant_url="")
    ingest(settings, copy_files(selection, folder))
    library = Library.open(settings)
    try:
        figures = measure(library, selection)
        model = library.encoder.fingerprint
    finally:
        library.close()
    return Baseline(figures, selection.fingerprint, model, dt.datetime.now(dt.UTC).date().isoformat())


def main() -> None:
    """Check, or renew the baseline."""
    own = argparse.ArgumentParser(prog="python -m eval.gate", description=__doc__)
    own.add_argument("action", choices=("check", "renew"))
    given = own.parse_args()
    selection = load_selection()
    before = load_baseline() if given.action == "check" else None
    if before and before.selection != selection.fingerprint:
        sys.exit("The baseline is of other judgments, questions or files: python -m eval.gate renew")
    with tempfile.TemporaryDirectory() as folder:
        reached = assess(selection, _by_command, Path(folder))
    sys.stdout.write(json.dumps(asdict(reached), indent=2) + "\n")
    if before is None:
        reached.save()
    elif worse := fallen(reached.figures, before):
        sys.exit("\n".join(worse))


def _by_command(settings: Settings, folder: Path) -> None:
    """Ingest in a process of its own, as a user does."""
    command = [sys.executable, str(_HERE.parent / "kb.py"), "ingest", str(folder), "--data", str(settings.data_dir)]
    environment = os.environ | {"KB_EMBEDDING_MODEL": settings.embedding_model, "KB_QDRANT_URL": settings.qdrant_url}
    subprocess.run(command, env=environment, stdout=subprocess.DEVNULL, check=True)


def _within(judgments: Judgments, files: frozenset[str], questions: frozenset[str]) -> Judgments:
    grades = {
        id: {key: grade for key, grade in passages.items() if Stretch.parse(key).file in files}
        for id, passages in judgments.grades.items()
        if id in questions
    }
    keys = {key for passages in grades.values() for key in passages}
    return Judgments(grades, {key: judgments.anchors[key] for key in sorted(keys)})


if __name__ == "__main__":
    main()
