"""References in OSCOLA's manner (Oxford University Standard for the Citation of Legal Authorities, 4th edition).

======================  =============================================================================================
decision of the ECtHR   Kuzmina and Others v Russia App nos 66152/14 and 8 others (ECtHR, 20 April 2021) para 58
other decision          Name reference (Court, date) para 3
UN document             Committee, ‘Title’ (date) UN Doc E/C.12/RUS/CO/5, para 12
treaty, statute         Title, reference (Body, date) art 12(2)(c)
article                 Author, ‘Title’ (2013) 15(1) Journal p 4
report, page, minutes   Author, ‘Title’ (reference, year) p 12 <address>
======================  =============================================================================================

No full stops after abbreviations, pinpoints last but before an address.
"""

import re

from index_config.domain import DocumentRecord, Kind, Locator, Metadata
from search_api.bibliography import (
    applications,
    body_in,
    date_parts,
    is_strasbourg,
    is_un_document,
    numbered,
    numbers,
    own_words,
    periodical_of,
    tells_year,
    unit_of,
)

_MONTHS = (
    "January", "February", "March", "April", "May", "June",
    "July", "August", "September", "October", "November", "December",
)  # fmt: skip
_UNITS = (
    ("art", "art"),
    ("стать", "art"),
    ("rule", "rule"),
    ("правил", "rule"),
    ("principle", "principle"),
    ("принцип", "principle"),
    ("section", "s"),
    ("guideline", "guideline"),
)
_WORDS = {"решение": "judgment", "постановление": "judgment", "определение": "decision", "жалоба": "complaint"} | {
    "закон": "law", "приказ": "order", "указ": "decree", "резолюция": "resolution", "инструкция": "instruction",
    "федеральный закон": "federal law"
}  # fmt: skip
_PLURALS = {"s": "ss"}
_INNER_QUOTES = re.compile("‘([^‘’]*)’")
_ABBREVIATED = re.compile(r"\b(nos?|vol|pp?|ed|eds|ch)\.(?=\s)", re.IGNORECASE)


def reference(record: DocumentRecord, locator: Locator) -> str:
    """Write the reference to a place in a document."""
    meta = record.metadata
    head, mark = _head(meta)
    place = pinpoint(record, locator)
    if meta.digest:
        head, place = f"{head} (our digest{', ' + place if place else ''})", ""
    address = f" <{meta.source_url}>" if _wants_address(meta) else ""
    return f"{head}{mark + place if place else ''}{address}"


def date(iso: str) -> str:
    """Write an ISO date of any precision as ``26 November 2019``."""
    year, *rest = [*date_parts(iso), *[0] * 3][:3]
    month, day = rest
    return " ".join(part for part in (str(day or ""), _MONTHS[month - 1] if month else "", str(year or "")) if part)


def pinpoint(record: DocumentRecord, locator: Locator) -> str:
    """Write where in its document a passage stands."""
    note = locator.note.replace("footnote", "fn").replace("endnote", "fn")
    places = [_place(record, locator)]
    places.insert(0 if note and not note.startswith("fn") else 1, note)
    return ", ".join(part for part in places if part)


def _head(meta: Metadata) -> tuple[str, str]:
    """Return the reference to the whole document and what stands before a pinpoint."""
    body = body_in(meta, russian=False)
    if is_strasbourg(meta):
        return _joined(meta.title.replace(" v. ", " v "), _application_numbers(meta), _round("ECtHR", date(meta.date)))
    if meta.kind is Kind.COURT_DECISION:
        title = meta.title.replace(" v. ", " v ")
        return _joined(title, _number(meta), _round(body, date(meta.date)))
    title = _INNER_QUOTES.sub(r"“\1”", meta.title)
    title = f"‘{title}’"
    author = f"{body}, " if body else ""
    if is_un_document(meta):
        return _joined(f"{author}{title}", _round(date(meta.date)), f"UN Doc {meta.reference.strip()}")[0], ", "
    if meta.kind is Kind.GUIDELINE:
        inner = _round(body, date(meta.date))
        return _joined(", ".join(part for part in (meta.title, _number(meta)) if part), inner)
    article = periodical_of(meta)
    if article is not None:
        journal, issue = meta.issuing_body, article.issue
        if re.search(r"\b(?:19|20)\d\d$", issue):  # a newspaper: its issue is a day
            return _joined(f"{article.authors}, {title}", journal, _round(date(meta.date)))
        return _joined(f"{article.authors}, {title}", _round(meta.date[:4]), issue, journal)
    when = date(meta.date) if meta.kind is Kind.DIALOGUE else meta.date[:4]
    return _joined(f"{author}{title}", _round(_number(meta), "" if tells_year(meta) else when))


def _place(record: DocumentRecord, locator: Locator) -> str:
    kind = record.metadata.kind
    if locator.paragraphs:
        word = unit_of(locator.section, _UNITS) if kind is Kind.GUIDELINE else ""
        word = word or "para"
        many = _PLURALS.get(word, word + "s") if len(locator.paragraphs) > 1 else word
        return f"{many} {numbers(locator.paragraphs)}".replace("(прим.)", " note ").replace("  ", " ").strip()
    first, last = locator.pages
    if record.pages > 1:
        return f"p {first}" if first == last else f"pp {first}–{last}"
    if kind is Kind.DIALOGUE and locator.speaker:
        return f"statement of {locator.speaker}"
    return f"section ‘{locator.section[-1]}’" if locator.section else ""


def _application_numbers(meta: Metadata) -> str:
    found, others = applications(meta)
    if not found:
        return _plain(meta.reference)
    word = "App no" if len(found) == 1 and not others else "App nos"
    if others:
        return f"{word} {', '.join(found)} and {others} {'other' if others == 1 else 'others'}"
    return f"{word} {' and '.join(part for part in (', '.join(found[:-1]), found[-1]) if part)}"


def _number(meta: Metadata) -> str:
    return _plain(numbered(meta, _WORDS, "no")) if own_words(meta) else ""


def _plain(text: str) -> str:
    """Take the full stops off abbreviations."""
    return _ABBREVIATED.sub(r"\1", text.replace("№", "no"))


def _round(*parts: str) -> str:
    inner = ", ".join(part for part in parts if part)
    return f"({inner})" if inner else ""


def _joined(*parts: str) -> tuple[str, str]:
    return " ".join(part for part in parts if part), " "


def _wants_address(meta: Metadata) -> bool:
    """Tell what is found by its address only: no number of a case, a law or the United Nations leads to it."""
    return bool(meta.source_url) and meta.kind in (Kind.REPORT, Kind.DIALOGUE) and not is_un_document(meta)
