"""The search as a LlamaIndex retriever, so that its query engines can stand on our citations."""

from collections.abc import Mapping

from llama_index.core.base.base_retriever import BaseRetriever
from llama_index.core.schema import NodeWithScore, QueryBundle, TextNode

from index_config.domain import Filters, Hit, Mode, Query
from search_api.library import Library


class KnowledgeBaseRetriever(BaseRetriever):
    """Retrieves passages as nodes whose text is the verified quote and whose metadata is the citation."""

    def __init__(
        self, library: Library, *, limit: int = 10, mode: Mode = Mode.HYBRID, filters: Filters | None = None
    ) -> None:
        self._library = library
        self._limit = limit
        self._mode = mode
        self._filters = filters or Filters()
        super().__init__()

    def _retrieve(self, query_bundle: QueryBundle) -> list[NodeWithScore]:
        query = Query(text=query_bundle.query_str, filters=self._filters, mode=self._mode, limit=self._limit)
        return [_node(hit) for hit in self._library.search(query).hits]


def _node(hit: Hit) -> NodeWithScore:
    citation = hit.citation
    metadata: Mapping[str, object] = {
        "document_id": citation.document.id,
        "title": citation.document.metadata.title,
        "reference": citation.formatted,
        "pages": list(citation.locator.pages),
        "paragraphs": list(citation.locator.paragraphs),
        "quote_start": citation.quote_span.start,
        "quote_end": citation.quote_span.end,
        "source_url": citation.document.metadata.source_url,
    }
    # Only the reference is shown to a model: it needs the words and where they stand, not our bookkeeping.
    hidden = [name for name in metadata if name not in {"title", "reference"}]
    node = TextNode(
        id_=hit.passage.id,
        text=citation.quote,
        metadata=dict(metadata),
        excluded_llm_metadata_keys=hidden,
        excluded_embed_metadata_keys=list(metadata),
    )
    return NodeWithScore(node=node, score=hit.score)
