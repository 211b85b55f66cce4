"""One evaluation from the open library to plain values, over questions and grades made by hand."""

import json

import pytest

import eval.session
from eval.assembly import SWITCHED, corpus_of
from eval.judgments import Judgments
from eval.questions import Question, Trait
from eval.session import MAIN, assess
from index_config.errors import ConfigurationError
from search_api.library import Library
from tests.eval.conftest import PDF, Open
from tests.eval.made_small import question, stretch

ALPHA, BETA = "court_decisions/alpha.md", "court_decisions/beta.md"
ASKED = [
    question("q1", "applicant asked the prison doctor for methadone", "en"),
    question("q2", "провокация преступления и справедливое судебное разбирательство", "ru"),
    question("q3", "football weather", "en", traits=[Trait.UNANSWERABLE]),
]


@pytest.fixture(autouse=True)
def made_by_hand(monkeypatch: pytest.MonkeyPatch, small: Library) -> None:
    texts = corpus_of(small).texts
    judgments = Judgments()
    for id, file, words in (("q1", ALPHA, "1. The applicant"), ("q2", BETA, "3. Провокация преступления")):
        start = texts[file].index(words)
        end = texts[file].index(".", start + len(words)) + 1
        judgments.add(id, stretch(start, end, file), texts[file][start:end], 3)
    judgments.add("q1", stretch(0, 9, "gone.md"), "Was there", 2)

    def questions() -> list[Question]:
        return ASKED

    monkeypatch.setattr(eval.session, "load_questions", questions)
    monkeypatch.setattr(eval.session, "load_judgments", lambda: judgments)


def test_every_system_is_scored_and_compared_with_the_first(small: Library) -> None:
    heard: list[str] = []
    evaluation = assess(small, "dev", listener=heard.append)
    assert tuple(heard) == tuple(evaluation.scores) == MAIN
    assert evaluation.questions == 3 and evaluation.scores["hybrid"].counts["all"] == 2
    assert evaluation.significance["hybrid"] == 1.0
    assert evaluation.scores["hybrid"].directions["ru->ru"]["success@5"] == 1.0
    assert evaluation.scores["hybrid"].directions["en->en"]["success@5"] == 1.0
    assert evaluation.latency["hybrid"]["p95"] >= evaluation.latency["hybrid"]["p50"] > 0


def test_what_is_lost_is_said_and_quotes_are_checked(small: Library) -> None:
    evaluation = assess(small, "dev", ["hybrid"])
    assert evaluation.lost == ("gone.md:0-9",)
    assert evaluation.quotes.checked > 3 and evaluation.quotes.wrong == evaluation.quotes.wrong_paragraph == 0
    assert evaluation.abstention is None


def test_abstention_is_measured_where_the_model_has_a_threshold(opened: Open) -> None:
    evaluation = assess(opened(1.1), "dev", ["hybrid"])
    assert evaluation.abstention is not None
    assert (evaluation.abstention.unanswerable, evaluation.abstention.recall) == (1, 1.0)


def test_failures_show_what_came_and_what_was_wanted(small: Library) -> None:
    failures = {failure.question: failure for failure in assess(small, "dev", ["hybrid"]).failures}
    assert failures.keys() == {"q1", "q2"}
    assert failures["q1"].direction == "en->en" and failures["q2"].direction == "ru->ru"
    (wanted,) = failures["q1"].wanted
    assert (wanted.file, wanted.grade) == (ALPHA, 3) and wanted.text.startswith("1. The applicant")
    assert 0 < len(failures["q1"].found) <= 3


def test_it_is_plain_values(small: Library) -> None:
    values = json.loads(json.dumps(assess(small, "dev", ["hybrid", "sparse"]).as_json()))
    assert values["runs"].keys() == values["details"].keys() == {"hybrid", "sparse"}
    assert values["judgments_lost"] == ["gone.md:0-9"] and values["model"] == "words@1"


def test_the_corpus_is_what_the_index_holds(small: Library) -> None:
    corpus = corpus_of(small)
    assert corpus.texts.keys() == corpus.languages.keys() == corpus.kinds.keys() == {ALPHA, BETA, "minutes.txt", PDF}
    assert corpus.texts[ALPHA].startswith("Alpha v. Testland")
    assert (corpus.languages[BETA], corpus.kinds[ALPHA]) == ("ru", "court_decision")
    assert corpus.passages > 5


def test_every_switch_gives_a_system_that_ranks(small: Library) -> None:
    evaluation = assess(small, "", list(SWITCHED))
    assert tuple(evaluation.scores) == tuple(SWITCHED)


def test_what_there_is_not_is_refused(small: Library) -> None:
    with pytest.raises(ConfigurationError, match="no questions of the split 'test'"):
        assess(small, "test")
    with pytest.raises(ConfigurationError, match="no system 'magic'; there are: hybrid"):
        assess(small, "dev", ["magic"])
