"""What travels through the knowledge base.

Plain frozen values, shared by the writer (``ingest``) and the reader (``search_api``)::

    Source ──read──▶ RawDocument ──clean──▶ Document ──split──▶ Passage ──store──▶ Hit ──cite──▶ Citation

Offsets are half-open character offsets (Python string indices). Three texts exist and are never mixed up:

* **raw**: what the file's page gave when extracted (``RawPage.text``);
* **page text**: the raw text after the named cleaning steps (``Page.text``), with a map back to the raw offsets;
* **canonical text** of a document: ``"".join(page.text for page in pages)``. Every ``Span`` counts in it.
"""

import datetime as dt
import uuid
from dataclasses import dataclass, field
from enum import StrEnum

#: Namespace of every id we derive. Changing it changes all ids.
NAMESPACE = uuid.UUID("6f0f5a5e-6d0c-5c0e-9d3b-6b1f5c1f2a11")


class Kind(StrEnum):
    """The four kinds of source, each with a structure of its own."""

    COURT_DECISION = "court_decision"
    GUIDELINE = "guideline"
    REPORT = "report"
    DIALOGUE = "dialogue"


class Access(StrEnum):
    """Who may see a document. ``RESTRICTED`` is never answered unless asked for by a caller with the right to it."""

    PUBLIC = "public"
    RESTRICTED = "restricted"


class MarkKind(StrEnum):
    """What a piece of text is in the structure of its document."""

    TITLE = "title"
    HEADING = "heading"
    CENTRED = (
        "centred"  # set in the middle of the page: a heading, if it reads like one; on the way to the structure only
    )
    PARAGRAPH = "paragraph"  # a numbered paragraph: its label is the number as printed, without the dot
    PROVISION = "provision"  # an article, rule, part or sub-paragraph: its label is the locator, e.g. "12(2)(c)"
    OPERATIVE = "operative"  # the operative part of a decision
    SPEAKER = "speaker"  # a speaker's turn: its label is the speaker as printed
    TABLE = "table"
    LIST = "list"
    FOOTNOTE = "footnote"
    QUOTATION = "quotation"
    CODE = "code"


@dataclass(frozen=True, slots=True, order=True)
class Span:
    """A half-open range of characters, ``text[start:end]``."""

    start: int
    end: int

    def __post_init__(self) -> None:
        if not 0 <= self.start <= self.end:
            raise ValueError(f"span must satisfy 0 <= start <= end, got {self.start}..{self.end}")

    def __len__(self) -> int:
        return self.end - self.start

    def of(self, text: str) -> str:
        """Return the characters of ``text`` that the span covers."""
        return text[self.start : self.end]

    def overlaps(self, other: "Span") -> bool:
        """Tell whether the two spans share a character."""
        return self.start < other.end and other.start < self.end


@dataclass(frozen=True, slots=True)
class Mark:
    """A structural mark over a span: a heading of level 2, paragraph «58», the turn of a speaker.

    ``label`` is the number, locator, heading text or speaker as printed; ``level`` is the depth of a heading (1 is the
    highest) or of a nested provision (1 is the article itself), 0 where depth means nothing.
    """

    kind: MarkKind
    span: Span
    label: str = ""
    level: int = 0


@dataclass(frozen=True, slots=True)
class RawPage:
    r"""One page as extracted. ``marks`` hold what the format itself said (heading styles, tables), in raw offsets.

    A file without pages has one. ``ocr`` tells that the text was recognised from an image. ``wrapped`` is the reader's
    word that a single "\n" is only the end of a printed line: then a blank line ends a paragraph, and U+2028 is a line
    break that is meant. Where it is false the cleaning finds out from the lines themselves.
    """

    number: int
    text: str
    marks: tuple[Mark, ...] = ()
    ocr: bool = False
    wrapped: bool = False


@dataclass(frozen=True, slots=True)
class Metadata:
    """What is known of a document. Every field may be missing; ``guessed`` names those we inferred from the text.

    ``body`` and ``titles`` may hold a language's name for it under that language's code; ``date`` is ISO 8601 with the
    precision known (``2019``, ``2019-11`` or ``2019-11-26``).
    """

    title: str = ""
    language: str = ""
    kind: Kind | None = None
    work_id: str = ""
    issuing_body: str = ""
    body_names: tuple[str, ...] = ()
    countries: tuple[str, ...] = ()
    date: str = ""
    reference: str = ""
    source_url: str = ""
    topics: tuple[str, ...] = ()
    access: Access = Access.PUBLIC
    digest: bool = False
    translation_of: str = ""
    guessed: frozenset[str] = frozenset()


@dataclass(frozen=True, slots=True)
class RawDocument:
    """A file as read: its pages and what the file says of itself (front matter, HTML title, PDF information)."""

    pages: tuple[RawPage, ...]
    metadata: Metadata = Metadata()
    warnings: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Run:
    """``length`` characters of the page text from ``start`` were copied from the raw text at ``raw_start``."""

    start: int
    raw_start: int
    length: int


@dataclass(frozen=True, slots=True)
class Page:
    """A cleaned page.

    ``start`` is its offset in the canonical text. ``origin`` lists, in order, the runs copied from ``raw``; characters
    of ``text`` outside every run were put in by a cleaning step.
    """

    number: int
    start: int
    text: str
    raw: str
    origin: tuple[Run, ...] = ()
    ocr: bool = False

    @property
    def end(self) -> int:
        """Offset in the canonical text just after the page."""
        return self.start + len(self.text)

    def raw_span(self, span: Span) -> Span:
        """Map a span in page offsets to the smallest span of ``raw`` that holds its copied characters."""
        touched = [
            (run.raw_start + max(span.start - run.start, 0), run.raw_start + min(span.end - run.start, run.length))
            for run in self.origin
            if run.start < span.end and span.start < run.start + run.length
        ]
        if not touched:
            return Span(0, 0)
        return Span(min(start for start, _ in touched), max(end for _, end in touched))


