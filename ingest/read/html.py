"""HTML: our own walk through the parsed page, since what extractors drop is what we cite by.

Headings, numbered paragraphs, tables, lists, quotations and footnotes are kept; what surrounds the text on a web page
(navigation, forms, scripts, hidden parts) is left out.
"""

import re
from collections.abc import Iterator

from selectolax.lexbor import LexborHTMLParser, LexborNode

from index_config.domain import MarkKind, RawDocument, RawPage
from index_config.errors import EmptySource
from ingest.read.compose import BULLET, LINE, Composer, counted, superscript
from ingest.read.decode import decode
from ingest.read.html_content import content_root, is_clutter, is_hidden
from ingest.read.html_metadata import html_metadata
from ingest.read.html_notes import NoteFinder
from ingest.read.quality import refuse_garbled

_BLOCKS = frozenset(
    str.split(
        "address article aside blockquote body caption center dd details dialog div dl dt fieldset figcaption figure "
        "footer form h1 h2 h3 h4 h5 h6 header hgroup hr html legend li main menu nav ol p pre section summary table "
        "tbody td tfoot th thead title tr ul"
    )
)
_HEADINGS = {f"h{level}": level for level in range(1, 7)}
_CHARSET = re.compile(
    rb"""<meta[^>]{0,200}?charset\s*=\s*["']?\s*([\w-]+)|<\?xml[^>]*encoding=["']([\w-]+)""", re.IGNORECASE
)
_SPACE = re.compile(r"[ \t\r\n\f]+")
_AROUND_LINE = re.compile(f" *{LINE} *")
#: A table whose cells are longer than this lays out a page, it holds no data.
_LONGEST_CELL = 600
_DEEPEST = 400


def read_html(data: bytes, file: str) -> RawDocument:
    """Read an HTML page: one page of text with marks for headings, lists, tables, quotations and footnotes.

    Raises ``EmptySource``, ``DamagedSource`` and ``GarbledText``.
    """
    declared = _CHARSET.search(data[:4096])
    encoding = (declared[1] or declared[2]).decode("ascii") if declared else ""
    text, _ = decode(data, file, encoding)
    parser = LexborHTMLParser(text.replace("\x00", ""))
    if parser.body is None:
        raise EmptySource(file=file)
    metadata = html_metadata(parser)
    walk = _Walk(NoteFinder(parser))
    walk.walk(content_root(parser.body))
    page = walk.page()
    if not page.text.strip():
        raise EmptySource(file=file)
    refuse_garbled(page.text, file)
    return RawDocument((page,), metadata)


