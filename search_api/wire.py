"""What goes over the wire. Each model is built from a domain value by a ``from_…`` classmethod."""

from typing import Annotated, Self

from pydantic import BaseModel, ConfigDict, Field

from index_config.domain import DocumentRecord, Hit, Page, Passage, Practice
from index_config.text.spelling import Correction
from index_config.vocabulary import Expansion
from search_api.answer import Answer, FoundPractice
from search_api.wire_citation import CitationOut


class NoteOut(BaseModel):
    """A footnote that a passage calls."""

    id: str
    label: Annotated[str, Field(description="As `footnote 12`")]
    text: str

    @classmethod
    def from_passage(cls, passage: Passage) -> Self:
        """Build it."""
        return cls(id=passage.id, label=passage.locator.note, text=passage.text)


class HitOut(BaseModel):
    """A passage that answers. ``highlights`` are half-open character offsets into ``text``."""

    id: str
    score: Annotated[float, Field(description="Higher is better; comparable within one answer only")]
    text: str
    highlights: list[tuple[int, int]]
    duplicates: Annotated[
        list[str], Field(description="Ids of other documents with the same text in which the passage was found, too")
    ]
    notes: Annotated[list[NoteOut], Field(description="The footnotes that the passage calls")]
    citation: CitationOut

    @classmethod
    def from_hit(cls, hit: Hit) -> Self:
        """Build it."""
        return cls(
            id=hit.passage.id,
            score=hit.score,
            text=hit.passage.text,
            highlights=[(span.start, span.end) for span in hit.highlights],
            duplicates=list(hit.duplicates),
            notes=[NoteOut.from_passage(note) for note in hit.notes],
            citation=CitationOut.from_citation(hit.citation, hit.passage.language),
        )


class FacetValue(BaseModel):
    """How many of the documents among the candidates hold a value."""

    value: str
    count: int


class ExpansionOut(BaseModel):
    """A concept found in the query, and the words that were searched for as well."""

    concept: str
    forms: list[str]

    @classmethod
    def from_expansion(cls, expansion: Expansion) -> Self:
        """Build it."""
        return cls(concept=expansion.concept, forms=list(expansion.forms))


class ChangeOut(BaseModel):
    """A word of the query that was replaced."""

    before: str
    after: str
    reason: Annotated[str, Field(description="`typo`, `layout` (of the keyboard) or `transliteration`")]


class CorrectionOut(BaseModel):
    """The query as it was searched for instead of the one typed."""

    query: str
    changes: list[ChangeOut]

    @classmethod
    def from_correction(cls, correction: Correction) -> Self:
        """Build it."""
        changes = [
            ChangeOut(before=change.before, after=change.after, reason=str(change.reason))
            for change in correction.changes
        ]
        return cls(query=correction.query, changes=changes)


class SearchOut(BaseModel):
    """The answer to a question, best hit first."""

    query: Annotated[str, Field(description="The query as typed")]
    correction: Annotated[CorrectionOut | None, Field(description="Set when another query was searched for")]
    language: Annotated[str, Field(description="Language of the query searched for, as detected; may be empty")]
    nothing_found: Annotated[
        bool, Field(description="Nothing seems to answer; the hits, if there are any, are only what is nearest")
    ]
    hits: list[HitOut]
    facets: dict[str, list[FacetValue]]
    expansions: list[ExpansionOut]
    took_ms: float

    @classmethod
    def from_answer(cls, answer: Answer) -> Self:
        """Build it."""
        return cls(
            query=answer.query,
            correction=CorrectionOut.from_correction(answer.correction) if answer.correction else None,
            language=answer.language,
            nothing_found=answer.nothing_found,
            hits=[HitOut.from_hit(hit) for hit in answer.hits],
            facets={
                name: [FacetValue(value=value, count=count) for value, count in values]
                for name, values in answer.facets.items()
            },
            expansions=[ExpansionOut.from_expansion(expansion) for expansion in answer.expansions],
            took_ms=round(answer.took_ms, 2),
        )


class DocumentOut(BaseModel):
    """A document of the index."""

    id: str
    work_id: str
    version: str
    title: str
    kind: str
    language: str
    issuing_body: str
    countries: list[str]
    date: str
    reference: str
    source_url: str
    topics: list[str]
    digest: bool
    translation_of: str
    guessed: list[str]
    file: Annotated[str, Field(description="Path below the collection's folder")]
    pages: int
    passages: int
    characters: int
    warnings: list[str]

    @classmethod
    def from_record(cls, record: DocumentRecord) -> Self:
        """Build it; the folder it was read from stays private."""
        meta = record.metadata
        return cls(
            id=record.id,
            work_id=meta.work_id,
            version=record.version,
            title=meta.title,
            kind=str(meta.kind or ""),
            language=meta.language,
            issuing_body=meta.issuing_body,
            countries=list(meta.countries),
            date=meta.date,
            reference=meta.reference,
            source_url=meta.source_url,
            topics=list(meta.topics),
            digest=meta.digest,
            translation_of=meta.translation_of,
            guessed=sorted(meta.guessed),
            file=record.file,
            pages=record.pages,
            passages=record.passages,
            characters=record.characters,
            warnings=list(record.warnings),
        )


class DocumentsOut(BaseModel):
    """A page of the list of documents."""

    documents: list[DocumentOut]
    total: int


class PageOut(BaseModel):
    """A page: the canonical text, from which quotes are taken, and the text as extracted.

    ``start`` is the page's offset in the canonical text of the document. ``map`` lists runs ``[start, raw_start,
    length]``: so many characters of ``text`` from ``start`` are those of ``raw`` from ``raw_start``; what lies outside
    all runs was put in by a cleaning step.
    """

    document_id: str
    version: str
    number: int
    pages: Annotated[int, Field(description="Number of pages of the document")]
    start: int
    text: str
    raw: str
    map: list[tuple[int, int, int]]
    ocr: bool

    @classmethod
    def from_page(cls, record: DocumentRecord, page: Page) -> Self:
        """Build it."""
        return cls(
            document_id=record.id,
            version=record.version,
            number=page.number,
            pages=record.pages,
            start=page.start,
            text=page.text,
            raw=page.raw,
            map=[(run.start, run.raw_start, run.length) for run in page.origin],
            ocr=page.ocr,
        )


class PracticeOut(BaseModel):
    """A good practice. Texts are given by language; the citations are its evidence."""

    id: str
    status: str
    what: dict[str, str]
    who: dict[str, str]
    where: dict[str, str]
    when: str
    legal_basis: dict[str, str]
    result: dict[str, str]
    countries: list[str]
    topics: list[str]
    guideline: str
    sources: list[str]
    score: float
    citations: list[CitationOut]

    @classmethod
    def from_found(cls, found: FoundPractice) -> Self:
        """Build it."""
        practice: Practice = found.practice
        return cls(
            id=practice.id,
            status=practice.status,
            what=practice.what,
            who=practice.who,
            where=practice.where,
            when=practice.when,
            legal_basis=practice.legal_basis,
            result=practice.result,
            countries=list(practice.countries),
            topics=list(practice.topics),
            guideline=practice.guideline,
            sources=list(practice.sources),
            score=found.score,
            citations=[CitationOut.from_citation(citation) for citation in found.citations],
        )


class PracticesOut(BaseModel):
    """A page of the practices found."""

    practices: list[PracticeOut]
    total: int


class Problem(BaseModel):
    """RFC 9457 problem details."""

    model_config = ConfigDict(extra="allow")

    type: str
    title: str
    status: int
    detail: str
    instance: str
