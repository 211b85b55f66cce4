"""Lemmas, forms and the rules that make two spellings one term."""

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from index_config.text.terms import TermKind, analyse, analyse_query, words
from tests.index_config.text.field import FIELD, forms_of


def values(text: str, kind: TermKind = TermKind.LEMMA) -> list[str]:
    return [term.value for term in analyse(text) if term.kind is kind]


@pytest.mark.parametrize(
    ("text", "lemmas"),
    [
        ("наркологическом УЧЁТЕ", ["наркологический", "учет"]),
        ("programmes", ["program"]),
        ("programs", ["program"]),
        ("decriminalisation", values("decriminalization")),
        ("offences", values("offense")),
        ("centres", values("center")),
        ("women", values("woman")),
        ("the applicant's", values("applicant")),
        ("ВИЧ-положительных", ["вич", "положительный", "вич-положительный"]),
        ("take-home", ["take", "home", "take-home"]),
        ("take\u2011home", ["take", "home", "take-home"]),
        ("УК РФ", ["ук", "рф"]),
        ("У.К. Р.Ф.", ["ук", "рф"]),
        ("U.N.", ["un"]),
        ("UN", ["un"]),
        ("т.е. и the of", []),
        ("без цели", ["без", "цель"]),
        ("without intent", ["without", "intent"]),
        ("228 and 5", ["228"]),
        ("cуда", ["суд"]),  # Latin c
        ("нало\u00adксон", ["налоксон"]),
    ],
)
def test_lemmas(text: str, lemmas: list[str]) -> None:
    assert values(text) == lemmas


def test_the_exact_form_stands_beside_its_lemma() -> None:
    assert values("налоксоном", TermKind.FORM) == ["налоксоном"]
    keys = [term.key for term in analyse("учет")]
    assert keys == ["lemma:учет", "form:учет"]


def test_spans_are_those_of_the_written_word() -> None:
    text = "Дело «ВИЧ-положи\u0301тельных», U.N. и Abdyusheva’s."
    assert {term.span.of(text) for term in analyse(text)} == {
        "Дело", "ВИЧ", "положи\u0301тельных", "ВИЧ-положи\u0301тельных", "U.N.", "Abdyusheva’s",
    }  # fmt: skip


def test_words_keep_function_words_and_split_hyphens() -> None:
    assert [word.lemma for word in words("на ВИЧ-инфекцию")] == ["на", "вич", "инфекция"]


@pytest.mark.parametrize("term", FIELD)
def test_all_cases_and_numbers_give_one_lemma(term: str) -> None:
    forms = forms_of(term)
    assert len(forms) >= 5
    assert {form: values(form) for form in forms} == dict.fromkeys(forms, values(term))


def test_participles_meet_their_verb() -> None:
    assert values("заключённых") == values("заключённому") == values("заключить")


@given(
    st.text(max_size=200)
    | st.lists(st.sampled_from(["ст.", "ч.", "п.", "«а»", "228", "/11", "№", "§", "A/", "-", "И"])).map(" ".join)
)
@settings(deadline=None)
def test_analysis_never_fails_and_spans_lie_in_the_text(text: str) -> None:
    for term in (*analyse(text), *analyse_query(text)):
        assert term.value
        assert 0 <= term.span.start < term.span.end <= len(text)


@given(st.text(alphabet=st.characters(categories=["L", "N", "P", "Zs", "M"]), max_size=80))
@settings(deadline=None)
def test_a_query_of_the_passage_itself_finds_all_its_words(text: str) -> None:
    kinds = (TermKind.LEMMA, TermKind.FORM, TermKind.IDENTIFIER)
    passage = {term.key for term in analyse(text) if term.kind in kinds}
    assert passage == {term.key for term in analyse_query(text) if term.kind in kinds}