@dataclass(frozen=True, slots=True)
class Document:
    """Canonical text with its pages and structure. ``id`` is stable over runs, ``version`` changes with the content."""

    id: str
    version: str
    pages: tuple[Page, ...]
    marks: tuple[Mark, ...] = ()
    metadata: Metadata = Metadata()

    @property
    def text(self) -> str:
        """The canonical text."""
        return "".join(page.text for page in self.pages)

    def pages_of(self, span: Span) -> tuple[int, int]:
        """Return the numbers of the first and last page that hold a character of ``span``."""
        numbers = [page.number for page in self.pages if page.start < span.end and span.start < page.end]
        if not numbers:
            raise ValueError(f"no page holds {span}")
        return numbers[0], numbers[-1]


#: The note of the passage at the head of a digest that says what it is a digest of.
HEAD_NOTE = "head note"


@dataclass(frozen=True, slots=True)
class Locator:
    """Where in its document a passage stands, in the terms a reader would cite."""

    pages: tuple[int, int]
    paragraphs: tuple[str, ...] = ()
    section: tuple[str, ...] = ()
    speaker: str = ""
    note: str = ""  # "footnote 12" and the like: set when the passage is not part of the running text
    ocr: bool = False


@dataclass(frozen=True, slots=True)
class Passage:
    """A citable piece of a document. ``context`` is embedded before the text and never quoted.

    ``notes`` are the ids of the passages of the footnotes that the text calls, in the order of the text.
    """

    document_id: str
    version: str
    text: str
    span: Span
    locator: Locator
    language: str
    context: str = ""
    notes: tuple[str, ...] = ()

    @property
    def id(self) -> str:
        """A uuid5 of document, span and text: the same input gives the same id on every run."""
        return str(uuid.uuid5(NAMESPACE, f"{self.document_id}\n{self.span.start}:{self.span.end}\n{self.text}"))


@dataclass(frozen=True, slots=True)
class DocumentRecord:
    """A document as the index remembers it: everything but its text.

    ``root`` is the folder it was read from on this machine and stays private; ``file`` is its path below that folder.
    ``sha256`` is the hash of the file, ``recipe`` the fingerprint of all settings that shape passages and vectors.
    """

    id: str
    version: str
    metadata: Metadata
    file: str
    root: str
    sha256: str
    recipe: str
    pages: int
    passages: int
    characters: int
    warnings: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Evidence:
    """What a practice rests on: a paragraph of a document of the collection."""

    document: str  # work id or document id
    paragraph: str = ""
    passage_id: str = ""


@dataclass(frozen=True, slots=True)
class Practice:
    """A good practice: what was done, by whom, where, when, on what legal basis and with what result.

    Texts are given by language code (``{"en": …, "ru": …}``).
    """

    id: str
    what: dict[str, str]
    who: dict[str, str] = field(default_factory=dict)
    where: dict[str, str] = field(default_factory=dict)
    when: str = ""
    legal_basis: dict[str, str] = field(default_factory=dict)
    result: dict[str, str] = field(default_factory=dict)
    countries: tuple[str, ...] = ()
    topics: tuple[str, ...] = ()
    guideline: str = ""
    evidence: tuple[Evidence, ...] = ()
    sources: tuple[str, ...] = ()
    status: str = "curated"


@dataclass(frozen=True, slots=True)
class Filters:
    """What a hit must satisfy. Values of one field are alternatives; fields are combined. Filters never widen."""

    languages: tuple[str, ...] = ()
    kinds: tuple[str, ...] = ()
    countries: tuple[str, ...] = ()
    regions: tuple[str, ...] = ()
    topics: tuple[str, ...] = ()
    bodies: tuple[str, ...] = ()
    date_from: dt.date | None = None
    date_to: dt.date | None = None


class Mode(StrEnum):
    """Which legs of the search run."""

    HYBRID = "hybrid"
    DENSE = "dense"
    SPARSE = "sparse"


class Grouping(StrEnum):
    """What may answer with one passage only: a document, or a work with all its language versions."""

    DOCUMENT = "document"
    WORK = "work"
    NONE = "none"


@dataclass(frozen=True, slots=True)
class Query:
    """A question as asked.

    ``spelling``: correct words that are not known; ``expand``: search for the other names of its concepts, too.
    """

    text: str
    filters: Filters = Filters()
    mode: Mode = Mode.HYBRID
    group: Grouping = Grouping.NONE
    limit: int = 10
    offset: int = 0
    spelling: bool = True
    expand: bool = True


@dataclass(frozen=True, slots=True)
class Citation:
    """Exact words and where they stand. ``quote`` is ``canonical_text[quote_span]``, checked when answered."""

    document: DocumentRecord
    locator: Locator
    quote: str
    quote_span: Span
    formatted: dict[str, str]
    link: str


@dataclass(frozen=True, slots=True)
class Hit:
    """A passage that answers, best first. ``score`` is higher-is-better and comparable within one answer only.

    ``duplicates`` are the ids of other documents with the same text in which the passage was found as well, ``notes``
    the passages of the footnotes that it calls.
    """

    passage: Passage
    score: float
    highlights: tuple[Span, ...]
    citation: Citation
    duplicates: tuple[str, ...] = ()
    notes: tuple[Passage, ...] = ()
