"""The document's own date: of the decision, the decree, the meeting; never that of a law it cites."""

import datetime as dt
import re
from collections.abc import Iterator
from dataclasses import dataclass

from index_config.domain import Kind, Span
from index_config.text.dates import find_dates
from index_config.text.folding import lower_same_length

_HEAD, _TAIL = 3500, 900
_EARLIEST = "1900"
_ENOUGH = 2.0
_SHORT_LINE = 70
_PLACE = re.compile(
    r"(?:strasbourg|страсбург|strassburg|москва|moscow|geneva|женева|new york|нью-йорк|vienna|вена|киев|київ|тбилиси"
    r"|минск|алматы|астана|бишкек|ташкент|санкт-петербург|г\. ?[\w-]+|город \w+|кремль|jerusalem|london)[\s,.]*$"
)
_OWN = re.compile(
    r"(?:date|dated|дата|adopted(?: on)?|opened for signature.{0,40}|done at [\w ,]+|delivered(?: on)?|принят\w*"
    r"|утвержд[её]н\w*|judgment(?: of)?|decision of|постановлени[ея] от|решени[ея] от|определени[ея] от|приказ\w* от"
    r"|указ\w* от|закон\w* от|last updated:?|прийнят\w*|ухвален\w*|затверджен\w*|(?:рішення|постанова|ухвала) від"
    r"|(?:наказ|указ|закон)\w* від)\W{0,6}(?:\w+ ){0,3}$"
)
_OTHERS = re.compile(
    r"(?:deliberated.{0,30}|lodged.{0,30}|born.{0,20}|entered into force.{0,20}|final\W{0,3}|остаточн\w+.{0,10}|since"
    r"|until|before|after|period.{0,20}|act of|law of|зарегистрирован.{0,60}|в ред(?:акции|\.).{0,80}"
    r"|вступ\w+ в силу.{0,20}|закон[а-я]* от|\bс|\bпо|\bдо|\bпосле|одобрен\w*.{0,30}|принят\w* государственной думой"
    r"|родил\w+.{0,10}|протокол\w* .{0,20}от|утратил\w* силу.{0,80}|приказ\w* .{0,60} от"
    r"|за зачиненими дверима|нарадчій кімнаті|зареєстровано.{0,60}|набу\w+ чинності.{0,20}|втрати\w+ чинність.{0,80}"
    r"|закон[а-яіїєґ]* від|\bз|\bвід|\bпісля|народи\w+.{0,10}|змінами.{0,80})\s*$"
)
_UKRAINIAN = (
    "січ(?:ень|ня)", "лют(?:ий|ого)", "берез(?:ень|ня)", "квіт(?:ень|ня)", "трав(?:ень|ня)", "черв(?:ень|ня)",
    "лип(?:ень|ня)", "серп(?:ень|ня)", "верес(?:ень|ня)", "жовт(?:ень|ня)", "листопада?", "груд(?:ень|ня)",
)  # fmt: skip
_MONTHS = str.split("jan feb mar apr may jun jul aug sep oct nov dec")
_UKRAINIAN_MONTH = re.compile(rf"\b(?:{'|'.join(f'({name})' for name in _UKRAINIAN)})(?=\s+(?:19|20)\d\d)")
#: The number of an application: the date is that of a judgment in a list.
_CITED = re.compile(r"\d/\d\d\b")


@dataclass(frozen=True, slots=True)
class _Candidate:
    value: str
    score: float


def own_date(text: str, kind: Kind, stem: str = "", today: dt.date | None = None) -> str:
    """Return the document's own date as ISO 8601 with the precision known, or nothing where it is not plain.

    Args:
        text: the canonical text.
        kind: decisions and norms state their date; for reports and minutes the file's name is heard, too.
        stem: the file's name without its ending.
        today: later dates are not believed; the present day by default.
    """
    latest = (today or dt.date.today()).isoformat()
    candidates = [
        candidate for candidate in _candidates(text) if _EARLIEST <= candidate.value <= latest[: len(candidate.value)]
    ]
    best = max(candidates, key=lambda candidate: candidate.score, default=None)
    if best is not None and best.score >= _ENOUGH:
        return best.value
    return _in_name(stem, latest) if kind in (Kind.REPORT, Kind.DIALOGUE) else ""


def _candidates(text: str) -> Iterator[_Candidate]:
    lowered = _lowered(text[:_HEAD])
    yield from _scored(lowered, 0.0)
    if len(text) > _HEAD + _TAIL:
        tail = _lowered(text[-_TAIL:].partition("\n")[2])  # whole lines
        for value, span in find_dates(tail):
            line = _line(tail, span)
            if len(value) == len("2019-11-26") and len(line) <= _SHORT_LINE // 2 and not _CITED.search(line):
                sealed = bool(_PLACE.search(tail[max(0, span.start - 60) : span.start]))
                yield _Candidate(value, 6.0 if sealed else 2.2)


def _lowered(text: str) -> str:
    """Fold a text for ``find_dates``, which knows no Ukrainian: months become others' of the same length."""

    def other(match: re.Match[str]) -> str:
        return _MONTHS[(match.lastindex or 1) - 1].ljust(len(match[0]))

    return _UKRAINIAN_MONTH.sub(other, lower_same_length(text))


def _scored(lowered: str, bonus: float) -> Iterator[_Candidate]:
    for value, span in find_dates(lowered):
        before = lowered[max(0, span.start - 90) : span.start]
        line = _line(lowered, span)
        score = bonus - span.start / 2000
        score += 3.0 if _PLACE.search(before) else 0.0
        score += 2.5 if _OWN.search(before) else 0.0
        score += 2.5 if len(line) <= _SHORT_LINE else 0.0
        opens = line.startswith(lowered[span.start : span.end]) and len(line) <= 2 * _SHORT_LINE
        score += 2.2 if opens and span.start < _HEAD // 4 else 0.0
        score -= 4.0 if _OTHERS.search(before) else 0.0
        score -= 4.0 if _in_brackets(lowered, span.start) else 0.0
        score -= 0.5 if len(value) < len("2019-11-26") else 0.0
        yield _Candidate(value, score)


def _line(text: str, span: Span) -> str:
    start = text.rfind("\n", 0, span.start) + 1
    end = text.find("\n", span.end)
    return text[start : end if end >= 0 else len(text)].strip()


def _in_brackets(text: str, offset: int) -> bool:
    opened, closed = text.rfind("(", 0, offset), text.rfind(")", 0, offset)
    return opened > closed and offset - opened < 1500


def _in_name(stem: str, latest: str) -> str:
    match = re.search(r"(?<!\d)((?:19|20)\d\d)[-_.]?(0[1-9]|1[0-2])[-_.]?(0[1-9]|[12]\d|3[01])(?!\d)", stem)
    value = "-".join(match.groups()) if match else ""
    if not value and (match := re.search(r"(?<!\d)((?:19|20)\d\d)(?!\d)", stem)):
        value = match[1]
    return value if value and value <= latest[: len(value)] else ""
