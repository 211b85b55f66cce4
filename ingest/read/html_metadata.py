"""What an HTML page says of itself in its head."""

import re

from selectolax.lexbor import LexborHTMLParser

from index_config.domain import Metadata
from ingest.read.titles import sensible_title

_DATE = re.compile(r"(?P<date>(?:19|20)\d\d(?:-\d\d(?:-\d\d)?)?)(?=$|[T\s])")
_DATES = (
    "article:published_time",
    "datepublished",
    "dc.date",
    "dc.date.issued",
    "dcterms.date",
    "dcterms.issued",
    "citation_publication_date",
    "date",
    "pubdate",
)
_TITLES = ("citation_title", "dc.title", "dcterms.title", "og:title")
_LANGUAGE = re.compile(r"[a-z]{2,3}(?:-[a-z0-9]{2,8})*", re.IGNORECASE)


def html_metadata(parser: LexborHTMLParser) -> Metadata:
    """Read title, language, date and address from the head; what does not look like one is left out."""
    metas = _metas(parser)
    head = parser.css_first("head > title")
    titles = [metas.get(name, "") for name in _TITLES] + [head.text() if head else ""]
    title = next((good for text in titles if (good := sensible_title(text))), "")
    date = next((found["date"] for name in _DATES if (found := _DATE.match(metas.get(name, "").replace("/", "-")))), "")
    return Metadata(title=title, language=_language(parser, metas), date=date, source_url=_address(parser, metas))


def _metas(parser: LexborHTMLParser) -> dict[str, str]:
    found: dict[str, str] = {}
    for node in parser.css("meta"):
        name = node.attributes.get("name") or node.attributes.get("property") or node.attributes.get("itemprop") or ""
        content = (node.attributes.get("content") or "").strip()
        if name and content:
            found.setdefault(name.lower(), content)
    return found


def _language(parser: LexborHTMLParser, metas: dict[str, str]) -> str:
    root = parser.css_first("html")
    stated = (root.attributes.get("lang") or root.attributes.get("xml:lang") if root else "") or metas.get(
        "dc.language", ""
    )
    return stated.split("-")[0].lower() if _LANGUAGE.fullmatch(stated or "") else ""


def _address(parser: LexborHTMLParser, metas: dict[str, str]) -> str:
    link = parser.css_first("link[rel=canonical]")
    address = (link.attributes.get("href") if link else "") or metas.get("og:url", "")
    return address if address and address.startswith(("http://", "https://")) else ""
