"""Sentence ends: razdel for Russian, an equal of our own for English and every other language.

Both share one promise: spans are ordered and disjoint, nothing but white space lies between them, and a paragraph break
(an empty line) always ends a sentence.
"""

import re
from collections.abc import Iterator

from index_config.domain import Span

_PARAGRAPH = re.compile(r"\n[^\S\n]*\n\s*")

# A possible end: closing marks and quotes after ., !, ? or …, then white space before what may begin a sentence.
_CANDIDATE = re.compile(r"""[.!?…]+[)\]"'»”’]*(?=\s)""")
_BEGINS = re.compile(r"""\s+[(\["'«“‘„—–-]*\s?(?:[^\W\d_a-zа-я]|\d|[¿¡])""")
_LOWER = re.compile(r"""\s+[(\["'«“‘„]*[a-zа-яà-ÿ]""")
_LAST_WORD = re.compile(r"[^\s(\[\"'«“‘„]+$")

#: Before a number or a name these end no sentence ("para. 58", "v. Russia", "Ms. Keller").
_TITLES = frozenset(
    "mr mrs ms messrs dr prof hon rev fr st gen gov sen rep col capt lt sgt judge v vs cf eg e.g i.e viz mme mlle m art arts "
    "para paras par sec sect ch chap no nos nr p pp vol ed eds fig figs app appl ex supp ibid op cit approx ca c s ss r rr reg "
    "u.s u.n u.k".split()
)
#: These may end a sentence: they do when a capital follows that is no number.
_MAY_END = frozenset("al etc inc ltd co corp jr sr a.m p.m u.s u.n u.k u.s.a e.u bros dept".split())
_NEVER_BEFORE_NUMBER = frozenset("jan feb mar apr jun jul aug sep sept oct nov dec".split()) | _TITLES
_INITIAL = re.compile(r"(?:[^\W\d_]\.-?)*[^\W\d_]\.?$")
_ENUMERATION = re.compile(r"(?:\(?(?:\d{1,3}|[a-zа-я]|[ivxlc]{1,5})\)?|(?:\d+\.)+\d*|[IVXLC]+(?:\.\d+)*)$")

_NO_END_RU = re.compile(
    r"(?:^|[\s(«\"])(?:ст|ч|п|пп|абз|гл|разд|подп|лит|рис|табл|прим|см|ср|стр|с|т|г|гг|в|вв|им|ул|д|кв|корп|стр|пос|обл|р-н|респ|"
    r"напр|т\.\s?е|т\.\s?н|т\.\s?к|и\.\s?о|ред|сост|вып|изд|пер|науч|проф|акад|доц|канд|док|зам|рег|вх|исх|тел|руб|коп|тыс|млн|"
    r"млрд|долл|мл|мг|англ|фр|нем|лат|укр|гр|гражд|юр|физ|мин|макс|ок|п\.\s?п|ст\.\s?ст|ч\.\s?ч|no|№)\.$",
    re.IGNORECASE,
)
_OPEN_RU = re.compile(r"\s+[(«\"“]?(?:[а-яёa-z]|\d)")
_INITIALS_RU = re.compile(r"(?:^|[\s(«])[А-ЯЁA-Z]\.(?:\s?-?[А-ЯЁA-Z]\.)*$")


def sentence_spans(text: str, language: str) -> tuple[Span, ...]:
    """Return the spans of the sentences of ``text``, without the white space around them.

    Args:
        text: any text, one passage or a whole document.
        language: ISO 639-1 code; ``ru`` and its Cyrillic neighbours go to razdel.
    """
    split = _split_cyrillic if language in ("ru", "uk", "be", "kk", "ky", "tg") else _split_latin
    spans: list[Span] = []
    start = 0
    for gap in _PARAGRAPH.finditer(text):
        spans.extend(_within(text, start, gap.start(), split(text[start : gap.start()])))
        start = gap.end()
    spans.extend(_within(text, start, len(text), split(text[start:])))
    return tuple(spans)


def _within(text: str, start: int, end: int, cuts: Iterator[int]) -> Iterator[Span]:
    """Turn the cuts of one paragraph into spans without surrounding white space."""
    for left, right in _pairs(start, [start + cut for cut in cuts], end):
        piece = text[left:right]
        inner = piece.strip()
        if inner:
            begin = left + len(piece) - len(piece.lstrip())
            yield Span(begin, begin + len(inner))


def _pairs(start: int, cuts: list[int], end: int) -> Iterator[tuple[int, int]]:
    edges = [start, *cuts, end]
    yield from zip(edges, edges[1:], strict=False)


def _split_latin(paragraph: str) -> Iterator[int]:
    for match in _CANDIDATE.finditer(paragraph):
        if _ends_latin(paragraph, match):
            yield match.end()


def _ends_latin(paragraph: str, match: re.Match[str]) -> bool:
    at, mark = match.end(), match.group()
    if not _BEGINS.match(paragraph, at):
        return False
    if mark[0] != "." or mark.startswith(".."):
        return not _LOWER.match(paragraph, at)
    found = _LAST_WORD.search(paragraph, max(0, match.start() - 40), match.start())
    word = found.group().lower() if found else ""
    if len(mark) > 1:  # a closing quote or bracket after the stop
        return word not in _TITLES - _MAY_END
    follows_number = bool(re.match(r"\s+[(\[]?\d", paragraph[at : at + 8]))
    if follows_number and word in _NEVER_BEFORE_NUMBER:
        return False
    if word in _MAY_END:
        return not follows_number and _starts_anew(paragraph, at)
    if word in _TITLES:
        return False
    begins_paragraph = not paragraph[: match.start()].strip(" \t\n([").strip(word.upper() + word)
    return not (_INITIAL.fullmatch(word) or (begins_paragraph and _ENUMERATION.fullmatch(word)))


def _starts_anew(paragraph: str, at: int) -> bool:
    """After "et al.", "U.N." and the like: a sentence begins with a common opening word, not with just any capital."""
    following = re.match(r"\s+[\"“«(]*([A-Z][a-z]*)", paragraph[at : at + 40])
    return bool(following) and following is not None and following.group(1) in _OPENERS


_OPENERS = frozenset(
    "The This These That Those It He She They We You I In On At As If When While Where After Before Since However Moreover "
    "Furthermore But And Or So Yet Nor For From By With Without Under Over To There Here A An No Not All Some Any Each Every "
    "Its His Her Their Our Your My According Although Because Both Such Thus Therefore Then Also What Which Who Why How".split()
)


def _split_cyrillic(paragraph: str) -> Iterator[int]:
    from razdel import sentenize

    pieces = list(sentenize(paragraph))
    for piece in pieces[:-1]:
        if not _mended(paragraph, piece.stop):
            yield piece.stop


def _mended(paragraph: str, at: int) -> bool:
    """Tell whether razdel's cut at ``at`` is one it should not have made."""
    before = paragraph[max(0, at - 12) : at]
    if _INITIALS_RU.search(before):
        return True
    return bool(_NO_END_RU.search(before)) and bool(_OPEN_RU.match(paragraph, at))
