"""Titles from the first lines, work ids from file names."""

import re
import unicodedata

from index_config.domain import Kind
from index_config.text.language import detect_language
from ingest.structure.headings import is_capitals

_HEAD = 2500
_LONGEST = 220
_SHORTEST_WORDS = 2
_CASE = re.compile(r"CASE OF\s+(.{3,160}?)\s*(?=\n|\(Appl|\(no)")
_CASE_RU = re.compile(r"(?:Дело|ДЕЛО|Справа|СПРАВА)\s+([\"«“].{3,160}?[\"»”])")
_VERSUS = re.compile(
    r"(?<![A-Za-z])([A-Z][\w’'.-]+(?: (?:[A-Z][\w’'.-]+|and|de|van|von)){0,5} v\. (?:the )?[A-Z]\w+(?: [A-Z]\w+)?)"
)
_TYPE = re.compile(
    r"(?:ОПРЕДЕЛЕНИЕ|РЕШЕНИЕ|ПОСТАНОВЛЕНИЕ|ПРИГОВОР|ПРИКАЗ|УКАЗ|РАСПОРЯЖЕНИЕ|ФЕДЕРАЛЬНЫЙ ЗАКОН|ЗАКОН|ИНСТРУКЦИЯ)\b",
    re.IGNORECASE,
)
_SUBJECT = re.compile(r"(?:Об?|О порядке|Про|об|о)\s+\w")
_NO_TITLE = re.compile(
    r"https?://|www\.|^\W*\d[\d\s./-]*$|^(?:the )?(?:first|second|third|fourth|fifth|grand) (?:section|chamber)$"
    r"|^\w+ (?:секция|секція|палата)$"
    r"|^page \d"
    r"|^(?:москва|strasbourg|официальный сайт)|^[\d_]+$|^российская федерация$|^российской федерации$|^принят[ао]? "
    r"|^приложение|^\(|^переклад |^copyright|^of europe$|^events\b|^события\b",
    re.IGNORECASE,
)
_CODE = re.compile(r"[^.]{0,80}\b(?:кодекс|конституция)\b[^.]{0,80}", re.IGNORECASE)
_SPEAKS = re.compile(r"[^:]{2,60}:\s")
_TELLING = 25
_LANGUAGE_AT_END = re.compile(r"[-_.](?:en|ru|eng|rus)$", re.IGNORECASE)


def likely_title(text: str, kind: Kind, language: str, stem: str) -> str:
    """Return the title that the first lines state, or the file's name in words."""
    head = text[:_HEAD]
    if kind is Kind.COURT_DECISION:
        if match := _CASE.search(head):
            return _case_name(" ".join(match[1].split()))
        if match := _CASE_RU.search(head):
            return " ".join(match[1].split()).strip('"«»“”')
        if match := _VERSUS.search(head):
            return " ".join(match[1].split())
    lines = [" ".join(line.split()).lstrip("#* ") for line in head.split("\n")]
    lines = [line for line in lines if line and not _NO_TITLE.search(line)]
    act = _act(lines) if kind in (Kind.GUIDELINE, Kind.COURT_DECISION) else ""
    return act or _first(lines, kind, language) or " ".join(re.sub(r"[_-]+", " ", stem).split())


def slug(stem: str) -> str:
    """Return the file's name as a work id: lower case, words joined by hyphens, without a language at its end."""
    plain = unicodedata.normalize("NFKC", _LANGUAGE_AT_END.sub("", stem)).lower()
    return re.sub(r"[^\w]+|_+", "-", plain).strip("-") or "untitled"


def _case_name(name: str) -> str:
    """CASE OF KHUDOBIN v. RUSSIA → Khudobin v. Russia."""
    if not is_capitals(name.replace(" v. ", " ")):
        return name
    small = {"And": "and", "Others": "Others", "V.": "v.", "Of": "of", "The": "the", "No.": "no."}
    words = [
        small.get(word.capitalize(), "-".join(part.capitalize() for part in word.split("-"))) for word in name.split()
    ]
    return " ".join(words)


def _act(lines: list[str]) -> str:
    """Return the kind of the act with its subject: «Приказ. Об организации работы …»."""
    for index, line in enumerate(lines[:12]):
        if _CODE.fullmatch(line) and not line.startswith("("):
            name = line.capitalize().replace("российской федерации", "Российской Федерации")
            return name if is_capitals(line) else line
        if len(line) <= 90 and _TYPE.match(line) and "постановления" not in line.lower():
            subject = next((other for other in lines[index : index + 6] if _SUBJECT.match(other)), "")
            name = line if not is_capitals(line) else line.capitalize()
            return _shortened(f"{name}. {subject}" if subject and subject != line else name)
    return ""


def _first(lines: list[str], kind: Kind, language: str) -> str:
    """Return the first line of words in the document's language; a speaker's turn is none."""
    for line in lines[:12]:
        if len(line.split()) < _SHORTEST_WORDS or not any(character.isalpha() for character in line):
            continue
        if kind is Kind.DIALOGUE and _SPEAKS.match(line):
            return ""
        if language and len(line) >= _TELLING and detect_language(line) not in ("", language):
            continue
        return _shortened(line)
    return ""


def _shortened(line: str) -> str:
    if len(line) <= _LONGEST:
        return line
    sentence = re.split(r"(?<=[.!?])\s", line)[0]
    if 10 <= len(sentence) <= _LONGEST:
        return sentence
    return line[:_LONGEST].rsplit(" ", 1)[0] + "…"
