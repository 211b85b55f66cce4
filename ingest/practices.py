"""The curated good practices of a collection, and the passages their evidence points to.

``good_practices/*.yaml`` below a collection's root hold lists of practices. Each piece of evidence names a work and
either a numbered paragraph or a heading of it; it must be found among the passages that were taken in, or the practice
is refused by name.
"""

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Annotated

from pydantic import BaseModel, ConfigDict, Field, TypeAdapter, ValidationError

from index_config.domain import Evidence, Passage, Practice
from index_config.errors import CatalogueError, KnowledgeBaseError
from index_config.records import PASSAGE, PRACTICE, fold_name, passage_from
from index_config.store.base import AnyOf, Point, Store, Where
from ingest.catalogue import CountryCode, InBothLanguages, Link, load_yaml
from ingest.report import Outcome

FOLDER = "good_practices"
CURATED, SUGGESTED = "curated", "suggested"


class EvidenceEntry(BaseModel):
    """Where in the collection a practice is documented."""

    model_config = ConfigDict(extra="forbid")

    document: str
    paragraph: str = ""
    heading: str = ""


class PracticeEntry(BaseModel):
    """One practice as written in a file."""

    model_config = ConfigDict(extra="forbid")

    id: Annotated[str, Field(pattern=r"^[a-z0-9][a-z0-9-]*$")]
    what: InBothLanguages
    who: InBothLanguages = {}
    where: InBothLanguages = {}
    when: str = ""
    legal_basis: InBothLanguages = {}
    result: InBothLanguages = {}
    countries: list[CountryCode] = []
    topics: list[str] = []
    guideline: str = ""
    evidence: Annotated[list[EvidenceEntry], Field(min_length=1)]
    sources: list[Link] = []

    def practice(self, evidence: Iterable[Evidence]) -> Practice:
        """Return the practice with the evidence that was found."""
        return Practice(
            id=self.id,
            what=self.what,
            who=self.who,
            where=self.where,
            when=self.when,
            legal_basis=self.legal_basis,
            result=self.result,
            countries=tuple(self.countries),
            topics=tuple(self.topics),
            guideline=self.guideline,
            evidence=tuple(evidence),
            sources=tuple(self.sources),
        )


_ENTRIES = TypeAdapter(list[PracticeEntry])


@dataclass(frozen=True, slots=True)
class Refusal:
    """A practice, or a whole file of them, that could not be taken in."""

    file: str
    error: KnowledgeBaseError


class PracticeSync:
    """Brings the practices of whole collections up to date, after their documents.

    ``lay_down`` gives the points of practices of one root (embedding what is new).
    """

    def __init__(self, roots: Sequence[Path], lay_down: Callable[[Sequence[Practice], str], list[Point]]) -> None:
        self._roots = roots
        self._lay_down = lay_down

    def run(self, reading: Store, writing: Callable[[], Store]) -> list[Outcome]:
        """Compare the files with the store ``reading`` and change ``writing()`` if they differ; return the refusals.

        Practices that documents suggested before their collection curated its own are removed.
        """
        refusals: list[Refusal] = []
        wanted: list[Point] = []
        for root in self._roots:
            entries, wrong = load_practices(root)
            practices, unfounded = resolve(entries, reading)
            refusals += [*wrong, *unfounded]
            wanted += self._lay_down(practices, str(root))
        roots = tuple(str(root) for root in self._roots)
        mine = _practices_of(roots, CURATED)
        there = {point.id: point.payload for point in reading.scroll(mine)}
        if there != {point.id: point.payload for point in wanted}:
            store = writing()
            store.upsert(wanted)
            store.delete(Where(mine.must, (AnyOf("practice.id", tuple(_id(point) for point in wanted)),)))
        curating = tuple(str(root) for root in self._roots if (root / FOLDER).is_dir())
        if reading.count(outdated := _practices_of(curating, SUGGESTED)):
            writing().delete(outdated)
        return [Outcome.refused(refusal.file, refusal.error) for refusal in refusals]


def _id(point: Point) -> str:
    return str(point.payload["practice"]["id"])


def _practices_of(roots: tuple[str, ...], status: str) -> Where:
    return Where((AnyOf("type", (PRACTICE,)), AnyOf("root", roots), AnyOf("status", (status,))))


def load_practices(root: Path) -> tuple[list[tuple[str, PracticeEntry]], list[Refusal]]:
    """Read the practices below a collection's root: (file name, entry) pairs, and the files that are wrong."""
    entries: list[tuple[str, PracticeEntry]] = []
    refusals: list[Refusal] = []
    for path in sorted((root / FOLDER).glob("*.yaml")):
        name = path.relative_to(root).as_posix()
        try:
            entries += [(name, entry) for entry in _read(path, name)]
        except CatalogueError as error:
            refusals.append(Refusal(name, error))
    return entries, refusals


def resolve(entries: Sequence[tuple[str, PracticeEntry]], store: Store) -> tuple[list[Practice], list[Refusal]]:
    """Find the passages of every practice's evidence.

    Evidence in a work of two languages resolves to a passage in each, so that a reader can be shown their own.
    """
    practices: list[Practice] = []
    refusals: list[Refusal] = []
    passages = _passages_of(store)
    for name, entry in entries:
        found = [evidence for item in entry.evidence for evidence in _find(item, passages(item.document))]
        missing = [item for item in entry.evidence if not _find(item, passages(item.document))]
        if missing:
            place = missing[0].paragraph or missing[0].heading
            reason = f"no passage of {missing[0].document} at {place!r}"
            error = CatalogueError(file=name, entry=entry.id, field="evidence", reason=reason)
            refusals.append(Refusal(f"{name}#{entry.id}", error))
        else:
            practices.append(entry.practice(found))
    return practices, refusals


def _read(path: Path, name: str) -> list[PracticeEntry]:
    raw = load_yaml(path, name)
    try:
        return _ENTRIES.validate_python(raw or [])
    except ValidationError as error:
        first = error.errors(include_url=False, include_input=False)[0]
        location = list(first["loc"])
        item = raw[location[0]] if isinstance(raw, list) and location and isinstance(location[0], int) else {}
        entry = item.get("id", "–") if isinstance(item, dict) else "–"
        field = ".".join(str(part) for part in location[1:]) or "–"
        raise CatalogueError(file=name, entry=entry, field=field, reason=first["msg"]) from None


def _passages_of(store: Store) -> Callable[[str], list[Passage]]:
    """Return a function from a work's id to its passages, remembering what it looked up."""
    cache: dict[str, list[Passage]] = {}

    def passages(work_id: str) -> list[Passage]:
        if work_id not in cache:
            where = Where((AnyOf("type", (PASSAGE,)), AnyOf("work_id", (work_id,))))
            found = [passage_from(point.payload) for point in store.scroll(where)]
            cache[work_id] = sorted(found, key=lambda passage: (passage.document_id, passage.span))
        return cache[work_id]

    return passages


def _find(item: EvidenceEntry, passages: Iterable[Passage]) -> list[Evidence]:
    """Return the first passage of each document that stands at the evidence's paragraph or under its heading."""
    found: dict[str, Evidence] = {}
    for passage in passages:
        if passage.document_id not in found and _stands_at(item, passage):
            found[passage.document_id] = Evidence(passage.document_id, item.paragraph, passage.id)
    return list(found.values())


def _stands_at(item: EvidenceEntry, passage: Passage) -> bool:
    if item.paragraph:
        return item.paragraph in passage.locator.paragraphs
    headings = [fold_name(heading) for heading in passage.locator.section]
    return not item.heading or fold_name(item.heading) in headings
