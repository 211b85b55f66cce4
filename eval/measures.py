"""Quality of rankings, by ir-measures: nDCG@10, recall, reciprocal rank, success; whole and by direction."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass

import ir_measures
import numpy as np
from ir_measures import RR, R, Success, nDCG
from scipy.stats import permutation_test

from eval.judgments import ANSWERS, Qrels, match
from eval.questions import Question, Trait, User
from eval.systems import Found, Run

#: The measures by the name that tables and JSON give them. Grades are gains; where only right and wrong count, an
#: answer is a passage of grade 2 or 3.
MEASURES = {
    "ndcg@10": nDCG @ 10,
    "recall@10": R(rel=ANSWERS) @ 10,
    "recall@50": R(rel=ANSWERS) @ 50,
    "mrr": RR(rel=ANSWERS),
    "success@5": Success(rel=ANSWERS) @ 5,
}
DIRECTIONS = ("ru->ru", "ru->en", "en->en", "en->ru")
#: Hits looked at for the mix of languages and for what was judged.
_TOP = 10
_RESAMPLES = 9999

Figures = dict[str, float]
#: A measure's value by question.
Values = dict[str, dict[str, float]]


@dataclass(frozen=True, slots=True)
class Score:
    """What one run is worth. Every figure is a mean over the questions it concerns; ``counts`` says how many."""

    directions: dict[str, Figures]
    users: dict[str, Figures]
    kinds: dict[str, Figures]
    traits: dict[str, Figures]
    crossed: float
    judged: float
    counts: dict[str, int]
    values: Values


def score(
    run: Run, questions: Sequence[Question], qrels: Qrels, languages: Mapping[str, str], kinds: Mapping[str, str]
) -> Score:
    """Score a run.

    A direction holds the questions of one language that have an answer in the other or the same; of the ranking only
    the passages in that language count there, as if the user had asked for it. ``all`` is the list as it is shown.
    ``crossed`` is, of the questions answered best or only in the other language, the share with an answer in it among
    the first ten. ``judged`` is the share of the first ten that a judge has seen.

    Args:
        run: rankings by question.
        questions: those to score; unanswerable ones are left out. One whose answer no judge has seen scores 0 in all.
        qrels: grades by question and passage.
        languages: language of every file.
        kinds: kind of source of every file.
    """
    asked = [question for question in questions if question.answerable]
    qrels = {question.id: qrels.get(question.id, {}) for question in asked}
    named = {question.id: _named(run.rankings.get(question.id, ()), qrels[question.id]) for question in asked}
    rankings = {id: [name for name, _ in ranking] for id, ranking in named.items()}
    values = _values(rankings, {question.id: qrels[question.id] for question in asked})
    directions = {"all": _means(values, [question.id for question in asked])}
    counts = {"all": len(asked)}
    for direction in DIRECTIONS:
        source, target = direction.split("->")
        ids, within = _direction(asked, source, target, named, qrels, languages)
        directions[direction] = _means(_values(*within), ids)
        counts[direction] = len(ids)
    users = {str(user): [q.id for q in asked if q.user is user] for user in User}
    traits = {str(trait): [q.id for q in asked if trait in q.traits] for trait in Trait}
    sources = _by_kind(asked, qrels, kinds)
    counts |= {name: len(ids) for group in (users, traits, sources) for name, ids in group.items()}
    return Score(
        directions=directions,
        users=_grouped(values, users),
        kinds=_grouped(values, sources),
        traits=_grouped(values, traits),
        crossed=_crossed(asked, named, qrels, languages),
        judged=_judged(named.items(), qrels),
        counts=counts,
        values=values,
    )


def significance(one: Values, other: Values, measure: str = "ndcg@10", seed: int = 7) -> float:
    """Two-sided p of the mean difference of two runs over the same questions: paired permutation test (Fisher 1935)."""
    ids = sorted(one[measure].keys() & other[measure].keys())
    differences = np.array([one[measure][id] - other[measure][id] for id in ids])
    if not len(ids) or not differences.any():
        return 1.0
    outcome = permutation_test(
        (differences,), np.mean, permutation_type="samples", n_resamples=_RESAMPLES, rng=np.random.default_rng(seed)
    )
    return float(outcome.pvalue)


def _named(ranking: Iterable[Found], judged: Mapping[str, int]) -> list[tuple[str, str]]:
    """The names of a ranking's places after the judged passages they cover, with their languages, no name twice."""
    places = list(ranking)
    names = match((found.stretch for found in places), judged)
    unique: dict[str, str] = {}
    for name, found in zip(names, places, strict=True):
        unique.setdefault(name, found.language)
    return list(unique.items())


