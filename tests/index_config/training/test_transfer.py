"""New embeddings are sharpened means of the teacher's, at their norm."""

import numpy as np

from index_config.training.alignment import Translations
from index_config.training.transfer import transfer


def test_mean_weighted_by_the_power_of_p() -> None:
    teacher = np.array([[9, 9], [3, 0], [0, 3]], dtype=np.float32)
    found = Translations(np.array([2, 2, 2]), np.array([0, 1, 0]), np.array([0.64, 0.16, 0.01]))
    table = transfer(teacher, np.array([1, 2]), 4, found, sharpness=1.5, floor=0.02)
    # weights 0.512 and 0.064 → 8/9 and 1/9; then the direction at norm 3
    direction = np.array([8.0, 1.0]) / np.hypot(8, 1)
    assert np.allclose(table[:2], teacher[1:])
    assert np.allclose(table[2], 3 * direction, atol=1e-5)
    assert np.allclose(table[3], table[2])  # no translation: the mean of the others
