"""Markdown with front matter: markup becomes marks, the text reads as prose."""

import re
from collections.abc import Iterator, Sequence

from markdown_it import MarkdownIt
from markdown_it.token import Token

from index_config.domain import MarkKind, RawDocument, RawPage
from index_config.errors import EmptySource
from ingest.read.compose import BULLET, LINE, Composer, note_call
from ingest.read.decode import decode
from ingest.read.front_matter import front_matter
from ingest.read.quality import refuse_garbled

_NOTE = re.compile(
    r"^\[\^(?P<label>[^\]\s]+)\]:[ \t]*(?P<text>.*(?:\n(?![ \t]*\n|\[\^|#)[^\n]+|\n[ \t]*\n[ \t]{2,}[^\n]+)*)\n?",
    re.MULTILINE,
)
_CALL = re.compile(r"\[\^([^\]\s]+)\]")
_CLOSE_HEADING = re.compile(r"^(#{2,6})(?=[^#\s])", re.MULTILINE)
_MACHINERY = re.compile(r"<(script|style)\b.*?(?:</\1\s*>|\Z)", re.IGNORECASE | re.DOTALL)
_TAG = re.compile(r"<[^>]*>")
_BREAK = re.compile(r"<br\s*/?>", re.IGNORECASE)


def read_markdown(data: bytes, file: str) -> RawDocument:
    """Read Markdown: one page of text, marks for headings, lists, tables, quotations, code and footnotes.

    Raises ``EmptySource``, ``DamagedSource``, ``GarbledText``, and ``CatalogueError`` for front matter that is wrong.
    """
    text, _ = decode(data, file)
    metadata, body = front_matter(text.replace("\r\n", "\n"), file)
    notes = [(match["label"], " ".join(match["text"].split())) for match in _NOTE.finditer(body)]
    body = _CLOSE_HEADING.sub(r"\1 ", _NOTE.sub("\n", body))
    page = _Compose(_parser().parse(body)).page(notes)
    if not page.text.strip():
        raise EmptySource(file=file)
    refuse_garbled(page.text, file)
    return RawDocument((page,), metadata)


def _parser() -> MarkdownIt:
    return MarkdownIt("commonmark").enable(["table", "strikethrough"])


class _Compose:
    """Turns the parser's flat list of tokens into blocks."""

    def __init__(self, tokens: Sequence[Token]) -> None:
        self._tokens = tokens
        self._composer = Composer()
        self._quotes = 0
        self._lists: list[tuple[str, int]] = []
        self._sign = ""
        self._rows: list[list[str]] = []

    def page(self, notes: Sequence[tuple[str, str]]) -> RawPage:
        """Compose all tokens, then the footnotes."""
        for index, token in enumerate(self._tokens):
            self._token(token, self._tokens[index - 1] if index else None)
        for label, text in notes:
            body = prose(_parser().parseInline(text)[0].children or [])
            self._composer.block(f"{label}. {body}", MarkKind.FOOTNOTE, label)
        return self._composer.page()

    def _token(self, token: Token, before: Token | None) -> None:
        match token.type:
            case "inline":
                self._inline(token, before)
            case "fence" | "code_block":
                self._composer.block(token.content.rstrip("\n").replace("\n", LINE), MarkKind.CODE)
            case "html_block":
                shown = _BREAK.sub(LINE, _MACHINERY.sub("", token.content))
                self._composer.block(_TAG.sub("", shown).replace("\n", " "))
            case "blockquote_open" | "blockquote_close":
                self._quotes += token.nesting
            case "tr_open":
                self._rows.append([])
            case "table_close":
                self._composer.table(self._rows)
                self._rows = []
            case _:
                self._list_token(token)

    def _list_token(self, token: Token) -> None:
        match token.type:
            case "bullet_list_open":
                self._lists.append((BULLET, 0))
            case "ordered_list_open":
                self._lists.append(("1", int(token.attrGet("start") or 1)))
            case "bullet_list_close" | "ordered_list_close":
                self._lists.pop()
            case "list_item_open":
                self._sign = self._next_sign(token)

    def _inline(self, token: Token, before: Token | None) -> None:
        text = prose(token.children or [])
        opened = before.type if before else ""
        if opened in {"th_open", "td_open"}:
            self._rows[-1].append(" ".join(text.split()))
        elif opened == "heading_open" and before:
            self._composer.block(text.replace(LINE, " "), MarkKind.HEADING, level=int(before.tag[1:]))
        elif self._sign:
            sign, self._sign = self._sign, ""
            self._composer.block(f"{sign} {text}", MarkKind.LIST, sign, len(self._lists))
        else:
            self._composer.block(text, MarkKind.QUOTATION if self._quotes else None)

    def _next_sign(self, item: Token) -> str:
        sign, number = self._lists[-1]
        if sign == BULLET:
            return BULLET
        self._lists[-1] = (sign, number + 1)
        return f"{number}{item.markup or '.'}"


def prose(tokens: Sequence[Token]) -> str:
    """The text of inline tokens without their markup: links keep their text, emphasis goes."""
    return "".join(_pieces(tokens))


def _pieces(tokens: Sequence[Token]) -> Iterator[str]:
    for token in tokens:
        match token.type:
            case "text":
                yield _CALL.sub(lambda call: note_call(call[1]), token.content)
            case "code_inline":
                yield token.content
            case "softbreak":
                yield "\n"  # the cleaning tells a margin from a line that is meant
            case "hardbreak":
                yield LINE
            case "image":
                yield prose(token.children or [])
            case "html_inline" if _BREAK.fullmatch(token.content):
                yield LINE
