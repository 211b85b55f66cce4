"""Words of a text with their offsets: the first step of every analysis.

A word keeps its inner hyphens and apostrophes («аутрич-работа», "O'Brien"), a dotted abbreviation its dots («т.е.»,
"U.N."), a number its decimal points ("228.1", "26.11.2019").
"""

import re
from collections.abc import Iterator

from index_config.text.folding import APOSTROPHES, HYPHENS, MARKS

_WORD = rf"(?:[^\W_][{MARKS}]*)+"
_DOTTED = r"(?<!\w)(?:[^\W\d_]\.){2,}(?:[^\W\d_](?!\w))?"
_NUMBER = r"(?<![^\W_])\d+(?:\.\d+)+(?!\w)"

TOKEN = re.compile(rf"{_DOTTED}|{_NUMBER}|{_WORD}(?:[{HYPHENS}{APOSTROPHES}]{_WORD})*")


def raw_words(text: str) -> Iterator[tuple[str, int]]:
    """Yield the words of ``text`` as written, each with the offset of its first character."""
    for match in TOKEN.finditer(text):
        yield match.group(), match.start()
