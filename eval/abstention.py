"""Does the knowledge base know that it has nothing? Unanswerable questions against “nothing found”."""

from collections.abc import Sequence
from dataclasses import dataclass

from eval.questions import Question
from index_config.domain import Query
from search_api.library import Library


@dataclass(frozen=True, slots=True)
class Abstention:
    """How well “nothing found” is said.

    ``said`` counts the questions for which it was said, ``right`` those among them without an answer; ``precision`` is
    their share, ``recall`` the share of the ``unanswerable`` questions for which it was said, ``wrongly_silent`` the
    share of the others for which it was. ``threshold`` is the mean cosine below which it is said.
    """

    threshold: float
    unanswerable: int
    said: int
    right: int
    precision: float
    recall: float
    wrongly_silent: float


def measure_abstention(library: Library, questions: Sequence[Question]) -> Abstention | None:
    """Ask every question and count; None where the model has no threshold."""
    threshold = library.encoder.nothing_below
    if threshold is None:
        return None
    said = [question for question in questions if library.search(Query(question.text, limit=1)).nothing_found]
    without = sum(not question.answerable for question in questions)
    right = sum(not question.answerable for question in said)
    return Abstention(
        threshold=threshold,
        unanswerable=without,
        said=len(said),
        right=right,
        precision=right / len(said) if said else 0.0,
        recall=right / without if without else 0.0,
        wrongly_silent=(len(said) - right) / max(1, len(questions) - without),
    )
