"""What the steps must know of the whole document before they can judge one page."""

import re
from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field

from index_config.domain import Mark, MarkKind, RawPage, Span
from ingest.clean.lines import is_double_spaced, wrap_width
from ingest.clean.running import running_lines
from ingest.clean.traced import Placement, TracedText

WORD = re.compile(r"[^\W\d_]+(?:[-’'][^\W\d_]+)*")
_LINE_END_HYPHEN = re.compile(r"[^\W\d_]+-[ \t]*\n+[ \t]*[^\W\d_]+")


@dataclass(frozen=True, slots=True)
class Facts:
    """What is known of a page and its document.

    ``last`` tells the document's last page; ``marks`` are the reader's, in raw offsets; ``running`` are the spans of
    running heads and page numbers in the page text; ``words`` counts the document's words in lower case, those cut at
    line ends left out; ``width`` is the width at which the lines were wrapped, in characters, 0 where they were not.
    """

    number: int = 1
    last: bool = True
    marks: tuple[Mark, ...] = ()
    wrapped: bool = False
    running: tuple[Span, ...] = ()
    words: Mapping[str, int] = field(default_factory=dict)
    width: int = 0
    double_spaced: bool = False


def survey(pages: Sequence[RawPage], texts: Sequence[TracedText]) -> tuple[Facts, ...]:
    """Gather the facts for each page from the texts as the character steps left them."""
    words: Counter[str] = Counter()
    for text in texts:
        words.update(WORD.findall(_LINE_END_HYPHEN.sub(" ", text.text).lower()))
    running = running_lines([_without_notes(page, text) for page, text in zip(pages, texts, strict=True)])
    unsure = [text.text for page, text in zip(pages, texts, strict=True) if not page.wrapped]
    double = is_double_spaced(unsure)
    width = wrap_width(unsure, double)
    last = pages[-1].number if pages else 0
    return tuple(
        Facts(page.number, page.number == last, page.marks, page.wrapped, spans, words, width, double)
        for page, spans in zip(pages, running, strict=True)
    )


def _without_notes(page: RawPage, text: TracedText) -> str:
    """The page's text up to its footnotes: running feet stand above them in a reader's order."""
    placement = Placement(text)
    notes = [placement.span(mark.span) for mark in page.marks if mark.kind is MarkKind.FOOTNOTE]
    return text.text[: min((span.start for span in notes if span), default=len(text))]
