"""Counting how often “nothing found” is said, and how often rightly."""

import pytest

from eval.abstention import measure_abstention
from eval.questions import Trait
from index_config.domain import Query
from search_api.library import Library
from tests.eval.conftest import Open
from tests.eval.made_small import question

#: From far off to near.
TEXTS = ["football weather", "prison doctor", "provocation of crime", "applicant asked the prison doctor for methadone"]


@pytest.fixture(scope="module")
def closeness(small: Library) -> list[float]:
    near = [small.search(Query(text)).closeness or 0.0 for text in TEXTS]
    assert near == sorted(near) and len(set(near)) == len(near), near
    return near


def test_a_model_without_a_threshold_says_nothing(small: Library) -> None:
    assert measure_abstention(small, [question("q", TEXTS[0])]) is None


def test_what_was_said_is_counted(opened: Open, closeness: list[float]) -> None:
    """It is said of the first two, one of which has an answer; of the other two one has none."""
    none = [Trait.UNANSWERABLE]
    asked = [
        question("q1", TEXTS[0], traits=none),
        question("q2", TEXTS[1]),
        question("q3", TEXTS[2], traits=none),
        question("q4", TEXTS[3]),
    ]
    threshold = (closeness[1] + closeness[2]) / 2
    counted = measure_abstention(opened(threshold), asked)
    assert counted is not None
    assert (counted.threshold, counted.unanswerable, counted.said, counted.right) == (threshold, 2, 2, 1)
    assert (counted.precision, counted.recall, counted.wrongly_silent) == (1 / 2, 1 / 2, 1 / 2)


def test_without_questions_of_a_sort_the_shares_are_zero(opened: Open, closeness: list[float]) -> None:
    counted = measure_abstention(opened(closeness[1]), [question("q4", TEXTS[3])])
    assert counted is not None
    assert (counted.said, counted.precision, counted.recall, counted.wrongly_silent) == (0, 0.0, 0.0, 0.0)
    only = measure_abstention(opened(1.1), [question("q1", TEXTS[0], traits=[Trait.UNANSWERABLE])])
    assert only is not None and (only.precision, only.recall, only.wrongly_silent) == (1.0, 1.0, 0.0)
