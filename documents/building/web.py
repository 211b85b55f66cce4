"""Manuscripts as web pages, with the clutter that surrounds a text on a real site.

The frames in ``pages/`` are ours; the site that they pretend to be does not exist.
"""

import html
from collections.abc import Iterable, Sequence
from itertools import groupby
from pathlib import Path
from string import Template

import yaml

from documents.building.manuscript import Block, Bullet, Details, Heading, Manuscript, Paragraph, Source, Table, pieces

_PAGES = Path(__file__).with_name("pages")


def to_html(manuscript: Manuscript, page: str, encoding: str) -> bytes:
    """Set a manuscript in the frame ``pages/<page>.html``; what stands around it is in the manuscript's language.

    Characters that the encoding lacks become references.
    """
    frame = Template((_PAGES / f"{page}.html").read_text(encoding="utf-8"))
    words = yaml.safe_load((_PAGES / "words.yaml").read_text(encoding="utf-8"))[manuscript.language]
    text = frame.substitute(
        {name: html.escape(str(word)) for name, word in words.items()},
        lang=manuscript.language,
        charset=encoding,
        title=html.escape(manuscript.title),
        text="\n".join(_body(manuscript)),
    )
    return text.encode(encoding, "xmlcharrefreplace")


def _body(manuscript: Manuscript) -> Iterable[str]:
    for kind, group in groupby(manuscript.blocks, _gathered):
        blocks = list(group)
        if kind == "ol":
            number = _number(blocks[0])
            yield f'<ol start="{number}">' if number > 1 else "<ol>"
        elif kind:
            yield f"<{kind}>"
        yield from map(_block, blocks)
        if kind:
            yield f"</{kind}>"
    if manuscript.footnotes:
        notes = (
            f'<p id="fn{label}"><sup>{label}</sup> {_inline(text)}</p>' for label, text in manuscript.footnotes.items()
        )
        yield "\n".join(["<hr>", *notes])


def _gathered(block: Block) -> str:
    """The element that holds a block together with its neighbours, if one does."""
    match block:
        case Source():
            return "blockquote"
        case Bullet():
            return "ul"
        case Paragraph(listed=True):
            return "ol"
        case _:
            return ""


def _number(block: Block) -> int:
    return block.number if isinstance(block, Paragraph) else 0


def _block(block: Block) -> str:
    match block:
        case Heading(text, level):
            return f"<h{level + 1}>{_inline(text)}</h{level + 1}>"
        case Paragraph(text, listed=True) | Bullet(text):
            return f"<li>{_inline(text)}</li>"
        case Paragraph(text, number):
            return f"<p>{number}. {_inline(text)}</p>" if number else f"<p>{_inline(text)}</p>"
        case Source(text):
            return f"<p>{_inline(text)}</p>"
        case Details(lines):
            told = (f"<b>{_inline(label)}:</b> {_inline(value)}" for label, value in lines)
            return f"<p>{'<br>'.join(told)}</p>"
        case Table(rows):
            return _table(rows)


def _table(rows: Sequence[Sequence[str]]) -> str:
    lines = []
    for index, row in enumerate(rows):
        tag = "td" if index else "th"
        lines.append("<tr>" + "".join(f"<{tag}>{_inline(cell)}</{tag}>" for cell in row) + "</tr>")
    return "\n".join(["<table>", *lines, "</table>"])


def _inline(text: str) -> str:
    return "".join(
        f'<sup><a href="#fn{piece}">{piece}</a></sup>' if is_call else html.escape(piece, quote=False)
        for piece, is_call in pieces(text)
    )
