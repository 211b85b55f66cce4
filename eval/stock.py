"""The outside baseline: the same files and the same embedding model, the stock LlamaIndex way with its defaults.

``SimpleDirectoryReader``, ``SentenceSplitter()`` (1,024 tokens, 200 of them shared with the neighbour),
``VectorStoreIndex`` and ``QdrantVectorStore`` on the Qdrant client's local path: once dense only, once hybrid with the
library's default fusion (relative scores, half and half). Two things are not the library's. The reader: see
:mod:`.stock_files`. And the sparse vectors of hybrid: the default model, an English SPLADE, must be downloaded, which a
machine without a network cannot; counts of lower-cased words stand in for it, rare words weighing more, as the library
asks of the store for a BM25 model.

Retrievers only: no language model is ever asked for, and nothing is sent anywhere.
"""

import re
import time
import zlib
from collections import Counter, defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path

from llama_index.core import StorageContext, VectorStoreIndex
from llama_index.core.base.base_retriever import BaseRetriever
from llama_index.core.base.embeddings.base import BaseEmbedding
from llama_index.core.node_parser import SentenceSplitter
from llama_index.core.schema import BaseNode
from llama_index.core.vector_stores.types import VectorStoreQueryMode
from llama_index.vector_stores.qdrant import QdrantVectorStore
from pydantic import PrivateAttr
from qdrant_client import QdrantClient, models

from eval.judgments import Stretch
from eval.placing import Finder
from eval.stock_files import FILE, read_files
from eval.systems import DEPTH, Found
from index_config.domain import Span
from index_config.encoder import Encoder

_WORD = re.compile(r"\w+")


class EncoderEmbedding(BaseEmbedding):
    """Our encoder as LlamaIndex's embedding model."""

    _encoder: Encoder = PrivateAttr()

    def __init__(self, encoder: Encoder) -> None:
        super().__init__(model_name=encoder.fingerprint)
        self._encoder = encoder

    def _get_query_embedding(self, query: str) -> list[float]:
        return self._encoder.embed_queries([query])[0].tolist()  # type: ignore[no-any-return]

    async def _aget_query_embedding(self, query: str) -> list[float]:
        return self._get_query_embedding(query)

    def _get_text_embedding(self, text: str) -> list[float]:
        return self._get_text_embeddings([text])[0]

    def _get_text_embeddings(self, texts: list[str]) -> list[list[float]]:
        return self._encoder.embed_passages(texts).tolist()  # type: ignore[no-any-return]


@dataclass(frozen=True, slots=True)
class Stock:
    """A LlamaIndex retriever over nodes whose places in our texts are known.

    ``places`` by the id of the node; ``seconds`` is what reading, splitting, embedding and storing took: what the two
    systems share counts for each, finding the places for none.
    """

    name: str
    retriever: BaseRetriever
    places: Mapping[str, Found]
    seconds: float
    client: QdrantClient

    @property
    def passages(self) -> int:
        """How many nodes there are."""
        return len(self.places)

    def rank(self, question: str) -> list[Found]:
        """Return at most :data:`DEPTH` places, best first, one for each node."""
        return [self.places[hit.node.node_id] for hit in self.retriever.retrieve(question)]

    def close(self) -> None:
        """Let go of the folder."""
        self.client.close()


def build_stock(
    files: Mapping[str, Path],
    texts: Mapping[str, str],
    languages: Mapping[str, str],
    encoder: Encoder,
    folder: Path,
) -> tuple[Stock, ...]:
    """Index the files twice, dense only and hybrid: «stock dense» and «stock».

    Args:
        files: the documents by their path below the collection's root.
        texts: the canonical text of each.
        languages: the language of each.
        encoder: embeds nodes as passages and questions as queries.
        folder: takes the two stores; what an earlier call left there is replaced.
    """
    began = time.perf_counter()
    embedding = EncoderEmbedding(encoder)
    nodes = embedding(SentenceSplitter().get_nodes_from_documents(read_files(files)))
    shared = time.perf_counter() - began
    places = place_nodes(nodes, texts, languages)
    return tuple(_store(name, nodes, embedding, places, folder, shared) for name in ("stock dense", "stock"))


def place_nodes(nodes: Sequence[BaseNode], texts: Mapping[str, str], languages: Mapping[str, str]) -> dict[str, Found]:
    """Find the nodes in the canonical texts: a place for each by its id.

    A node that is not there gets a stretch of length zero at the end of its file, which no judgment can be about.
    """
    by_file: dict[str, list[BaseNode]] = defaultdict(list)
    for node in nodes:
        by_file[node.metadata[FILE]].append(node)
    places = {}
    for file, own in by_file.items():
        text = texts.get(file, "")
        finder = Finder(text)
        for node in own:
            content = node.get_content()
            span = finder.find(content) or Span(len(text), len(text))
            places[node.node_id] = Found(Stretch(file, span), languages.get(file, ""), content)
    return places


def count_words(texts: list[str]) -> tuple[list[list[int]], list[list[float]]]:
    """Return the sparse vectors of texts, as indices and values: how often each lower-cased word occurs."""
    counts = [Counter(zlib.crc32(word.encode()) for word in _WORD.findall(text.lower())) for text in texts]
    return [list(words) for words in counts], [[float(count) for count in words.values()] for words in counts]


def _store(
    name: str,
    nodes: Sequence[BaseNode],
    embedding: BaseEmbedding,
    places: Mapping[str, Found],
    folder: Path,
    shared: float,
) -> Stock:
    began = time.perf_counter()
    hybrid = name == "stock"
    collection = name.replace(" ", "-")
    client = QdrantClient(path=str(folder / collection))
    client.delete_collection(collection)
    store = QdrantVectorStore(
        collection,
        client=client,
        enable_hybrid=hybrid,
        sparse_doc_fn=count_words,
        sparse_query_fn=count_words,
        sparse_config=models.SparseVectorParams(modifier=models.Modifier.IDF),
        index_doc_id=False,  # the local client has no payload indexes, and warns
    )
    index = VectorStoreIndex(
        list(nodes), storage_context=StorageContext.from_defaults(vector_store=store), embed_model=embedding
    )
    mode = VectorStoreQueryMode.HYBRID if hybrid else VectorStoreQueryMode.DEFAULT
    retriever = index.as_retriever(similarity_top_k=DEPTH, vector_store_query_mode=mode)
    return Stock(name, retriever, places, shared + time.perf_counter() - began, client)
