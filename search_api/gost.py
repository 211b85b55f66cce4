"""References by ГОСТ Р 7.0.5–2008, elements divided by «. – », in the order of the standard.

======================  =============================================================================================
court decision          Название : жалоба № 58502/11 / Европейский суд по правам человека. – 26 ноября 2019 г. – П. 58.
law, act                Заглавие : федер. закон от 13 июня 1996 г. № 63-ФЗ. – П. «в» ч. 2 ст. 228.1.
UN document             Заглавие : док. ООН E/C.12/RUS/CO/5 / Комитет. – 2011. – П. 12.
article                 Заглавие / А. Автор // Журнал. – 2013. – 15(1). – С. 12.
report, page, minutes   Заглавие : сведения / Организация. – 2012. – С. 12. – URL: http://….
======================  =============================================================================================

«(дата обращения: …)» would follow an address; we do not know it. A decision's own kind (постановление, решение) is
written only where the catalogue or the text names it.
"""

import re

from index_config.domain import HEAD_NOTE, DocumentRecord, Kind, Locator, Metadata
from search_api.bibliography import (
    Provision,
    applications,
    body_in,
    date_parts,
    is_strasbourg,
    is_un_document,
    numbered,
    numbers,
    own_words,
    periodical_of,
    provision_of,
    tells_year,
    unit_of,
)

_MONTHS = (
    "января", "февраля", "марта", "апреля", "мая", "июня",
    "июля", "августа", "сентября", "октября", "ноября", "декабря",
)  # fmt: skip
_MONTH_NAMES = (
    "январь", "февраль", "март", "апрель", "май", "июнь",
    "июль", "август", "сентябрь", "октябрь", "ноябрь", "декабрь",
)  # fmt: skip
_UNITS = (
    ("стать", "ст."),
    ("art", "ст."),
    ("правил", "правило"),
    ("rule", "правило"),
    ("принцип", "принцип"),
    ("principle", "принцип"),
)
_WORDS = {"judgment": "решение", "decision": "решение", "complaint": "жалоба", "application": "жалоба"} | {
    "law": "закон", "order": "приказ", "decree": "указ", "resolution": "резолюция", "instruction": "инструкция",
    "federal law": "федеральный закон"
}  # fmt: skip
#: An act whose number was given to it on its day; the number of an application or a case was not.
_ACT = re.compile(
    r"(?P<what>(?:[^№]*\b(?:закон|кодекс|указ|приказ|распоряжени|постановлени|определени|решени|резолюци)\w*[^№]*?)?)"
    r"\s*№\s*(?P<number>\S+)",
    re.IGNORECASE,
)
_CODE = re.compile(r"\b(?:кодекс|закон)", re.IGNORECASE)


def reference(record: DocumentRecord, locator: Locator) -> str:
    """Write the reference to a place in a document."""
    meta = record.metadata
    parts = _head(meta)
    place = pinpoint(record, locator)
    if meta.digest:
        parts.append(f"Дайджест базы знаний, {place}" if place else "Дайджест базы знаний")
    elif place:
        parts.append(place[0].upper() + place[1:])
    if meta.source_url and meta.kind in (Kind.REPORT, Kind.DIALOGUE) and not is_un_document(meta):
        parts.append(f"URL: {meta.source_url}")
    return ". – ".join(part.rstrip(".") for part in parts if part) + "."


def date(iso: str) -> str:
    """Write an ISO date of any precision: ``26 ноября 2019 г.``, ``ноябрь 2019 г.``, ``2019``."""
    year, month, day = [*date_parts(iso), 0, 0, 0][:3]
    if day:
        return f"{day} {_MONTHS[month - 1]} {year} г."
    if month:
        return f"{_MONTH_NAMES[month - 1]} {year} г."
    return str(year) if year else ""


def pinpoint(record: DocumentRecord, locator: Locator) -> str:
    """Write where in its document a passage stands."""
    place = _place(record, locator)
    if locator.note.startswith(("footnote", "endnote")):
        note = locator.note.replace("footnote", "сноска").replace("endnote", "примечание")
        return ", ".join(part for part in (place, note) if part)
    note = locator.note.replace("operative part", "резолютивная часть").replace(HEAD_NOTE, "вводное примечание")
    return ", ".join(part for part in (note, place) if part)


def _head(meta: Metadata) -> list[str]:
    """Return the areas of the reference to the whole document."""
    body = body_in(meta, russian=True)
    article = periodical_of(meta)
    if article is not None:
        issue = "" if re.search(r"(?:19|20)\d\d(?: г\.)?$", article.issue) else article.issue
        return [f"{meta.title} / {article.authors} // {meta.issuing_body}", meta.date[:4], issue]
    told = numbered(meta, _WORDS, "№") if own_words(meta) else ""
    act = _ACT.fullmatch(told)
    official = meta.kind in (Kind.COURT_DECISION, Kind.GUIDELINE)
    when = date(meta.date) if official or meta.kind is Kind.DIALOGUE else meta.date[:4]
    if is_un_document(meta):
        about, when = f"док. ООН {meta.reference.strip()}", meta.date[:4]
    elif is_strasbourg(meta):
        about = _application_numbers(meta)
    elif act is not None and official and _is_day(meta.date) and (act["what"] or "/" not in act["number"]):
        about, when = f"{act['what']} от {date(meta.date)} № {act['number']}".strip(), ""
    else:
        about, when = told, "" if tells_year(meta) and not official else when
    head = " : ".join(part for part in (meta.title, about) if part)
    return [f"{head} / {body}" if body else head, when]


def _is_day(iso: str) -> bool:
    return len(date_parts(iso)) == 3


def _place(record: DocumentRecord, locator: Locator) -> str:
    meta = record.metadata
    if locator.paragraphs:
        word = unit_of(locator.section, _UNITS) if meta.kind is Kind.GUIDELINE else ""
        if word == "ст." and len(locator.paragraphs) == 1:
            return _provision(provision_of(locator.paragraphs[0]), in_code=bool(_CODE.search(meta.title)))
        return f"{word or 'п.'} {numbers(locator.paragraphs)}".replace("(прим.)", " примечание")
    first, last = locator.pages
    if record.pages > 1:
        return f"с. {first}" if first == last else f"с. {first}–{last}"
    if meta.kind is Kind.DIALOGUE and locator.speaker:
        return f"выступление: {locator.speaker}"
    return f"разд. «{locator.section[-1]}»" if locator.section else ""


def _provision(provision: Provision, *, in_code: bool) -> str:
    """Write a provision from the inside out, as lawyers do: «п. «в» ч. 2 ст. 228.1», «п. 1 прим. к ст. 228»."""
    article = f"ст. {provision.number}"
    items = provision.items
    if provision.note:
        return f"{f'п. {items[0]} ' if items else ''}прим. к {article}"
    if not in_code or len(items) > 2:  # what a treaty calls its parts is its own affair
        return article + "".join(f"({item})" for item in items)
    inner = [f"п. «{item}»" if item.isalpha() else f"п. {item}" for item in items[1:]]
    outer = [f"ч. {item}" if item[0].isdigit() else f"п. «{item}»" for item in items[:1]]
    return " ".join([*inner, *outer, article])


def _application_numbers(meta: Metadata) -> str:
    found, others = applications(meta)
    if not found:
        return meta.reference
    word = "жалоба" if len(found) == 1 and not others else "жалобы"
    rest = f" и {others} {'другая' if others == 1 else 'других'}" if others else ""
    return f"{word} № {', '.join(found)}{rest}"
