"""Dates in all their spellings to ISO 8601: «26 ноября 2019 г.», 26.11.2019, 2019-11-26, "November 26, 2019"."""

import datetime as dt
import re
from collections.abc import Iterator

from index_config.domain import Span

_RUSSIAN = (
    "январ",
    "феврал",
    "март",
    "апрел",
    "ма(?=[йяюе])",
    "июн",
    "июл",
    "август",
    "сентябр",
    "октябр",
    "ноябр",
    "декабр",
)
_ENGLISH = (
    "jan(?:uary)?", "feb(?:ruary)?", "mar(?:ch)?", "apr(?:il)?", "may", "june?", "july?", "aug(?:ust)?",
    "sept?(?:ember)?", "oct(?:ober)?", "nov(?:ember)?", "dec(?:ember)?",
)  # fmt: skip
_MONTH = "|".join(
    [f"(?P<r{number}>{stem}[а-я]{{0,2}})" for number, stem in enumerate(_RUSSIAN, 1)]
    + [f"(?P<e{number}>{name})" for number, name in enumerate(_ENGLISH, 1)]
)
_YEAR = r"(?P<year>(?:1[6-9]|20)\d\d)(?![\d/])"
_DAY = r"(?<![\d./-])[«\"“]?(?P<day>[0-3]?\d)(?:st|nd|rd|th)?[»\"”]?"

_PATTERNS = tuple(
    re.compile(pattern)
    for pattern in (
        rf"{_DAY}[\s-]+(?:of\s+)?(?:{_MONTH})\b\.?,?[\s-]+{_YEAR}",
        rf"\b(?:{_MONTH})\b\.?\s+(?P<day>[0-3]?\d)(?:st|nd|rd|th)?,?\s+{_YEAR}",
        rf"\b(?:{_MONTH})\b\.?,?\s+{_YEAR}",
        rf"(?<![\d./-])(?P<day>[0-3]?\d)\s?(?P<mark>[./])\s?(?P<month>[0-3]?\d)\s?(?P=mark)\s?{_YEAR}",
        r"(?<![\d./-])(?P<year>(?:1[6-9]|20)\d\d)-(?P<month>[01]\d)-(?P<day>[0-3]\d)(?!\d)",
    )
)


def find_dates(lowered: str) -> Iterator[tuple[str, Span]]:
    """Yield ``2019-11-26`` and ``2019-11`` (the month alone finds the day, too) with where they stand.

    Args:
        lowered: the text in lower case with ё as е, every character in its place.
    """
    taken: list[tuple[int, int]] = []
    for pattern in _PATTERNS:
        for match in pattern.finditer(lowered):
            if any(start < match.end() and match.start() < end for start, end in taken):
                continue
            value = _iso(match.groupdict())
            if value:
                taken.append(match.span())
                span = Span(*match.span())
                yield value, span
                if len(value) > len("2019-11"):
                    yield value[:7], span


def _iso(groups: dict[str, str | None]) -> str:
    year, day, month = int(groups["year"] or 0), int(groups.get("day") or 0), int(groups.get("month") or 0)
    if not month:
        month = next(
            int(name[1:]) for name, value in groups.items() if value and name[0] in "re" and name[1:].isdigit()
        )
    if not day:
        return f"{year}-{month:02}"
    if month > 12 and groups.get("mark") == "/":  # 11/26/2019: the American order
        day, month = month, day
    try:
        return dt.date(year, month, day).isoformat()
    except ValueError:
        return ""
