"""Which part of a web page is its text."""

import re

from selectolax.lexbor import LexborNode

_NEVER = frozenset(
    str.split(
        "script style noscript template iframe object embed svg canvas audio video map form button input select option "
        "datalist nav link meta base head title"
    )
)
_CLUTTER_ROLES = frozenset(
    str.split("navigation banner contentinfo search complementary menu menubar toolbar dialog alert")
)
_CLUTTER_NAME = re.compile(
    r"(?:^|[\s_-])(?:nav|navbar|navigation|menu|breadcrumbs?|sidebar|cookies?|share|sharing|social|subscribe|newsletter|"
    r"pagination|pager|login|comments?|related|advert\w*|banner|skip-link|print-?only|popup|modal|tooltip|toolbar|footer|"
    r"site-header|page-header|topbar|copyright)(?:$|[\s_-])",
    re.IGNORECASE,
)
_HIDDEN_STYLE = re.compile(r"display\s*:\s*none|visibility\s*:\s*hidden", re.IGNORECASE)
_ROOTS = ("main", "[role=main]", "article", "#content", "#main", "#main-content", ".content", "[itemprop=articleBody]")
#: A root is taken when it holds at least this share of the page's text.
_ENOUGH = 0.5
#: Clutter by name must be small: a class called "content-menu" around the whole text is no menu.
_CLUTTER_SHARE = 0.3
_LINKED = 0.7
_FEW_CHARACTERS = 1500


def content_root(body: LexborNode) -> LexborNode:
    """Return the element that holds the page's own text: the first usual container with most of it, else the body."""
    whole = _weight(body)
    for selector in _ROOTS:
        for node in body.css(selector):
            if _weight(node) >= _ENOUGH * whole:
                return node
    return body


def is_hidden(node: LexborNode) -> bool:
    """Tell whether a browser would not show the element."""
    attributes = node.attributes
    return "hidden" in attributes or bool(_HIDDEN_STYLE.search(attributes.get("style") or ""))


def is_clutter(node: LexborNode) -> bool:
    """Tell whether the element is machinery or navigation around the text."""
    if node.tag in _NEVER:
        return node.tag != "form" or len(node.text()) < _FEW_CHARACTERS
    attributes = node.attributes
    if attributes.get("role") in _CLUTTER_ROLES:
        return True
    name = f"{attributes.get('class') or ''} {attributes.get('id') or ''}"
    if node.tag == "footer" or _CLUTTER_NAME.search(name):
        return len(node.text()) < _FEW_CHARACTERS
    return node.tag in {"ul", "div", "td", "table"} and _is_link_list(node)


def _is_link_list(node: LexborNode) -> bool:
    """Several links and hardly anything else."""
    links = node.css("a")
    if len(links) < 4:
        return False
    text = len("".join(node.text().split()))
    return 0 < text < _FEW_CHARACTERS and sum(len("".join(link.text().split())) for link in links) > _LINKED * text


def _weight(node: LexborNode) -> int:
    """Characters of text in an element, machinery left out."""
    unwanted = sum(len(found.text()) for found in node.css("script, style, noscript, nav, template"))
    return max(len(node.text()) - unwanted, 0)