class _Walk:
    """Walks the tree once and composes the page."""

    def __init__(self, notes: NoteFinder | None = None) -> None:
        self._finder = notes
        self._composer = Composer()
        self._notes: list[tuple[str, str]] = []
        self._inline: list[str] = []
        self._block: tuple[MarkKind | None, str, int] = (None, "", 0)
        self._preformatted = False
        self._lists = 0

    def page(self) -> RawPage:
        """Return what was composed, the notes after the text."""
        self._flush()
        for label, text in self._notes:
            self._composer.block(text, MarkKind.FOOTNOTE, label)
        return self._composer.page()

    def walk(self, node: LexborNode, depth: int = 0) -> None:
        """Take in everything below a node."""
        if depth > _DEEPEST:
            self._inline.append(node.text(separator=" "))
            return
        for child in _children(node):
            if child.is_text_node:
                self._inline.append(child.text_content or "")
            elif child.is_element_node and not is_hidden(child) and not is_clutter(child):
                self._element(child, depth + 1)

    def _element(self, node: LexborNode, depth: int) -> None:
        tag = node.tag or ""
        if tag == "br":
            self._inline.append("\n" if self._preformatted else LINE)
        elif self._is_raised(node):
            self._inline.append(superscript(node.text().strip()))
        elif tag in _BLOCKS and (note := self._note(node)):
            self._flush()
            self._notes.append(note)
        elif tag in _HEADINGS:
            self._flush()
            self._within(node, depth, MarkKind.HEADING, level=_HEADINGS[tag])
        elif tag == "table" and (rows := _data_rows(node)):
            self._flush()
            self._composer.table(rows)
        elif tag == "blockquote":
            self._flush()
            self._within(node, depth, MarkKind.QUOTATION)
        elif tag in {"ol", "ul", "menu"}:
            self._list(node, depth)
        elif tag in {"pre", "textarea", "listing"}:
            self._pre(node, depth)
        elif tag in _BLOCKS:
            self._flush()
            self.walk(node, depth)
            self._flush()
        else:
            self.walk(node, depth)

    def _within(self, node: LexborNode, depth: int, kind: MarkKind, label: str = "", level: int = 0) -> None:
        """Take in a node whose blocks are all of one kind."""
        outer, self._block = self._block, (kind, label, level)
        self.walk(node, depth)
        self._flush()
        self._block = outer

    def _list(self, node: LexborNode, depth: int) -> None:
        self._flush()
        self._lists += 1
        for sign, item in _items(node):
            if item.tag == "li" and not (is_hidden(item) or is_clutter(item)):
                if note := self._note(item):
                    self._notes.append(note)
                    continue
                self._inline.append(f"{sign} ")
                self._within(item, depth + 1, MarkKind.LIST, sign, self._lists)
                self._inline.clear()  # the sign of an item that held nothing
        self._lists -= 1

    def _is_raised(self, node: LexborNode) -> bool:
        if self._finder is None:
            return node.tag == "sup"
        return self._finder.is_raised(node) or (node.tag == "a" and self._finder.calls(node))

    def _note(self, node: LexborNode) -> tuple[str, str] | None:
        return self._finder.note(node, _flat) if self._finder else None

    def _pre(self, node: LexborNode, depth: int) -> None:
        self._flush()
        self._preformatted = True
        self.walk(node, depth)
        self._flush()
        self._preformatted = False

    def _flush(self) -> None:
        """End the block that is being collected."""
        text = "".join(self._inline)
        self._inline.clear()
        if not self._preformatted:
            text = _AROUND_LINE.sub(LINE, _SPACE.sub(" ", text))
        kind, label, level = self._block
        if kind is MarkKind.HEADING:
            text = text.replace(LINE, " ")
        if kind is MarkKind.LIST and text.strip() == label:
            self._inline.append(f"{label} ")  # the item's text is in a block of its own
            return
        if len(text.strip(" •\u2028\u00a0")) < 2 and not text.strip().isalnum():
            return  # an anchor's sign, a separator
        self._composer.block(text, kind, label if kind is MarkKind.LIST else "", level)
        if kind is MarkKind.LIST:
            self._block = (None, "", 0)


def _children(node: LexborNode) -> Iterator[LexborNode]:
    child = node.first_child
    while child is not None:
        yield child
        child = child.next


def _items(node: LexborNode) -> Iterator[tuple[str, LexborNode]]:
    """The items of a list with the sign that a browser prints before each."""
    number = _whole(node.attributes.get("start"), 1)
    style = node.attributes.get("type") or "1"
    for item in _children(node):
        if item.tag != "li":
            continue
        number = _whole(item.attributes.get("value"), number)
        yield (f"{counted(number, style)}." if node.tag == "ol" else BULLET), item
        number += 1


def _whole(text: str | None, default: int) -> int:
    return int(text) if text and text.strip().isdecimal() else default


def _flat(node: LexborNode, finder: NoteFinder | None = None) -> str:
    """All text of a node on one line."""
    walk = _Walk(finder)
    walk.walk(node)
    return " ".join(walk.page().text.split())


def _data_rows(table: LexborNode) -> list[list[str]]:
    """The cells of a table that holds data; nothing for one that only lays out a page."""
    if len(table.css("table")) > 1:
        return []
    rows = [[_flat(cell) for cell in _children(row) if cell.tag in {"td", "th"}] for row in table.css("tr")]
    rows = [row for row in rows if any(row)]
    filled = [[cell for cell in row if cell] for row in rows]
    if sum(len(row) > 1 for row in filled) < 2 or any(len(cell) > _LONGEST_CELL for row in rows for cell in row):
        return []
    return rows
