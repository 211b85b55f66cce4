"""Numbers by which documents are known: applications, cases, UN symbols, resolutions, guidelines, rules, paragraphs.

Canonical terms::

    application:58502/11    жалоба № 58502/11, nos. 1/10 and 2/11, 58502 / 2011
    un:a/hrc/47/40          A/HRC/47/40, also with Cyrillic А, Е, С
    case:a04-1588/2013      А04-1588/2013 («А» of either script), дело № 2-15/2019
    act:152-фз              № 152-ФЗ
    guideline:ii.1.1        II.1.1
    resolution:58/5         resolution 58/5, резолюция 58/5
    comment:14              General comment No. 14, Замечание общего порядка № 14
    rule:24                 Rule 24, правило 24
    hepatitis:c             hepatitis C, гепатит С (of either script)
"""

import re
from collections.abc import Iterator

from index_config.domain import Span
from index_config.text.lookalikes import code_to_latin
from index_config.text.stopwords import word_set

_NUMBER_SIGN = r"(?:№№?|n[o0]s?\b\.?|номер\w*|жалоб\w*|applications?)"
_APPLICATION = r"\d{1,6}\s?[/\\]\s?(?:19|20)?\d\d(?![\d/])"
_LISTED_APPLICATIONS = re.compile(
    rf"{_NUMBER_SIGN}\s*(?P<list>{_APPLICATION}(?:\s*(?:,|;|и|and|&)+\s*(?:{_NUMBER_SIGN}\s*)?{_APPLICATION})*)"
)
_BARE_APPLICATION = re.compile(r"(?<![\w/.-])\d{4,6}\s?/\s?\d\d(?![\w/])")
_ONE_APPLICATION = re.compile(r"(\d{1,6})\s?[/\\]\s?(?:19|20)?(\d\d)")

_UN_BODIES = word_set("a e s t st ccpr cedaw cat crc cerd cmw crpd ced hri ceb ctoc ece td opcat dp")
_UN_SYMBOL = re.compile(r"(?<![\w/])[a-zавекмнорстухі]{1,5}(?:\s?/\s?[\w.]*\w(?:\([\w.]+\))?){2,8}")
_UN_PART = re.compile(r"[a-z0-9.()]+$")

_COURT_CASE = re.compile(r"(?<![\w/-])[a-zа-я]{1,4}\s?\d{0,3}[-–‑]\d{1,6}/\d{2,4}(?![\w/])")
_NUMBERED_CASE = re.compile(
    r"(?:дел[аоеу]м?\s+|case\s+|определени\w+\s+|постановлени\w+\s+|решени\w+\s+)?(?:№|\bno\.?)\s?"
    r"(?P<number>[a-zа-я]{0,5}\d[\da-zа-я./–‑-]*[-/–‑][\da-zа-я./–‑-]*[\da-zа-я])"
)
_ACT = re.compile(r"(?<![\w/-])\d{1,4}[-–‑]ф(?:з|кз)(?!\w)")
_GUIDELINE = re.compile(r"(?<![\w.])(?:i{1,3}|iv|і{1,3}|іv)\.\d{1,2}(?:\.\d{1,2})?(?![\w]|\.\d)")
_LIST = r"(?P<list>\d{1,3}(?:\s*(?:,|и|and|–|-)\s*\d{1,3})*)(?![\d/])"
_NAMED = (
    (
        "resolution",
        re.compile(r"(?:resolutions?|резолюци\w+)\s+(?:№\s?|no\.?\s?)?(?P<number>\d{1,4}/\d{1,3})(?![\d/])"),
    ),
    (
        "comment",
        re.compile(r"(?:general\s+comment|замечани\w+\s+общего\s+порядка)\s+(?:№\s?|no\.?\s?)?(?P<number>\d{1,2})\b"),
    ),
)
_RULES = re.compile(rf"\b(?:rules?|правил(?:[оауе]м?|ах|ами?)?)\s+{_LIST}")
_HEPATITIS = re.compile(r"\b(?:hepatitis|гепатит[а-я]{0,2})\s+[«\"]?(?P<letter>[abcdавс])\b")
_WHITE = re.compile(r"\s+")
_LIST_NUMBER = re.compile(r"\d+")


def find_references(lowered: str) -> Iterator[tuple[str, Span]]:
    """Yield the canonical number and span of every reference in a lower-cased text (every character in its place)."""
    yield from _applications(lowered)
    yield from _un_symbols(lowered)
    yield from _cases(lowered)
    for match in _ACT.finditer(lowered):
        yield f"act:{re.sub('[–‑]', '-', match.group())}", Span(*match.span())
    for match in _GUIDELINE.finditer(lowered):
        yield f"guideline:{code_to_latin(match.group())}", Span(*match.span())
    for kind, pattern in _NAMED:
        for match in pattern.finditer(lowered):
            yield f"{kind}:{match['number']}", Span(*match.span())
    for match in _RULES.finditer(lowered):
        for number in _LIST_NUMBER.findall(match["list"]):
            yield f"rule:{number}", Span(*match.span())
    for match in _HEPATITIS.finditer(lowered):
        yield f"hepatitis:{code_to_latin(match['letter'])}", Span(*match.span())


def _applications(lowered: str) -> Iterator[tuple[str, Span]]:
    listed: list[tuple[int, int]] = []
    for match in _LISTED_APPLICATIONS.finditer(lowered):
        listed.append(match.span("list"))
        for one in _ONE_APPLICATION.finditer(lowered, *match.span("list")):
            yield f"application:{one[1]}/{one[2]}", Span(*one.span())
    for match in _BARE_APPLICATION.finditer(lowered):
        if not any(start <= match.start() < end for start, end in listed):
            yield f"application:{_WHITE.sub('', match.group())}", Span(*match.span())


def _un_symbols(lowered: str) -> Iterator[tuple[str, Span]]:
    for match in _UN_SYMBOL.finditer(lowered):
        symbol = code_to_latin(_WHITE.sub("", match.group()))
        body, *parts = symbol.split("/")
        if body in _UN_BODIES and all(map(_UN_PART.match, parts)) and any(map(str.isdigit, symbol)):
            yield f"un:{symbol}", Span(*match.span())


def _cases(lowered: str) -> Iterator[tuple[str, Span]]:
    seen: set[tuple[int, int]] = set()
    for match in _COURT_CASE.finditer(lowered):
        seen.add(match.span())
        yield f"case:{_case_number(match.group())}", Span(*match.span())
    for match in _NUMBERED_CASE.finditer(lowered):
        number, span = match["number"], match.span("number")
        if span not in seen and not _ONE_APPLICATION.fullmatch(number) and not _ACT.fullmatch(number):
            yield f"case:{_case_number(number)}", Span(*span)


def _case_number(written: str) -> str:
    return code_to_latin(re.sub(r"[–‑]", "-", _WHITE.sub("", written)))
