"""A made-up evaluation: round numbers that nobody measured, questions and passages that mean nothing."""

from collections.abc import Sequence
from dataclasses import replace

from eval.abstention import Abstention
from eval.experiment import Corpus, Evaluation, Failure, Place
from eval.measures import DIRECTIONS, Figures, Score
from eval.quotes import QuoteCheck

#: Would run, load or leave its place if it were not escaped.
HOSTILE = (
    "<script>alert('x')</script><img src=https://example.org/x.png onerror=alert(1)> {{ 7*7 }} [bold red]&amp; $x^2$"
)
_COUNTS = {"all": 40, "ru->ru": 20, "ru->en": 25, "en->en": 10, "en->ru": 5}
_GROUPS = {"activist": 20, "trainer": 12, "researcher": 8, "court_decision": 15, "report": 9, "slang": 11, "typo": 3}


def figures(value: float) -> Figures:
    return {
        "ndcg@10": value,
        "recall@10": value - 0.1,
        "recall@50": value + 0.1,
        "mrr": value,
        "success@5": value + 0.05,
    }


def made_up_score(value: float, judged: float = 0.9) -> Score:
    values = [value - 0.1, value + 0.1] * 20
    return Score(
        directions={name: figures(value - 0.05 * place) for place, name in enumerate(("all", *DIRECTIONS))},
        users={name: figures(value) for name in ("activist", "trainer", "researcher")},
        kinds={name: figures(value) for name in ("court_decision", "report")},
        traits={name: figures(value - 0.2) for name in ("slang", "typo")},
        crossed=0.75,
        judged=judged,
        counts={**_COUNTS, **_GROUPS},
        values={"ndcg@10": {f"q{number:02}": number_value for number, number_value in enumerate(values)}},
    )


def made_up_evaluation(names: Sequence[str] = ("hybrid", "dense", "sparse")) -> Evaluation:
    """Runs from 0.7 downwards; two failures, one of them of a hostile question in which nothing was found."""
    wanted = Place("reports/made-up-en.md", "4. A made-up passage that would answer. " * 20, 3)
    found = Place("reports/made-up-ru.md", "Выдуманный фрагмент не по делу.", 0)
    unjudged = Place("reports/made-up-en.md", f"Unjudged {HOSTILE}", None)
    return Evaluation(
        date="2001-02-03",
        split="test",
        questions=50,
        corpus=Corpus(
            texts={"reports/made-up-en.md": "", "reports/made-up-ru.md": ""},
            languages={"reports/made-up-en.md": "en", "reports/made-up-ru.md": "ru"},
            kinds={"reports/made-up-en.md": "report", "reports/made-up-ru.md": "report"},
            passages=12,
            model="made-up@1",
        ),
        scores={name: made_up_score(0.7 - 0.03 * place, 0.9 - 0.05 * place) for place, name in enumerate(names)},
        significance={name: 1.0 if place == 0 else 0.04 / place**6 for place, name in enumerate(names)},
        latency={name: {"p50": 8.25 + 5 * place, "p95": 31.4 + 9 * place} for place, name in enumerate(names)},
        quotes=QuoteCheck(checked=200, wrong=0, numbered=80, wrong_paragraph=0),
        abstention=Abstention(0.4, unanswerable=10, said=8, right=6, precision=0.75, recall=0.6, wrongly_silent=0.05),
        failures=(
            Failure("made-001", HOSTILE, "en->en", 0.0, (), (wanted,)),
            Failure(
                "made-002", "выдуманный вопрос, на который ответили плохо", "ru->en", 0.12, (found, unjudged), (wanted,)
            ),
        ),
        lost=(),
    )


def without_questions(evaluation: Evaluation) -> Evaluation:
    """The same, but nothing could be scored: no question has a known answer."""
    empty = Score(
        {"all": {}, **dict.fromkeys(DIRECTIONS, {})}, {}, {}, {}, 0.0, 0.0, dict.fromkeys(_COUNTS, 0), {"ndcg@10": {}}
    )
    return replace(evaluation, scores=dict.fromkeys(evaluation.scores, empty), failures=(), abstention=None)
