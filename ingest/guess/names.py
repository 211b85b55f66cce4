"""References, issuing bodies and countries as a document's head states them."""

import re

from index_config.domain import Kind

_HEAD = 2500
_REFERENCES: tuple[tuple[re.Pattern[str], str], ...] = (
    (
        re.compile(
            r"\(Applications? (nos?\. ?\d{1,6}/\d\d(?:(?:,| and|;)\s?(?:nos?\. )?\d{1,6}/\d\d)*(?: and \d+ others)?)\)?"
        ),
        "{0}",
    ),
    (re.compile(r"\((?:Жалоба|Заява|жалоба)\s*(?:N|№)\s?(\d{1,6}/\d\d)\)", re.I), "№ {0}"),
    (
        re.compile(
            r"(?<![\w/])((?:A|E|S|CCPR|CEDAW|CAT|CRC|CERD|CMW|CRPD|HRI)/(?:C/|HRC/|RES/|INF/|CN\.\d+/)?[A-Z\d][\w./-]*\d)"
        ),
        "{0}",
    ),
    (re.compile(r"(?:Дело|дело|делу|Справа|справа)\s+(?:№|N)\s?((?=\S*\d)[\w.-]+(?:/[\w.-]+)*)"), "№ {0}"),
    (re.compile(r"^\s*(?:№|N)\s?((?=\S*\d)[А-ЯA-Z\d][\w-]*(?:/\d+)?(?:-[А-ЯA-Z]+)?)\s*$", re.M), "№ {0}"),
    (
        re.compile(r"(?:^|\n)[^\n(]{0,40}(?:\d{4}\s*(?:г\.|года?)|\d\d\.\d\d\.\d{4})\s+(?:№|N)\s?((?=\S*\d)[\w/-]+)"),
        "№ {0}",
    ),
    (re.compile(r"\b(?:Case|No\.|Docket)\s+(?:No\.?\s?)?(\d{1,2}[:-]\d{2,6}(?:-[\w]+)?)"), "No. {0}"),
)
_TAIL = 700
_SEALED = re.compile(r"\d{4} (?:года|г\.)\s+(?:N|№)\s?(\d+(?:-[А-Яа-я]+)?)\b")
_BODIES: tuple[tuple[re.Pattern[str], str], ...] = tuple(
    (re.compile(pattern), name)
    for pattern, name in (
        (r"(?i:European Court of Human Rights)", "European Court of Human Rights"),
        (r"(?i:Європейський суд з прав людини)", "Європейський суд з прав людини"),
        (r"(?i:Европейск\w+ суд\w* по правам человека)", "Европейский суд по правам человека"),
        (r"(?i:Информационная справка|Information Note on the Court.s case-law)", "European Court of Human Rights"),
        (r"(?i:КОНСТИТУЦИОНН\w+ СУД\w* РОССИЙСКОЙ ФЕДЕРАЦИИ)", "Конституционный Суд РФ"),
        (r"(?i:ВЫСШИЙ АРБИТРАЖНЫЙ СУД\s+РОССИЙСКОЙ ФЕДЕРАЦИИ)", "Высший Арбитражный Суд РФ"),
        (r"(?i:ВЕРХОВН\w+ СУД\w*\s+РОССИЙСКОЙ ФЕДЕРАЦИИ)", "Верховный Суд РФ"),
        (r"Верховн\w+ Суд\w* України|ВЕРХОВНИЙ СУД", "Верховний Суд"),
        (r"(?i:Human Rights Committee)", "UN Human Rights Committee"),
        (r"(?i:Committee against Torture)", "UN Committee against Torture"),
        (
            r"(?i:Committee on Economic, Social and Cultural Rights)",
            "UN Committee on Economic, Social and Cultural Rights",
        ),
        (
            r"(?i:Committee on the Elimination of Discrimination against Women)",
            "UN Committee on the Elimination of Discrimination against Women",
        ),
        (r"(?i:Комитет по правам человека)", "Комитет ООН по правам человека"),
        (
            r"(?i:Комитет по экономическим, социальным и культурным правам)",
            "Комитет ООН по экономическим, социальным и культурным правам",
        ),
        (r"(?i:Supreme Court of the United States)", "Supreme Court of the United States"),
        (r"(?i:United States Court of Appeals)", "United States Court of Appeals"),
        (r"ПРЕЗИДЕНТА? РОССИЙСКОЙ ФЕДЕРАЦИИ", "Президент РФ"),
        (r"ПРАВИТЕЛЬСТВО РОССИЙСКОЙ ФЕДЕРАЦИИ", "Правительство РФ"),
        (r"(?i:Принят\w* Государственной Думой)", "Государственная Дума РФ"),
    )
)
_COURTS = re.compile(r"court|суд", re.IGNORECASE)
_STATES = {
    "AL": "Albania|Албани", "AM": "Armenia|Армени", "AZ": "Azerbaijan|Азербайджан", "BA": "Bosnia and Herzegovina|Боснии и Герцеговины",
    "BG": "Bulgaria|Болгари", "BY": "Belarus|Беларус|Білорус", "CZ": "(?:the )?Czech Republic|Чехи", "DE": "Germany|Германи|Німеччин",
    "EE": "Estonia|Эстони", "ES": "Spain|Испани", "FR": "France|Франци", "GB": "the United Kingdom|Соединенного Королевства|Сполученого Королівства",
    "GE": "Georgia|Грузи", "HR": "Croatia|Хорвати", "HU": "Hungary|Венгри|Угорщин", "IT": "Italy|Итали", "KG": "Kyrgyzstan|Кыргызстан",
    "KZ": "Kazakhstan|Казахстан", "LT": "Lithuania|Литв", "LV": "Latvia|Латви", "MD": "(?:the Republic of )?Moldova|Молдов|Республики Молдова",
    "MK": "North Macedonia|Северной Македонии", "NL": "(?:the )?Netherlands|Нидерланд|Нідерланд", "PL": "Poland|Польш|Польщ",
    "PT": "Portugal|Португали|Португалі", "RO": "Romania|Румыни|Румуні", "RS": "Serbia|Серби", "RU": "(?:the )?Russia(?:n Federation)?|Росси|Росі",
    "SE": "Sweden|Швеци|Швеці", "SI": "Slovenia|Словени", "SK": "Slovakia|Словаки", "TJ": "Tajikistan|Таджикистан",
    "TR": "(?:Turkey|Türkiye)|Турци|Туреччин", "UA": "Ukraine|Украин|Україн", "UZ": "Uzbekistan|Узбекистан",
}  # fmt: skip
_RESPONDENT = re.compile(r"(?i:\bv\.|\bагainst\b|против|проти)\s+")
_OF_RUSSIA = re.compile(r"РОССИЙСК(?:ОЙ|АЯ) ФЕДЕРАЦИ[ИЯ]|Российской Федерации|Арбитражного суда")


