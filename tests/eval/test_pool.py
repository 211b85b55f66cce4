"""What judges are given: nothing twice, no ranks; and what is taken back from them."""

from pathlib import Path

import pytest
import yaml

from eval.judgments import Judgments
from eval.pool import pool, take_sheets, write_sheet
from eval.systems import Found
from index_config.errors import ConfigurationError
from tests.eval.made_small import found, question, ranked

ASKED = question("q1", "где налоксон")


def places(name: str, count: int) -> list[Found]:
    return [found(f"{name}.md:{number}000-{number}500") for number in range(1, count + 1)]


def keys(passages: list[Found]) -> list[str]:
    return [one.stretch.key for one in passages]


def test_the_first_of_every_run_are_pooled_once() -> None:
    one, other = places("a", 4), places("b", 4)
    runs = [ranked({"q1": one}), ranked({"q1": [other[0], one[0], *other[1:]]}), ranked({"q2": places("c", 3)})]
    assert sorted(keys(pool(ASKED, runs, {}, depth=3))) == sorted(keys([*one[:3], *other[:2]]))


def test_what_was_judged_is_not_asked_again_however_it_is_cut() -> None:
    run = ranked({"q1": places("a", 3)})
    assert keys(pool(ASKED, [run], {"a.md:1000-1500": 0, "a.md:1900-2600": 2}, depth=10)) == ["a.md:3000-3500"]
    assert pool(ASKED, [run], dict.fromkeys(keys(places("a", 3)), 0), depth=10) == []


def test_a_cut_that_covers_a_judged_passage_again_is_asked_for() -> None:
    """The second half of a passage counts as another place when it is scored, so a judge must see it."""
    run = ranked({"q1": [found("a.md:0-500"), found("a.md:400-1000")]})
    assert keys(pool(ASKED, [run], {"a.md:0-1000": 3}, depth=10)) == ["a.md:400-1000"]


def test_the_order_tells_nothing_of_ranks() -> None:
    runs = [ranked({f"q{number}": places("a", 12) for number in range(20)})]
    orders = [keys(pool(question(f"q{number}"), runs, {}, 12)) for number in range(20)]
    best = keys(places("a", 12))
    assert best not in orders and sorted(best) not in orders
    first = [order.index(best[0]) for order in orders]
    assert 3 < sum(first) / len(first) < 8, "the best stands anywhere"
    backwards = [ranked({"q1": places("a", 12)[::-1]})]
    assert keys(pool(question("q1"), backwards, {}, 12)) == orders[1], "the other way round looks the same"


def test_a_sheet_says_what_a_judge_needs_and_no_more(tmp_path: Path) -> None:
    path = tmp_path / "sheets" / "q1.yaml"
    write_sheet(ASKED, places("a", 2), path)
    sheet = yaml.safe_load(path.read_text(encoding="utf-8"))
    assert sheet["asked"] == "где налоксон" and "где налоксон" in path.read_text(encoding="utf-8")
    assert sheet["passages"][0] == {
        "passage": "a.md:1000-1500", "text": "the text of a.md:1000-1500", "grade": None
    }  # fmt: skip


def fill(folder: Path, name: str, grades: list[object]) -> None:
    path = folder / f"{name}.yaml"
    write_sheet(question(name), places("a", len(grades)), path)
    sheet = yaml.safe_load(path.read_text(encoding="utf-8"))
    for row, grade in zip(sheet["passages"], grades, strict=True):
        row["grade"] = grade
    path.write_text(yaml.safe_dump(sheet, allow_unicode=True), encoding="utf-8")


def test_grades_are_taken(tmp_path: Path) -> None:
    fill(tmp_path / "one", "q1", [3, 0])
    fill(tmp_path / "other", "q2", [2])
    judgments = Judgments()
    assert take_sheets(tmp_path, judgments) == 3
    assert judgments.grades == {"q1": {"a.md:1000-1500": 3, "a.md:2000-2500": 0}, "q2": {"a.md:1000-1500": 2}}
    assert judgments.anchors["a.md:1000-1500"] == "the text of a.md:1000-1500"
    assert pool(ASKED, [ranked({"q1": places("a", 2)})], judgments.grades["q1"], 10) == []


@pytest.mark.parametrize("grade", [None, 4, -1, "2", "good"])
def test_a_missing_or_wrong_grade_is_refused_by_name(tmp_path: Path, grade: object) -> None:
    fill(tmp_path, "q1", [1, grade])
    with pytest.raises(ConfigurationError) as caught:
        take_sheets(tmp_path, Judgments())
    assert f"q1.yaml: a.md:2000-2500: no grade {grade!r}" in caught.value.message("en")
