"""Alignment finds the words that go together, whatever their order."""

import numpy as np

from index_config.training.alignment import Translations, align
from index_config.training.tokens import Sequences

CLS, SEP = 0, 1


def sequences(rows: list[list[int]]) -> Sequences:
    full = [[CLS, *row, SEP] for row in rows]
    values = np.array([token for row in full for token in row], dtype=np.int32)
    return Sequences(values, np.cumsum([0, *map(len, full)], dtype=np.int64))


def best(found: Translations, ru: int) -> int:
    mine = found.ru == ru
    return int(found.en[mine][found.p[mine].argmax()])


def test_words_that_meet_again_and_again_are_aligned() -> None:
    rng = np.random.default_rng(3)
    english = [[int(word) for word in rng.choice(np.arange(10, 20), 4, replace=False)] for _ in range(200)]
    russian = [[word + 10 for word in row[::-1]] for row in english]
    found = align(sequences(english), sequences(russian), 40, diagonal=0.0, chunk_links=500)
    assert [best(found, ru) for ru in range(20, 30)] == list(range(10, 20))


def test_probabilities_of_a_russian_token_sum_to_one() -> None:
    found = align(sequences([[10, 11], [10, 12]]), sequences([[20, 21], [20, 22]]), 30)
    for ru in np.unique(found.ru):
        assert np.isclose(found.p[found.ru == ru].sum(), 1, atol=0.01)


def test_pairs_that_are_too_long_or_empty_are_left_out() -> None:
    found = align(sequences([[10] * 9, [], [11]]), sequences([[20], [20], [21]]), 30, max_tokens=4)
    assert found.ru.tolist() == [21]
