"""Footnotes at the foot of a page, told from the text above them."""

import re
from collections.abc import Sequence
from dataclasses import dataclass

from ingest.read.pdf_lines import Line

_SUPERSCRIPT = str.maketrans("⁰¹²³⁴⁵⁶⁷⁸⁹", "0123456789")
_LABEL = re.compile(r"^(?:(?P<raised>[⁰¹²³⁴⁵⁶⁷⁸⁹]{1,4})|(?P<plain>\d{1,3})(?:\.\s|\s)|(?P<sign>\*{1,3}|[†‡]))\s*(?=\S)")
_CALL = re.compile(r"[⁰¹²³⁴⁵⁶⁷⁸⁹]{1,4}")
#: Notes are smaller than the text by at least this factor, unless raised numbers call and open them.
_SMALLER = 0.93
_FURNITURE = 2
_OF_PAGES = re.compile(r"\W*\d{1,4}\s*(?:/|of|из|з)\s*\d{1,4}\W*")
#: A short line in the type of the line above, set under it at this distance in heights at most, is the end of a note.
_TIGHT, _SAME_SIZE = 1.5, 1.03


@dataclass(frozen=True, slots=True)
class Note:
    """A footnote: its number or sign ("" for the rest of one begun on the page before) and its lines."""

    label: str
    lines: tuple[Line, ...]


def part_notes(found: Sequence[Line], body: float, calls: frozenset[str]) -> tuple[list[Line], list[Note], list[Line]]:
    """Part a column's lines into text, footnotes and what stands below those.

    ``body`` is the height of the document's running text, ``calls`` the raised numbers on the page.
    """
    foot = _foot(found, body, calls)
    start = _start(found[:foot], body, calls)
    if start == foot:
        return list(found), [], []
    return list(found[:start]), _notes(found[start:foot], calls), list(found[foot:])


def raised_numbers(found: Sequence[Line]) -> frozenset[str]:
    """The raised numbers in some lines, those that open a line left out."""
    return frozenset(
        match[0].translate(_SUPERSCRIPT) for line in found for match in _CALL.finditer(line.text) if match.start() > 0
    )


def _foot(found: Sequence[Line], body: float, calls: frozenset[str]) -> int:
    """Where the page number and running foot begin, if the column has them."""
    foot = len(found)
    for _ in range(_FURNITURE):
        above, last = found[max(foot - 2, 0)], found[foot - 1]
        if foot < 2 or (_label(last, calls) and not _OF_PAGES.fullmatch(last.text)):
            break
        if above.y - last.y <= 2.2 * body and (len(last.text) > 8 or _is_end(above, last)):
            break
        foot -= 1
    return foot


def _is_end(above: Line, last: Line) -> bool:
    """Tell the last word of a paragraph from a page number: it is set like the line above."""
    alike = max(above.height, last.height) <= _SAME_SIZE * min(above.height, last.height)
    return alike and abs(above.x0 - last.x0) < 2 and above.y - last.y <= _TIGHT * last.height


def _start(found: Sequence[Line], body: float, calls: frozenset[str]) -> int:
    """Where the notes begin: the highest of the small lines at the foot, or the first that a raised number opens."""
    start = len(found)
    while start > 0 and found[start - 1].height < _SMALLER * body:
        start -= 1
    small = start
    while small < len(found) and not _label(found[small], calls):
        small += 1
    if small < len(found):
        # lines above the first number are the rest of an earlier page's note, if the text stops above them
        return start if start == 0 or found[start - 1].y - found[start].y > 0.5 * body else small
    start = len(found)
    for index in range(len(found) - 1, -1, -1):
        match = _LABEL.match(found[index].text)
        if match and match["raised"] and match["raised"].translate(_SUPERSCRIPT) in calls:
            start = index
    return start if start >= len(found) // 3 else len(found)


def _label(line: Line, calls: frozenset[str]) -> str:
    match = _LABEL.match(line.text)
    if not match:
        return ""
    if match["plain"]:
        return match["plain"] if match["plain"] in calls else ""
    return match["raised"].translate(_SUPERSCRIPT) if match["raised"] else match["sign"]


def _notes(found: Sequence[Line], calls: frozenset[str]) -> list[Note]:
    notes: list[tuple[str, list[Line]]] = []
    for line in found:
        label = _label(line, calls)
        if label or not notes:
            notes.append((label, []))
        notes[-1][1].append(line)
    return [Note(label, tuple(lines)) for label, lines in notes]
