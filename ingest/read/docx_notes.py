"""Footnotes and endnotes of a Word package, which python-docx does not know."""

from collections.abc import Iterator
from dataclasses import dataclass

from docx.document import Document as WordDocument
from docx.oxml import parse_xml
from docx.oxml.ns import qn

from ingest.read.compose import counted
from ingest.read.docx_text import Element, paragraph_text

_PARTS = {"footnote": "/footnotes", "endnote": "/endnotes"}
_STYLES = {"decimal": "1", "lowerRoman": "i", "upperRoman": "I", "lowerLetter": "a", "upperLetter": "A"}


@dataclass(frozen=True, slots=True)
class Note:
    """A note as printed: its number and its text."""

    label: str
    text: str


class Notes:
    """Numbers the notes in the order of their references, as Word does, and gives their texts."""

    def __init__(self, document: WordDocument) -> None:
        self._bodies = {kind: _bodies(document, kind, suffix) for kind, suffix in _PARTS.items()}
        self._styles = {"footnote": _style(document, "footnote", "1"), "endnote": _style(document, "endnote", "i")}
        self._signs: dict[tuple[str, str], str] = {}
        self._counts = dict.fromkeys(_PARTS, 0)

    def sign(self, kind: str, identifier: str) -> str:
        """Return the number printed for a reference; the first call for a note counts it."""
        if identifier not in self._bodies[kind]:
            return ""
        key = (kind, identifier)
        if key not in self._signs:
            self._counts[kind] += 1
            self._signs[key] = counted(self._counts[kind], self._styles[kind])
        return self._signs[key]

    def called(self) -> Iterator[Note]:
        """The notes that the text calls, in the order in which it does, footnotes first."""
        for kind in _PARTS:
            for (of, identifier), label in self._signs.items():
                if of == kind:
                    yield Note(label, _text(self._bodies[kind][identifier]))


def _bodies(document: WordDocument, kind: str, suffix: str) -> dict[str, Element]:
    for relation in document.part.rels.values():
        if not relation.is_external and relation.reltype.endswith(suffix):
            root = parse_xml(relation.target_part.blob)
            notes = (note for note in root.iter(qn(f"w:{kind}")) if note.get(qn("w:type")) in {None, "normal"})
            return {note.get(qn("w:id")) or "": note for note in notes}
    return {}


def _style(document: WordDocument, kind: str, default: str) -> str:
    found = document.settings.element.find(f"{qn(f'w:{kind}Pr')}/{qn('w:numFmt')}")
    return _STYLES.get(found.get(qn("w:val")) or "", default) if found is not None else default


def _text(note: Element) -> str:
    paragraphs = (paragraph_text(paragraph, lambda kind, identifier: "").strip() for paragraph in note.iter(qn("w:p")))
    return " ".join(text for text in paragraphs if text)
