"""A citation as it goes over the wire."""

from typing import Annotated, Any, Self

from pydantic import BaseModel, ConfigDict, Field

from index_config.domain import Citation

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
        "en": "Abdyusheva and Others v Russia App nos 58502/11, 62964/10 and 55683/13 (ECtHR, "
        "26 November 2019) (our digest, para 9)",
        "ru": "Abdyusheva and Others v. Russia : жалобы № 58502/11, 62964/10, 55683/13 / Европейский суд "
        "по правам человека. – 26 ноября 2019 г. – Дайджест базы знаний, п. 9.",
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
