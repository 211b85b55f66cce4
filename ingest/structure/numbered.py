"""Numbered paragraphs where a kind does not have them by rule: reports, minutes.

Two things are numbered there in a way one cites: the paragraphs of the whole text (UN documents), and the points under
a heading that says conclusions, recommendations or decisions. Every other number at the beginning of a line is a list.
"""

import re
from collections.abc import Iterable, Iterator, Sequence

from index_config.domain import Mark, MarkKind
from ingest.structure.draft import Draft, closings, spans_until
from ingest.structure.enumerators import Style, readings
from ingest.structure.lines import Line
from ingest.structure.numbering import Candidate, find_runs, line_candidates, with_gaps_filled

_CONCLUDING = re.compile(
    r"recommend|conclusion|decision|resolution|action (?:item|point)|next steps|рекомендац|вывод|заключени|решени|решил"
    r"|постановил|итог|поручени|висновк|рішенн",
    re.IGNORECASE,
)
_POINT = re.compile(r"(?:[-–—•]\s*)?(\d{1,3})[.)]\s+(?=[^\s.])")
_FEWEST_OF_WHOLE = 8
_TITLE = 200
_LONGEST = 5000  # characters of a paragraph with all that belongs to it, on average
_PROSE = 0.7
_WHOLE = 0.4  # of the text, at least, must lie between the first and the last paragraph of a numbered text


def numbered_paragraphs(draft: Draft, headings: Sequence[Mark]) -> tuple[Mark, ...]:
    """Return the numbered paragraphs of the text and the numbered points of its conclusions."""
    starts = frozenset(mark.span.start for mark in headings)
    lines = [line for line in draft.lines if line.start not in starts]
    candidates = (candidate for candidate in line_candidates(draft.lines, starts) if candidate.start not in starts)
    runs = [run for run in find_runs(candidates) if _is_whole(run, draft)]
    numbers = [candidate for run in runs for candidate in with_gaps_filled(run, draft.text)]
    if not runs:
        numbers = [candidate for section in _concluding(draft, headings, lines) for candidate in section]
    stops = [*starts, *closings(draft.lines, len(draft.text) // 2)]
    spans = spans_until([number.start for number in numbers], stops, draft.text)
    return tuple(
        Mark(MarkKind.PARAGRAPH, span, number.label, len(number.number))
        for number, span in zip(numbers, spans, strict=True)
    )


def lists(draft: Draft, marks: Iterable[Mark]) -> tuple[Mark, ...]:
    """Return the lists: two or more lines in a row with bullets or enumerators that are nothing else."""
    other = {mark.span.start for mark in marks}
    given = [mark for mark in draft.given if mark.kind is MarkKind.LIST]
    found: list[Mark] = []
    row: list[Line] = []
    for line in (*draft.lines, None):
        if line is not None and _is_item(line) and line.start not in other:
            row.append(line)
            continue
        if len(row) >= 2 and not any(mark.span.start < row[-1].end and row[0].start < mark.span.end for mark in given):
            span = spans_until([row[0].start], [row[-1].end], draft.text)[0]
            found.append(Mark(MarkKind.LIST, span))
        row = []
    return tuple(found)


def _points(lines: Iterable[Line]) -> Iterator[Candidate]:
    """Yield the numbers at the beginning of lines, «3.» as well as «3)» and «– 3)»."""
    for line in lines:
        if match := _POINT.match(line.text):
            yield Candidate(line.start, (int(match[1]),), match[1], 1.0 if line.opens else 0.8)


def _is_item(line: Line) -> bool:
    return any(reading.style not in (Style.UPPER_LETTER, Style.UPPER_ROMAN) for reading in readings(line.text))


def _is_whole(run: Sequence[Candidate], draft: Draft) -> bool:
    """Numbered paragraphs run through the text and are prose, not titles."""
    extent = run[-1].start - run[0].start
    if len(run) < _FEWEST_OF_WHOLE or extent < _WHOLE * len(draft.text) or extent > _LONGEST * len(run):
        return False
    texts = [draft.lines_in(candidate.start, candidate.start + 1)[0].text for candidate in run]
    prose = sum(text.endswith((".", ";", ":", "?", "”", "»")) or len(text) > _TITLE for text in texts)
    return prose >= _PROSE * len(run)


def _concluding(draft: Draft, headings: Sequence[Mark], lines: Sequence[Line]) -> Iterable[Sequence[Candidate]]:
    ordered = sorted(headings, key=lambda mark: mark.span.start)
    concluding = 0
    for index, mark in enumerate(ordered):
        if concluding and mark.level <= concluding:
            concluding = 0
        if not concluding and _CONCLUDING.search(mark.label):
            concluding = mark.level or 1
        if not concluding:
            continue
        end = ordered[index + 1].span.start if index + 1 < len(ordered) else len(draft.text)
        inside = [line for line in lines if mark.span.end <= line.start < end]
        yield from (run for run in find_runs(_points(inside), 1) if run[0].number == (1,))
