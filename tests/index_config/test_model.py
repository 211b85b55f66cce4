"""The model that ships: it loads offline, and languages meet in it."""

from collections.abc import Callable, Sequence
from pathlib import Path
from typing import Any

import numpy as np
import pytest
from numpy.typing import NDArray

FOLDER = Path(__file__).parents[2] / "index_config" / "model"
PARAPHRASES = [
    ("The court found that the prisoner had been tortured.", "Суд установил, что заключённого пытали."),
    ("Naloxone reverses an opioid overdose.", "Налоксон останавливает действие опиоидов при передозировке."),
    ("How can I appeal against a sentence?", "Как обжаловать приговор?"),
    ("Clean syringes prevent HIV among people who inject drugs.", "Чистые шприцы защищают от ВИЧ тех, кто колется."),
    ("The ministry approved the state budget.", "Министерство утвердило государственный бюджет."),
    ("Children have the right to education.", "Дети имеют право на образование."),
    ("It rained all day yesterday.", "Вчера весь день шёл дождь."),
    ("The journalist was detained at the airport.", "Журналиста задержали в аэропорту."),
]

Encode = Callable[[Sequence[str]], NDArray[np.float32]]


@pytest.fixture(scope="module")
def model() -> Any:  # noqa: ANN401 - an untyped library
    if not (FOLDER / "model.safetensors").exists():
        pytest.skip("the model is not built")
    from sentence_transformers import SentenceTransformer

    return SentenceTransformer(str(FOLDER), device="cpu", local_files_only=True)


@pytest.fixture(scope="module")
def encode(model: Any) -> Encode:  # noqa: ANN401
    return lambda texts: np.asarray(model.encode(list(texts), show_progress_bar=False), dtype=np.float32)


def test_size_fits_the_repository() -> None:
    assert sum(path.stat().st_size for path in FOLDER.rglob("*") if path.is_file()) < 80_000_000


def test_unit_vectors_of_384_numbers_in_float32(model: Any, encode: Encode) -> None:  # noqa: ANN401
    vectors = encode(["право на здоровье", "the right to health"])
    assert vectors.shape == (2, 384)
    assert np.allclose(np.linalg.norm(vectors, axis=1), 1, atol=1e-4)
    assert {str(weight.dtype) for weight in model.parameters()} == {"torch.float32"}


def test_each_sentence_is_nearest_to_its_translation(encode: Encode) -> None:
    english = encode([en for en, _ in PARAPHRASES])
    russian = encode([ru for _, ru in PARAPHRASES])
    cosines = english @ russian.T
    others = cosines[~np.eye(len(cosines), dtype=bool)]
    assert cosines.argmax(axis=0).tolist() == cosines.argmax(axis=1).tolist() == list(range(len(PARAPHRASES)))
    assert cosines.diagonal().mean() > others.mean() + 0.3


def test_spelling_of_accents_does_not_matter(encode: Encode) -> None:
    same = encode(["ещё один осуждённый", "еще один осужденный", "ещё оди\u0301н осуждённый"])
    assert np.allclose(same, same[0], atol=1e-5)
    fight, fights = encode(["бой", "бои"])
    assert not np.allclose(fight, fights, atol=1e-2)


def test_a_long_passage_is_read_to_its_limit(encode: Encode) -> None:
    long = "Суд признал нарушение права на справедливое разбирательство. " * 200
    assert np.isfinite(encode([long])).all()
