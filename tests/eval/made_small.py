"""A small evaluation by hand: questions and places that a test can count on its fingers."""

from collections.abc import Iterable

from eval.judgments import Stretch
from eval.questions import Question, Trait, User
from eval.systems import Found, Run
from index_config.domain import Span


def question(
    id: str, text: str = "", language: str = "ru", traits: Iterable[Trait] = (), user: User = User.ACTIVIST
) -> Question:
    return Question(id, text or id, language, user, "dev", "", frozenset(traits))


def found(key: str, language: str = "en") -> Found:
    """A place, by its name ``file:start-end``."""
    return Found(Stretch.parse(key), language, f"the text of {key}")


def ranked(rankings: dict[str, list[Found]], name: str = "made") -> Run:
    return Run(name, rankings, dict.fromkeys(rankings, 1.0))


def stretch(start: int, end: int, file: str = "a.md") -> Stretch:
    return Stretch(file, Span(start, end))
