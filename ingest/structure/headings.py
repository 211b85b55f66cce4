"""Find headings that the format did not mark: short lines, numbered, in capitals, or standing before a paragraph.

The rules are conservative: a heading missed costs a section name, a heading invented cuts a paragraph in two.
"""

import re
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass

from index_config.domain import Mark, MarkKind, Span
from ingest.structure.enumerators import Enumerator, Style, readings
from ingest.structure.lines import NONE, Block

#: Levels of headings found by their look start here, below any level that a format or a known word gives.
LOOKS_LEVEL = 10
_LONGEST = 200
_LONGEST_PLAIN = 90
_ENDS_SENTENCE = re.compile(r"[.;:,!…–—-]$|[.!?]\s+[A-ZА-ЯЁ]\w+\s+\w+")
_DATE = re.compile(r"\d{1,2}[./]\d{1,2}[./]\d{2,4}|\b(?:19|20)\d\d\b")
_TABLE_GAP = re.compile(r"\t|\|| {4,}|\.{4,}|_{3,}|https?:|www\.|@")
_NUMBERS = re.compile(r"(?<!\w)[\d.,]+%?(?!\w)")
_SIGNATURE = re.compile(
    r"\b(?:judges?|president|registrar|chairman|судья|судьи|председательствующий|секретарь|прокурор|суддя|голова)\b",
    re.I,
)
_LEVELS = {
    Style.UPPER_ROMAN: 2,
    Style.UPPER_LETTER: 3,
    Style.DECIMAL: 4,
    Style.LETTER: 8,
    Style.ROMAN: 9,
}
_CAPITALS_LEVEL = 1
_PLAIN_LEVEL = 12


@dataclass(frozen=True, slots=True)
class Known:
    """Words that name a section of a kind of document, e.g. «THE LAW», whatever they look like.

    ``pattern`` must match the whole block; ``level`` is absolute.
    """

    pattern: re.Pattern[str]
    level: int


def known_headings(blocks: Sequence[Block], known: Sequence[Known]) -> tuple[Mark, ...]:
    """Return the blocks that are section names of the kind."""
    marks = []
    for block in blocks:
        if len(block.text) > _LONGEST:
            continue
        words = " ".join(block.text.split())
        level = next((entry.level for entry in known if entry.pattern.fullmatch(words)), 0)
        if level:
            marks.append(heading(block.start, block.text, level))
    return tuple(marks)


def looks_like_headings(
    blocks: Sequence[Block], taken: Callable[[Block], bool], *, plain: bool = True, centred: Mapping[int, int] = NONE
) -> tuple[Mark, ...]:
    """Return the blocks that look like headings and are not ``taken`` (numbered paragraphs, tables, footnotes).

    Args:
        blocks: paragraphs in order.
        taken: tells whether a block is known to be something else.
        plain: accept short title lines without number or capitals too.
        centred: where paragraphs begin and end that stand in the middle of the page: a sign as good as capitals.
    """
    marks = []
    for index, block in enumerate(blocks):
        if taken(block) or not _may_be_heading(block):
            continue
        following = next((other for other in blocks[index + 1 : index + 4] if not _may_be_heading(other)), None)
        level = _look(block, following, plain=plain)
        if not level and centred.get(block.start) == block.end and block is not blocks[-1]:
            level = _centred_look(block.text)
        if level:
            marks.append(heading(block.start, block.text, LOOKS_LEVEL + level))
    return tuple(marks)


def heading(start: int, text: str, level: int) -> Mark:
    """Return the mark of a heading, its label on one line."""
    return Mark(MarkKind.HEADING, Span(start, start + len(text)), " ".join(text.split()), level)


def is_capitals(text: str) -> bool:
    """Tell whether ``text`` is written in capitals (at least four letters)."""
    letters = [letter for letter in text if letter.isalpha()]
    upper = sum(letter.isupper() for letter in letters)
    return len(letters) >= 4 and upper >= 0.9 * len(letters)


def _may_be_heading(block: Block) -> bool:
    text = block.text
    return (
        len(text) <= _LONGEST
        and text.count("\n") <= 3
        and not _ENDS_SENTENCE.search(_unnumbered(text))
        and not _TABLE_GAP.search(text)
        and any(character.isalpha() for character in text)
    )


def _look(block: Block, following: Block | None, *, plain: bool) -> int:
    """Return the level that the look of the block gives it, 0 if it is no heading."""
    text = block.text
    numbered = _numbered(text)
    if numbered is not None:
        title = text[numbered.length :]
        if title[:1].isupper() and len(title) > 2 and not _SIGNATURE.search(title):
            return _LEVELS[numbered.style] + min(len(numbered.value) - 1, 3)
        return 0
    if is_capitals(text) and text[0].isalnum() and not _SIGNATURE.search(text):
        return _CAPITALS_LEVEL
    if plain and following is not None and _is_plain_title(text) and len(following.text) > max(120, len(text)):
        return _PLAIN_LEVEL
    return 0


def _numbered(text: str) -> Enumerator | None:
    found = [reading for reading in readings(text) if reading.style in _LEVELS]
    if len(found) > 1:  # «I.» and «C.» may be a Roman numeral or a letter; «(i)» is Roman here
        roman = text.strip("(")[0] in "IVXivx"
        found = [reading for reading in found if (reading.style in (Style.ROMAN, Style.UPPER_ROMAN)) == roman]
    return found[0] if found else None


def _unnumbered(text: str) -> str:
    numbered = _numbered(text)
    return text[numbered.length :] if numbered else text


def _centred_look(text: str) -> int:
    if not text[0].isupper() or _DATE.search(text) or _SIGNATURE.search(text):
        return 0
    return _CAPITALS_LEVEL if is_capitals(text.split("\n", 1)[0]) else _PLAIN_LEVEL


def _is_plain_title(text: str) -> bool:
    return (
        len(text) <= _LONGEST_PLAIN
        and text[0].isupper()
        and text[-1] not in ')»”"]'
        and 2 <= len(text.split()) <= 12
        and not _DATE.search(text)
        and len(_NUMBERS.findall(text)) < 2
        and not _SIGNATURE.search(text)
    )
