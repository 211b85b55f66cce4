"""References to provisions of law, in all the orders and spellings in which lawyers write them.

::

    ст. 228 ч. 2  =  часть 2 статьи 228  =  ч.2 ст.228       article:228, article:228(2)
    п. «г» ч. 4 ст. 228.1  =  статья 228¹ часть 4 пункт г    … article:228.1(4)(г)
    Article 12(2)(c)  =  art. 12 § 2 (c)  =  статья 12 (2) (с)   … article:12(2)(c)
    § 58, para. 58, п. 58, пункты 58–60                     paragraph:58 … (where no article is named beside it)

Every level gives a term of its own, so that the article alone finds its parts, and the part outranks it.
"""

import re
from collections.abc import Iterator
from dataclasses import dataclass

from index_config.domain import Span
from index_config.text.lookalikes import to_latin

_SUPERSCRIPTS = str.maketrans("⁰¹²³⁴⁵⁶⁷⁸⁹", "0123456789")
_N = r"\d{1,4}(?:\.\d{1,3})*[⁰¹²³⁴⁵⁶⁷⁸⁹]*(?:-\d{1,2}(?!\d))?(?![\d/]|[.,]\d)"
_ORDINALS = ("перв", "втор", "трет", "четверт", "пят", "шест", "седьм", "восьм", "девят", "десят")
_ORDINAL = rf"(?:{'|'.join(_ORDINALS)})(?:ая|ья|ой|ьей|ую|ью|ые|ьи|ых|ьих|ый|ий|ого|ьего|ому|ьему|ом|ьем|ым|ьим)\b"
_LETTER = r"[«\"“(]?[a-zа-я](?:\.\d)?[»\"”)]"
_PARENS = r"(?:\s?\((?:\d{1,2}|[a-zа-я]|[ivx]{1,4})\))"
_JOIN = r"\s?(?:,|и|and|or|или|&|–|—|-|to)\s?"
#: What only looks like the next number of a list: "§ 61, 28 June 2010", «ст. 3, 2019, № 5».
_NO_ITEM = r"(?!(?:19|20)\d\d\b|\d{1,2}\s+[^\W\d_]{3,}\.?\s+\d{4})"
_QUOTED = r"[«\"“][a-zа-я][»\"”]"

_NUMBERS = rf"{_N}{_PARENS}*(?:{_JOIN}{_NO_ITEM}{_N}{_PARENS}*)*"
_LETTERS = (
    rf"(?:{_QUOTED}|{_LETTER})(?:{_JOIN}(?:{_QUOTED}|{_LETTER}))*|[a-zа-я](?=\s(?:ч|п|ст)\b|\s(?:част|стать|пункт))"
)
_ARTICLE = r"ст(?:атья|атьи|атье|атью|атьей|атей|атьям|атьями|атьях|\.?\s?ст\.|\.)?|articles?|arts?"
_PART = r"част(?:ь|и|ью|ей|ям|ями|ях)|ч"
_POINT = r"(?:под)?(?:пункт(?:а|у|ом|е|ы|ов|ам|ами|ах)?|пп|п)(?:\.\s?|\s)|лит(?:ер[аыуе])?\.?\s?|пп?\.\s?п\.\s?"
_ELEMENT = re.compile(
    rf"(?P<article>\b(?:{_ARTICLE})\.?\s?)(?P<articles>{_NUMBERS})"
    rf"|(?P<part>\b(?:{_PART})\.?\s?)(?P<parts>{_NUMBERS}|{_ORDINAL})"
    rf"|(?P<point>\b(?:{_POINT}))(?P<points>{_NUMBERS}|{_LETTERS})"
    rf"|(?P<paragraph>(?:§{{1,2}}|¶{{1,2}}|\b(?:sub-?)?(?:paragraphs?|paras?)\b\.?)\s?)(?P<paragraphs>{_NUMBERS}|{_LETTER})"
    r"|(?P<bare>\s?\((?:\d{1,2}|[a-zа-я])\))"
)
_GAP_UP = re.compile(r"\s*(?:of\s+)?(?:the\s+)?")
_GAP_DOWN = re.compile(r"[\s(]*,?[\s(]*")
_VALUE = re.compile(rf"(?P<number>{_N})(?P<parens>{_PARENS}*)")
_INNER = re.compile(r"\((\w+)\)")
_SINGLE = re.compile(r"(?<![\w])[a-zа-я](?![\w])")
_LONGEST_RANGE = 20

#: From the outer to the inner level of a provision.
_LEVELS = {"article": 0, "part": 1, "paragraph": 2, "point": 2, "letter": 3, "bare": 4}


@dataclass(frozen=True, slots=True)
class _Element:
    """One named level: «ч. 2» is a part with one path, ("2",); "§§ 1 and 3 (c)" gives ("1",) and ("3", "c")."""

    level: str
    paths: tuple[tuple[str, ...], ...]
    start: int
    end: int


