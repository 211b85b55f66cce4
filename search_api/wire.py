"""What goes over the wire. Each model is built from a domain value by a ``from_…`` classmethod."""

from typing import Annotated, Any, Self

from pydantic import BaseModel, ConfigDict, Field

from index_config.domain import Citation, DocumentRecord, Hit, Page, Practice
from index_config.vocabulary import Expansion
from search_api.answer import Answer, FoundPractice

_EXAMPLE_CITATION: dict[str, Any] = {
    "document_id": "echr-abdyusheva-russia-2019-en-5d0c9f5e",
    "work_id": "echr-abdyusheva-russia-2019",
    "version": "2f9c1a7be011",
    "title": "Abdyusheva and Others v. Russia",
    "kind": "court_decision",
    "language": "en",
    "issuing_body": "European Court of Human Rights",
    "countries": ["RU"],
    "date": "2019-11-26",
    "reference": "nos. 58502/11, 62964/10, 55683/13",
    "source_url": "https://hudoc.echr.coe.int/eng?i=002-12664",
    "digest": True,
    "guessed": [],
    "pages": [1, 1],
    "paragraphs": ["9"],
    "section": ["The law"],
    "speaker": "",
    "note": "",
    "ocr": False,
    "quote": "The margin of appreciation was a wide one.",
    "quote_start": 1804,
    "quote_end": 1846,
    "link": "/v1/documents/echr-abdyusheva-russia-2019-en-5d0c9f5e/pages/1#char=1804,1846",
    "formatted": {
        "en": "Abdyusheva and Others v Russia nos. 58502/11 … (our digest, para 9)",
        "ru": "Абдюшева и другие против России : … Дайджест базы знаний, п. 9.",
    },
}


class CitationOut(BaseModel):
    """Exact words and where they stand.

    ``quote_start`` and ``quote_end`` are character offsets into the document's canonical text, which is its pages'
    ``text`` joined without a separator. ``guessed`` names the fields that were inferred from the text. ``digest``: our
    own summary, not the official text.
    """

    model_config = ConfigDict(json_schema_extra={"examples": [_EXAMPLE_CITATION]})

    document_id: str
    work_id: str
    version: str
    title: str
    kind: str
    language: str
    issuing_body: str
    countries: list[str]
    date: Annotated[
        str, Field(description="ISO 8601 with the precision known: YYYY, YYYY-MM or YYYY-MM-DD; may be empty")
    ]
    reference: str
    source_url: str
    digest: bool
    guessed: list[str]
    pages: Annotated[
        list[int], Field(min_length=2, max_length=2, description="First and last page of the quote, 1-based")
    ]
    paragraphs: list[str]
    section: list[str]
    speaker: str
    note: Annotated[str, Field(description="Set when the passage is a footnote or the like")]
    ocr: Annotated[bool, Field(description="The text was recognised from an image and may hold errors")]
    quote: str
    quote_start: int
    quote_end: int
    link: Annotated[str, Field(description="Path of the page in this service; the fragment holds the quote's offsets")]
    formatted: Annotated[dict[str, str], Field(description="The reference by language: OSCOLA's manner, ГОСТ Р 7.0.5")]

    @classmethod
    def from_citation(cls, citation: Citation, language: str = "") -> Self:
        """Build it; ``language`` is the passage's, where it differs from the document's."""
        record, locator, meta = citation.document, citation.locator, citation.document.metadata
        return cls(
            document_id=record.id,
            work_id=meta.work_id,
            version=record.version,
            title=meta.title,
            kind=str(meta.kind or ""),
            language=language or meta.language,
            issuing_body=meta.issuing_body,
            countries=list(meta.countries),
            date=meta.date,
            reference=meta.reference,
            source_url=meta.source_url,
            digest=meta.digest,
            guessed=sorted(meta.guessed),
            pages=list(locator.pages),
            paragraphs=list(locator.paragraphs),
            section=list(locator.section),
            speaker=locator.speaker,
            note=locator.note,
            ocr=locator.ocr,
            quote=citation.quote,
            quote_start=citation.quote_span.start,
            quote_end=citation.quote_span.end,
            link=citation.link,
            formatted=citation.formatted,
        )


class HitOut(BaseModel):
    """A passage that answers. ``highlights`` are half-open character offsets into ``text``."""

    id: str
    score: Annotated[float, Field(description="Higher is better; comparable within one answer only")]
    text: str
    highlights: list[tuple[int, int]]
    citation: CitationOut

    @classmethod
    def from_hit(cls, hit: Hit) -> Self:
        """Build it."""
        return cls(
            id=hit.passage.id,
            score=hit.score,
            text=hit.passage.text,
            highlights=[(span.start, span.end) for span in hit.highlights],
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


class SearchOut(BaseModel):
    """The answer to a question, best hit first; an empty list means that nothing was found."""

    query: str
    language: Annotated[str, Field(description="Language of the query as detected; may be empty")]
    hits: list[HitOut]
    facets: dict[str, list[FacetValue]]
    expansions: list[ExpansionOut]
    took_ms: float

    @classmethod
    def from_answer(cls, answer: Answer) -> Self:
        """Build it."""
        return cls(
            query=answer.query,
            language=answer.language,
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
