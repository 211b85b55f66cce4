import pytest

from index_config.domain import Document, Kind
from ingest.split import WordCounter, split
from ingest.split.nodes import (
    CanonicalDocument,
    CourtDecisionParser,
    DialogueParser,
    GuidelineParser,
    ReportParser,
    embedded_text,
    parser_for,
    passage_of,
)
from tests.ingest.split.helpers import document, words
from tests.ingest.structure.helpers import paragraphs

TEXT = paragraphs("THE FACTS", "1. " + words(30), "2. " + words(30), "3. " + words(30))


@pytest.fixture(scope="module")
def judgment() -> Document:
    return document(TEXT, kind=Kind.COURT_DECISION)


@pytest.mark.parametrize(
    ("kind", "parser"),
    [
        (Kind.COURT_DECISION, CourtDecisionParser),
        (Kind.GUIDELINE, GuidelineParser),
        (Kind.REPORT, ReportParser),
        (Kind.DIALOGUE, DialogueParser),
    ],
)
def test_each_kind_has_its_parser(kind: Kind, parser: type) -> None:
    assert type(parser_for(kind)) is parser


def test_nodes_carry_the_passages(judgment: Document) -> None:
    nodes = parser_for(Kind.COURT_DECISION).get_nodes_from_documents([CanonicalDocument.of(judgment)])
    passages = split(judgment, WordCounter())
    assert tuple(passage_of(node) for node in nodes) == passages
    assert [node.node_id for node in nodes] == [passage.id for passage in passages]


def test_ids_are_the_same_on_every_run(judgment: Document) -> None:
    def ids() -> list[str]:
        parser = parser_for(Kind.COURT_DECISION)
        return [node.node_id for node in parser.get_nodes_from_documents([CanonicalDocument.of(judgment)])]

    assert ids() == ids()


def test_the_encoder_reads_context_and_text_and_nothing_else(judgment: Document) -> None:
    node = parser_for(Kind.COURT_DECISION).get_nodes_from_documents([CanonicalDocument.of(judgment)])[0]
    assert embedded_text(node) == f"Title › THE FACTS\n1. {words(30)}"


def test_a_parser_refuses_another_kind(judgment: Document) -> None:
    with pytest.raises(ValueError, match="ReportParser takes report, got court_decision"):
        parser_for(Kind.REPORT).get_nodes_from_documents([CanonicalDocument.of(judgment)])


def test_a_node_whose_text_was_changed_gives_no_passage(judgment: Document) -> None:
    node = parser_for(Kind.COURT_DECISION).get_nodes_from_documents([CanonicalDocument.of(judgment)])[0]
    node.set_content("1. Something else.")
    with pytest.raises(ValueError, match="no longer holds its passage"):
        passage_of(node)


def test_the_limit_is_the_parsers(judgment: Document) -> None:
    nodes = parser_for(Kind.COURT_DECISION, WordCounter(), limit=20).get_nodes_from_documents(
        [CanonicalDocument.of(judgment)]
    )
    assert all(len(WordCounter().starts(passage_of(node).text)) <= 20 for node in nodes)
