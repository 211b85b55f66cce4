"""One hit for each document or work, and no text twice."""

from index_config.domain import HEAD_NOTE, Grouping
from index_config.store.base import ScoredPoint
from search_api.grouping import Candidate, arrange

QUOTE = "Суд постановил, что отказ в заместительной терапии нарушил право заявителя на уважение частной жизни."
SHIFTED = "заместительной терапии нарушил право заявителя на уважение частной жизни. Расходы возмещает государство."
OTHER = "Заявитель просил врача тюрьмы о метадоне, получил отказ и обратился в суд первой инстанции города."


def hit(document: str, score: float, text: str = QUOTE, work: str = "", language: str = "ru") -> ScoredPoint:
    payload = {"document_id": document, "work_id": work, "language": language, "text": text}
    return ScoredPoint(f"{document}/{score}", payload, score)


def ids(candidates: list[Candidate]) -> list[str]:
    return [candidate.point.id for candidate in candidates]


def test_without_grouping_the_order_stays() -> None:
    points = [hit("a", 3), hit("b", 2), hit("a", 1)]
    assert ids(arrange(points, Grouping.NONE, "ru", {})) == ["a/3", "b/2", "a/1"]


def test_the_best_passage_of_each_document() -> None:
    points = [hit("a", 3), hit("b", 2), hit("a", 1)]
    assert ids(arrange(points, Grouping.DOCUMENT, "ru", {})) == ["a/3", "b/2"]


def test_a_work_answers_once_in_the_language_of_the_query_where_that_is_about_as_good() -> None:
    english, russian = hit("a-en", 0.100, work="a", language="en"), hit("a-ru", 0.080, work="a")
    far = hit("b-ru", 0.020, work="b")
    points = [english, hit("b-en", 0.090, work="b", language="en"), russian, far, hit("c", 0.01), hit("d", 0.009)]
    grouped = arrange(points, Grouping.WORK, "ru", {})
    assert ids(grouped) == ["a-ru/0.08", "b-en/0.09", "c/0.01", "d/0.009"]
    assert [candidate.point.score for candidate in grouped] == [0.100, 0.090, 0.01, 0.009]  # a work keeps its rank
    assert ids(arrange(points, Grouping.WORK, "en", {}))[:2] == ["a-en/0.1", "b-en/0.09"]


def test_documents_without_a_work_are_works_of_their_own() -> None:
    assert ids(arrange([hit("a", 2), hit("b", 1)], Grouping.WORK, "ru", {})) == ["a/2", "b/1"]


def test_a_copy_is_named_and_not_repeated_even_where_its_passages_are_cut_elsewhere() -> None:
    twins = {"a": "a", "b": "a", "c": "a"}
    points = [hit("a", 4), hit("b", 3, SHIFTED), hit("b", 2, OTHER), hit("c", 1)]
    arranged = arrange(points, Grouping.NONE, "ru", twins)
    assert ids(arranged) == ["a/4", "b/2"]
    assert [candidate.duplicates for candidate in arranged] == [("b", "c"), ()]


def test_the_same_words_in_documents_that_are_not_one_text_are_both_shown() -> None:
    """Two judgments that repeat a formula are two precedents."""
    points = [hit("a", 2), hit("b", 1)]
    assert len(arrange(points, Grouping.NONE, "ru", {"a": "a", "x": "a", "b": "b", "y": "b"})) == 2
    assert len(arrange(points, Grouping.NONE, "ru", {})) == 2


def test_a_document_does_not_duplicate_itself() -> None:
    points = [hit("a", 2), hit("a", 1)]
    assert ids(arrange(points, Grouping.NONE, "ru", {"a": "a", "b": "a"})) == ["a/2", "a/1"]


def test_the_note_at_the_head_of_a_digest_steps_back() -> None:
    note = hit("a", 3)
    note.payload["note"] = HEAD_NOTE
    assert ids(arrange([note, hit("b", 2), hit("c", 1)], Grouping.NONE, "ru", {})) == ["b/2", "a/3", "c/1"]
    assert ids(arrange([note], Grouping.NONE, "ru", {})) == ["a/3"]
