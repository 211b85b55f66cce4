"""Raw pages to the canonical text: named steps, each of which keeps the way back to the raw text."""

import re
from collections.abc import Sequence
from dataclasses import replace

from index_config.domain import Mark, Page, RawDocument, RawPage, Span
from ingest.clean.facts import Facts, survey
from ingest.clean.lines import ends_sentence
from ingest.clean.steps import CHARACTER_STEPS, PAGE_STEPS, STEPS, Step
from ingest.clean.traced import Placement, TracedText, joined, put_in

__all__ = ["STEPS", "Step", "clean"]

_SHORTEST_RUNNING_ON = 40
_NEW_PARAGRAPH = re.compile(r"\d{1,4}\.\s|[-–—•▪●]\s|\(?[a-zа-я\d]{1,2}\)\s")


def clean(raw: RawDocument) -> tuple[tuple[Page, ...], tuple[Mark, ...]]:
    r"""Clean a document page by page.

    Returns the pages, whose texts joined are the canonical text, and the reader's marks in canonical offsets, in order.
    Paragraphs are parted by a blank line, lines that belong together by one line end. Every page that holds text ends
    with one "\n", or with one space where a sentence runs on over the break; the last page ends with its last
    character.
    A page without text has the empty text.
    """
    texts = [TracedText.of(page.text) for page in raw.pages]
    texts = [_apply(CHARACTER_STEPS, text, Facts()) for text in texts]
    facts = survey(raw.pages, texts)
    texts = [_apply(PAGE_STEPS, text, fact) for text, fact in zip(texts, facts, strict=True)]
    pages: list[Page] = []
    marks: list[Mark] = []
    start = 0
    for page, text in zip(raw.pages, _with_page_ends(texts), strict=True):
        pages.append(Page(page.number, start, text.text, page.text, text.runs(), page.ocr))
        marks += _placed(page, text, start)
        start += len(text)
    return tuple(pages), tuple(sorted(marks, key=lambda mark: (mark.span.start, -mark.span.end)))


def _apply(steps: Sequence[Step], text: TracedText, facts: Facts) -> TracedText:
    for step in steps:
        text = step.apply(text, facts)
    return text


def _with_page_ends(texts: Sequence[TracedText]) -> list[TracedText]:
    """End every page but the last that holds text."""
    filled = [index for index, text in enumerate(texts) if text.text]
    result = list(texts)
    for index, after in zip(filled, filled[1:], strict=False):
        end = " " if _runs_on(texts[index].text, texts[after].text) else "\n"
        result[index] = joined((texts[index], put_in(end)))
    return result


def _runs_on(text: str, after: str) -> bool:
    """Tell whether the last sentence of a page goes on on the next."""
    last = text[text.rfind("\n") + 1 :]
    if ends_sentence(last) and not after[0].islower():
        return False
    if _NEW_PARAGRAPH.match(after):
        return False
    return after[0].islower() or (len(last) >= _SHORTEST_RUNNING_ON and not last.isupper())


def _placed(page: RawPage, text: TracedText, start: int) -> list[Mark]:
    """Bring a page's marks to canonical offsets; a mark of which nothing is left goes."""
    if not page.marks:
        return []
    placement = Placement(text)
    places = ((mark, placement.span(mark.span)) for mark in page.marks)
    return [replace(mark, span=Span(start + span.start, start + span.end)) for mark, span in places if span]
