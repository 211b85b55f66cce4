"""What is compared: anything that ranks stretches of the collection's files for a question."""

import time
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Protocol

from eval.judgments import Stretch
from eval.questions import Question
from index_config.domain import Hit, Mode, Query
from index_config.errors import NotFound
from search_api.library import Library

#: Deep enough for recall@50 of one language in a mixed list.
DEPTH = 100


@dataclass(frozen=True, slots=True)
class Found:
    """One place of a ranking."""

    stretch: Stretch
    language: str
    text: str


class System(Protocol):
    """Ranks."""

    @property
    def name(self) -> str:
        """What the tables call it."""
        ...

    def rank(self, question: str) -> list[Found]:
        """Return at most :data:`DEPTH` places, best first."""
        ...


@dataclass(frozen=True, slots=True)
class Run:
    """The rankings of one system, and how long each took, in milliseconds."""

    name: str
    rankings: Mapping[str, Sequence[Found]]
    took_ms: Mapping[str, float]


class KnowledgeBase:
    """The knowledge base itself, with one or other of its parts switched."""

    def __init__(
        self, name: str, library: Library, *, mode: Mode = Mode.HYBRID, spelling: bool = True, expand: bool = True
    ) -> None:
        self.name = name
        self._library = library
        self._mode = mode
        self._spelling = spelling
        self._expand = expand

    def rank(self, question: str) -> list[Found]:
        """Search as a user would, deeper."""
        return [_found(hit) for hit in self.hits(question, DEPTH)]

    def hits(self, question: str, limit: int) -> tuple[Hit, ...]:
        """Return the hits themselves."""
        query = Query(question, mode=self._mode, limit=limit, spelling=self._spelling, expand=self._expand)
        return self._library.search(query).hits


def run(system: System, questions: Sequence[Question]) -> Run:
    """Put every question to a system. A question before them, whose time is not counted, warms it up."""
    if questions:
        system.rank(questions[0].text)
    rankings: dict[str, Sequence[Found]] = {}
    took: dict[str, float] = {}
    for question in questions:
        began = time.perf_counter()
        rankings[question.id] = system.rank(question.text)
        took[question.id] = (time.perf_counter() - began) * 1000
    return Run(system.name, rankings, took)


def texts_of(library: Library) -> dict[str, str]:
    """Return the canonical text of every document by its file."""
    return {file: "".join(text for _, text in pages) for file, pages in pages_of(library)}


def pages_of(library: Library) -> Iterator[tuple[str, list[tuple[int, str]]]]:
    """Yield every document's file with the number and text of its pages, as the index holds them."""
    records, total = library.documents(limit=1_000_000)
    for record in records[:total]:
        pages: list[tuple[int, str]] = []
        number = 1
        while len("".join(text for _, text in pages)) < record.characters:
            try:
                _, page = library.page(record.id, number)
                pages.append((number, page.text))
            except NotFound:  # a page without text was left out
                if number > record.pages:
                    break
            number += 1
        yield record.file, pages


def _found(hit: Hit) -> Found:
    stretch = Stretch(hit.citation.document.file, hit.passage.span)
    return Found(stretch, hit.passage.language, hit.passage.text)
