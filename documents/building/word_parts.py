"""What python-docx leaves to others: numbers that Word counts, and footnotes."""

from collections.abc import Sequence
from xml.sax.saxutils import escape

from docx.document import Document
from docx.opc.packuri import PackURI
from docx.opc.part import Part
from docx.oxml import parse_xml
from docx.oxml.ns import nsdecls, qn
from docx.text.paragraph import Paragraph

_ABSTRACT = 90
_FOOTNOTES = "application/vnd.openxmlformats-officedocument.wordprocessingml.footnotes+xml"
_RELATION = "http://schemas.openxmlformats.org/officeDocument/2006/relationships/footnotes"
_SEPARATORS = (
    '<w:footnote w:type="separator" w:id="-1"><w:p><w:r><w:separator/></w:r></w:p></w:footnote>'
    '<w:footnote w:type="continuationSeparator" w:id="0"><w:p><w:r><w:continuationSeparator/></w:r></w:p></w:footnote>'
)


class Counter:
    """Gives paragraphs to lists that Word counts: «1.», «2.» and so on, a new list wherever the numbers begin again."""

    def __init__(self, document: Document) -> None:
        self._document = document
        self._list = _ABSTRACT
        self._last = -1

    def number(self, paragraph: Paragraph, number: int) -> None:
        """Let Word print ``number`` before a paragraph."""
        if number != self._last + 1 or self._last < 0:
            self._begin(number)
        self._last = number
        properties = paragraph._p.get_or_add_pPr()
        numbering = properties.get_or_add_numPr()
        numbering.get_or_add_ilvl().val = 0
        numbering.get_or_add_numId().val = self._list

    def _begin(self, number: int) -> None:
        root = self._document.part.numbering_part.element
        if self._last < 0:
            first = root.find(qn("w:num"))
            first.addprevious(parse_xml(_abstract()))
        self._list += 1
        root.append(
            parse_xml(
                f'<w:num {nsdecls("w")} w:numId="{self._list}"><w:abstractNumId w:val="{_ABSTRACT}"/>'
                f'<w:lvlOverride w:ilvl="0"><w:startOverride w:val="{number}"/></w:lvlOverride></w:num>'
            )
        )


def add_footnotes(document: Document, texts: Sequence[str]) -> None:
    """Add the part that holds the footnotes; their ids are 1, 2 and so on."""
    notes = "".join(_note(index, text) for index, text in enumerate(texts, 1))
    xml = f'<?xml version="1.0" encoding="UTF-8"?><w:footnotes {nsdecls("w")}>{_SEPARATORS}{notes}</w:footnotes>'
    part = Part(PackURI("/word/footnotes.xml"), _FOOTNOTES, xml.encode(), document.part.package)
    document.part.relate_to(part, _RELATION)


def _note(identifier: int, text: str) -> str:
    sign = '<w:r><w:rPr><w:vertAlign w:val="superscript"/></w:rPr><w:footnoteRef/></w:r>'
    body = f'<w:r><w:t xml:space="preserve"> {escape(text)}</w:t></w:r>'
    return f'<w:footnote w:id="{identifier}"><w:p>{sign}{body}</w:p></w:footnote>'


def _abstract() -> str:
    return (
        f'<w:abstractNum {nsdecls("w")} w:abstractNumId="{_ABSTRACT}"><w:multiLevelType w:val="singleLevel"/>'
        '<w:lvl w:ilvl="0"><w:start w:val="1"/><w:numFmt w:val="decimal"/><w:lvlText w:val="%1."/>'
        '<w:lvlJc w:val="left"/><w:pPr><w:ind w:left="0" w:firstLine="0"/></w:pPr></w:lvl></w:abstractNum>'
    )
