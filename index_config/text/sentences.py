"""Sentence ends: razdel for Russian, an equal of our own for English and every other language.

Both share one promise: spans are ordered and disjoint, nothing but white space lies between them, and a paragraph break
(an empty line) always ends a sentence.
"""

import re
from collections.abc import Iterator

from index_config.domain import Span
from index_config.text.abbreviations import (
    ENGLISH_BEFORE_NUMBER,
    ENGLISH_MAY_BE_LAST,
    ENGLISH_NEVER_LAST,
    ENGLISH_OPENERS,
    RUSSIAN_NOT_LAST,
    RUSSIAN_OPENERS,
)

_CYRILLIC_LANGUAGES = frozenset({"ru", "uk", "be", "kk", "ky", "tg"})
_PARAGRAPH = re.compile(r"\n[^\S\n]*\n\s*")
_LOOK_BACK = 40

_OPENING = r"[(\[\"'«“‘„—–-]"
_CLOSING = r"[)\]\"'»”’]"
_STOP = re.compile(rf"[.!?…]+{_CLOSING}*(?=\s)")
_NEXT = re.compile(rf"\s+{_OPENING}*\s?(?P<word>\d|[^\W\d_]+)?")
_LAST_WORD = re.compile(r"[^\s(\[\"'«“‘„]+$")
_INITIALS = re.compile(r"(?:[^\W\d_]\.-?)*[^\W\d_]$")
_ENUMERATION = re.compile(r"(?:\d{1,4}|[^\W\d_]|[ivxlc]{1,5}|\d+(?:\.\d+)+|[ivxlc]+(?:\.\d+)+)$")
_OMISSION = re.compile(r"[(\[](?:\.{3}|…)[)\]]$")

_RUSSIAN_INITIALS = re.compile(r"(?:^|[\s(«])[А-ЯЁA-Z]\.(?:\s?-?[А-ЯЁA-Z]\.)*$")
_RUSSIAN_LAST_WORD = re.compile(r"(?:^|[\s(«\"])([а-яё-]+(?:\.\s?[а-яё]+)?)\.$", re.IGNORECASE)
_LATIN_LAST_WORD = re.compile(r"(?:^|[\s(\[«“\"])([a-z](?:\.?[a-z])*)\.$", re.IGNORECASE | re.ASCII)
_RUSSIAN_NUMBERING = re.compile(
    r"(?:^|\n)[ \t]*(?:(?:статья|глава|раздел|пункт|часть|параграф|§)\s+)?(?:\d{1,4}(?:[.-]\d+)*|[ivxlc]{1,6})\.$",
    re.IGNORECASE,
)
_NO_OPENING_RUSSIAN = re.compile(r"\s+[(«\"“]?(?:[а-яёa-z]|\d)")
_NUMBER_FOLLOWS = re.compile(r"\s+\d")
_YEAR_ENDS = re.compile(r"\d{4}\s?гг?\.(?=\s+(?P<word>[А-ЯЁ][а-яё]*))")


def sentence_spans(text: str, language: str) -> tuple[Span, ...]:
    """Return the spans of the sentences of ``text``, without the white space around them.

    Args:
        text: any text, one passage or a whole document.
        language: ISO 639-1 code; ``ru`` and its Cyrillic neighbours go to razdel.
    """
    cuts_of = _cyrillic_cuts if language in _CYRILLIC_LANGUAGES else _latin_cuts
    spans: list[Span] = []
    start = 0
    for gap in _PARAGRAPH.finditer(text):
        spans.extend(_between(text, start, gap.start(), cuts_of(text[start : gap.start()])))
        start = gap.end()
    spans.extend(_between(text, start, len(text), cuts_of(text[start:])))
    return tuple(spans)


def _between(text: str, start: int, end: int, cuts: Iterator[int]) -> Iterator[Span]:
    """Turn the cuts of one paragraph into spans without surrounding white space."""
    edges = [start, *(start + cut for cut in cuts), end]
    for left, right in zip(edges, edges[1:], strict=False):
        piece = text[left:right]
        inner = piece.strip()
        if inner:
            begin = left + len(piece) - len(piece.lstrip())
            yield Span(begin, begin + len(inner))


def _latin_cuts(paragraph: str) -> Iterator[int]:
    begin = 0
    for stop in _STOP.finditer(paragraph):
        if _ends_latin(paragraph, begin, stop):
            begin = stop.end()
            yield begin


def _ends_latin(paragraph: str, begin: int, stop: re.Match[str]) -> bool:
    following = _NEXT.match(paragraph, stop.end())
    opener = (following["word"] if following else "") or ""
    mark = stop.group()
    if opener[:1].islower() or _OMISSION.search(paragraph, max(begin, stop.start() - 1), stop.end()):
        return False
    if mark[0] != "." or mark.startswith("..") or mark[-1] in "\"'»”’":
        return True
    found = _LAST_WORD.search(paragraph, max(begin, stop.start() - _LOOK_BACK), stop.start())
    word = found.group() if found else ""
    if found and _opens_its_line(paragraph, begin, found.start()) and _ENUMERATION.match(word.lower()):
        return False
    return _word_ends_latin(word, opener, paragraph[begin : found.start() if found else stop.start()])


def _opens_its_line(paragraph: str, begin: int, at: int) -> bool:
    line = max(begin, paragraph.rfind("\n", begin, at))
    return not paragraph[line:at].strip(" \t\r\n([•–—-")


def _word_ends_latin(word: str, opener: str, before: str) -> bool:
    small = word.lower()
    if small in ENGLISH_NEVER_LAST or (small in ENGLISH_BEFORE_NUMBER and opener.isdigit()):
        return False
    if small in ENGLISH_MAY_BE_LAST and not word.isupper():
        return opener in ENGLISH_OPENERS
    if not _INITIALS.match(word):
        return True
    plain = before.split()[-1:] or [""]
    return opener in ENGLISH_OPENERS and (len(word) > 1 or plain[0][:1].islower())


def _cyrillic_cuts(paragraph: str) -> Iterator[int]:
    from razdel import sentenize

    cuts = {piece.stop for piece in sentenize(paragraph) if not _cut_wrongly(paragraph, piece.stop)}
    cuts |= {match.end() for match in _YEAR_ENDS.finditer(paragraph) if match["word"] in RUSSIAN_OPENERS}
    yield from sorted(cuts)


def _cut_wrongly(paragraph: str, at: int) -> bool:
    """Tell whether razdel's cut at ``at`` is one it should not have made."""
    before = paragraph[max(0, at - _LOOK_BACK) : at]
    if _RUSSIAN_INITIALS.search(before) or _RUSSIAN_NUMBERING.search(before):
        return True
    if latin := _LATIN_LAST_WORD.search(before):  # a case is cited by its English name: «Ananyev v. Russia, nos. 1/07»
        word, number = latin[1].lower(), bool(_NUMBER_FOLLOWS.match(paragraph, at))
        return word in ENGLISH_NEVER_LAST or (number and word in ENGLISH_BEFORE_NUMBER)
    last = _RUSSIAN_LAST_WORD.search(before)
    word = re.sub(r"\s", "", last.group(1)).lower() if last else ""
    return word in RUSSIAN_NOT_LAST and bool(_NO_OPENING_RUSSIAN.match(paragraph, at))
