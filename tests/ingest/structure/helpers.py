"""Short ways to ask for the structure of a text."""

from index_config.domain import Kind, Mark, MarkKind
from ingest.structure import find_structure

UNITS = (MarkKind.PARAGRAPH, MarkKind.PROVISION, MarkKind.OPERATIVE)


def structure(text: str, kind: Kind, given: tuple[Mark, ...] = ()) -> tuple[Mark, ...]:
    return find_structure(text, kind, "", given)


def labels(marks: tuple[Mark, ...], *kinds: MarkKind) -> list[str]:
    """The labels of the marks of some kinds, in the order of the text."""
    return [mark.label for mark in marks if mark.kind in kinds]


def starts(text: str, marks: tuple[Mark, ...], *kinds: MarkKind) -> list[str]:
    """The first words of the marks of some kinds."""
    return [" ".join(mark.span.of(text).split()[:3]) for mark in marks if mark.kind in kinds]


def paragraphs(*lines: str) -> str:
    return "\n\n".join(lines)
