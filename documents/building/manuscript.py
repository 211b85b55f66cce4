"""Manuscripts: the few things our Markdown uses, as blocks that each format sets in its own way.

A manuscript is front matter, one ``#`` title, a quotation that says what the text is a digest of, and then headings,
paragraphs (numbered or not), lists, tables and lines of details («Date: …»). ``[^1]`` in a text calls the footnote
``[^1]: …``. There is no other markup: emphasis and links would be lost in half of the formats.
"""

import re
from collections.abc import Iterator
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

import yaml

_FRONT = re.compile(r"\A---\n(?P<front>.*?)\n---\n", re.DOTALL)
_FOOTNOTE = re.compile(r"^\[\^(?P<label>\w+)\]: (?P<text>.+)$", re.MULTILINE)
_CALL = re.compile(r"\[\^(\w+)\]")
_HEADING = re.compile(r"(?P<marks>#{1,4}) (?P<text>.+)")
_NUMBERED = re.compile(r"(?P<number>\d+)\. (?P<text>.+)")
_DETAIL = re.compile(r"(?P<label>[^:.!?]{2,30}): (?P<value>.+)")
_RULE = re.compile(r"\|[-| :]+\|")
_MARKUP = re.compile(r"\*\*|__|`|\]\(|<[a-z/]")


class ManuscriptError(ValueError):
    """A manuscript holds what cannot be set; the message names the file and the place."""


@dataclass(frozen=True, slots=True)
class Heading:
    """A heading; ``level`` 1 stands below the title."""

    text: str
    level: int


@dataclass(frozen=True, slots=True)
class Source:
    """A paragraph of the note at the head that says what the text is a digest of."""

    text: str


@dataclass(frozen=True, slots=True)
class Paragraph:
    """A paragraph; ``number`` is 0 where it has none. ``listed`` tells that it follows its neighbours without a gap."""

    text: str
    number: int = 0
    listed: bool = False


@dataclass(frozen=True, slots=True)
class Bullet:
    """An item of a list without numbers."""

    text: str


@dataclass(frozen=True, slots=True)
class Details:
    """Lines of label and value: date, place, participants."""

    lines: tuple[tuple[str, str], ...]


@dataclass(frozen=True, slots=True)
class Table:
    """Rows of cells, the first of which is the head."""

    rows: tuple[tuple[str, ...], ...]


Block = Heading | Source | Paragraph | Bullet | Details | Table


@dataclass(frozen=True, slots=True)
class Manuscript:
    """A text to be set. ``footnotes`` are the notes by label, without the call."""

    title: str
    language: str
    kind: str
    blocks: tuple[Block, ...]
    footnotes: dict[str, str] = field(default_factory=dict)


def read_manuscript(path: Path) -> Manuscript:
    """Read a manuscript. Raises ``ManuscriptError`` where it holds what the formats cannot all show."""
    text = path.read_text(encoding="utf-8")
    front = _FRONT.match(text)
    if not front:
        raise ManuscriptError(f"{path.name}: no front matter")
    body = text[front.end() :]
    if markup := _MARKUP.search(body):
        raise ManuscriptError(f"{path.name}: markup {markup[0]!r} is not set in every format")
    stated: dict[str, Any] = yaml.safe_load(front["front"])
    notes = {match["label"]: match["text"].strip() for match in _FOOTNOTE.finditer(body)}
    called = _CALL.findall(_FOOTNOTE.sub("", body))
    if called != list(notes):
        raise ManuscriptError(f"{path.name}: footnotes {list(notes)} are called as {called}")
    blocks = [block for chunk in _FOOTNOTE.sub("", body).split("\n\n") for block in _blocks(chunk.strip())]
    if not blocks or blocks[0] != Heading(str(stated["title"]), 0):
        raise ManuscriptError(f"{path.name}: does not begin with its title")
    return Manuscript(str(stated["title"]), str(stated["language"]), str(stated["kind"]), tuple(blocks[1:]), notes)


def pieces(text: str) -> Iterator[tuple[str, bool]]:
    """Cut a text at its footnote calls: pairs of a string and whether it is the label of a footnote."""
    for index, piece in enumerate(_CALL.split(text)):
        if piece:
            yield piece, index % 2 == 1


def _blocks(chunk: str) -> Iterator[Block]:
    lines = [line.strip() for line in chunk.split("\n") if line.strip()]
    if not lines:
        return
    if lines[0].startswith(">"):
        yield from _source(lines)
    elif heading := _HEADING.fullmatch(lines[0]):
        yield Heading(heading["text"], len(heading["marks"]) - 1)
        yield from _blocks("\n".join(lines[1:]))
    elif lines[0].startswith("|"):
        rows = [line for line in lines if not _RULE.fullmatch(line)]
        yield Table(tuple(tuple(cell.strip() for cell in row.strip("|").split("|")) for row in rows))
    elif all(line.startswith("- ") for line in lines):
        yield from (Bullet(line[2:]) for line in lines)
    elif all(_NUMBERED.fullmatch(line) for line in lines):
        for line in lines:
            number, text = line.split(". ", 1)
            yield Paragraph(text, int(number), listed=len(lines) > 1)
    elif len(lines) > 1 and all(_DETAIL.fullmatch(line) for line in lines):
        labels = (line.split(": ", 1) for line in lines)
        yield Details(tuple((label, value) for label, value in labels))
    else:
        yield Paragraph(" ".join(lines))


def _source(lines: list[str]) -> Iterator[Source]:
    """The paragraphs of a quotation, which lines with nothing but «>» part."""
    texts = [line.removeprefix(">").strip() for line in lines]
    for paragraph in "\n".join(texts).split("\n\n"):
        yield Source(" ".join(paragraph.split("\n")))
