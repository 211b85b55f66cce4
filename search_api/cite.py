"""From a passage to a citation: exact words, checked against the page when answered.

A quote stands on one page wherever that is possible: of a passage that runs over a page break, the whole sentences on
the page where the query matched most are quoted. A quote that is not found verbatim at its offsets is not shown.
"""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import replace

from index_config.domain import Citation, DocumentRecord, Page, Passage, Span
from index_config.records import page_from, page_point_id
from index_config.store.base import Store
from index_config.text.sentences import sentence_spans
from search_api.references import formatted


def pages_of(passages: Iterable[Passage], store: Store) -> dict[str, Page]:
    """Return the pages that passages stand on, by their point ids: read at one go, however many share a page."""
    ids = dict.fromkeys(id for passage in passages for id in _page_ids(passage))
    return {point.id: page_from(point.payload) for point in store.retrieve(list(ids))}


def cite(
    passage: Passage, record: DocumentRecord, by_id: Mapping[str, Page], highlights: Sequence[Span] = ()
) -> Citation | None:
    """Return the citation of a passage, or None when its text does not stand where the index says.

    ``by_id`` are pages from ``pages_of``. ``highlights`` are spans of ``passage.text``; they choose the page of a
    passage that runs over a break.
    """
    ids = _page_ids(passage)
    pages = [by_id[id] for id in ids if id in by_id]
    if len(pages) < len(ids) or _text(pages, passage.span) != passage.text:
        return None
    span = _quote_span(passage, pages, highlights)
    touched = [page.number for page in pages if page.start < span.end and span.start < page.end]
    locator = replace(passage.locator, pages=(touched[0], touched[-1]))
    return Citation(
        document=record,
        locator=locator,
        quote=_text(pages, span),
        quote_span=span,
        formatted=formatted(record, locator),
        link=page_link(record.id, locator.pages[0], span),
    )


def page_link(document_id: str, page: int, span: Span) -> str:
    """Return the address of the page in this service; the fragment holds the quote's offsets in the canonical text."""
    return f"/v1/documents/{document_id}/pages/{page}#char={span.start},{span.end}"


def _page_ids(passage: Passage) -> list[str]:
    """Return the point ids of the pages that the passage stands on, in order."""
    first, last = passage.locator.pages
    return [page_point_id(passage.document_id, passage.version, number) for number in range(first, last + 1)]


def _text(pages: Sequence[Page], span: Span) -> str:
    offset = pages[0].start
    return "".join(page.text for page in pages)[max(span.start - offset, 0) : max(span.end - offset, 0)]


def _quote_span(passage: Passage, pages: Sequence[Page], highlights: Sequence[Span]) -> Span:
    """Return what to quote, in canonical offsets."""
    if len(pages) == 1:
        return passage.span
    start = passage.span.start
    sentences = [
        Span(sentence.start + start, sentence.end + start)
        for sentence in sentence_spans(passage.text, passage.language)
    ]
    marked = [Span(span.start + start, span.end + start) for span in highlights]
    choices = []
    for page in pages:
        whole = [sentence for sentence in sentences if page.start <= sentence.start and sentence.end <= page.end]
        if whole:
            span = Span(whole[0].start, whole[-1].end)
            choices.append((sum(span.overlaps(mark) for mark in marked), len(span), span))
    return max(choices, key=lambda choice: choice[:2])[2] if choices else passage.span
