"""Which texts are one text."""

import pytest

from index_config.sketch import SIZE, groups_alike, resemblance, runs_of, sketch_of

WORDS = [f"слово{number}" for number in range(2000)]


def text(start: int, end: int) -> str:
    return " ".join(WORDS[start:end])


def test_runs_of_words_do_not_see_case_marks_and_line_breaks() -> None:
    assert runs_of("Суд решил: отказать\nв иске, и точка.", 3) == runs_of("СУД решил отказать в иске и точка", 3)
    assert len(runs_of("один два три четыре", 3)) == 2
    assert len(runs_of("один два", 3)) == 1
    assert runs_of("— * —") == set()


def test_a_sketch_is_ascending_and_no_longer_than_its_size() -> None:
    sketch = sketch_of(text(0, 1000))
    assert len(sketch) == SIZE
    assert list(sketch) == sorted(set(sketch))


@pytest.mark.parametrize(
    ("one", "other", "share"),
    [
        ((0, 1000), (0, 1000), 1.0),
        ((0, 1000), (0, 900), 0.9),
        ((0, 1000), (500, 1500), 1 / 3),
        ((0, 500), (900, 1900), 0),
    ],
)
def test_resemblance_estimates_the_share_of_equal_runs(
    one: tuple[int, int], other: tuple[int, int], share: float
) -> None:
    assert resemblance(sketch_of(text(*one)), sketch_of(text(*other))) == pytest.approx(share, abs=0.1)
    assert resemblance((), ()) == 0.0


def test_texts_that_are_mostly_the_same_are_grouped_and_others_are_not() -> None:
    sketches = {
        "page.html": sketch_of(text(0, 800)),
        "paper.pdf": sketch_of("Отдел печати. " + text(0, 780)),
        "third copy": sketch_of(text(20, 800)),
        "quotes it": sketch_of(text(700, 1900)),
        "another": sketch_of(text(1500, 1990)),
        "short": sketch_of("Протокол заседания рабочей группы."),
        "short too": sketch_of("Протокол заседания рабочей группы."),
    }
    assert groups_alike(sketches) == (("page.html", "paper.pdf", "third copy"), ("short", "short too"))
