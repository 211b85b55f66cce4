"""References, issuing bodies and countries as a document's head states them."""

import re

from index_config.domain import Kind
from ingest.guess.tables import BODIES, STATES

_HEAD = 2500
_TAIL = 700
_REFERENCES: tuple[tuple[re.Pattern[str], str], ...] = (
    (
        re.compile(
            r"\(Applications? (nos?\. ?\d{1,6}/\d\d(?:(?:,| and|;)\s?(?:nos?\. )?\d{1,6}/\d\d)*"
            r"(?: and \d+ others)?)\)?"
        ),
        "{0}",
    ),
    (re.compile(r"\((?:Жалоба|Заява)\s*(?:N|№)\s?(\d{1,6}/\d\d)\)", re.I), "№ {0}"),
    (
        re.compile(
            r"(?<![\w/])((?:A|E|S|CCPR|CEDAW|CAT|CRC|CERD|CMW|CRPD|HRI)"
            r"/(?:C/|HRC/|RES/|INF/|CN\.\d+/)?[A-Z\d][\w./-]*\d)"
        ),
        "{0}",
    ),
    (re.compile(r"(?:Дел[оу]|Справа)\s+(?:№|N)\s?((?=\S*\d)[\w.-]+(?:/[\w.-]+)*)", re.I), "№ {0}"),
    (re.compile(r"^\s*(?:№|N)\s?((?=\S*\d)[А-ЯA-Z\d][\w-]*(?:/\d+)?(?:-[А-ЯA-Z]+)?)\s*$", re.M), "№ {0}"),
    (
        re.compile(
            r"(?:^|\n)[^\n(]{0,40}(?:\d{4}\s*(?:г\.|года?)|\d\d\.\d\d\.\d{4})\s+(?:№|N)\s?((?=\S*\d)[\w/-]+)", re.I
        ),
        "№ {0}",
    ),
    (re.compile(r"\b(?:Case|No\.|Docket)\s+(?:No\.?\s?)?(\d{1,2}[:-]\d{2,6}(?:-[\w]+)?)"), "No. {0}"),
)
_SEALED = re.compile(r"\d{4} (?:года|г\.)\s+(?:N|№)\s?(\d+(?:-[А-Яа-я]+)?)\b")
_BODIES = tuple((re.compile(pattern, re.I | re.M), name) for pattern, name in BODIES.items())
_COURTS = re.compile(r"court|суд", re.IGNORECASE)
_CASE = re.compile(r"\(Applications? nos?\.|CASE OF ")
_RESPONDENT = re.compile(r"(?:\bv\.|\bagainst\b|против|проти)\s+", re.I)
_STATES = tuple((code, re.compile(rf"(?:{names})\w*", re.IGNORECASE)) for code, names in STATES.items())
_AND = re.compile(r"\s+(?:and|и|та)\s+")
_OF_RUSSIA = re.compile(r"РОССИЙСК(?:ОЙ|АЯ) ФЕДЕРАЦИ[ИЯ]|Российской Федерации|Арбитражного суда")
_OF_RUSSIA_HEAD = 1500


def reference_of(text: str, kind: Kind) -> str:
    """Return the document's own number: application, case, UN symbol, decree; nothing where its head states none."""
    head = text[:_HEAD]
    sealed = list(_SEALED.finditer(text[-_TAIL:])) if kind is Kind.GUIDELINE else []
    if sealed:
        return f"№ {sealed[-1][1]}"
    for pattern, form in _REFERENCES:
        if kind in (Kind.REPORT, Kind.DIALOGUE) and not form.startswith("{0}"):
            continue
        for match in pattern.finditer(head):
            if "/" in match[1] or not _in_brackets(head, match.start(1)):
                return form.format(" ".join(match[1].split()).rstrip(".,;"))
    return ""


def _in_brackets(text: str, offset: int) -> bool:
    return text.rfind("(", 0, offset) > text.rfind(")", 0, offset)


def issuing_body(text: str, kind: Kind) -> str:
    """Return who issued the document, in the document's own language; only for decisions and norms."""
    if kind not in (Kind.COURT_DECISION, Kind.GUIDELINE):
        return ""
    head = text[:_HEAD]
    found = []
    for pattern, name in _BODIES:
        match = pattern.search(head)
        if match and (kind is Kind.COURT_DECISION or not _COURTS.search(name)):
            found.append((match.start(), name))
    if found:
        return min(found)[1]
    return "European Court of Human Rights" if kind is Kind.COURT_DECISION and _CASE.search(head) else ""


def countries_of(text: str, kind: Kind, title: str = "") -> tuple[str, ...]:
    """Return the respondent State of a case, or Russia for an act of its organs, as ISO 3166-1 alpha-2 codes."""
    head = f"{title}\n{text[:_HEAD]}"
    if kind is Kind.COURT_DECISION:
        for match in _RESPONDENT.finditer(head):
            codes = _states_at(head, match.end())
            if codes:
                return codes
    if kind in (Kind.COURT_DECISION, Kind.GUIDELINE) and _OF_RUSSIA.search(head[:_OF_RUSSIA_HEAD]):
        return ("RU",)
    return ()


def _states_at(head: str, offset: int) -> tuple[str, ...]:
    """Return the States named from ``offset`` on: «Moldova and Russia»."""
    for code, pattern in _STATES:
        match = pattern.match(head, offset)
        if match:
            following = _AND.match(head, match.end())
            return (code, *(_states_at(head, following.end()) if following else ()))
    return ()
