"""Sparse vectors: stable, ordered, weighted by kind, and their matches shown."""

from collections.abc import Sequence

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from index_config.domain import Span
from index_config.sparse import SparseEncoder, SparseVector, highlights, merged
from index_config.vocabulary import Expansion

ENCODER = SparseEncoder()


def score(query: str, passage: str, context: str = "", expansions: Sequence[Expansion] = ()) -> float:
    return ENCODER.encode_query(query, expansions).dot(ENCODER.encode_passage(passage, context))


def test_indices_are_the_same_on_every_machine() -> None:
    # blake2b of "form:суд" and "lemma:суд": another value means that every index has to be made again.
    assert ENCODER.encode_query("суд").indices == (286115368, 2391679043)


def test_empty_text_gives_an_empty_vector() -> None:
    assert ENCODER.encode_passage("") == ENCODER.encode_query(" и ") == SparseVector((), ())


@pytest.mark.parametrize(("indices", "values"), [((2, 1), (1.0, 1.0)), ((1, 1), (1.0, 1.0)), ((1,), ())])
def test_malformed_vectors_are_refused(indices: tuple[int, ...], values: tuple[float, ...]) -> None:
    with pytest.raises(ValueError):
        SparseVector(indices, values)


def test_dot() -> None:
    assert SparseVector((1, 3), (2.0, 1.0)).dot(SparseVector((1, 2), (0.5, 9.0))) == 1.0


def test_repetition_saturates_and_length_counts() -> None:
    once, twice, often = (score("налоксон", "налоксон " * times) for times in (1, 2, 50))
    assert once < twice < often < 2.2 * (1.0 + 0.3)
    assert score("налоксон", "налоксон") > score("налоксон", "налоксон " + "слово дела " * 100)


def test_context_counts_less_than_the_text_and_more_than_nothing() -> None:
    in_text, in_context = score("налоксон", "налоксон"), score("налоксон", "текст", context="налоксон налоксон")
    assert 0 < in_context < in_text


def test_an_identifier_outweighs_words_and_a_form_only_breaks_ties() -> None:
    assert score("жалоба 58502/11", "№ 58502/11") > score("жалоба 58502/11", "жалоба подана")
    exact, inflected = score("налоксоном", "налоксоном"), score("налоксоном", "налоксона")
    assert inflected < exact < 1.5 * inflected


def test_names_meet_across_scripts() -> None:
    assert score("абдюшева", "Abdyusheva and Others v. Russia") > 0
    assert score("golichenko", "юрист Михаил Голиченко") > 0


def test_expansions_count_less_than_what_was_typed() -> None:
    expansion = Expansion("naloxone", ("naloxone", "take-home naloxone"), 0.5)
    typed = score("налоксон", "налоксон")
    added = score("налоксон", "naloxone", expansions=[expansion])
    assert 0 < added < typed
    assert score("налоксон", "naloxone") == 0


def test_a_typed_word_keeps_its_weight_beside_an_expansion() -> None:
    expansion = Expansion("naloxone", ("налоксон",), 0.5)
    assert score("налоксон", "налоксон", expansions=[expansion]) == score("налоксон", "налоксон")


def test_the_words_of_an_added_phrase_share_its_weight() -> None:
    phrase = Expansion("oat", ("opioid agonist therapy",), 0.5)
    word = Expansion("oat", ("therapy",), 0.5)
    assert score("ОЗТ", "therapy", expansions=[phrase]) < score("ОЗТ", "therapy", expansions=[word])


def test_highlights_are_the_matched_words() -> None:
    passage = "Абдюшева просила метадон; ст. 8 Конвенции. Methadone was refused."
    expansion = Expansion("methadone", ("methadone",), 0.5)
    marked = [span.of(passage) for span in highlights("abdyusheva метадона статья 8", passage, [expansion])]
    assert marked == ["Абдюшева", "метадон", "ст. 8", "Methadone"]
    assert ENCODER.highlights("нет такого", passage) == ()


def test_merged_joins_what_overlaps_or_touches() -> None:
    assert merged([Span(5, 7), Span(0, 2), Span(2, 3), Span(6, 9)]) == (Span(0, 3), Span(5, 9))


@given(st.text(max_size=150), st.text(max_size=50))
@settings(deadline=None)
def test_vectors_are_well_formed_and_highlights_lie_in_the_text(text: str, context: str) -> None:
    for vector in (ENCODER.encode_passage(text, context), ENCODER.encode_query(text)):
        assert list(vector.indices) == sorted(set(vector.indices))
        assert all(0 <= index < 2**32 for index in vector.indices)
        assert all(value > 0 for value in vector.values)
    spans = highlights(text, text + " " + context)
    assert all(span.end <= len(text) + 1 + len(context) for span in spans)
    assert all(left.end < right.start for left, right in zip(spans, spans[1:], strict=False))
