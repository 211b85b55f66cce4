"""Footnotes: kept out of the sentence that runs on over the page break."""

from index_config.domain import MarkKind
from ingest.clean.facts import Facts
from ingest.clean.lines import ends_sentence
from ingest.clean.traced import Placement, TracedText, joined, put_in

_BREAK = "\n\n"


def footnotes(text: TracedText, facts: Facts) -> TracedText:
    """Footnotes stand at the end of their page, or before its last paragraph where that runs on to the next page."""
    if facts.last:
        return text
    start = _start(text, facts)
    body = text.text[:start].rstrip()
    paragraph = body.rfind(_BREAK)
    if start == len(text) or paragraph < 0 or ends_sentence(body):
        return text
    before, rest = text.part(0, paragraph), text.part(paragraph + len(_BREAK), len(body))
    return joined((before, put_in(_BREAK), text.part(start, len(text)), put_in(_BREAK), rest))


def _start(text: TracedText, facts: Facts) -> int:
    """Where the footnotes begin that are the last thing on the page; the end of the text where there are none."""
    placement = Placement(text)
    notes = [placement.span(mark.span) for mark in facts.marks if mark.kind is MarkKind.FOOTNOTE]
    start = len(text)
    for span in sorted((span for span in notes if span), reverse=True):
        if text.text[span.end : start].strip():
            break
        start = span.start
    return start
