"""The questions as they are in eval/, and what the loader refuses."""

from collections import Counter
from pathlib import Path

import pytest

from eval.questions import QUESTIONS, SPLITS, Question, Trait, User, load_questions, of_split
from index_config.errors import ConfigurationError

ROW = """- id: one
  text: где налоксон
  language: ru
  user: activist
  split: dev
  narrative: Where naloxone is.
  traits: [slang]
  works: []
"""


@pytest.fixture(scope="module")
def questions() -> tuple[Question, ...]:
    return load_questions()


def having(questions: tuple[Question, ...], *traits: Trait) -> int:
    return sum(bool(question.traits & set(traits)) for question in questions)


def test_there_are_enough_of_every_sort(questions: tuple[Question, ...]) -> None:
    assert len(questions) >= 240
    users = Counter(question.user for question in questions)
    assert users[User.TRAINER] >= 70 and users[User.RESEARCHER] >= 70
    assert sum(question.user is User.ACTIVIST and question.language == "ru" for question in questions) >= 100
    assert having(questions, Trait.CROSS_LANGUAGE) >= 80
    assert having(questions, Trait.UNANSWERABLE) >= 30
    assert having(questions, Trait.ABBREVIATION, Trait.SLANG) >= 30
    assert having(questions, Trait.TYPO) >= 20
    assert having(questions, Trait.IDENTIFIER) >= 20
    assert having(questions, Trait.PRACTICE) >= 20


def test_ids_and_words_are_there_once(questions: tuple[Question, ...]) -> None:
    ids = [line.split(":", 1)[1].strip() for path in QUESTIONS.glob("*.yaml")
           for line in path.read_text(encoding="utf-8").splitlines() if line.startswith("- id:")]  # fmt: skip
    assert sorted(ids) == [question.id for question in questions]
    assert len({question.text for question in questions}) == len(questions)


def test_a_split_is_a_part_and_no_question_is_in_both(questions: tuple[Question, ...]) -> None:
    parts = [of_split(questions, split) for split in SPLITS]
    assert all(len(part) >= 80 for part in parts)
    assert sum(map(len, parts)) == len(questions) == len(of_split(questions, ""))


def test_a_question_says_who_asks_what(questions: tuple[Question, ...]) -> None:
    exclusive = {Trait.CROSS_LANGUAGE, Trait.EITHER_LANGUAGE, Trait.UNANSWERABLE}
    for question in questions:
        assert question.text.strip() and question.narrative.strip(), question.id
        assert question.language in {"en", "ru"}
        assert len(question.traits & exclusive) <= 1, question.id
        assert question.answerable == bool(question.works), question.id


def test_works_are_those_of_the_collection(questions: tuple[Question, ...]) -> None:
    documents = QUESTIONS.parents[1] / "documents"
    listed = {
        line.split(":", 1)[1].strip()
        for path in documents.glob("*/catalogue.yaml")
        for line in path.read_text(encoding="utf-8").splitlines()
        if line.startswith("- work_id:")
    }
    assert {work for question in questions for work in question.works} <= listed


@pytest.mark.parametrize(
    ("text", "reason"),
    [
        (ROW + ROW, "one is there twice"),
        (ROW.replace("dev", "train"), "no split 'train'"),
        (ROW.replace("slang", "slank"), "'slank' is not a valid Trait"),
        (ROW.replace("activist", "minister"), "'minister' is not a valid User"),
        (ROW.replace("  narrative: Where naloxone is.\n", ""), "KeyError: 'narrative'"),
        (ROW.replace("[slang]", "slang"), "not a list: 'slang'"),
        ("- id: [", "ParserError"),
        ("", "TypeError"),
    ],
)
def test_a_wrong_file_is_named_with_the_reason(tmp_path: Path, text: str, reason: str) -> None:
    (tmp_path / "right.yaml").write_text(ROW.replace("one", "two"), encoding="utf-8")
    (tmp_path / "wrong.yaml").write_text(text, encoding="utf-8")
    with pytest.raises(ConfigurationError) as caught:
        load_questions(tmp_path)
    assert "wrong.yaml" in caught.value.message("en") and reason in caught.value.message("en")


def test_a_row_becomes_a_question(tmp_path: Path) -> None:
    (tmp_path / "right.yaml").write_text(ROW, encoding="utf-8")
    (one,) = load_questions(tmp_path)
    assert one == Question(
        "one", "где налоксон", "ru", User.ACTIVIST, "dev", "Where naloxone is.", frozenset({Trait.SLANG})
    )
