"""The bilingual tokenizer: what is folded, what is kept, what it leaves alone."""

import pytest

from index_config.training.wordpiece import bilingual_normalizer, build_tokenizer, is_kept, merge, russian_pieces

TEACHER = {
    "[PAD]": 0,
    "[unused0]": 1,
    "[UNK]": 2,
    "[CLS]": 3,
    "[SEP]": 4,
    "[MASK]": 5,
    "cafe": 6,
    "α": 7,
    "и": 8,
    "日": 9,
}


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("Йод", "йод"),
        ("и\u0306од", "йод"),
        ("ЁЛКА", "елка"),
        ("за\u0301мок", "замок"),
        ("café NAÏVE", "cafe naive"),
        ("пере\u00adнос", "перенос"),
    ],
)
def test_only_the_accent_of_short_i_is_kept(text: str, expected: str) -> None:
    assert bilingual_normalizer().normalize_str(text) == expected


def test_foreign_scripts_and_unused_tokens_leave_the_vocabulary() -> None:
    assert [token for token in TEACHER if not is_kept(token)] == ["[unused0]", "и", "日"]


def test_merged_ids_and_the_teacher_rows_behind_them() -> None:
    vocabulary, rows = merge(TEACHER, ["и", "суд"])
    assert list(vocabulary) == ["[PAD]", "[UNK]", "[CLS]", "[SEP]", "[MASK]", "cafe", "α", "и", "суд"]
    assert rows.tolist() == [0, 2, 3, 4, 5, 6, 7]


def test_every_russian_word_has_tokens() -> None:
    pieces = russian_pieces({"суд": 50, "суды": 40, "бой": 30}, 80)
    vocabulary, _ = merge(TEACHER, pieces)
    tokenizer = build_tokenizer(vocabulary)
    assert tokenizer.encode("Суд").tokens == ["[CLS]", "суд", "[SEP]"]
    assert "[UNK]" not in tokenizer.encode("съёмщик объявил бой").tokens
    assert "".join(tokenizer.encode("бой").tokens[1:-1]).replace("##", "") == "бой"
