"""Footnotes of an HTML page: found by the numbers that call them and the elements those link to."""

import re
from collections.abc import Callable, Mapping

from selectolax.lexbor import LexborHTMLParser, LexborNode

_NOTE_ID = re.compile(
    r"^_?(?:fn|ftn|edn|footnote|endnote|cite_note)[-_:]?(?:text|body)?[-_:]?(?P<label>\d{1,4}|[a-z*])?$", re.IGNORECASE
)
_SIGN = re.compile(r"^\s*(?:\^\s*)?[\[(]?(?P<label>\d{1,4}|\*{1,3}|[†‡])[\])]?[.:]?\s+")
_CALL = re.compile(r"\[?(\d{1,3})\]?")
_RAISED = re.compile(r"vertical-align\s*:\s*super", re.IGNORECASE)
_RAISED_CLASS = re.compile(r"\.([\w-]+)\s*\{[^{}]*vertical-align\s*:\s*super", re.IGNORECASE)
_LONGEST = 4000
_FEWEST_LETTERS = 3


class NoteFinder:
    """Knows which elements of a page are footnotes."""

    def __init__(self, parser: LexborHTMLParser) -> None:
        self._labels = _called(parser)
        sheets = " ".join(style.text() for style in parser.css("style"))
        self._raised = frozenset(match[1] for match in _RAISED_CLASS.finditer(sheets))

    def is_raised(self, node: LexborNode) -> bool:
        """Tell whether an element is set above the line: by its tag, its own style or its class («статья 228¹»)."""
        if node.tag == "sup" or _RAISED.search(node.attributes.get("style") or ""):
            return True
        return not self._raised.isdisjoint((node.attributes.get("class") or "").split())

    def note(self, node: LexborNode, flat: Callable[[LexborNode], str]) -> tuple[str, str] | None:
        """Return the label and text of a footnote's body, ``None`` where the element is none."""
        identifier = node.attributes.get("id") or ""
        named = _NOTE_ID.match(identifier)
        label = self._labels.get(identifier, "")
        if not (named or label or node.attributes.get("role") == "doc-footnote"):
            return None
        text = flat(node)
        sign = _SIGN.match(text)
        label = label or (named["label"] if named else "") or (sign["label"] if sign else "")
        if not label or len(text) > _LONGEST or sum(map(str.isalpha, text)) < _FEWEST_LETTERS:
            return None
        return label, f"{label}. {text[sign.end() :] if sign else text}".strip()

    def calls(self, node: LexborNode) -> bool:
        """Tell whether a link is the number of a note: [12]."""
        target = (node.attributes.get("href") or "").removeprefix("#")
        return target in self._labels and bool(_CALL.fullmatch(node.text().strip()))


def _called(parser: LexborHTMLParser) -> Mapping[str, str]:
    """The ids that raised or bracketed numbers link to, with those numbers."""
    found: dict[str, str] = {}
    for link in parser.css('a[href^="#"]'):
        target = (link.attributes.get("href") or "")[1:]
        raised = link.css_first("sup")
        number = _CALL.fullmatch((raised or link).text().strip())
        if number and target and (raised or _is_raised(link) or link.text().strip().startswith("[")):
            found.setdefault(target, number[1])
    return found


def _is_raised(link: LexborNode) -> bool:
    parent = link.parent
    return parent is not None and parent.tag == "sup"
