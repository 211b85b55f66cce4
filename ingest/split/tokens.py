"""Length in tokens, as the encoder counts them."""

import bisect
import re
from collections.abc import Sequence
from typing import Protocol

_WORD = re.compile(r"\w+|[^\w\s]")


class TokenCounter(Protocol):
    """Tells where the encoder's tokens begin."""

    def starts(self, text: str) -> Sequence[int]:
        """Return the character offsets, ascending, at which the tokens of ``text`` start."""


class WordCounter:
    """A stand-in without a model: words and punctuation marks. Real encoders give about 1.3 to 2 tokens a word."""

    def starts(self, text: str) -> Sequence[int]:
        """Return the offsets of words and punctuation marks."""
        return [match.start() for match in _WORD.finditer(text)]


class Ruler:
    """Measures spans of one text in tokens."""

    def __init__(self, text: str, tokens: TokenCounter) -> None:
        self._starts = tokens.starts(text)

    def length(self, start: int, end: int) -> int:
        """Return how many tokens begin in ``text[start:end]``."""
        return bisect.bisect_left(self._starts, end) - bisect.bisect_left(self._starts, start)

    def reach(self, start: int, count: int) -> int:
        """Return where the token ``count`` places after ``start`` begins; far past the text after its last."""
        index = bisect.bisect_left(self._starts, start) + count
        return self._starts[index] if index < len(self._starts) else 1 << 62
