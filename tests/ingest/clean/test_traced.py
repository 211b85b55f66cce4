"""Traced text: whatever is edited, what was copied is known and equals the raw text."""

import re

import pytest
from hypothesis import given
from hypothesis import strategies as st

from index_config.domain import Run, Span
from ingest.clean.traced import Edit, Placement, TracedText, joined, put_in


def copied(text: TracedText, raw: str) -> bool:
    """Every character inside a run equals the raw one."""
    return all(
        text.text[run.start : run.start + run.length] == raw[run.raw_start : run.raw_start + run.length]
        for run in text.runs()
    )


def test_edit_keeps_the_origin_of_what_it_leaves() -> None:
    text = TracedText.of("нарко-\nтики").edit([Edit(5, 7)])
    assert text.text == "наркотики"
    assert text.runs() == (Run(0, 0, 5), Run(5, 7, 4))


def test_replacement_keeps_its_common_ends() -> None:
    text = TracedText.of("a well-\nknown b").edit([Edit(2, 13, "well-known")])
    assert text.text == "a well-known b"
    assert text.runs() == (Run(0, 0, 7), Run(7, 8, 7))


def test_characters_put_in_are_in_no_run() -> None:
    text = TracedText.of("a\nb").sub(re.compile("\n"), " ")
    assert text.text == "a b"
    assert text.runs() == (Run(0, 0, 1), Run(2, 2, 1))


def test_sub_leaves_a_match_for_which_the_function_gives_none() -> None:
    text = TracedText.of("1 2 3").sub(re.compile(r"\d"), lambda match: None if match[0] == "2" else "x")
    assert text.text == "x 2 x"


@pytest.mark.parametrize("edits", [[Edit(3, 4), Edit(1, 2)], [Edit(0, 3), Edit(2, 4)], [Edit(0, 99)]])
def test_edits_must_ascend_within_the_text(edits: list[Edit]) -> None:
    with pytest.raises(ValueError, match="ascend"):
        TracedText.of("abcdef").edit(edits)


def test_placement_finds_moved_text() -> None:
    raw = TracedText.of("note body")
    moved = joined((raw.part(5, 9), put_in("\n"), raw.part(0, 4)))
    assert Placement(moved).span(Span(0, 4)) == Span(5, 9)
    assert Placement(moved).span(Span(5, 9)) == Span(0, 4)
    assert Placement(moved).span(Span(4, 5)) is None


@given(st.text(alphabet="ab \n-й", max_size=60), st.data())
def test_any_edits_keep_the_way_back(raw: str, data: st.DataObject) -> None:
    text = TracedText.of(raw)
    for _ in range(data.draw(st.integers(0, 4))):
        cuts = sorted(data.draw(st.lists(st.integers(0, len(text)), min_size=2, max_size=6)))
        pairs = list(zip(cuts[::2], cuts[1::2], strict=False))
        text = text.edit([Edit(a, b, data.draw(st.text(alphabet="ab -", max_size=4))) for a, b in pairs])
        assert copied(text, raw)
        assert sum(run.length for run in text.runs()) == int((text.origin >= 0).sum())


@given(st.text(alphabet="ab\n", max_size=40))
def test_origins_ascend_when_nothing_is_moved(raw: str) -> None:
    text = TracedText.of(raw).sub(re.compile("a+"), "b").sub(re.compile("\n"), "")
    kept = text.origin[text.origin >= 0]
    assert (kept[1:] > kept[:-1]).all()
