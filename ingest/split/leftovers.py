"""What of a document stands in no passage, and why."""

import re
from collections.abc import Iterable
from dataclasses import dataclass

from index_config.domain import Document, Passage, Span
from ingest.split.cells import layout

_PIECE = re.compile(r"\S(?:.*\S)?", re.DOTALL)


@dataclass(frozen=True, slots=True)
class LeftOut:
    """A span in no passage. ``reason`` is ``heading``, ``contents`` (a table of contents) or ``ornament``.

    ``lost`` would be a fault of ours.
    """

    span: Span
    reason: str


def leftovers(document: Document, passages: Iterable[Passage]) -> tuple[LeftOut, ...]:
    """Return the stretches of the canonical text that stand in no passage, each with the reason, in order."""
    text = document.text
    plan = layout(document, text)
    named = [(mark.span, "heading") for mark, _, _ in plan.headings] + [(span, "contents") for span in plan.contents]
    covered = sorted(passage.span for passage in passages)
    result: list[LeftOut] = []
    at = 0
    for span in [*covered, Span(len(text), len(text))]:
        if at < span.start:
            result += _named(text, Span(at, span.start), named)
        at = max(at, span.end)
    return tuple(result)


def _named(text: str, gap: Span, named: Iterable[tuple[Span, str]]) -> list[LeftOut]:
    """Cut a gap at the borders of headings and tables of contents and name its parts."""
    inside = [(span, reason) for span, reason in named if span.overlaps(gap)]
    borders = sorted(
        {gap.start, gap.end, *(at for span, _ in inside for at in (span.start, span.end) if gap.start < at < gap.end)}
    )
    result = []
    for start, end in zip(borders, borders[1:], strict=False):
        match = _PIECE.search(text, start, end)
        if match is None:
            continue
        reason = next((reason for span, reason in inside if span.start <= match.start() < span.end), "")
        ornament = not any(character.isalnum() for character in match[0])
        result.append(LeftOut(Span(*match.span()), reason or ("ornament" if ornament else "lost")))
    return result
