"""What is compared: anything that ranks stretches of the collection's files for a question."""

import time
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Protocol

from eval.judgments import Stretch
from eval.questions import Question
from index_config.domain import DocumentRecord, Hit, Mode, Query
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
    """Return the canonical text of every document by its file, as the index holds it."""
    records, _ = library.documents(limit=1_000_000)
    return {record.file: "".join(_pages(record, library)) for record in records}


def _pages(record: DocumentRecord, library: Library) -> Iterator[str]:
    """Yield the texts of a document's pages. One without text was left out of the index; the numbers go on."""
    number = missing = characters = 0
    while characters < record.characters and missing <= record.pages:
        number += 1
        try:
            text = library.page(record.id, number)[1].text
        except NotFound:
            missing += 1
            continue
        characters += len(text)
        yield text


def _found(hit: Hit) -> Found:
    stretch = Stretch(hit.citation.document.file, hit.passage.span)
    return Found(stretch, hit.passage.language, hit.passage.text)
