"""Sparse vectors: stable, ordered, weighted by kind, and their matches shown."""

from collections.abc import Sequence
from dataclasses import astuple
from hashlib import blake2b

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from index_config.domain import Span
from index_config.sparse import ANALYSIS_VERSION, SparseEncoder, SparseVector, highlights, merged
from index_config.vocabulary import Expansion
from tests.index_config.text.field import FIELD, forms_of

ENCODER = SparseEncoder()


def score(query: str, passage: str, context: str = "", expansions: Sequence[Expansion] = ()) -> float:
    return ENCODER.encode_query(query, expansions).dot(ENCODER.encode_passage(passage, context))


def test_indices_are_the_same_on_every_machine() -> None:
    # blake2b of "form:суд" and "lemma:суд": another value means that every index has to be made again.
    assert ENCODER.encode_passage("суд").indices == (286115368, 2391679043)


#: A passage that touches every rule of the analysis.
SAMPLE = """
Жалоба № 58502/11 «Абдюшева против России», п. 112; ч. 2 ст. 228.1 УК РФ, 26 ноября 2019 г. ВИЧ-положительным отказали
в налоксоне. The Court's decriminalisation rulings, A/HRC/47/40, Article 12(2)(c), II.1.1, take-home dose.
"""


def test_another_analysis_has_another_version() -> None:
    # The vector of a sample, pinned. Where a change of the analysis is meant, bump ANALYSIS_VERSION and pin it anew.
    vector = ENCODER.encode_passage(SAMPLE, "Метадон")
    digest = blake2b(repr([(i, round(v, 6)) for i, v in zip(*astuple(vector), strict=True)]).encode(), digest_size=8)
    assert (ANALYSIS_VERSION, digest.hexdigest()) == ("terms-2", "a4e6c3d0c709ac26")


def test_empty_text_gives_an_empty_vector() -> None:
    assert ENCODER.encode_passage("") == ENCODER.encode_query(" и ") == SparseVector((), ())


@pytest.mark.parametrize(("indices", "values"), [((2, 1), (1.0, 1.0)), ((1, 1), (1.0, 1.0)), ((1,), ())])
def test_malformed_vectors_are_refused(indices: tuple[int, ...], values: tuple[float, ...]) -> None:
    with pytest.raises(ValueError):
        SparseVector(indices, values)


def test_dot() -> None:
    assert SparseVector((1, 3), (2.0, 1.0)).dot(SparseVector((1, 2), (0.5, 9.0))) == 1.0


def test_repetition_saturates_and_length_counts() -> None:
    once, twice, often = (score("суд", "суд " * times) for times in (1, 2, 50))
    assert once < twice < often < 2.2
    assert score("налоксон", "налоксон") > score("налоксон", "налоксон " + "слово дела " * 100)


def test_context_counts_less_than_the_text_and_more_than_nothing() -> None:
    in_text, in_context = score("налоксон", "налоксон"), score("налоксон", "текст", context="налоксон налоксон")
    assert 0 < in_context < in_text


def test_an_identifier_outweighs_words() -> None:
    assert score("жалоба 58502/11", "№ 58502/11") > score("жалоба 58502/11", "жалоба подана")


def test_the_exact_form_counts_in_quotation_marks_only() -> None:
    assert score("судом", "судом") == score("судом", "судами")
    for quoted in ('"судом"', "«судом»", "“судом”", "„судом“"):
        assert score(quoted, "судами") < score(quoted, "судом") < 1.5 * score(quoted, "судами")


def test_a_number_without_lemma_counts_as_it_is() -> None:
    assert score("5", "по 5 лет") > 0


@pytest.mark.parametrize("term", FIELD)
def test_all_forms_of_a_term_ask_the_same(term: str) -> None:
    forms = forms_of(term)
    assert len(forms) >= 5
    expected = ENCODER.encode_query(term)
    assert [form for form in forms if ENCODER.encode_query(form) != expected] == []


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


def test_a_longer_name_of_what_was_typed_adds_nothing_of_its_own() -> None:
    expansion = Expansion("methadone", ("methadone treatment", "метадон", "метадон по рецепту"), 0.5, "methadone")
    assert score("methadone", "treatment of patients", expansions=[expansion]) == 0
    assert score("methadone", "рецепт на лекарство", expansions=[expansion]) == 0
    assert score("methadone", "метадон", expansions=[expansion]) > 0


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
