"""Manuscripts as plain text of the old kind: lines of a typewriter's width, indented paragraphs, CRLF."""

import textwrap

from documents.building.manuscript import Block, Bullet, Details, Heading, Manuscript, Paragraph, Source, Table, pieces

_WIDTH = 72
_INDENT = "    "


def to_plain(manuscript: Manuscript, encoding: str) -> bytes:
    """Set a manuscript as text. Raises ``UnicodeEncodeError`` where the encoding lacks a letter."""
    lines = [*_centred(manuscript.title), ""]
    for block in manuscript.blocks:
        lines += _lines(block)
    if manuscript.footnotes:
        lines.append("")
    for label, text in manuscript.footnotes.items():
        lines += _wrapped(f"[{label}] {text}")
    return "".join(f"{line}\r\n" for line in lines).encode(encoding)


def _lines(block: Block) -> list[str]:
    match block:
        case Heading(text):
            return ["", *_centred(_flat(text)), ""]
        case Source(text):
            return [*_wrapped(_flat(text)), ""]
        case Paragraph(text, number):
            return _wrapped(f"{number}. {_flat(text)}" if number else _flat(text))
        case Bullet(text):
            return _wrapped(f"- {_flat(text)}")
        case Details(lines):
            return [line for label, value in lines for line in _wrapped(f"{label}: {_flat(value)}", "")]
        case Table(rows):
            return ["\t".join(_flat(cell) for cell in row) for row in rows]


def _flat(text: str) -> str:
    return "".join(f" [{piece}]" if is_call else piece for piece, is_call in pieces(text))


def _wrapped(text: str, indent: str = _INDENT) -> list[str]:
    return textwrap.wrap(text, _WIDTH, initial_indent=indent, break_long_words=False, break_on_hyphens=False)


def _centred(text: str) -> list[str]:
    return [line.center(_WIDTH).rstrip() for line in textwrap.wrap(text, _WIDTH - 16, break_on_hyphens=False)]
