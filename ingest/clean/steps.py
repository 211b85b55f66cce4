"""The cleaning steps, in their order.

Each takes a ``TracedText`` and what is known of the page and gives a ``TracedText``; none looks at anything else. The
character steps come first, since the facts that the others need (``facts.survey``) are read from their result.
"""

import re
from collections.abc import Callable
from dataclasses import dataclass

from ingest.clean import characters
from ingest.clean.facts import Facts
from ingest.clean.footnotes import footnotes
from ingest.clean.hyphens import line_end_hyphens
from ingest.clean.paragraphs import paragraphs
from ingest.clean.traced import Edit, TracedText

_MANY_SPACES = re.compile(r"[ \t]+(?=\n)|(?<=\n)[ \t]+|\t[ \t]*| [ \t]+")


@dataclass(frozen=True, slots=True)
class Step:
    """A named step. ``what`` says in one sentence what it does."""

    name: str
    apply: Callable[[TracedText, Facts], TracedText]

    @property
    def what(self) -> str:
        """The first sentence of the step's docstring."""
        return (self.apply.__doc__ or "").strip().split("\n\n")[0]


def running_heads(text: TracedText, facts: Facts) -> TracedText:
    """Running heads, running feet and page numbers are left out of the page's text."""
    return text.edit([Edit(span.start, span.end) for span in facts.running])


def single_spaces(text: TracedText, facts: Facts) -> TracedText:
    """Tabs and repeated spaces become one space; spaces at the ends of lines go."""
    return text.sub(_MANY_SPACES, lambda match: "" if _at_line_edge(match) else " ")


def _at_line_edge(match: re.Match[str]) -> bool:
    text = match.string
    return (
        match.end() == len(text) or match.start() == 0 or text[match.end()] == "\n" or text[match.start() - 1] == "\n"
    )


def _plain(step: Callable[[TracedText], TracedText]) -> Step:
    """A step that needs no facts."""

    def apply(text: TracedText, facts: Facts) -> TracedText:
        return step(text)

    apply.__doc__ = step.__doc__
    return Step(step.__name__.replace("_", "-"), apply)


CHARACTER_STEPS: tuple[Step, ...] = (
    _plain(characters.line_endings),
    _plain(characters.soft_hyphens),
    _plain(characters.control_characters),
    _plain(characters.ligatures),
    _plain(characters.spaces),
    _plain(characters.composed),
    _plain(characters.spaced_out_words),
)

PAGE_STEPS: tuple[Step, ...] = (
    Step("running-heads", running_heads),
    Step("line-end-hyphens", line_end_hyphens),
    Step("paragraphs", paragraphs),
    Step("single-spaces", single_spaces),
    Step("footnotes", footnotes),
)

#: All steps in the order in which they are taken.
STEPS: tuple[Step, ...] = CHARACTER_STEPS + PAGE_STEPS
