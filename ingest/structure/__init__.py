"""Find the structure of a document: headings, numbered paragraphs, provisions, speakers, the operative part.

One module per kind over a shared core (``lines``, ``enumerators``, ``numbering``, ``headings``). What the format itself
marked is kept; what it did not mark is found by rules that would rather miss than invent.
"""

import re
from collections.abc import Iterable
from dataclasses import replace

from index_config.domain import Kind, Mark, MarkKind, Span
from ingest.structure import court, dialogue, guideline, report
from ingest.structure.footnotes import footnotes
from ingest.structure.lines import lines_of

_HASHED = re.compile(r"^(?P<hashes>#{1,6})(?P<words>[^\W\d_][^\n]{1,200})$", re.MULTILINE)
_FINDERS = {
    Kind.COURT_DECISION: court.find,
    Kind.GUIDELINE: guideline.find,
    Kind.REPORT: report.find,
    Kind.DIALOGUE: dialogue.find,
}


def find_structure(text: str, kind: Kind, language: str, given: tuple[Mark, ...]) -> tuple[Mark, ...]:
    """Return the marks of a canonical text in the order of the text, outer before inner.

    Args:
        text: the canonical text of a document.
        kind: which rules apply.
        language: the document's language; the rules know English, Russian and Ukrainian words whatever it says.
        given: marks that the file's format gave, in offsets of ``text``; they are kept, but for those of lines in the
            middle of the page, which are headings or nothing.
    """
    marks = (*_labelled(given, text), *_hashed(given, text))
    if not any(mark.kind is MarkKind.FOOTNOTE for mark in marks):
        marks = (*marks, *footnotes(lines_of(text)))
    return tuple(mark for mark in _FINDERS[kind](text, marks) if mark.kind is not MarkKind.CENTRED)


def _hashed(given: Iterable[Mark], text: str) -> Iterable[Mark]:
    """Yield «###Article 10» as a heading: Markdown wants a blank there and many files lack it."""
    code = [mark.span for mark in given if mark.kind in (MarkKind.CODE, MarkKind.TABLE)]
    for match in _HASHED.finditer(text):
        span = Span(*match.span())
        if not any(span.overlaps(other) for other in code):
            yield Mark(MarkKind.HEADING, span, " ".join(match["words"].split()), len(match["hashes"]))


def _labelled(given: Iterable[Mark], text: str) -> Iterable[Mark]:
    """Give the headings of the format their words."""
    for mark in given:
        if mark.kind in (MarkKind.HEADING, MarkKind.TITLE):
            words = " ".join(mark.label.split()) or " ".join(mark.span.of(text).split())
            yield replace(mark, label=words)
        else:
            yield mark
