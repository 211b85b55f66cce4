"""Cut a text that is over the limit where it hurts least.

The text is a row of atoms (sentences, table rows, list items; clauses of a sentence that is itself over the limit).
Dynamic programming finds the cuts: as few pieces as the limit allows, ends preferably at the end of a paragraph or of a
page, no crumbs.
"""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from enum import IntEnum

from index_config.domain import Span
from index_config.text.sentences import sentence_spans
from ingest.split.tokens import Ruler
from ingest.structure.enumerators import readings

#: Pieces with fewer tokens are crumbs.
SHORT = 25
_PIECE_COST = 1.0
_CRUMB_COST = 1.0
_SLACK_COST = 0.3
_PAGE_BONUS = 0.35
_PARAGRAPH = re.compile(r"[^\n](?:[^\n]|\n(?!\s*\n))*")
_LINE_END = re.compile(r"\n\s*")
_CLAUSE = re.compile(r"(?<=[;:])\s+|(?<=,)\s+|\s+(?=[–—]\s)")
_ENDS = (".", "!", "?", ";", ":", "…", "”", "»", ")")


class End(IntEnum):
    """What an atom ends, from the best place to cut to the worst."""

    PARAGRAPH = 0
    LINE = 1
    SENTENCE = 2
    CLAUSE = 3
    WORD = 4


_END_COSTS = {End.PARAGRAPH: 0.0, End.LINE: 0.1, End.SENTENCE: 0.4, End.CLAUSE: 1.5, End.WORD: 3.0}


@dataclass(frozen=True, slots=True)
class Atom:
    """A stretch that is cut only if it must be."""

    span: Span
    end: End
    label: str = ""
    page_end: bool = False


def atoms_of(text: str, span: Span, language: str, ruler: Ruler, limit: int) -> Iterator[Atom]:
    """Yield the sentences of ``span``, paragraph by paragraph; a sentence over the limit comes in clauses."""
    for match in _PARAGRAPH.finditer(text, span.start, span.end):
        pieces = list(_lines(text, match.start(), match.end(), language))
        for index, (start, end, line_end) in enumerate(pieces):
            kind = End.PARAGRAPH if index + 1 == len(pieces) else End.LINE if line_end else End.SENTENCE
            if ruler.length(start, end) <= limit:
                yield Atom(Span(start, end), kind)
            else:
                yield from _clauses(text, Span(start, end), kind, ruler, limit)


def rows_of(text: str, span: Span, ruler: Ruler, limit: int) -> Iterator[Atom]:
    """Yield the rows of a table."""
    for match in re.compile(r"[^\n]+").finditer(text, span.start, span.end):
        row = _stripped(text, match.start(), match.end())
        if row is None:
            continue
        if ruler.length(row.start, row.end) <= limit:
            yield Atom(row, End.LINE)
        else:
            yield from _clauses(text, row, End.LINE, ruler, limit)


def pack(atoms: Sequence[Atom], ruler: Ruler, limit: int) -> list[tuple[Atom, ...]]:
    """Group atoms into pieces of at most ``limit`` tokens at the least cost."""
    costs = [0.0] + [float("inf")] * len(atoms)
    cuts = [0] * (len(atoms) + 1)
    for last in range(1, len(atoms) + 1):
        for first in range(last - 1, -1, -1):
            tokens = ruler.length(atoms[first].span.start, atoms[last - 1].span.end)
            if tokens > limit and first < last - 1:
                break
            cost = costs[first] + _cost(atoms[last - 1], tokens, limit)
            if cost < costs[last]:
                costs[last], cuts[last] = cost, first
    pieces: list[tuple[Atom, ...]] = []
    last = len(atoms)
    while last:
        pieces.append(tuple(atoms[cuts[last] : last]))
        last = cuts[last]
    return pieces[::-1]


def _cost(atom: Atom, tokens: int, limit: int) -> float:
    cost = _PIECE_COST + _END_COSTS[atom.end] + _SLACK_COST * ((limit - tokens) / limit) ** 2
    if tokens < SHORT:
        cost += _CRUMB_COST
    if atom.page_end and atom.end <= End.SENTENCE and tokens >= limit * 2 / 3:
        cost -= _PAGE_BONUS
    return cost


def _lines(text: str, start: int, end: int, language: str) -> Iterator[tuple[int, int, bool]]:
    """Yield the sentences of a paragraph, cut also where a line of its own begins: an item, a verse, an address."""
    for sentence in sentence_spans(text[start:end], language):
        left, right = start + sentence.start, start + sentence.end
        for match in _LINE_END.finditer(text, left, right):
            if text[match.start() - 1] in _ENDS or readings(text[match.end() : match.end() + 12]):
                piece = _stripped(text, left, match.start())
                if piece is not None:
                    yield piece.start, piece.end, True
                left = match.end()
        piece = _stripped(text, left, right)
        if piece is not None:
            yield piece.start, piece.end, text[right : right + 1] == "\n"


def _clauses(text: str, span: Span, end: End, ruler: Ruler, limit: int) -> Iterator[Atom]:
    start = span.start
    cuts = [(match.start(), match.end()) for match in _CLAUSE.finditer(text, span.start, span.end)]
    for left, right in [*cuts, (span.end, span.end)]:
        while ruler.length(start, left) > limit:
            cut = _word_border(text, start, ruler.reach(start, limit))
            yield Atom(Span(start, len(text[:cut].rstrip())), End.WORD)
            start = cut
        if start < left:
            yield Atom(Span(start, left), End.CLAUSE if left < span.end else end)
        start = right


def _word_border(text: str, start: int, most: int) -> int:
    """Return the last beginning of a word up to ``most``; in a word without end, ``most`` itself."""
    for cut in range(most, start, -1):
        if text[cut - 1].isspace() and not text[cut].isspace():
            return cut
    return most


def _stripped(text: str, start: int, end: int) -> Span | None:
    body = text[start:end]
    inner = body.strip()
    if not inner:
        return None
    left = start + len(body) - len(body.lstrip())
    return Span(left, left + len(inner))
