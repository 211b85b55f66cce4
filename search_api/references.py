"""References as they are written: ГОСТ Р 7.0.5–2008 in Russian, OSCOLA's manner (4th edition) in English.

A pinpoint is a kind and a value (п. 58, с. 12; para 58, p 12), never a bare number. A digest is named as one, so that
nobody takes its paragraph numbers for those of the official text.
"""

from index_config.domain import DocumentRecord, Kind, Locator

_MONTHS_EN = (
    "January", "February", "March", "April", "May", "June",
    "July", "August", "September", "October", "November", "December",
)  # fmt: skip
_MONTHS_RU = (
    "января", "февраля", "марта", "апреля", "мая", "июня",
    "июля", "августа", "сентября", "октября", "ноября", "декабря",
)  # fmt: skip


def formatted(record: DocumentRecord, locator: Locator) -> dict[str, str]:
    """Return the reference to a place in a document, by language of the reference."""
    return {"en": english(record, locator), "ru": russian(record, locator)}


def english(record: DocumentRecord, locator: Locator) -> str:
    """Write the reference in OSCOLA's manner, as in ``Title, reference (Body, date) para 58``."""
    meta = record.metadata
    title = _plain_versus(meta.title) if meta.kind is Kind.COURT_DECISION else f"‘{meta.title}’"
    inner = ", ".join(part for part in (meta.issuing_body, english_date(meta.date)) if part)
    head = " ".join(part for part in (title, meta.reference, f"({inner})" if inner else "") if part)
    pinpoint = _pinpoint_en(locator, record.pages)
    if meta.digest:
        return f"{head} (our digest{', ' + pinpoint if pinpoint else ''})"
    return f"{head} {pinpoint}".strip()


def russian(record: DocumentRecord, locator: Locator) -> str:
    """Write the reference by ГОСТ Р 7.0.5, as in ``Название : реквизиты / Орган. – Дата. – П. 58``."""
    meta = record.metadata
    head = " : ".join(part for part in (meta.title, meta.reference) if part)
    parts = [f"{head} / {meta.issuing_body}" if meta.issuing_body else head, russian_date(meta.date)]
    pinpoint = _pinpoint_ru(locator, record.pages)
    if meta.digest:
        parts.append(f"Дайджест базы знаний, {pinpoint}" if pinpoint else "Дайджест базы знаний")
    elif pinpoint:
        parts.append(pinpoint[0].upper() + pinpoint[1:])
    return ". – ".join(part.rstrip(".") for part in parts if part) + "."


def english_date(date: str) -> str:
    """Write an ISO date of any precision as ``26 November 2019``."""
    parts = [int(part) for part in date.split("-")] if date else []
    words = [str(parts[0])] if parts else []
    if len(parts) > 1:
        words.insert(0, _MONTHS_EN[parts[1] - 1])
    if len(parts) > 2:
        words.insert(0, str(parts[2]))
    return " ".join(words)


def russian_date(date: str) -> str:
    """Write an ISO date of any precision: ``26 ноября 2019 г.``, ``11.2019``, ``2019 г.`` – as far as it is known."""
    parts = [int(part) for part in date.split("-")] if date else []
    if len(parts) == 3:
        return f"{parts[2]} {_MONTHS_RU[parts[1] - 1]} {parts[0]} г."
    if len(parts) == 2:
        return f"{parts[1]:02d}.{parts[0]}"
    return f"{parts[0]} г." if parts else ""


def _plain_versus(title: str) -> str:
    return title.replace(" v. ", " v ")


def _pinpoint_en(locator: Locator, pages: int) -> str:
    if locator.note:
        return locator.note
    if locator.paragraphs:
        word = "para" if len(locator.paragraphs) == 1 else "paras"
        return f"{word} {_range(locator.paragraphs)}"
    first, last = locator.pages
    if pages > 1:
        return f"p {first}" if first == last else f"pp {first}–{last}"
    return f"section ‘{locator.section[-1]}’" if locator.section else ""


def _pinpoint_ru(locator: Locator, pages: int) -> str:
    if locator.note:
        return locator.note.replace("footnote", "сноска").replace("endnote", "примечание")
    if locator.paragraphs:
        return f"п. {_range(locator.paragraphs)}"
    first, last = locator.pages
    if pages > 1:
        return f"с. {first}" if first == last else f"с. {first}–{last}"
    return f"разд. «{locator.section[-1]}»" if locator.section else ""


def _range(numbers: tuple[str, ...]) -> str:
    if len(numbers) == 1:
        return numbers[0]
    plain = [int(number) for number in numbers if number.isdigit()]
    if len(plain) == len(numbers) and plain == list(range(plain[0], plain[0] + len(plain))):
        return f"{numbers[0]}–{numbers[-1]}"
    return ", ".join(numbers)
