"""From a document to the points of the index: LlamaIndex's ingestion pipeline, one document at a time.

The pipeline's own document store and cache are not used: the index itself remembers what is in it, so the two can never
disagree, and the stock order (delete the old vectors, then embed the new) would leave a document missing when a run is
killed in between.
"""

from collections.abc import Sequence
from typing import cast

import numpy as np
from llama_index.core.ingestion import IngestionPipeline
from llama_index.core.schema import BaseNode

from index_config.domain import Document, DocumentRecord, Kind, Practice
from index_config.records import (
    document_payload,
    document_point_id,
    filter_fields,
    page_payload,
    page_point_id,
    passage_payload,
    practice_payload,
    practice_point_id,
)
from index_config.sparse import SparseEncoder
from index_config.store.base import Payload, Point
from index_config.tokens import TokenCounter
from index_config.vocabulary import Vocabulary
from ingest.embed import CachedEmbedder, PassageEmbedding
from ingest.prepare import Prepared
from ingest.sources import Source
from ingest.split.nodes import CanonicalDocument, parser_for, passage_of


class Pipeline:
    """Cuts, embeds and lays down documents. One instance serves a whole run."""

    def __init__(
        self,
        embedder: CachedEmbedder,
        sparse: SparseEncoder,
        tokens: TokenCounter,
        vocabulary: Vocabulary,
        *,
        passage_tokens: int,
        recipe: str,
    ) -> None:
        self._embedder = embedder
        self._sparse = sparse
        self._vocabulary = vocabulary
        self._recipe = recipe
        self._pipelines = {
            kind: IngestionPipeline(
                transformations=[parser_for(kind, tokens, passage_tokens), PassageEmbedding(embedder)],
                disable_cache=True,
            )
            for kind in Kind
        }

    def points(self, prepared: Prepared, source: Source) -> tuple[DocumentRecord, list[Point]]:
        """Return the document's record and its points: passages and pages first, the record last."""
        document = prepared.document
        kind = document.metadata.kind or Kind.REPORT
        nodes = self._pipelines[kind].run(documents=[CanonicalDocument.of(document)])
        record = DocumentRecord(
            id=document.id,
            version=document.version,
            metadata=document.metadata,
            file=source.file.name,
            root=str(source.file.root),
            sha256=source.sha256,
            recipe=self._recipe,
            pages=len(document.pages),
            passages=len(nodes),
            characters=len(document.text),
            warnings=prepared.warnings,
        )
        regions = self._regions(document.metadata.countries)
        shared = filter_fields(document.metadata, regions)
        points = [*self._passage_points(nodes, shared), *_page_points(document)]
        return record, [*points, Point(document_point_id(document.id), document_payload(record, regions))]

    def practice_points(self, practices: Sequence[Practice], root: str) -> list[Point]:
        """Return the points of the practices of one collection, found by words of either language."""
        texts = [_practice_text(practice) for practice in practices]
        vectors = self._embedder.passages(texts)
        return [
            Point(
                practice_point_id(practice.id),
                practice_payload(practice, self._regions(practice.countries), root),
                vector,
                self._sparse.encode_passage(text),
            )
            for practice, text, vector in zip(practices, texts, vectors, strict=True)
        ]

    def _passage_points(self, nodes: Sequence[BaseNode], shared: Payload) -> list[Point]:
        points = []
        for node in nodes:
            passage = passage_of(node)
            dense = np.asarray(cast(list[float], node.embedding), dtype=np.float32)
            sparse = self._sparse.encode_passage(passage.text, passage.context)
            points.append(Point(passage.id, passage_payload(passage, shared), dense, sparse))
        return points

    def _regions(self, countries: Sequence[str]) -> list[str]:
        return sorted({region for country in countries for region in self._vocabulary.regions_of(country)})


def _page_points(document: Document) -> list[Point]:
    return [
        Point(
            page_point_id(document.id, document.version, page.number),
            page_payload(document.id, document.version, document.metadata.access, page),
        )
        for page in document.pages
    ]


def _practice_text(practice: Practice) -> str:
    fields = (practice.what, practice.who, practice.where, practice.legal_basis, practice.result)
    return "\n".join(text for language in ("en", "ru") for field in fields if (text := field.get(language)))
