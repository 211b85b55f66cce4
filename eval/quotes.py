"""Quote fidelity: is every quote that is shown verbatim on its page, in its paragraph, in the file's text?"""

import re
from collections.abc import Iterable
from dataclasses import dataclass
from functools import lru_cache

from index_config.domain import Hit
from index_config.errors import NotFound
from search_api.library import Library


@dataclass(frozen=True, slots=True)
class QuoteCheck:
    """Quotes looked at and those that failed: not verbatim on the page, or in another paragraph than stated."""

    checked: int
    wrong: int
    numbered: int
    wrong_paragraph: int
    examples: tuple[str, ...] = ()


def check_quotes(hits: Iterable[Hit], library: Library) -> QuoteCheck:
    """Look every quote up on its pages, which are asked of the library anew.

    A paragraph is checked where the citation names just one and the quote begins with a number: the two must agree.
    """

    @lru_cache(maxsize=4096)
    def page(document: str, number: int) -> str:
        try:
            return library.page(document, number)[1].text
        except NotFound:
            return ""

    seen: set[tuple[str, str]] = set()
    wrong, numbered, wrong_paragraph = 0, 0, 0
    examples = []
    for hit in hits:
        citation = hit.citation
        key = (hit.passage.id, citation.quote)
        if key in seen:
            continue
        seen.add(key)
        first, last = citation.locator.pages
        stated = "".join(page(citation.document.id, number) for number in range(first, last + 1))
        if not citation.quote.strip() or citation.quote not in stated:
            wrong += 1
            examples.append(f"{citation.document.file}: not on page {first}: {citation.quote[:80]}")
        printed = re.match(r"(\d+(?:\.\d+)*)[.)]\s", citation.quote)
        if printed and len(citation.locator.paragraphs) == 1:
            numbered += 1
            if citation.locator.paragraphs[0] != printed[1]:
                wrong_paragraph += 1
                examples.append(
                    f"{citation.document.file}: {citation.locator.paragraphs[0]} cited, {printed[1]} printed"
                )
    return QuoteCheck(len(seen), wrong, numbered, wrong_paragraph, tuple(examples[:10]))
