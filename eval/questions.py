"""The questions that the knowledge base is measured on, as users type them."""

from collections.abc import Iterable
from dataclasses import dataclass
from enum import StrEnum
from pathlib import Path

import yaml

from index_config.errors import ConfigurationError

QUESTIONS = Path(__file__).parent / "questions"
#: Questions of `dev` may steer choices; those of `test` are for reporting only.
SPLITS = ("dev", "test")


class User(StrEnum):
    """Who asks."""

    ACTIVIST = "activist"
    TRAINER = "trainer"
    RESEARCHER = "researcher"


class Trait(StrEnum):
    """What is special about a question. The first three exclude each other."""

    CROSS_LANGUAGE = "cross-language"  # the whole answer is in documents of the other language only
    EITHER_LANGUAGE = "either-language"
    UNANSWERABLE = "unanswerable"  # about the field, but nothing in the collection answers
    ABBREVIATION = "abbreviation"
    SLANG = "slang"
    TYPO = "typo"
    IDENTIFIER = "identifier"
    PRACTICE = "practice"
    SEVERAL_DOCUMENTS = "several-documents"


@dataclass(frozen=True, slots=True)
class Question:
    """A question. ``narrative`` tells a judge what answers it; ``works`` are those its writer had in mind."""

    id: str
    text: str
    language: str
    user: User
    split: str
    narrative: str
    traits: frozenset[Trait] = frozenset()
    works: tuple[str, ...] = ()

    @property
    def answerable(self) -> bool:
        """Tell whether the collection holds an answer."""
        return Trait.UNANSWERABLE not in self.traits


def load_questions(folder: Path = QUESTIONS) -> tuple[Question, ...]:
    """Read all questions of a folder, by id.

    Raises:
        ConfigurationError: a file is wrong; it is named with the reason.
    """
    found: dict[str, Question] = {}
    for path in sorted(folder.glob("*.yaml")):
        try:
            questions = [_question(row) for row in yaml.safe_load(path.read_text(encoding="utf-8"))]
        except (KeyError, TypeError, ValueError, yaml.YAMLError) as error:
            raise ConfigurationError(reason=f"{path.name}: {type(error).__name__}: {error}") from error
        for question in questions:
            if question.id in found:
                raise ConfigurationError(reason=f"{path.name}: the question {question.id} is there twice")
            found[question.id] = question
    return tuple(found[id] for id in sorted(found))


def of_split(questions: Iterable[Question], split: str) -> tuple[Question, ...]:
    """Return the questions of a split; of all for an empty name."""
    return tuple(question for question in questions if split in ("", question.split))


def _question(row: dict[str, object]) -> Question:
    split = str(row["split"])
    if split not in SPLITS:
        raise ValueError(f"{row['id']}: no split {split!r}")
    return Question(
        id=str(row["id"]),
        text=str(row["text"]),
        language=str(row["language"]),
        user=User(str(row["user"])),
        split=split,
        narrative=str(row["narrative"]),
        traits=frozenset(Trait(str(name)) for name in _list(row["traits"])),
        works=tuple(str(work) for work in _list(row["works"])),
    )


def _list(value: object) -> list[object]:
    if not isinstance(value, list):
        raise ValueError(f"not a list: {value!r}")
    return value
