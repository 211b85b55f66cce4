"""Documents made of texts."""

from index_config.domain import Document, Kind, Mark, Metadata, Page, Passage
from ingest.split import WordCounter, split
from ingest.structure import find_structure


def document(
    *texts: str,
    kind: Kind = Kind.REPORT,
    title: str = "Title",
    language: str = "en",
    given: tuple[Mark, ...] = (),
    marks: tuple[Mark, ...] | None = None,
    ocr: bool = False,
) -> Document:
    """A document with a page for each text and the structure of its kind, or with ``marks``."""
    pages, start = [], 0
    for number, text in enumerate(texts, 1):
        pages.append(Page(number, start, text, text, ocr=ocr))
        start += len(text)
    found = find_structure("".join(texts), kind, language, given) if marks is None else marks
    metadata = Metadata(title=title, language=language, kind=kind)
    return Document("doc", "v1", tuple(pages), found, metadata)


def passages(*texts: str, limit: int = 180, kind: Kind = Kind.REPORT, language: str = "en") -> tuple[Passage, ...]:
    return split(document(*texts, kind=kind, language=language), WordCounter(), limit)


def words(count: int, stem: str = "word") -> str:
    """A sentence of ``count`` tokens, its stop included."""
    return " ".join([stem.capitalize(), *([stem] * (count - 2))]) + "."
