"""From a document to the points of the index: LlamaIndex's ingestion pipeline, one document at a time.

The pipeline's own document store and cache are not used: the index itself remembers what is in it, so the two can never
disagree, and the stock order (delete the old vectors, then embed the new) would leave a document missing when a run is
killed in between.
"""

from collections.abc import Sequence
from dataclasses import replace
from typing import cast

import numpy as np
from llama_index.core.ingestion import IngestionPipeline
from llama_index.core.schema import BaseNode, TransformComponent

from index_config.domain import Document, DocumentRecord, Kind, Passage, Practice
from index_config.profiles import Profile, profile_point
from index_config.records import (
    DOCUMENT,
    PASSAGE,
    PRACTICE,
    document_from,
    document_payload,
    document_point_id,
    filter_fields,
    page_payload,
    page_point_id,
    passage_from,
    passage_payload,
    practice_from,
    practice_payload,
    practice_point_id,
    raw_payload,
    raw_point_id,
)
from index_config.sketch import sketch_of
from index_config.sparse import SparseEncoder, SparseVector
from index_config.store.base import Payload, Point
from index_config.text.spelling import count_words
from index_config.tokens import TokenCounter
from index_config.vocabulary import Vocabulary
from ingest.embed import CachedEmbedder, PassageEmbedding
from ingest.practices import FOLDER
from ingest.prepare import Prepared
from ingest.sources import Source
from ingest.split.nodes import CanonicalDocument, WithoutContext, parser_for, passage_of
from ingest.suggest import Suggester


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
        context: bool = True,
    ) -> None:
        self._embedder = embedder
        self._sparse = sparse
        self._vocabulary = vocabulary
        self._suggester = Suggester(vocabulary)
        self._recipe = recipe
        last: list[TransformComponent] = [*([] if context else [WithoutContext()]), PassageEmbedding(embedder)]
        self._pipelines = {
            kind: IngestionPipeline(
                transformations=[parser_for(kind, tokens, passage_tokens), *last], disable_cache=True
            )
            for kind in Kind
        }

    def points(self, prepared: Prepared, source: Source) -> tuple[DocumentRecord, list[Point]]:
        """Return the document's record and its points: passages, pages and profile first, the record last."""
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
        reference = document.metadata.reference
        points = [*self._passage_points(nodes, shared, reference), *_page_points(document)]
        points.append(_profile_point(document, nodes))
        points += self._suggested_points(nodes, document, source)
        return record, [*points, Point(document_point_id(document.id), document_payload(record, regions))]

    def again(self, points: Sequence[Point]) -> list[Point]:
        """Return the points of a document as an index holds them, with their vectors made anew; the record last."""
        passages = [(point, passage_from(point.payload)) for point in points if point.payload["type"] == PASSAGE]
        vectors = self._embedder.passages([f"{passage.context}\n{passage.text}".strip() for _, passage in passages])
        records = [document_from(point.payload) for point in points if point.payload["type"] == DOCUMENT]
        reference = records[0].metadata.reference if records else ""
        fresh = [
            Point(point.id, point.payload, vector, self._terms(passage, reference))
            for (point, passage), vector in zip(passages, vectors, strict=True)
        ]
        practices = [point for point in points if point.payload["type"] == PRACTICE]
        bare = [point for point in points if point.payload["type"] not in {PASSAGE, PRACTICE}]
        return [
            *fresh,
            *self._suggested_again(practices),
            *sorted(bare, key=lambda point: point.payload["type"] == DOCUMENT),
        ]

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

    def _suggested_points(self, nodes: Sequence[BaseNode], document: Document, source: Source) -> list[Point]:
        """Return what a document suggests, which goes when it goes; nothing where a collection curates its own."""
        if (source.file.root / FOLDER).is_dir():
            return []
        practices = self._suggester.suggest((passage_of(node) for node in nodes), document.metadata)
        mine = {"document_id": document.id, "version": document.version, "access": str(document.metadata.access)}
        points = self.practice_points(practices, str(source.file.root))
        return [replace(point, payload=point.payload | mine) for point in points]

    def _suggested_again(self, points: Sequence[Point]) -> list[Point]:
        texts = [_practice_text(practice_from(point.payload)) for point in points]
        vectors = self._embedder.passages(texts)
        return [
            Point(point.id, point.payload, vector, self._sparse.encode_passage(text))
            for point, text, vector in zip(points, texts, vectors, strict=True)
        ]

    def _terms(self, passage: Passage, reference: str) -> SparseVector:
        """Return the terms of a passage. Those of its document's number or symbol are among them.

        Whoever asks by number wants what the document says, and only its head names the number.
        """
        return self._sparse.encode_passage(passage.text, f"{passage.context} {reference}".strip())

    def _passage_points(self, nodes: Sequence[BaseNode], shared: Payload, reference: str) -> list[Point]:
        points = []
        for node in nodes:
            passage = passage_of(node)
            dense = np.asarray(cast(list[float], node.embedding), dtype=np.float32)
            payload = passage_payload(passage, shared)
            points.append(Point(passage.id, payload, dense, self._terms(passage, reference)))
        return points

    def _regions(self, countries: Sequence[str]) -> list[str]:
        return sorted({region for country in countries for region in self._vocabulary.regions_of(country)})


def _page_points(document: Document) -> list[Point]:
    id, version, access = document.id, document.version, document.metadata.access
    pages = [
        Point(page_point_id(id, version, page.number), page_payload(id, version, access, page))
        for page in document.pages
    ]
    raw = [
        Point(raw_point_id(id, version, page.number), raw_payload(id, version, access, page)) for page in document.pages
    ]
    return pages + raw


def _profile_point(document: Document, nodes: Sequence[BaseNode]) -> Point:
    words = count_words(passage_of(node).text for node in nodes)
    sketch = sketch_of(document.text)
    profile = Profile(document.id, document.version, words, sketch, document.metadata.reference)
    return profile_point(profile, document.metadata.access)


def _practice_text(practice: Practice) -> str:
    fields = (practice.what, practice.who, practice.where, practice.legal_basis, practice.result)
    return "\n".join(text for language in ("en", "ru") for field in fields if (text := field.get(language)))