def find_provisions(lowered: str) -> Iterator[tuple[str, Span]]:
    """Yield the canonical form and span of every provision in a lower-cased text (every character in its place)."""
    for chain in _chains(lowered, [_element(match) for match in _ELEMENT.finditer(lowered)]):
        span = Span(chain[0].start, chain[-1].end)
        if any(element.level == "article" for element in chain):
            for path in _article_paths(chain):
                yield f"article:{path[0]}" + "".join(f"({step})" for step in path[1:]), span
        else:
            for element in chain:
                yield from _paragraphs(element)


def _element(match: re.Match[str]) -> _Element:
    level = next(name for name in ("article", "part", "point", "paragraph", "bare") if match[name] is not None)
    written = match["bare"] if level == "bare" else match[f"{level}s"]
    paths = _paths(written)
    if level in ("point", "paragraph") and not paths[0][0][0].isdigit():
        level = "letter"
    if level == "point" and match["point"].startswith(("под", "пп")) and level != "letter":
        level = "letter" if match["point"].startswith("под") else level
    return _Element(level, paths, match.start(), match.end())


def _paths(written: str) -> tuple[tuple[str, ...], ...]:
    for place, stem in enumerate(_ORDINALS, 1):
        if written.startswith(stem):
            return ((str(place),),)
    found: list[tuple[str, ...]] = []
    previous_end = 0
    for match in _VALUE.finditer(written):
        number, inner = _numbers(match["number"]), tuple(map(to_latin, _INNER.findall(match["parens"])))
        joint = written[previous_end : match.start()].strip()
        if found and joint in ("–", "—", "-", "to"):
            found.extend((step,) for step in _between(found[-1][0], number[0]))
        found.extend((one, *(inner if one == number[-1] else ())) for one in number)
        previous_end = match.end()
    return (
        tuple(found) or tuple((to_latin(letter),) for letter in _SINGLE.findall(written)) or ((written.strip(" ()"),),)
    )


def _numbers(written: str) -> tuple[str, ...]:
    """«228¹» and the older «228-1» are 228.1; «5-7» names the articles from 5 to 7."""
    plain = re.sub(r"(?<=\d)([⁰¹²³⁴⁵⁶⁷⁸⁹]+)", lambda found: "." + found[1].translate(_SUPERSCRIPTS), written)
    first, dash, last = plain.partition("-")
    if not dash:
        return (plain,)
    if first.isdigit() and int(last) > int(first):
        return (first, *_between(first, last), last)
    return (f"{first}.{last}",)


def _between(first: str, last: str) -> tuple[str, ...]:
    if not (first.isdigit() and last.isdigit() and 1 < int(last) - int(first) <= _LONGEST_RANGE):
        return ()
    return tuple(map(str, range(int(first) + 1, int(last))))


def _chains(lowered: str, elements: list[_Element]) -> Iterator[list[_Element]]:
    """Group the levels of one reference: from the article down («ст. 228 ч. 2») or up to it («ч. 2 ст. 228»)."""
    chain: list[_Element] = []
    for element in elements:
        if chain and not _continues(lowered[chain[-1].end : element.start], chain, element):
            yield chain
            chain = []
        if chain or element.level != "bare":
            chain.append(element)
    if chain:
        yield chain


def _continues(gap: str, chain: list[_Element], element: _Element) -> bool:
    has_article = any(link.level == "article" for link in chain)
    if element.level == "article":
        return not has_article and bool(_GAP_UP.fullmatch(gap))
    if element.level == "bare":
        return not gap.strip() and chain[-1].level in ("article", "paragraph", "bare")
    if has_article:
        upward = chain[0].level != "article"
        return bool(_GAP_DOWN.fullmatch(gap)) and (not upward or "(" in gap)
    return bool(_GAP_UP.fullmatch(gap)) and element.level != chain[-1].level


def _article_paths(chain: list[_Element]) -> list[tuple[str, ...]]:
    """Return every level of the reference as a path, the article first, without repeats."""
    article = next(element for element in chain if element.level == "article")
    inner = sorted((element for element in chain if element is not article), key=lambda element: _LEVELS[element.level])
    owner = article.paths[0] if chain[0] is not article else article.paths[-1]
    paths = list(article.paths)
    tips = [owner]
    for element in inner:
        tips = [tip + path for tip in tips for path in element.paths]
        paths.extend(tips)
    levels = [path[:depth] for path in paths for depth in range(1, len(path) + 1)]
    return list(dict.fromkeys(levels))


def _paragraphs(element: _Element) -> Iterator[tuple[str, Span]]:
    if element.level in ("paragraph", "point"):
        for path in element.paths:
            yield f"paragraph:{path[0]}", Span(element.start, element.end)
