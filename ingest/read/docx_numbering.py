"""The numbers that Word counts itself («58.», «2.1», «а)») and that stand nowhere in the text."""

import re
from dataclasses import dataclass, field
from typing import cast

from docx.document import Document as WordDocument
from docx.oxml.ns import qn

from ingest.read.compose import BULLET, counted
from ingest.read.docx_text import Element

_STYLES = {
    "lowerLetter": "a",
    "upperLetter": "A",
    "lowerRoman": "i",
    "upperRoman": "I",
    "russianLower": "а",
    "russianUpper": "А",
}
_PLACE = re.compile(r"%(\d)")
_DEEPEST = 9


@dataclass(frozen=True, slots=True)
class Level:
    """How one level of a list is counted and printed."""

    start: int = 1
    style: str = "decimal"
    pattern: str = ""
    legal: bool = False


@dataclass(slots=True)
class _List:
    """A list of the package: its levels and how far each has been counted."""

    levels: dict[int, Level]
    counts: dict[int, int] = field(default_factory=dict)

    def next(self, depth: int) -> None:
        start = self.levels.get(depth, Level()).start
        self.counts[depth] = self.counts[depth] + 1 if depth in self.counts else start
        for deeper in [level for level in self.counts if level > depth]:
            del self.counts[deeper]


class Numbering:
    """Counts the numbered paragraphs of a document in their order."""

    def __init__(self, document: WordDocument) -> None:
        self._styles: dict[str, Element] = {
            style.get(qn("w:styleId")) or "": style for style in document.styles.element.iter(qn("w:style"))
        }
        self._lists: dict[str, _List] = {}
        self._abstract: dict[str, str] = {}
        self._overrides: dict[str, dict[int, int]] = {}
        root = _part(document)
        if root is not None:
            self._read(root)

    def label(self, paragraph: Element) -> tuple[str, int]:
        """Count a paragraph. Returns the number or bullet printed before it and the depth (0 is the highest), or ""."""
        number, depth = self._place(paragraph)
        counted_list = self._lists.get(self._abstract.get(number, ""))
        if counted_list is None or not 0 <= depth < _DEEPEST:
            return "", 0
        if start := self._overrides.get(number, {}).pop(depth, None):
            counted_list.counts[depth] = start - 1
        counted_list.next(depth)
        return _printed(counted_list, depth), depth

    def _place(self, paragraph: Element) -> tuple[str, int]:
        """The list and depth of a paragraph: its own, else its style's."""
        properties = paragraph.find(qn("w:pPr"))
        seen: set[str] = set()
        depth = -1
        while properties is not None:
            numbering = properties.find(qn("w:numPr"))
            if numbering is not None:
                depth = max(depth, _value(numbering.find(qn("w:ilvl")), -1))
                if numbering.find(qn("w:numId")) is not None:
                    return str(_value(numbering.find(qn("w:numId")), 0)), max(depth, 0)
            style = properties.find(qn("w:pStyle"))
            name = style.get(qn("w:val")) if style is not None else None
            properties = self._style_properties(name, seen)
        return "", 0

    def _style_properties(self, name: str | None, seen: set[str]) -> Element | None:
        """The paragraph properties of a style, or of the nearest it is based on that has numbering."""
        while name and name not in seen and name in self._styles:
            seen.add(name)
            style = self._styles[name]
            properties = style.find(qn("w:pPr"))
            if properties is not None and properties.find(qn("w:numPr")) is not None:
                return properties
            base = style.find(qn("w:basedOn"))
            name = base.get(qn("w:val")) if base is not None else None
        return None

    def _read(self, root: Element) -> None:
        for abstract in root.iter(qn("w:abstractNum")):
            levels = {_attribute(level, "w:ilvl"): _level(level) for level in abstract.iter(qn("w:lvl"))}
            self._lists[abstract.get(qn("w:abstractNumId")) or ""] = _List(levels)
        for number in root.iter(qn("w:num")):
            identifier = number.get(qn("w:numId")) or ""
            abstract_id = number.find(qn("w:abstractNumId"))
            if abstract_id is not None:
                self._abstract[identifier] = abstract_id.get(qn("w:val")) or ""
            self._overrides[identifier] = {
                _attribute(override, "w:ilvl"): _value(override.find(qn("w:startOverride")), 0)
                for override in number.iter(qn("w:lvlOverride"))
            }


def _part(document: WordDocument) -> Element | None:
    for relation in document.part.rels.values():
        if not relation.is_external and relation.reltype.endswith("/numbering"):
            return cast(Element, document.part.numbering_part.element)
    return None


def _level(level: Element) -> Level:
    style, pattern = level.find(qn("w:numFmt")), level.find(qn("w:lvlText"))
    return Level(
        start=_value(level.find(qn("w:start")), 1),
        style=(style.get(qn("w:val")) if style is not None else None) or "decimal",
        pattern=(pattern.get(qn("w:val")) if pattern is not None else None) or "",
        legal=level.find(qn("w:isLgl")) is not None,
    )


def _printed(counted_list: _List, depth: int) -> str:
    level = counted_list.levels.get(depth, Level())
    if level.style == "bullet":
        return BULLET
    if level.style == "none":
        return ""

    def number(place: re.Match[str]) -> str:
        at = int(place[1]) - 1
        of = counted_list.levels.get(at, Level())
        style = "1" if level.legal else _STYLES.get(of.style, "1")
        return counted(counted_list.counts.get(at, of.start), style)

    return _PLACE.sub(number, level.pattern).strip()


def _attribute(element: Element, name: str) -> int:
    text = element.get(qn(name)) or ""
    return int(text) if text.lstrip("-").isdecimal() else 0


def _value(element: Element | None, default: int) -> int:
    text = (element.get(qn("w:val")) or "") if element is not None else ""
    return int(text) if text.lstrip("-").isdecimal() else default
