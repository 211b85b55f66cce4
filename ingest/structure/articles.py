"""Where the provisions of a norm begin: «Статья 228.1. …», "Article 12", "Rule 24", «II.1.1 Harm reduction»."""

import re
from collections.abc import Sequence
from dataclasses import dataclass, replace

from ingest.structure.draft import Draft
from ingest.structure.enumerators import plain

#: Level of an article's heading where the format gave none; deeper than any part or chapter.
ARTICLE_LEVEL = 20
_NUMBER = r"(?:\d+(?:[.\-–]\d+)*[⁰¹²³⁴⁵⁶⁷⁸⁹]{0,2}|[IVXLC]+(?:\.\d+)*)"
_ARTICLE = re.compile(
    r"(?:Article|ARTICLE|Art\.|Rule|RULE|Principle|PRINCIPLE|Guideline|GUIDELINE|Recommendation|RECOMMENDATION|Standard"
    r"|Статья|СТАТЬЯ|Стаття|СТАТТЯ|Правило|ПРАВИЛО|Принцип|ПРИНЦИП|Рекомендация|РЕКОМЕНДАЦИЯ|Артыкул|Articolul|Artikel)"
    rf"\s+(?:No\.? ?|№ ?)?(?P<number>{_NUMBER}(?: ?bis| ?ter)?)(?![\w])(?P<title>(?:\s*[.:–—-])?(?:\s+.{{0,700}})?)"
)
#: A heading that is nothing but a locator and a title: «II.1.1 Harm reduction».
_SECTIONED = re.compile(r"(?P<number>(?:[IVXLC]+|\d+)(?:\.\d+)+)\.?(?P<title>\s+\S.*)?")
#: The same with its paragraph run into it.
_RUN_IN = re.compile(r"(?P<stem>[IVX]+(?:\.\d+)*)\.(?P<last>\d+)\s+[^\W\d_a-zа-яё]")
_LONGEST_TITLE = 760
_LONGEST_SECTIONED = 150
_LONGEST_OF_SENTENCES = 200
_TWO_SENTENCES = re.compile(r"[а-яёa-z]{3}[.;:] [А-ЯЁA-Z]")
_TITLE_LINE = 120
_TITLE_LINES = 3
_HOLE = 3  # articles that may be missing before one with a superscript


@dataclass(frozen=True, slots=True)
class Opening:
    """Where a provision begins: its locator, the span of its title (empty where title and text are one), its level."""

    start: int
    end: int
    label: str
    level: int


def openings(draft: Draft) -> list[Opening]:
    """Return the beginnings of articles, rules and the like in order, their superscripts mended."""
    found: list[Opening] = []
    given = {mark.span.start: mark for mark in draft.headings}
    spots = {block.start: (block.end, block.text) for block in draft.blocks}
    spots |= {mark.span.start: (mark.span.end, mark.label) for mark in draft.headings}
    run_in = _run_in([body for _, body in spots.values()])
    for start in sorted(spots):
        end, body = spots[start]
        words = " ".join(body.split())
        match = _title_match(words, styled=start in given)
        if match is not None:
            level = given[start].level if start in given else ARTICLE_LEVEL
            end = end if start in given else _end_of_title(draft, start, end)
            found.append(Opening(start, end, plain(match["number"].replace("–", "-")), level))
        elif (lead := _RUN_IN.match(words)) and (lead["stem"], int(lead["last"])) in run_in:
            found.append(Opening(start, start, f"{lead['stem']}.{lead['last']}", ARTICLE_LEVEL))
    return _mended(found)


def _title_match(words: str, *, styled: bool) -> re.Match[str] | None:
    """Return the match of a title; one that is only a locator must be short or styled as a heading."""
    match = _ARTICLE.fullmatch(words) if len(words) <= _LONGEST_TITLE else None
    if match is None and (styled or (words[0] in "IVX" and len(words) <= _LONGEST_SECTIONED)):
        match = _SECTIONED.fullmatch(words)
        if match is not None and (match["title"] or "").endswith((".", ";", ":")):
            return None
    return match if match is not None and _is_title(match["title"] or "") else None


def _is_title(title: str) -> bool:
    """A title follows the number, not the rest of a sentence («Статья 12 предусматривает, что …»)."""
    words = title.lstrip(" .:–—-")
    if len(words) > _LONGEST_OF_SENTENCES and _TWO_SENTENCES.search(words):
        return False
    return not words or words[0].isupper() or not words[0].isalpha() or title.lstrip()[:1] in ".:–—-"


def _run_in(bodies: Sequence[str]) -> set[tuple[str, int]]:
    """Return the locators at the head of paragraphs that have a neighbour: II.7 and II.8."""
    leads = {(match["stem"], int(match["last"])) for body in bodies if (match := _RUN_IN.match(body))}
    return {(stem, last) for stem, last in leads if {(stem, last - 1), (stem, last + 1)} & leads}


def _end_of_title(draft: Draft, start: int, end: int) -> int:
    """Take in the lines of a title that run on below it: short, in small letters, without a stop."""
    if draft.text[start:end].endswith((".", ":", ";")):
        return end
    for line in draft.lines_in(end, end + _LONGEST_TITLE)[:_TITLE_LINES]:
        if not line.text[0].islower() or len(line.text) > _TITLE_LINE or line.text.endswith((".", ":", ";", ",")):
            break
        end = line.end
    return end


def _mended(found: Sequence[Opening]) -> list[Opening]:
    """Put the point back into numbers that lost a superscript: 205, 2051, 206 → 205, 205.1, 206."""
    result = []
    base = 0
    for index, opening in enumerate(found):
        label = opening.label
        if label.isdigit():
            whole, extra = _superscripted(base, int(label), found[index + 1 :])
            label = f"{whole}.{extra}" if extra else label
            base = whole
        result.append(replace(opening, label=label))
    return result


def _superscripted(base: int, value: int, later: Sequence[Opening]) -> tuple[int, int]:
    """Return the article and the superscript that ``value`` is made of, (value, 0) where it is one number."""
    numbers = (int(opening.label) for opening in later if opening.label.isdigit())
    if not base or value <= base + _HOLE or not any(base < number < value for number in numbers):
        return value, 0
    for digits in (1, 2):
        whole, extra = divmod(value, 10**digits)
        if base <= whole <= base + _HOLE and extra:
            return whole, extra
    return value, 0
