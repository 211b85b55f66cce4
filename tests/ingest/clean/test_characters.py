"""The steps that look at characters only, as tables of before and after."""

from collections.abc import Callable

import pytest

from ingest.clean import characters
from ingest.clean.traced import TracedText

CASES = [
    (characters.line_endings, "a\r\nb\rc\x0bd\x85e", "a\nb\nc\nd\ne"),
    (characters.line_endings, "one\u2029two\u2028three", "one\n\ntwo\u2028three"),
    (characters.control_characters, "\ufeffa\u200bb\x00c\u202ed\u200d", "abcd\u200d"),
    (characters.control_characters, "tab\there", "tab\there"),
    (characters.soft_hyphens, "нар\u00adко\u00ad\nтики", "наркотики"),
    (characters.soft_hyphens, "well\ufffe\r\nknown", "well-\nknown"),
    (characters.ligatures, "e\ufb03cient \ufb01ne \ufb02ow \ufb00", "efficient fine flow ff"),
    (characters.spaces, "58502/11\u00a0г.\u2009№\u202f5\u3000x", "58502/11 г. № 5 x"),
    (characters.spaces, "co\u2010operation non\u2011party 5–6 — x", "co-operation non-party 5–6 — x"),
    (characters.composed, "и\u0306 е\u0308 e\u0301", "й ё é"),
    (characters.spaced_out_words, "Р Е Ш Е Н И Е", "РЕШЕНИЕ"),
    (characters.spaced_out_words, "п о с т а н о в л я ю:", "постановляю:"),
    (characters.spaced_out_words, "J U D G M E N T  of  T H E  C O U R T", "JUDGMENT  of  T H E  COURT"),
    (characters.spaced_out_words, "я и в с ним", "я и в с ним"),
    (characters.spaced_out_words, "п. 1 а б в", "п. 1 а б в"),
]


@pytest.mark.parametrize(("step", "before", "after"), CASES)
def test_step(step: Callable[[TracedText], TracedText], before: str, after: str) -> None:
    assert step(TracedText.of(before)).text == after


@pytest.mark.parametrize(("step", "before", "after"), CASES)
def test_step_is_done_once(step: Callable[[TracedText], TracedText], before: str, after: str) -> None:
    assert step(TracedText.of(after)).text == after
