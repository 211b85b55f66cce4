"""Texts whose paragraph breaks were lost: «…his behalf.THE FACTSI.  THE CIRCUMSTANCES OF THE CASE5.  The applicant…».

Between the end of one numbered paragraph and the number of the next stand only headings; they are cut off the tail of
the paragraph by their enumerators and capitals.
"""

import re

from index_config.domain import Mark
from ingest.structure.headings import LOOKS_LEVEL, heading, is_capitals

_LONGEST_TAIL = 600
_LONGEST_HEADING = 220
_ENUMERATOR = re.compile(
    r"(?P<roman>[IVX]{1,5})\.\s+(?=[^\W\d_])|(?P<upper>[A-Z])\.\s+(?=[A-ZА-Я])"
    r"|(?P<decimal>\d{1,2})\.\s+(?=[A-ZА-Я])|(?P<letter>\([a-z]\))\s+(?=[A-ZА-Я])|(?P<small>\([ivx]+\))\s+(?=[A-ZА-Я])"
)
_LEVELS = {"roman": 2, "upper": 3, "decimal": 4, "letter": 8, "small": 9}
_SENTENCE_END = re.compile(r"[.!?;:”\"»)\]…](?=\s*(?:[A-ZА-Я]|\([a-z]))")
_CAPITAL_WORDS = re.compile(
    r"(?:THE FACTS|THE LAW|PROCEDURE|AS TO THE FACTS|AS TO THE LAW|INTRODUCTION|FACTS|LAW)(?=[A-Z]|$)"
)


def tail_headings(text: str, start: int, end: int) -> tuple[Mark, ...]:
    """Return the headings at the end of ``text[start:end]``, a numbered paragraph and what follows it."""
    window = max(start, end - _LONGEST_TAIL)
    tail = text[window:end].rstrip()
    for match in _SENTENCE_END.finditer(tail):
        at = match.end()
        while at < len(tail) and tail[at].isspace():
            at += 1
        pieces = _pieces(tail[at:])
        if pieces:
            return tuple(heading(window + at + offset, words, level) for offset, words, level in pieces)
    return ()


def _pieces(tail: str) -> list[tuple[int, str, int]]:
    """Cut ``tail`` into headings (offset, text, level); empty when it is anything else."""
    starts = _starts(tail)
    if not starts or starts[0][0] != 0:
        return []
    pieces = []
    for (offset, level), following in zip(starts, [*(at for at, _ in starts[1:]), len(tail)], strict=True):
        words = tail[offset:following].rstrip()
        if (
            len(words) > _LONGEST_HEADING
            or words.endswith((".", ";", ":", ","))
            or re.search(r"[.!?;] [A-Z]", words[4:])
        ):
            return []
        pieces.append((offset, words, level))
    return pieces


def _starts(tail: str) -> list[tuple[int, int]]:
    found: list[tuple[int, int]] = []
    if match := _CAPITAL_WORDS.match(tail):
        found.append((0, 1))
        rest = match.end()
    elif is_capitals(tail[:12]) and not _ENUMERATOR.match(tail):
        found.append((0, 1))
        rest = 12
    else:
        rest = 0
    for match in _ENUMERATOR.finditer(tail, rest):
        if (
            match.start() > rest
            and found
            and tail[match.start() - 1].isspace()
            and tail[match.start() - 2 : match.start() - 1].isupper()
        ):
            continue
        found.append((match.start(), LOOKS_LEVEL + _LEVELS[match.lastgroup or "decimal"]))
    return found
