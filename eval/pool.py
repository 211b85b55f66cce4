"""Pooling for judges (Spärck Jones & van Rijsbergen 1975): the first passages of every system, mixed, without ranks.

``python -m eval.pool sheets FOLDER --data DIR --depth 10`` writes one file for each question that has passages no judge
has seen; a judge puts a grade behind each; ``python -m eval.pool take FOLDER`` reads the grades into ``judgments/``.
"""

import argparse
import random
import sys
from collections.abc import Mapping, Sequence
from pathlib import Path

import yaml

from eval.judgments import GRADES, JUDGMENTS, Judgments, Stretch, load_judgments, match
from eval.questions import Question, load_questions, of_split
from eval.systems import Found, Run, run, texts_of
from index_config.errors import ConfigurationError

_SEED = 5


def pool(question: Question, runs: Sequence[Run], judged: Mapping[str, int], depth: int) -> list[Found]:
    """The passages among the first ``depth`` of any run that no judge has seen, in random order."""
    fresh: dict[str, Found] = {}
    for one in runs:
        ranking = list(one.rankings.get(question.id, ()))[:depth]
        names = match((found.stretch for found in ranking), judged)
        fresh.update((name, found) for name, found in zip(names, ranking, strict=True) if name not in judged)
    keys = sorted(fresh)
    random.Random(f"{_SEED}{question.id}").shuffle(keys)  # noqa: S311 - an order, not a secret
    return [fresh[key] for key in keys]


def write_sheet(question: Question, passages: Sequence[Found], path: Path) -> None:
    """Write what a judge reads: the question, what an answer must say, the passages, a place for each grade."""
    sheet = {
        "question": question.id,
        "asked": question.text,
        "narrative": question.narrative,
        "passages": [{"passage": found.stretch.key, "text": found.text, "grade": None} for found in passages],
    }
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_text(yaml.safe_dump(sheet, allow_unicode=True, sort_keys=False, width=10**6), encoding="utf-8")


def take_sheets(folder: Path, judgments: Judgments) -> int:
    """Take the grades of all sheets in a folder; returns how many.

    Raises:
        ConfigurationError: a grade is missing or none of 0–3; the sheet is named.
    """
    taken = 0
    for path in sorted(folder.rglob("*.yaml")):
        sheet = yaml.safe_load(path.read_text(encoding="utf-8"))
        for row in sheet["passages"]:
            if type(row["grade"]) is not int or row["grade"] not in GRADES:
                raise ConfigurationError(reason=f"{path.name}: {row['passage']}: no grade {row['grade']!r}")
            judgments.add(sheet["question"], Stretch.parse(row["passage"]), row["text"], row["grade"])
            taken += 1
    return taken


def main() -> None:
    """Write sheets, or take them."""
    own = argparse.ArgumentParser(prog="python -m eval.pool", description=__doc__)
    own.add_argument("action", choices=("sheets", "take"))
    own.add_argument("folder", type=Path)
    own.add_argument("--data", type=Path, help="the folder of the index")
    own.add_argument("--split", default="")
    own.add_argument("--depth", type=int, default=10)
    given = own.parse_args()
    judgments = load_judgments() if (JUDGMENTS / "qrels.tsv").exists() else Judgments()
    if given.action == "take":
        count = take_sheets(given.folder, judgments)
        judgments.save()
    else:
        count = _write_sheets(given, judgments)
    sys.stdout.write(f"{count}\n")


def _write_sheets(given: argparse.Namespace, judgments: Judgments) -> int:
    from eval.assembly import open_library, systems_of

    questions = of_split(load_questions(), given.split)
    count = 0
    with open_library(given.data) as library:
        placed, _ = judgments.placed(texts_of(library))
        runs = [run(system, questions) for system in systems_of(library, ("hybrid", "dense", "sparse"))]
        for question in questions:
            fresh = pool(question, runs, placed.grades.get(question.id, {}), given.depth)
            if fresh:
                write_sheet(question, fresh, given.folder / f"{question.id}.yaml")
            count += len(fresh)
    return count


if __name__ == "__main__":
    main()
