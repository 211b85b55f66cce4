"""What the facets count, and under which name."""

from typing import Any

import pytest

from index_config.vocabulary import Vocabulary
from search_api.facets import count_facets

STRASBOURG = ["European Court of Human Rights", "Европейский суд по правам человека"]


def document(id: str, **fields: Any) -> dict[str, Any]:
    return {"document_id": id, "kind": "report", **fields}


def test_a_document_counts_once_however_many_passages_it_has(vocabulary: Vocabulary) -> None:
    payloads = [document("a", countries=["KZ", "KG"]), document("a", countries=["KZ", "KG"]), document("b")]
    facets = count_facets(payloads, vocabulary, "en")
    assert facets["kind"] == (("report", 2),)
    assert facets["country"] == (("KG", 1), ("KZ", 1))
    assert set(facets) == {"language", "kind", "country", "region", "topic", "body"}


@pytest.mark.parametrize(
    ("language", "shown"),
    [("en", "European Court of Human Rights"), ("ru", "Европейский суд по правам человека")],
)
def test_a_body_counts_once_under_its_name_in_the_language_asked_for(
    vocabulary: Vocabulary, language: str, shown: str
) -> None:
    payloads = [document("a", body_names=STRASBOURG), document("b", body_names=STRASBOURG[1:])]
    payloads.append(document("c", body_names=["ECtHR"]))
    assert count_facets(payloads, vocabulary, language)["body"] == ((shown, 3),)


@pytest.mark.parametrize(
    ("language", "shown"), [("en", "Court of Testland"), ("ru", "Суд Тестландии"), ("", "Court of Testland")]
)
def test_a_body_that_the_vocabulary_lacks_is_joined_by_its_names_as_written(
    vocabulary: Vocabulary, language: str, shown: str
) -> None:
    payloads = [document("a", body_names=["Court of Testland", "Суд Тестландии"])]
    payloads += [document("b", body_names=["Суд  тестландии"]), document("c", body_names=["Другой суд"])]
    assert count_facets(payloads, vocabulary, language)["body"] == ((shown, 2), ("Другой суд", 1))


def test_no_facet_has_more_than_thirty_values(vocabulary: Vocabulary) -> None:
    payloads = [document(str(number), topics=[f"topic{number:02d}", "oat"]) for number in range(40)]
    topics = count_facets(payloads, vocabulary, "en")["topic"]
    assert len(topics) == 30
    assert topics[:2] == (("oat", 40), ("topic00", 1))
