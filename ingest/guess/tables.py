"""What the guesses know by heart: bodies that issue documents, States by their names."""

#: Pattern (case does not matter) → the body's name, in the language of the pattern.
BODIES: dict[str, str] = {
    r"European Court of Human Rights": "European Court of Human Rights",
    r"Information Note on the Court.s case-law": "European Court of Human Rights",
    r"Європейський суд з прав людини": "Європейський суд з прав людини",
    r"Европейск\w+ суд\w* по правам человека": "Европейский суд по правам человека",
    r"Конституционн\w+ суд\w* Российской Федерации": "Конституционный Суд РФ",
    r"Высший арбитражный суд\s+Российской Федерации": "Высший Арбитражный Суд РФ",
    r"Верховн\w+ суд\w*\s+Российской Федерации": "Верховный Суд РФ",
    r"Верховн\w+ суд\w* України|Верховний Суд": "Верховний Суд",
    r"Human Rights Committee": "UN Human Rights Committee",
    r"Committee against Torture": "UN Committee against Torture",
    r"Committee on Economic, Social and Cultural Rights": "UN Committee on Economic, Social and Cultural Rights",
    r"Committee on the Elimination of Discrimination against Women": (
        "UN Committee on the Elimination of Discrimination against Women"
    ),
    r"Комитет\w* по правам человека": "Комитет ООН по правам человека",
    r"Комитет\w* по экономическим, социальным и культурным правам": (
        "Комитет ООН по экономическим, социальным и культурным правам"
    ),
    r"Supreme Court of the United States": "Supreme Court of the United States",
    r"United States Court of Appeals": "United States Court of Appeals",
    r"(?:Указ|Распоряжение)\s+Президента Российской Федерации": "Президент РФ",
    r"^\s*Правительство Российской Федерации": "Правительство РФ",
    r"Принят\w* Государственной Думой": "Государственная Дума РФ",
}

#: ISO 3166-1 alpha-2 → the beginnings of the State's names as they follow «v.», «против», «проти».
STATES: dict[str, str] = {
    "AL": "Albania|Албани",
    "AM": "Armenia|Армени",
    "AZ": "Azerbaijan|Азербайджан",
    "BA": "Bosnia and Herzegovina|Боснии и Герцеговины",
    "BG": "Bulgaria|Болгари",
    "BY": "Belarus|Беларус|Білорус",
    "CZ": "(?:the )?Czech Republic|Чехи|Чешской Республики",
    "DE": "Germany|Германи|Німеччин",
    "EE": "Estonia|Эстони",
    "ES": "Spain|Испани",
    "FR": "France|Франци",
    "GB": "the United Kingdom|Соединенного Королевства|Соединённого Королевства|Сполученого Королівства",
    "GE": "Georgia|Грузи",
    "HR": "Croatia|Хорвати",
    "HU": "Hungary|Венгри|Угорщин",
    "IT": "Italy|Итали",
    "KG": "Kyrgyzstan|Кыргызстан|Киргиз",
    "KZ": "Kazakhstan|Казахстан",
    "LT": "Lithuania|Литв",
    "LV": "Latvia|Латви",
    "MD": "(?:the )?(?:Republic of )?Moldova|Молдов|Республики Молдова",
    "MK": "North Macedonia|Северной Македонии",
    "NL": "(?:the )?Netherlands|Нидерланд|Нідерланд",
    "PL": "Poland|Польш|Польщ",
    "PT": "Portugal|Португали|Португалі",
    "RO": "Romania|Румыни|Румуні",
    "RS": "Serbia|Серби",
    "RU": "(?:the )?Russia(?:n Federation)?|Росси|Росі",
    "SE": "Sweden|Швеци|Швеці",
    "SI": "Slovenia|Словени",
    "SK": "Slovakia|Словаки",
    "TJ": "Tajikistan|Таджикистан",
    "TR": "Turkey|Türkiye|Турци|Туреччин",
    "UA": "Ukraine|Украин|Україн",
    "UZ": "Uzbekistan|Узбекистан",
}
