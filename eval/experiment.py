"""One evaluation: every system over the questions of a split, scored, compared and checked."""

import datetime as dt
from collections.abc import Mapping, Sequence
from dataclasses import asdict, dataclass
from typing import Any

import numpy as np

from eval.abstention import Abstention
from eval.judgments import ANSWERS, Judgments, Qrels
from eval.measures import Figures, Score, score, significance
from eval.questions import Question
from eval.quotes import QuoteCheck
from eval.systems import Found, Run

#: Worst failures shown, for each direction.
_WORST = 3
_SHOWN = 3


@dataclass(frozen=True, slots=True)
class Corpus:
    """What the index holds, as far as measuring needs it: text, language and kind of every file."""

    texts: Mapping[str, str]
    languages: Mapping[str, str]
    kinds: Mapping[str, str]
    passages: int
    model: str


@dataclass(frozen=True, slots=True)
class Place:
    """A place of a ranking or a passage wanted, as the report shows it."""

    file: str
    text: str
    grade: int | None


@dataclass(frozen=True, slots=True)
class Failure:
    """A question that the main run answered badly, with what came and what was wanted."""

    question: str
    text: str
    direction: str
    ndcg: float
    found: tuple[Place, ...]
    wanted: tuple[Place, ...]


@dataclass(frozen=True, slots=True)
class Evaluation:
    """All that was measured. ``significance`` holds p of nDCG@10 against the main run, ``latency`` milliseconds."""

    date: str
    split: str
    questions: int
    corpus: Corpus
    scores: Mapping[str, Score]
    significance: Mapping[str, float]
    latency: Mapping[str, Figures]
    quotes: QuoteCheck
    abstention: Abstention | None
    failures: Sequence[Failure]
    lost: Sequence[str]

    def as_json(self) -> dict[str, Any]:
        """Return plain values: what ``kb eval --json`` prints and the baseline stores."""
        runs = {name: _rounded(one.directions) for name, one in self.scores.items()}
        details = {
            name: {
                "users": _rounded(one.users),
                "kinds": _rounded(one.kinds),
                "traits": _rounded(one.traits),
                "other_language_in_ten": round(one.crossed, 4),
                "judged_in_ten": round(one.judged, 4),
                "latency_ms": _rounded({"": self.latency[name]})[""],
                "p_against_main": round(self.significance[name], 4),
            }
            for name, one in self.scores.items()
        }
        return {
            "date": self.date,
            "split": self.split,
            "questions": self.questions,
            "model": self.corpus.model,
            "passages": self.corpus.passages,
            "runs": runs,
            "details": details,
            "counts": next(iter(self.scores.values())).counts if self.scores else {},
            "quotes": asdict(self.quotes),
            "nothing_found": asdict(self.abstention) if self.abstention else None,
            "failures": [asdict(failure) for failure in self.failures],
            "judgments_lost": list(self.lost),
        }


def evaluate(
    split: str,
    questions: Sequence[Question],
    judgments: Judgments,
    runs: Sequence[Run],
    corpus: Corpus,
    quotes: QuoteCheck,
    abstention: Abstention | None = None,
) -> Evaluation:
    """Score the runs, the first of which is the main one that the others are compared with."""
    placed, lost = judgments.placed(corpus.texts)
    scores = {run.name: score(run, questions, placed.grades, corpus.languages, corpus.kinds) for run in runs}
    main = scores[runs[0].name]
    return Evaluation(
        date=dt.datetime.now(dt.UTC).date().isoformat(),
        split=split,
        questions=len(questions),
        corpus=corpus,
        scores=scores,
        significance={name: significance(main.values, other.values) for name, other in scores.items()},
        latency={run.name: _latency(run) for run in runs},
        quotes=quotes,
        abstention=abstention,
        failures=_failures(questions, runs[0], main, placed.grades, corpus),
        lost=lost,
    )


def _latency(run: Run) -> Figures:
    times = np.array(list(run.took_ms.values()) or [0.0])
    return {"p50": float(np.percentile(times, 50)), "p95": float(np.percentile(times, 95))}


def _failures(
    questions: Sequence[Question], run: Run, main: Score, qrels: Qrels, corpus: Corpus
) -> tuple[Failure, ...]:
    """The questions with the least nDCG@10, some for each direction, to the language of the best passage."""
    by_direction: dict[str, list[Failure]] = {}
    asked = {question.id: question for question in questions}
    for id, value in sorted(main.values["ndcg@10"].items(), key=lambda pair: (pair[1], pair[0])):
        grades = qrels[id]
        best = sorted((key for key, grade in grades.items() if grade >= ANSWERS), key=lambda key: (-grades[key], key))
        if not best:  # no judge has seen an answer: nothing to show beside what came
            continue
        direction = f"{asked[id].language}->{corpus.languages.get(best[0].rpartition(':')[0], '')}"
        group = by_direction.setdefault(direction, [])
        if len(group) < _WORST:
            wanted = tuple(_wanted(key, grades[key], corpus) for key in best[:_SHOWN])
            found = tuple(_place(place, grades) for place in run.rankings[id][:_SHOWN])
            group.append(Failure(id, asked[id].text, direction, round(value, 3), found, wanted))
    return tuple(failure for direction in sorted(by_direction) for failure in by_direction[direction])


def _place(found: Found, grades: Mapping[str, int]) -> Place:
    return Place(found.stretch.file, found.text, grades.get(found.stretch.key))


def _wanted(key: str, grade: int, corpus: Corpus) -> Place:
    file, _, places = key.rpartition(":")
    start, _, end = places.partition("-")
    return Place(file, corpus.texts[file][int(start) : int(end)], grade)


def _rounded(figures: Mapping[str, Figures]) -> dict[str, Figures]:
    return {name: {key: round(value, 4) for key, value in row.items()} for name, row in figures.items()}
