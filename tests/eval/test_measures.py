"""Figures of a run that can be worked out by hand."""

import math

import pytest

from eval.measures import MEASURES, Score, score, significance
from eval.questions import Trait, User
from tests.eval.made_small import found, question, ranked

A, B, C, X = "a.md:0-100", "b.md:0-100", "c.md:0-100", "x.md:0-100"
LANGUAGES = {"a.md": "en", "b.md": "ru", "c.md": "en", "x.md": "en"}
KINDS = {"a.md": "report", "b.md": "guideline", "c.md": "guideline", "x.md": "report"}
#: q1 wants A and C of the other language; its own has a passage that is merely related.
QRELS = {"q1": {A: 3, B: 1, C: 2}, "q3": {A: 0}}
QUESTIONS = [
    question("q1", traits=[Trait.CROSS_LANGUAGE]),
    question("q2", user=User.TRAINER),
    question("q3", traits=[Trait.UNANSWERABLE]),
]
RUN = ranked({"q1": [found(B, "ru"), found(X), found(A)], "q2": [found(X)], "q3": [found(A)]})


@pytest.fixture(scope="module")
def scored() -> Score:
    return score(RUN, QUESTIONS, QRELS, LANGUAGES, KINDS)


def test_a_ranking_by_hand(scored: Score) -> None:
    gained = 1 / math.log2(2) + 0 / math.log2(3) + 3 / math.log2(4)
    ideal = 3 / math.log2(2) + 2 / math.log2(3) + 1 / math.log2(4)
    of_q1 = {name: values["q1"] for name, values in scored.values.items()}
    assert of_q1 == pytest.approx(
        {
            "ndcg@10": gained / ideal,
            "recall@10": 1 / 2,  # A of A and C: B is no answer
            "recall@50": 1 / 2,
            "mrr": 1 / 3,
            "success@5": 1.0,
        }
    )


def test_an_answerable_question_without_a_known_answer_scores_nothing(scored: Score) -> None:
    assert {values["q2"] for values in scored.values.values()} == {0.0}
    assert scored.counts["all"] == 2
    assert scored.directions["all"]["mrr"] == pytest.approx((1 / 3 + 0) / 2)
    assert scored.users["trainer"]["mrr"] == 0.0


def test_unanswerable_questions_are_left_out(scored: Score) -> None:
    assert all("q3" not in values for values in scored.values.values())
    assert "unanswerable" not in scored.traits and scored.counts["unanswerable"] == 0


def test_a_direction_sees_the_passages_of_its_language_only(scored: Score) -> None:
    gained, ideal = 3 / math.log2(3), 3 + 2 / math.log2(3)  # X, A
    assert scored.directions["ru->en"] == pytest.approx(
        {"ndcg@10": gained / ideal, "recall@10": 0.5, "recall@50": 0.5, "mrr": 0.5, "success@5": 1.0}
    )
    assert scored.counts["ru->en"] == 1
    assert scored.directions["ru->ru"] == {} and scored.counts["ru->ru"] == 0, "B is related, no answer"
    assert scored.directions["en->ru"] == scored.directions["en->en"] == {}


def test_groups_are_means_of_their_questions(scored: Score) -> None:
    assert scored.users["activist"]["mrr"] == pytest.approx(1 / 3)
    assert scored.traits["cross-language"]["mrr"] == pytest.approx(1 / 3)
    assert scored.kinds == {"report": pytest.approx({name: values["q1"] for name, values in scored.values.items()})}
    assert "researcher" not in scored.users


def test_how_often_the_other_language_is_among_the_first_ten(scored: Score) -> None:
    assert scored.crossed == 1.0
    late = ranked({"q1": [*(found(f"x.md:{place}00-{place}50") for place in range(10)), found(A)]})
    assert score(late, QUESTIONS, QRELS, LANGUAGES, KINDS).crossed == 0.0
    own = {"q1": {A: 2, B: 3}}
    assert score(RUN, QUESTIONS, own, LANGUAGES, KINDS).crossed == 0.0, "the best is in its own language: not counted"


def test_the_share_a_judge_has_seen(scored: Score) -> None:
    assert scored.judged == pytest.approx(2 / 4)  # B, A of B, X, A and X


def test_a_judged_passage_cut_in_two_counts_once() -> None:
    halves = ranked({"q1": [found("a.md:0-50"), found("a.md:50-100"), found(C)]})
    values = score(halves, QUESTIONS[:1], QRELS, LANGUAGES, KINDS).values
    assert values["recall@10"]["q1"] == 1.0
    assert values["ndcg@10"]["q1"] == pytest.approx((3 + 2 / math.log2(4)) / (3 + 2 / math.log2(3) + 1 / math.log2(4)))


def test_the_best_ranking_scores_one_and_none_scores_zero() -> None:
    best = ranked({"q1": [found(A), found(C), found(B, "ru")]})
    assert set(score(best, QUESTIONS[:1], QRELS, LANGUAGES, KINDS).directions["all"].values()) == {1.0}
    nothing = score(ranked({}), QUESTIONS[:1], QRELS, LANGUAGES, KINDS)
    assert set(nothing.directions["all"].values()) == {0.0} and nothing.judged == 0.0


def test_recall_looks_deeper_than_success() -> None:
    deep = ranked({"q1": [*(found(f"x.md:{place}00-{place}50") for place in range(7)), found(A)]})
    figures = score(deep, QUESTIONS[:1], QRELS, LANGUAGES, KINDS).directions["all"]
    assert (figures["success@5"], figures["recall@10"]) == (0.0, 0.5)
    deeper = ranked({"q1": [*(found(f"x.md:{place}00-{place}50") for place in range(10)), found(A)]})
    figures = score(deeper, QUESTIONS[:1], QRELS, LANGUAGES, KINDS).directions["all"]
    assert (figures["recall@10"], figures["recall@50"], figures["ndcg@10"]) == (0.0, 0.5, 0.0)


def values_of(numbers: list[float]) -> dict[str, dict[str, float]]:
    return {name: {f"q{place:02}": number for place, number in enumerate(numbers)} for name in MEASURES}


def test_equal_runs_do_not_differ() -> None:
    run = values_of([0.1, 0.5, 0.9])
    assert significance(run, run) == 1.0
    assert significance(values_of([]), values_of([])) == 1.0


def test_runs_that_differ_everywhere_differ_clearly() -> None:
    low, high = values_of([0.2 + 0.01 * n for n in range(30)]), values_of([0.5 + 0.01 * n for n in range(30)])
    assert significance(low, high) < 0.001
    assert significance(low, high) == significance(high, low), "two-sided"


def test_a_small_difference_with_as_much_against_it_is_chance() -> None:
    one, other = values_of([0.5, 0.6] * 10), values_of([0.6, 0.51] * 10)
    assert significance(one, other) > 0.3


def test_of_few_questions_every_sign_is_counted() -> None:
    # Five differences of one sign: of the 2⁵ ways to give them signs, two have a mean as far from 0.
    assert significance(values_of([0.5] * 5), values_of([0.6, 0.7, 0.65, 0.8, 0.9])) == pytest.approx(2 / 32)


def test_the_same_runs_have_the_same_significance() -> None:
    one, other = values_of([0.1 * (n % 7) for n in range(40)]), values_of([0.1 * (n % 5) for n in range(40)])
    first = significance(one, other)
    assert 0 < first < 1 and significance(one, other) == first
