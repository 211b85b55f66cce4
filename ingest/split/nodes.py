"""The splitters as LlamaIndex node parsers, one for each kind: the only door to ``llama_index`` in this room.

A node carries its passage: its id is the passage's, ``start_char_idx`` and ``end_char_idx`` are the passage's span.
"""

from collections.abc import Sequence
from typing import Any, ClassVar

from llama_index.core.bridge.pydantic import Field, PrivateAttr
from llama_index.core.node_parser import NodeParser
from llama_index.core.schema import BaseNode, MetadataMode, NodeRelationship, TextNode, TransformComponent
from llama_index.core.schema import Document as LlamaDocument

from index_config.domain import Document, Kind, Locator, Passage, Span
from ingest.split.passages import DEFAULT_LIMIT, split
from ingest.split.tokens import TokenCounter, WordCounter

#: Metadata of a node that the model reads before the text; the rest is for us.
_EMBEDDED = "context"


class CanonicalDocument(LlamaDocument):
    """A LlamaIndex document that carries ours. Its text is the canonical text, its id our document id."""

    _document: Document = PrivateAttr()

    @classmethod
    def of(cls, document: Document) -> "CanonicalDocument":
        """Wrap a document of ours."""
        made = cls(id_=document.id, text=document.text)  # without metadata: LlamaIndex would add it to every node
        made._document = document
        return made

    @property
    def canonical(self) -> Document:
        """Our document."""
        return self._document


class PassageNodeParser(NodeParser):
    """Cuts canonical documents into nodes that are our passages.

    The four kinds share the cutting; what differs is found by ``ingest.structure`` and told by the document's marks.
    """

    kind: ClassVar[Kind | None] = None
    limit: int = Field(default=DEFAULT_LIMIT, ge=1, description="Tokens of a passage at most.")
    _tokens: TokenCounter = PrivateAttr()

    def __init__(self, tokens: TokenCounter | None = None, **data: Any) -> None:  # noqa: ANN401 - Pydantic's own signature
        super().__init__(**{"include_metadata": False, "include_prev_next_rel": False, **data})
        self._tokens = tokens if tokens is not None else WordCounter()

    @classmethod
    def class_name(cls) -> str:
        """Return the name under which LlamaIndex knows the parser."""
        return cls.__name__

    def _parse_nodes(self, nodes: Sequence[BaseNode], show_progress: bool = False, **kwargs: Any) -> list[BaseNode]:  # noqa: ANN401
        return [node for source in nodes for node in self._nodes_of(source)]

    def _postprocess_parsed_nodes(
        self, nodes: list[BaseNode], parent_doc_map: dict[str, LlamaDocument]
    ) -> list[BaseNode]:
        """Keep the spans as they were cut: the stock step finds them again by text search, wrong where text repeats."""
        return nodes

    def _nodes_of(self, source: BaseNode) -> list[BaseNode]:
        if not isinstance(source, CanonicalDocument):
            raise TypeError(f"{type(self).__name__} takes CanonicalDocument, got {type(source).__name__}")
        document = source.canonical
        if self.kind is not None and document.metadata.kind is not self.kind:
            raise ValueError(f"{type(self).__name__} takes {self.kind}, got {document.metadata.kind}")
        return [_node(passage, source) for passage in split(document, self._tokens, self.limit)]


class CourtDecisionParser(PassageNodeParser):
    """Court decisions."""

    kind = Kind.COURT_DECISION


class GuidelineParser(PassageNodeParser):
    """Guidelines, treaties, codes."""

    kind = Kind.GUIDELINE


class ReportParser(PassageNodeParser):
    """Reports."""

    kind = Kind.REPORT


class DialogueParser(PassageNodeParser):
    """Minutes and dialogues."""

    kind = Kind.DIALOGUE


_PARSERS: dict[Kind, type[PassageNodeParser]] = {
    Kind.COURT_DECISION: CourtDecisionParser,
    Kind.GUIDELINE: GuidelineParser,
    Kind.REPORT: ReportParser,
    Kind.DIALOGUE: DialogueParser,
}


def parser_for(kind: Kind, tokens: TokenCounter | None = None, limit: int = DEFAULT_LIMIT) -> PassageNodeParser:
    """Return the parser of a kind. ``tokens`` counts in the encoder's tokens; without it, words are counted."""
    return _PARSERS[kind](tokens, limit=limit)


def passage_of(node: BaseNode) -> Passage:
    """Return the passage that a node of ours carries.

    Raises:
        ValueError: the node was not made by a ``PassageNodeParser``, or its text was changed.
    """
    if not isinstance(node, TextNode) or node.start_char_idx is None or node.end_char_idx is None:
        raise ValueError(f"not a passage node: {node.node_id}")
    values = node.metadata
    passage = Passage(
        document_id=node.ref_doc_id or "",
        version=values["version"],
        text=node.text,
        span=Span(node.start_char_idx, node.end_char_idx),
        locator=Locator(
            pages=(values["pages"][0], values["pages"][1]),
            paragraphs=tuple(values["paragraphs"]),
            section=tuple(values["section"]),
            speaker=values["speaker"],
            note=values["note"],
            ocr=values["ocr"],
        ),
        language=values["language"],
        context=values[_EMBEDDED],
        notes=tuple(values["notes"]),
    )
    if passage.id != node.node_id:
        raise ValueError(f"node {node.node_id} no longer holds its passage")
    return passage


def _node(passage: Passage, source: CanonicalDocument) -> BaseNode:
    locator = passage.locator
    metadata = {
        _EMBEDDED: passage.context,
        "version": passage.version,
        "pages": list(locator.pages),
        "paragraphs": list(locator.paragraphs),
        "section": list(locator.section),
        "speaker": locator.speaker,
        "note": locator.note,
        "ocr": locator.ocr,
        "language": passage.language,
        "notes": list(passage.notes),
    }
    return TextNode(
        id_=passage.id,
        text=passage.text,
        start_char_idx=passage.span.start,
        end_char_idx=passage.span.end,
        metadata=metadata,
        excluded_embed_metadata_keys=[key for key in metadata if key != _EMBEDDED],
        excluded_llm_metadata_keys=[key for key in metadata if key != _EMBEDDED],
        metadata_template="{value}",
        text_template="{metadata_str}\n{content}",
        relationships={NodeRelationship.SOURCE: source.as_related_node_info()},
    )


class WithoutContext(TransformComponent):
    """The step that takes the heading lines away from nodes, where a setting wants passages indexed bare."""

    def __call__(self, nodes: Sequence[BaseNode], **_: Any) -> Sequence[BaseNode]:  # noqa: ANN401
        """Empty every node's context."""
        for node in nodes:
            node.metadata[_EMBEDDED] = ""
        return nodes


def embedded_text(node: BaseNode) -> str:
    """Return what the encoder reads: the context, a line end, the text."""
    return node.get_content(metadata_mode=MetadataMode.EMBED)
