"""Which Word paragraphs are headings: by style name, by style, by their own outline level."""

import re

from docx.document import Document as WordDocument
from docx.oxml.ns import qn

from index_config.domain import MarkKind
from ingest.read.docx_text import Element

_HEADING = re.compile(r"(?:heading|заголовок|überschrift|titre)\s*(?P<level>[1-9])(?!\d)", re.IGNORECASE)
_TITLE = re.compile(r"^(?:title|название|заголовок)$", re.IGNORECASE)
_BODY_LEVEL = 9


class Outline:
    """Knows the styles of a document."""

    def __init__(self, document: WordDocument) -> None:
        self._styles = {
            style.get(qn("w:styleId")) or "": style for style in document.styles.element.iter(qn("w:style"))
        }
        self._known: dict[str, tuple[MarkKind | None, int]] = {}

    def of(self, paragraph: Element) -> tuple[MarkKind | None, int]:
        """Return ``(HEADING, level)``, ``(TITLE, 0)`` or ``(None, 0)``."""
        properties = paragraph.find(qn("w:pPr"))
        if properties is None:
            return None, 0
        own = _outline_level(properties)
        if own is not None:
            return (MarkKind.HEADING, own + 1) if own < _BODY_LEVEL else (None, 0)
        style = properties.find(qn("w:pStyle"))
        return self._of_style((style.get(qn("w:val")) or "") if style is not None else "")

    def _of_style(self, name: str) -> tuple[MarkKind | None, int]:
        if name not in self._known:
            self._known[name] = None, 0  # a style based on itself ends here
            self._known[name] = self._look_up(name)
        return self._known[name]

    def _look_up(self, name: str) -> tuple[MarkKind | None, int]:
        style = self._styles.get(name)
        if style is None:
            return None, 0
        shown = style.find(qn("w:name"))
        title = (shown.get(qn("w:val")) if shown is not None else None) or name
        if heading := _HEADING.search(title):
            return MarkKind.HEADING, int(heading["level"])
        if _TITLE.match(title):
            return MarkKind.TITLE, 0
        properties = style.find(qn("w:pPr"))
        level = _outline_level(properties) if properties is not None else None
        if level is not None and level < _BODY_LEVEL:
            return MarkKind.HEADING, level + 1
        base = style.find(qn("w:basedOn"))
        return self._of_style(base.get(qn("w:val")) or "") if base is not None else (None, 0)


def _outline_level(properties: Element) -> int | None:
    level = properties.find(qn("w:outlineLvl"))
    text = (level.get(qn("w:val")) or "") if level is not None else ""
    return int(text) if text.isdecimal() else None
