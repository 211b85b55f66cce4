"""The map behind the pooling: what its two steps do to made-up vectors."""

import math
from dataclasses import replace

import pytest
import torch
from torch import Tensor
from torch.nn.functional import normalize

from index_config.training.mapping import (
    TEMPERATURE,
    AffineMap,
    Asked,
    Translated,
    answers,
    refine,
    without_language,
)

WIDTH = 8


def random(count: int, seed: int) -> Tensor:
    return torch.randn(count, WIDTH, generator=torch.Generator().manual_seed(seed))


def unit(*places: int) -> Tensor:
    """Rows of the unit matrix."""
    return torch.eye(WIDTH)[list(places)]


@pytest.fixture
def asked() -> Asked:
    """Thirty questions to ten passages; each near its own passage, and nearer to its language."""
    meaning, owners = random(10, 1), torch.arange(30) % 10
    languages = 4 * unit(0), 4 * unit(1)
    passages = [normalize(meaning + language, dim=-1) for language in languages]
    questions = [
        normalize(meaning[owners] + random(30, seed) / 2 + language, dim=-1)
        for seed, language in zip((2, 3), languages, strict=True)
    ]
    return Asked(Translated(*passages), Translated(*questions), owners)


def rightness(affine: AffineMap, asked: Asked) -> float:
    """Share of wrong passages, of both languages, that a question puts behind a right one of either."""
    passages = affine(torch.cat([asked.passages.english, asked.passages.russian]))
    cosines = affine(torch.cat([asked.questions.english, asked.questions.russian])) @ passages.T
    is_right = torch.nn.functional.one_hot(asked.owners, 10).bool().repeat(2, 2)
    shares = [(row[right][:, None] > row[~right]).float().mean() for row, right in zip(cosines, is_right, strict=True)]
    return float(torch.stack(shares).mean())


def same(width: int = WIDTH) -> AffineMap:
    return AffineMap(torch.eye(width), torch.zeros(width))


def test_a_map_gives_unit_vectors() -> None:
    found = AffineMap(2 * torch.eye(2), torch.tensor([1.0, 0.0]))(torch.tensor([[1.0, 2.0]]))
    assert found.tolist() == [pytest.approx([3 / 5, 4 / 5])]


def test_a_constant_difference_between_languages_is_taken_out_and_nothing_else() -> None:
    meaning, offset = random(50, 4), 3 * unit(2)[0] - unit(5)[0]
    pairs = [Translated(meaning[:20] + offset, meaning[:20]), Translated(meaning[20:] + offset, meaning[20:])]
    affine = without_language(pairs, directions=1)
    assert torch.allclose(affine(pairs[0].english), affine(pairs[0].russian), atol=1e-5)
    assert torch.allclose(affine.weight @ offset, torch.zeros(WIDTH), atol=1e-5)
    across = torch.linalg.svd(offset[None]).Vh[1:]  # the directions at right angles to it
    assert torch.allclose(across @ affine.weight.T, across, atol=1e-5)
    both = torch.cat([side for pair in pairs for side in (pair.english, pair.russian)])
    assert torch.allclose((both @ affine.weight.T + affine.bias).mean(0), torch.zeros(WIDTH), atol=1e-5)


def test_width_stays_and_as_many_directions_go_as_said() -> None:
    pair = Translated(random(40, 5), random(40, 6))
    for directions in (0, 1, 2, 3):
        weight = without_language([pair], directions).weight
        assert weight.shape == (WIDTH, WIDTH)
        assert torch.linalg.matrix_rank(weight) == WIDTH - directions
    assert torch.equal(without_language([pair], 0).weight, torch.eye(WIDTH))


def test_refining_raises_right_passages_above_others(asked: Asked) -> None:
    refined = refine(same(), asked, penalty=0.1, steps=60, rate=0.02)
    assert rightness(refined, asked) > rightness(same(), asked) + 0.2
    assert not refined.weight.requires_grad


def test_a_large_penalty_holds_the_map_at_its_start(asked: Asked) -> None:
    near, far = (refine(same(), asked, penalty=penalty, steps=60, rate=0.02).weight for penalty in (1e6, 0.0))
    assert torch.dist(near, torch.eye(WIDTH)) < 0.05
    assert torch.dist(far, torch.eye(WIDTH)) > 5 * torch.dist(near, torch.eye(WIDTH))


def test_a_seed_gives_the_same_map_again(asked: Asked) -> None:
    many = replace(asked, questions=Translated(*(side.repeat(20, 1) for side in (asked.questions.english, asked.questions.russian))),
                   owners=asked.owners.repeat(20))  # fmt: skip
    first, again, other = (refine(same(), many, steps=5, seed=seed) for seed in (1, 1, 2))
    assert torch.equal(first.weight, again.weight)
    assert not torch.equal(first.weight, other.weight)


def test_the_other_version_of_the_right_passage_is_no_wrong_answer() -> None:
    question = unit(0)
    alone = Translated(unit(0), unit(0))
    assert answers(question, alone, torch.tensor([0])).item() == pytest.approx(0, abs=1e-6)
    one_more = Translated(unit(0, 1), unit(0, 2))
    rest = 2 * math.exp(-1 / TEMPERATURE)  # two passages of cosine 0 against one of cosine 1, in either direction
    assert answers(question, one_more, torch.tensor([0])).item() == pytest.approx(math.log1p(rest), abs=1e-6)


def test_wrong_answers_come_from_both_languages() -> None:
    passages = Translated(unit(0, 3), unit(1, 4))
    loss = answers(unit(0), passages, torch.tensor([0]), temperature=1.0).item()
    # English version right: e¹ against two of e⁰; Russian version right: e⁰ against two of e⁰
    assert loss == pytest.approx((math.log((math.e + 2) / math.e) + math.log(3)) / 2)
    both = answers(unit(0, 4), passages, torch.tensor([0, 1]), temperature=1.0).item()
    assert both == pytest.approx(loss)
