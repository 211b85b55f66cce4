"""Find the sequence in which the paragraphs of a document are numbered.

Every line that begins with a number is a candidate: paragraph 12 of the judgment, item 3 of a quoted law, a footnote, a
year. What tells them apart is that the true numbers run. The sequence is the heaviest chain of candidates in which
each follows the one before it (12 → 13, 2.1 → 2.2 → 2.2.1 → 3), found by dynamic programming; a small gap costs, a
candidate inside a quotation weighs little, and a restart at 1 is allowed after a heading only.
"""

import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass

from ingest.structure.enumerators import Style, readings
from ingest.structure.lines import Line

Number = tuple[int, ...]

_GAP = 4  # the widest hole: paragraphs 12 → 16
_GAP_COST = 0.8
_SKIPPED_COST = 4.0  # a jump over an omission marked «…»
_RESTART_COST = 1.5
_START_COST = 0.3  # for each number missing before the first one, up to ten
_ORPHAN_COST = 0.4  # 2.3 → 3.1: the heading «3» carries the number
_SHORTEST_RUN = 3
_HIGHEST = 1500
_INLINE = re.compile(
    r"(?:(?<=[.,!?;:”\"»)\]…])|(?<=[.!?;:”\"»)\]…]\s)|(?<=[.!?;:”\"»)\]…]\s\s)|(?<=[^\W\d_]))"
    r"(\d{1,3})\.(?:\s+|(?=[“«]))(?=[^\W\d_a-zа-яё]|[“«\"(\[])"
)


_DOTLESS = re.compile(r"(\d{1,3})(?:$|\s+(?=[^\W\d_a-zа-яёіїє]|\(|[\w]{1,2}\)\s))")


@dataclass(frozen=True, slots=True)
class Candidate:
    """A number that may open a paragraph. ``fresh``: it stands right after a heading; ``resumes``: after «…»."""

    start: int
    number: Number
    label: str
    weight: float
    fresh: bool = False
    resumes: bool = False


def line_candidates(lines: Iterable[Line], headings: frozenset[int]) -> Iterator[Candidate]:
    """Yield the numbers at the beginning of lines; ``headings`` holds the offsets at which heading lines start."""
    fresh, resumes = True, False
    for line in lines:
        number = _leading_number(line.text)
        if number is not None:
            weight = (1.0 if line.opens else 0.8) * (0.3 if line.quoted else 1.0)
            label = ".".join(map(str, number))
            yield Candidate(line.start, number, label, weight, fresh, resumes)
        resumes = not line.text.strip(".…[]() ")
        fresh = line.start in headings or (fresh and resumes)


def inline_candidates(text: str, start: int, end: int) -> Iterator[Candidate]:
    """Yield the numbers that may open a paragraph inside a line whose breaks were lost."""
    for match in _INLINE.finditer(text, start, end):
        glued = match.start() > 0 and text[match.start() - 1].isalpha()
        wide = text[match.end() - 2 : match.end()].isspace()
        weight = 0.5 + (0.3 if wide else 0.0) - (0.1 if glued else 0.0)
        yield Candidate(match.start(), (int(match[1]),), match[1], weight, fresh=glued)


def dotless_candidates(lines: Iterable[Line]) -> Iterator[Candidate]:
    """Yield numbers without a dot at the head of paragraphs: the margin numbers of constitutional courts."""
    for line in lines:
        if line.opens and (match := _DOTLESS.match(line.text)):
            yield Candidate(line.start, (int(match[1]),), match[1], 0.3 if line.quoted else 1.0)


def with_gaps_filled(run: Sequence[Candidate], text: str) -> tuple[Candidate, ...]:
    """Return the run with the numbers that stand inside a line where a paragraph break was lost: «… end. 31. The …»."""
    filled: list[Candidate] = []
    for candidate in run:
        if filled and len(candidate.number) == len(filled[-1].number) == 1:
            wanted = list(range(filled[-1].number[0] + 1, candidate.number[0]))
            inside = list(inline_candidates(text, filled[-1].start + 1, candidate.start)) if wanted else []
            at = filled[-1].start
            for number in wanted:
                found = next((other for other in inside if other.number == (number,) and other.start > at), None)
                if found is not None:
                    filled.append(found)
                    at = found.start
        filled.append(candidate)
    return tuple(filled)


def _leading_number(text: str) -> Number | None:
    for reading in readings(text):
        if reading.style is Style.DECIMAL and reading.value[0] <= _HIGHEST and all(reading.value):
            following = text[reading.length : reading.length + 1]
            return None if following.islower() and len(reading.value) == 1 else reading.value
    return None


@dataclass(frozen=True, slots=True)
class _Link:
    score: float
    index: int
    before: "_Link | None"
    opens: bool  # begins a run


def find_runs(candidates: Iterable[Candidate], shortest: int = _SHORTEST_RUN) -> tuple[tuple[Candidate, ...], ...]:
    """Return the runs of the heaviest chain, in order; runs with fewer than ``shortest`` members are dropped."""
    ordered = sorted(candidates, key=lambda candidate: candidate.start)
    best: dict[Number, _Link] = {}  # by every prefix of the last number of a chain
    overall: _Link | None = None
    for index, candidate in enumerate(ordered):
        link = _best_link(index, candidate, best, overall)
        if link is None:
            continue
        for depth in range(1, len(candidate.number) + 1):
            prefix = candidate.number[:depth]
            if prefix not in best or link.score > best[prefix].score:
                best[prefix] = link
        if overall is None or link.score > overall.score:
            overall = link
    return tuple(run for run in _runs(ordered, overall) if len(run) >= shortest)


def _best_link(index: int, candidate: Candidate, best: dict[Number, _Link], overall: _Link | None) -> _Link | None:
    number = candidate.number
    opening = -_START_COST * min(sum(number) - len(number), 10)
    choice = _Link(opening + candidate.weight, index, None, True)
    if overall is not None and candidate.fresh and number[-1] == 1 and number[0] == 1:
        score = overall.score - _RESTART_COST + candidate.weight
        if score > choice.score:
            choice = _Link(score, index, overall, True)
    for before, cost in _predecessors(number):
        link = best.get(before)
        if link is not None and link.score - cost + candidate.weight > choice.score:
            choice = _Link(link.score - cost + candidate.weight, index, link, False)
    if candidate.resumes and overall is not None:
        earlier = [link for key, link in best.items() if len(key) == 1 and key[0] < number[0]]
        for link in earlier:
            if link.score - _SKIPPED_COST + candidate.weight > choice.score:
                choice = _Link(link.score - _SKIPPED_COST + candidate.weight, index, link, False)
    return choice


def _predecessors(number: Number) -> Iterator[tuple[Number, float]]:
    """Yield the prefixes a chain may end with before ``number``, and what the step costs."""
    head, last = number[:-1], number[-1]
    for gap in range(1, min(_GAP, last - 1) + 1):
        yield (*head, last - gap), _GAP_COST * (gap - 1)
    if head and last <= 2:
        yield head, _GAP_COST * (last - 1)
        for gap in range(1, min(2, head[-1] - 1) + 1):
            yield (*head[:-1], head[-1] - gap), _ORPHAN_COST + _GAP_COST * (last - 1 + gap - 1)


def _runs(ordered: list[Candidate], last: _Link | None) -> list[tuple[Candidate, ...]]:
    runs: list[tuple[Candidate, ...]] = []
    current: list[Candidate] = []
    link = last
    while link is not None:
        current.append(ordered[link.index])
        if link.opens:
            runs.append(tuple(reversed(current)))
            current = []
        link = link.before
    return list(reversed(runs))
