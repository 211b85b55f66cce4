"""The text of a Word paragraph as Word shows it: insertions in, deletions, hidden text and field codes out."""

import re
from collections.abc import Callable, Iterator
from typing import Protocol

from docx.oxml.ns import qn

from ingest.read.compose import LINE, note_call, superscript

NOTE_REFERENCES = {qn("w:footnoteReference"): "footnote", qn("w:endnoteReference"): "endnote"}
_LEFT_OUT = frozenset(
    qn(name)
    for name in str.split(
        "w:del w:moveFrom w:instrText w:delText w:pPr w:rPr w:sdtPr w:drawing w:pict w:object w:rubyPr w:rt"
    )
) | {"{http://schemas.openxmlformats.org/markup-compatibility/2006}Fallback"}
_CHARACTERS = {
    qn("w:tab"): "\t",
    qn("w:ptab"): "\t",
    qn("w:cr"): LINE,
    qn("w:br"): LINE,
    qn("w:noBreakHyphen"): "\u2011",
    qn("w:softHyphen"): "\u00ad",
}
_TEXT, _RUN, _SYMBOL, _PARAGRAPH = qn("w:t"), qn("w:r"), qn("w:sym"), qn("w:p")
_VANISH = f"{qn('w:rPr')}/{qn('w:vanish')}"
_RAISED = f"{qn('w:rPr')}/{qn('w:vertAlign')}"
_OFF = frozenset({"0", "false", "off"})
_NUMBER = re.compile(r"\d{1,4}")


class Element(Protocol):
    """What is used of an lxml element."""

    tag: str
    text: str | None

    def __iter__(self) -> Iterator["Element"]: ...
    def get(self, key: str) -> str | None:
        """An attribute."""

    def find(self, path: str) -> "Element | None":
        """The first element on a path."""

    def iter(self, tag: str) -> Iterator["Element"]:
        """All elements below of one tag."""


NoteSign = Callable[[str, str], str]


def paragraph_text(paragraph: Element, note_sign: NoteSign) -> str:
    """Return a paragraph's text. ``note_sign(kind, id)`` gives the number printed for a note's reference."""
    return "".join(_pieces(paragraph, note_sign))


def is_on(element: Element | None) -> bool:
    """Tell whether a switch such as ``w:vanish`` is there and not turned off."""
    return element is not None and (element.get(qn("w:val")) or "1") not in _OFF


def text_boxes(paragraph: Element) -> Iterator[Element]:
    """The paragraphs of the text boxes that hang on a paragraph; the copy for old programs is passed over."""
    for box in paragraph.iter(qn("w:txbxContent")):
        if not _in_fallback(box):
            yield from (child for child in box if child.tag == _PARAGRAPH)


def _pieces(element: Element, note_sign: NoteSign) -> Iterator[str]:
    for child in element:
        tag = child.tag
        if tag in _LEFT_OUT or not isinstance(tag, str):
            continue
        if tag == _TEXT:
            yield child.text or ""
        elif tag in _CHARACTERS:
            yield _CHARACTERS[tag]
        elif tag == _SYMBOL:
            yield _symbol(child)
        elif tag in NOTE_REFERENCES:
            yield note_call(note_sign(NOTE_REFERENCES[tag], child.get(qn("w:id")) or ""))
        elif tag == _RUN:
            yield _run(child, note_sign)
        else:
            yield from _pieces(child, note_sign)


def _run(run: Element, note_sign: NoteSign) -> str:
    if is_on(run.find(_VANISH)):
        return ""
    text = "".join(_pieces(run, note_sign))
    raised = run.find(_RAISED)
    if raised is not None and raised.get(qn("w:val")) == "superscript" and _NUMBER.fullmatch(text.strip()):
        return superscript(text)
    return text


def _symbol(symbol: Element) -> str:
    """A character of a symbol font: only those in the ordinary range mean what they say."""
    try:
        code = int(symbol.get(qn("w:char")) or "", 16)
    except ValueError:
        return ""
    return "•" if 0xF000 <= code <= 0xF0FF else chr(code)


def _in_fallback(element: Element) -> bool:
    parent = element.getparent()  # type: ignore[attr-defined]
    while parent is not None:
        if isinstance(parent.tag, str) and parent.tag.endswith("}Fallback"):
            return True
        parent = parent.getparent()
    return False
