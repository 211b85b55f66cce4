"""From an open library to an evaluation: the systems run, the quotes are checked, all is scored."""

from collections.abc import Callable, Sequence

from eval.abstention import measure_abstention
from eval.assembly import corpus_of, systems_of
from eval.experiment import Evaluation, evaluate
from eval.judgments import load_judgments
from eval.questions import Question, load_questions, of_split
from eval.quotes import QuoteCheck, check_quotes
from eval.systems import KnowledgeBase, Run, run
from index_config.errors import ConfigurationError
from search_api.library import Library

#: What is always measured, the main system first.
MAIN = ("hybrid", "dense", "sparse")
#: Hits whose quotes are checked: as many as a page of answers shows.
_QUOTED = 10

Listener = Callable[[str], None]


def assess(
    library: Library,
    split: str,
    names: Sequence[str] = MAIN,
    more: Sequence[Run] = (),
    listener: Listener = lambda _: None,
) -> Evaluation:
    """Measure systems of an open library on the questions of a split; ``more`` are runs over other indexes, to compare.

    Raises:
        ConfigurationError: there are no such questions, or no such system.
    """
    questions = of_split(load_questions(), split)
    if not questions:
        raise ConfigurationError(reason=f"no questions of the split {split!r}")
    runs = []
    for system in systems_of(library, names):
        listener(system.name)
        runs.append(run(system, questions))
    corpus = corpus_of(library)
    quotes, abstention = _quotes(library, questions), measure_abstention(library, questions)
    return evaluate(split, questions, load_judgments(), [*runs, *more], corpus, quotes, abstention)


def _quotes(library: Library, questions: Sequence[Question]) -> QuoteCheck:
    shown = KnowledgeBase("hybrid", library)
    return check_quotes((hit for question in questions for hit in shown.hits(question.text, _QUOTED)), library)