def _values(rankings: Mapping[str, Sequence[str]], qrels: Qrels) -> Values:
    runs = {id: {name: float(-place) for place, name in enumerate(names)} for id, names in rankings.items()}
    # A question for which nothing was found has no ranking to score, and scores 0.
    values: Values = {name: dict.fromkeys(rankings, 0.0) for name in MEASURES}
    labels = {measure: name for name, measure in MEASURES.items()}
    for metric in ir_measures.iter_calc(list(labels), {id: dict(qrels[id]) for id in rankings}, runs):
        values[labels[metric.measure]][metric.query_id] = float(metric.value)
    return values


def _direction(
    asked: Sequence[Question],
    source: str,
    target: str,
    named: Mapping[str, Sequence[tuple[str, str]]],
    qrels: Qrels,
    languages: Mapping[str, str],
) -> tuple[list[str], tuple[dict[str, list[str]], Qrels]]:
    """Return the questions of a direction, and their rankings and grades, both within the language sought."""
    within: dict[str, dict[str, int]] = {}
    for question in asked:
        kept = {key: grade for key, grade in qrels[question.id].items() if languages.get(_file(key)) == target}
        if question.language == source and any(grade >= ANSWERS for grade in kept.values()):
            within[question.id] = kept
    rankings = {id: [name for name, language in named[id] if language == target] for id in within}
    return list(within), (rankings, within)


def _crossed(
    asked: Sequence[Question],
    named: Mapping[str, Sequence[tuple[str, str]]],
    qrels: Qrels,
    languages: Mapping[str, str],
) -> float:
    hits = []
    for question in asked:
        grades = qrels[question.id]
        own = max((grade for key, grade in grades.items() if languages.get(_file(key)) == question.language), default=0)
        other = {
            key for key, grade in grades.items() if grade >= ANSWERS and languages.get(_file(key)) != question.language
        }
        if other and max(grades[key] for key in other) > own:
            hits.append(any(name in other for name, _ in named[question.id][:_TOP]))
    return float(np.mean(hits)) if hits else 0.0


def _judged(named: Iterable[tuple[str, Sequence[tuple[str, str]]]], qrels: Qrels) -> float:
    seen = [name in qrels[id] for id, ranking in named for name, _ in ranking[:_TOP]]
    return float(np.mean(seen)) if seen else 0.0


def _by_kind(asked: Sequence[Question], qrels: Qrels, kinds: Mapping[str, str]) -> dict[str, list[str]]:
    """By kind of source: the questions whose best passages are all of one kind."""
    groups: dict[str, list[str]] = {}
    for question in asked:
        grades = qrels[question.id]
        top = max(grades.values(), default=0)
        best = {kinds.get(_file(key), "") for key, grade in grades.items() if grade == top >= ANSWERS}
        if len(best) == 1:
            groups.setdefault(best.pop(), []).append(question.id)
    return {kind: ids for kind, ids in sorted(groups.items()) if kind}


def _grouped(values: Values, groups: Mapping[str, Sequence[str]]) -> dict[str, Figures]:
    return {name: _means(values, ids) for name, ids in groups.items() if ids}


def _means(values: Values, ids: Sequence[str]) -> Figures:
    return (
        {name: float(np.mean([by_question[id] for id in ids])) for name, by_question in values.items()} if ids else {}
    )


def _file(key: str) -> str:
    return key.rpartition(":")[0]
