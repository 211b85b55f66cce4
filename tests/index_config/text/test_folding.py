"""Spelling differences that carry no meaning."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from index_config.text.folding import fold, lower_same_length
from index_config.text.lookalikes import one_script


@pytest.mark.parametrize(
    ("written", "folded"),
    [
        ("Налоксо\u0301н", "налоксон"),
        ("УЧЁТ", "учет"),
        ("уче\u0308т", "учет"),
        ("Йод", "йод"),
        ("и\u0306од", "йод"),
        ("Könyv", "konyv"),
        ("Žižek", "zizek"),
        ("ﬁne", "fine"),
        ("нало\u00adксон", "налоксон"),
        ("O’Brien", "o'brien"),
        ("Straße", "strasse"),
        ("İbrahimov", "ibrahimov"),
    ],
)
def test_fold(written: str, folded: str) -> None:
    assert fold(written) == folded


@pytest.mark.parametrize(
    ("mixed", "one"),
    [
        ("cуд", "суд"),  # Latin c
        ("налоксoн", "налоксон"),  # Latin o
        ("nаloxone", "naloxone"),  # Cyrillic а
        ("НRС", "HRC"),  # Cyrillic Н and С about an unmistakable R
        ("суд", "суд"),
        ("court", "court"),
        ("iЗащита", "іЗащита"),
        ("VICEпрезидент", "VICEпрезидент"),
    ],
)
def test_one_script(mixed: str, one: str) -> None:
    assert one_script(mixed) == one


@given(st.text(max_size=30))
def test_fold_is_final(word: str) -> None:
    assert fold(fold(word)) == fold(word)


@given(st.text(max_size=60))
def test_lower_same_length_moves_nothing(text: str) -> None:
    assert len(lower_same_length(text)) == len(text)
