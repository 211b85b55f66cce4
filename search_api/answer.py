"""What the service answers, before it is put on the wire."""

from collections.abc import Mapping
from dataclasses import dataclass

from index_config.domain import Citation, Hit, Practice
from index_config.text.spelling import Correction
from index_config.vocabulary import Expansion

Facets = Mapping[str, tuple[tuple[str, int], ...]]


@dataclass(frozen=True, slots=True)
class Answer:
    """Hits, best first.

    ``facets`` count the documents among the candidates; ``expansions`` say what was searched for as well,
    ``correction`` what was searched for instead of the query as typed. ``nothing_found``: nothing in the collection
    seems to answer, and the hits, if any, are only what is nearest; ``closeness`` is what says so, the mean cosine of
    the three nearest passages (None: the dense leg did not run, or brought nothing).
    """

    query: str
    language: str
    hits: tuple[Hit, ...]
    facets: Facets
    expansions: tuple[Expansion, ...]
    took_ms: float
    correction: Correction | None = None
    closeness: float | None = None
    nothing_found: bool = False


@dataclass(frozen=True, slots=True)
class FoundPractice:
    """A practice with the citations its evidence resolves to. ``score`` is 0 for a listing without words."""

    practice: Practice
    citations: tuple[Citation, ...]
    score: float
