"""LlamaIndex looks a node's offsets up by text search; ours must survive text that stands twice."""

from index_config.domain import Document, Kind, Mark, MarkKind, Metadata, Page, Span
from ingest.split.nodes import CanonicalDocument, parser_for, passage_of

NOTE = "The same words stand in the footnote and in the body of the page, in full."
TEXT = f"{NOTE}\n\nAnother paragraph.\n\n{NOTE}\n"


def test_offsets_are_those_that_were_cut() -> None:
    second = TEXT.rindex(NOTE)
    marks = (Mark(MarkKind.FOOTNOTE, Span(second, second + len(NOTE)), "1"),)
    document = Document(
        "d", "v", (Page(1, 0, TEXT, TEXT),), marks, Metadata(title="T", language="en", kind=Kind.REPORT)
    )
    nodes = parser_for(Kind.REPORT).get_nodes_from_documents([CanonicalDocument.of(document)])
    passages = [passage_of(node) for node in nodes]
    assert all(passage.span.of(TEXT) == passage.text for passage in passages)
    assert len({passage.span for passage in passages}) == len(passages)
    assert any(passage.span.start == second and passage.locator.note for passage in passages)
