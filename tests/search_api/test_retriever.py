"""LlamaIndex's query engines on our retriever, with a model that only repeats."""

from llama_index.core import MockEmbedding
from llama_index.core.llms import MockLLM
from llama_index.core.query_engine import CitationQueryEngine
from llama_index.core.settings import Settings as LlamaSettings

from index_config.domain import Filters
from search_api.library import Library
from search_api.retriever import KnowledgeBaseRetriever


def test_nodes_hold_verified_quotes(library: Library) -> None:
    nodes = KnowledgeBaseRetriever(library, limit=3).retrieve("methadone refused in prison")
    assert len(nodes) == 3
    assert "methadone" in nodes[0].get_content()
    assert nodes[0].metadata["title"] == "Alpha v. Testland"
    assert nodes[0].score is not None and nodes[0].score >= (nodes[1].score or 0)


def test_filters_reach_the_search(library: Library) -> None:
    retriever = KnowledgeBaseRetriever(library, filters=Filters(languages=("ru",)))
    assert {node.metadata["title"] for node in retriever.retrieve("methadone метадон")} != {"Alpha v. Testland"}


def test_a_citation_query_engine_stands_on_it(library: Library) -> None:
    LlamaSettings.llm, LlamaSettings.embed_model = MockLLM(), MockEmbedding(embed_dim=4)  # no other may be asked for
    retriever = KnowledgeBaseRetriever(library, limit=2)
    engine = CitationQueryEngine(retriever=retriever, llm=MockLLM())
    answer = engine.query("Did the prison doctor refuse methadone?")
    assert len(answer.source_nodes) >= 1
    assert "Source 1" in answer.source_nodes[0].get_content()
    assert "methadone" in answer.source_nodes[0].get_content()