def reference_of(text: str, kind: Kind) -> str:
    """Return the document's own number: application, case, UN symbol, decree; nothing where none is stated in its head."""
    head = text[:_HEAD]
    for pattern, form in _REFERENCES:
        if kind in (Kind.REPORT, Kind.DIALOGUE) and not form.startswith("{0}"):
            continue
        for match in pattern.finditer(head):
            if "/" in match[1] or not _in_brackets(head, match.start(1)):
                return form.format(" ".join(match[1].split()).rstrip(".,;"))
    if kind is Kind.GUIDELINE and (match := _SEALED.search(text[-_TAIL:])):
        return f"№ {match[1]}"
    return ""


def _in_brackets(text: str, offset: int) -> bool:
    return text.rfind("(", 0, offset) > text.rfind(")", 0, offset)


def issuing_body(text: str, kind: Kind) -> str:
    """Return who issued the document, in the document's own language; only for decisions and norms."""
    if kind not in (Kind.COURT_DECISION, Kind.GUIDELINE):
        return ""
    head = text[:_HEAD]
    if kind is Kind.COURT_DECISION and re.search(r"\(Applications? nos?\.|CASE OF ", head):
        return "European Court of Human Rights"
    found = []
    for pattern, name in _BODIES:
        match = pattern.search(head)
        if match and (kind is Kind.COURT_DECISION or not _COURTS.search(name)):
            found.append((match.start(), name))
    return min(found)[1] if found else ""


def countries_of(text: str, kind: Kind, title: str = "") -> tuple[str, ...]:
    """Return the respondent State of a case, or Russia for an act of its organs, as ISO 3166-1 alpha-2 codes."""
    head = f"{title}\n{text[:_HEAD]}"
    if kind is Kind.COURT_DECISION:
        for match in _RESPONDENT.finditer(head):
            codes = _states_at(head, match.end())
            if codes:
                return codes
    if kind in (Kind.COURT_DECISION, Kind.GUIDELINE) and _OF_RUSSIA.search(head[:1500]):
        return ("RU",)
    return ()


def _states_at(head: str, offset: int) -> tuple[str, ...]:
    """Return the States named from ``offset`` on: «Moldova and Russia»."""
    codes: list[str] = []
    for code, names in _STATES.items():
        pattern = re.compile(rf"(?:{names})\w*", re.IGNORECASE)
        if match := pattern.match(head, offset):
            codes.append(code)
            following = re.compile(r"\s+(?:and|и|та)\s+").match(head, match.end())
            if following:
                codes += _states_at(head, following.end())
            break
    return tuple(codes)
