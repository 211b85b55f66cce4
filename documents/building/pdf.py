"""Manuscripts as PDF, set with Typst in a font that ships inside it (Libertinus Serif, SIL Open Font License)."""

import json
import re
from collections.abc import Iterator, Sequence
from pathlib import Path

import typst

from documents.building.manuscript import Block, Bullet, Details, Heading, Manuscript, Paragraph, Source, Table, pieces
from documents.building.plan import Layout

#: The font of all PDFs.
FONT = "Libertinus Serif"

_LAYOUT = Path(__file__).with_name("layout.typ")
_LINK = re.compile(r"(https?://[^\s);,]+)")
#: Symbols, application numbers and ranges, which no line end may cut: E/C.12/UKR/CO/7, 62303/13, II.5–II.9.
_SYMBOL = re.compile(r"((?:[A-Z]{1,5}|\d+)(?:/[A-Z0-9]+(?:\.[0-9]+)*)+|[\w.]+–[\w.]*\w)")


def has_font() -> bool:
    """Tell whether the installed Typst brings the font."""
    return FONT in typst.Fonts(include_system_fonts=False).families()


def to_pdf(manuscript: Manuscript, layout: Layout, head: str) -> bytes:
    """Set a manuscript. The same manuscript and layout give the same bytes: the file bears no date."""
    pdf = typst.compile(_source(manuscript, layout, head).encode(), format="pdf", ignore_system_fonts=True)
    if not isinstance(pdf, bytes):
        raise TypeError("Typst gave no single file")
    return pdf


def _source(manuscript: Manuscript, layout: Layout, head: str) -> str:
    settings = {
        "title": _string(manuscript.title),
        "language": _string(manuscript.language),
        "paper": _string(layout.paper),
        "columns": str(layout.columns),
        "size": f"{layout.size}pt",
        "hyphenate": str(layout.hyphenate).lower(),
        "leading": f"{layout.leading}em",
        "numbering": _string(layout.numbering),
        "align": layout.align,
        "head": _string(head),
    }
    pairs = ", ".join(f"{name}: {value}" for name, value in settings.items())
    lines = [f"#let settings = ({pairs})", _LAYOUT.read_text(encoding="utf-8"), _opening(manuscript)]
    lines += [_block(block, manuscript) for block in manuscript.blocks if not isinstance(block, Source)]
    return "\n\n".join(lines)


def _opening(manuscript: Manuscript) -> str:
    notes = [_content(block.text, manuscript) for block in manuscript.blocks if isinstance(block, Source)]
    return f"#opening({_string(manuscript.title)}, ({', '.join(notes)},))"


def _block(block: Block, manuscript: Manuscript) -> str:
    match block:
        case Heading(text, level):
            return f"#heading(level: {level}, {_content(text, manuscript)})"
        case Paragraph(text, number) if number:
            return f'#numbered("{number}", {_content(text, manuscript)})'
        case Bullet(text):
            return f"#bullet({_content(text, manuscript)})"
        case Details(lines):
            values = (_content(f"{label}: {value}", manuscript) for label, value in lines)
            return "\n\n".join(f"#par({value})" for value in values)
        case Table(rows):
            return _table(rows, manuscript)
        case Paragraph(text) | Source(text):
            return f"#par({_content(text, manuscript)})"


def _table(rows: Sequence[Sequence[str]], manuscript: Manuscript) -> str:
    cells = ", ".join(_content(cell, manuscript) for row in rows for cell in row)
    return f"#table(columns: {len(rows[0])}, {cells})"


def _content(text: str, manuscript: Manuscript) -> str:
    """A text as Typst content: strings, so that nothing in it is taken for markup, links and footnotes."""
    return f"[{''.join(_pieces(text, manuscript))}]"


def _pieces(text: str, manuscript: Manuscript) -> Iterator[str]:
    for piece, is_call in pieces(text):
        if is_call:
            yield f"#footnote({_content(manuscript.footnotes[piece], manuscript)})"
            continue
        for index, part in enumerate(_LINK.split(piece)):
            if index % 2:
                yield f"#web({_string(part)})"
                continue
            for place, words in enumerate(_SYMBOL.split(part)):
                yield f"#box({_string(words)})" if place % 2 else f"#{_string(words)}"


def _string(text: str) -> str:
    return json.dumps(text, ensure_ascii=False)
