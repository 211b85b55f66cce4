"""Metrics against numbers computed by hand."""

import numpy as np
import pytest

from index_config.training.metrics import accuracy_at_1, ndcg, top

EYE = np.eye(3, dtype=np.float32)


def test_accuracy_counts_rows_that_find_themselves() -> None:
    assert accuracy_at_1(EYE[[0, 1, 1]], EYE) == pytest.approx(2 / 3)


def test_top_is_best_first() -> None:
    documents = np.array([[0.1, 0], [0.9, 0], [0.5, 0]], dtype=np.float32)
    assert top(np.array([[1, 0]], dtype=np.float32), documents, 2).tolist() == [[1, 2]]


def test_ndcg_by_hand() -> None:
    # found at ranks 1 and 3 of two relevant: (1 + 1/2) / (1 + 1/log2(3))
    value = ndcg(np.array([[4, 9, 5]]), [{4: 1.0, 5: 1.0}])
    assert value == pytest.approx(1.5 / (1 + 1 / np.log2(3)))
