"""Numbers by which things are known: every spelling gives one term."""

import pytest

from index_config.text.terms import TermKind, analyse


def identifiers(text: str) -> set[str]:
    return {term.value for term in analyse(text) if term.kind is TermKind.IDENTIFIER}


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("жалоба № 58502/11", {"application:58502/11"}),
        ("application no. 58502/11", {"application:58502/11"}),
        ("58502/11", {"application:58502/11"}),
        ("58502 / 11", {"application:58502/11"}),
        ("жалоба №58502\\2011", {"application:58502/11"}),
        ("nos. 1/10 and 2/11", {"application:1/10", "application:2/11"}),
        ("жалобы №№ 58502/11, 62964/10 и 55683/13", {f"application:{n}" for n in ("58502/11", "62964/10", "55683/13")}),
        ("Abdyusheva, nos. 58502/11 and 2 others", {"application:58502/11"}),
        ("1/2 of the dose", set()),
        ("on the 24/7 line", set()),
    ],
)
def test_application_numbers(text: str, expected: set[str]) -> None:
    assert identifiers(text) == expected


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("A/HRC/47/40", "un:a/hrc/47/40"),
        ("а/hrc/47/40", "un:a/hrc/47/40"),  # Cyrillic а
        ("А/НRС/47/40", "un:a/hrc/47/40"),  # Cyrillic А, Н, С
        ("E/C.12/RUS/CO/5", "un:e/c.12/rus/co/5"),
        ("Е/С.12/RUS/СО/5", "un:e/c.12/rus/co/5"),  # Cyrillic Е, С, СО
        ("CEDAW/C/KGZ/CO/5, para. 12", "un:cedaw/c/kgz/co/5"),
        ("see A/65/255.", "un:a/65/255"),
        ("(E/CN.7/2019/L.9)", "un:e/cn.7/2019/l.9"),
        ("CEB/2018/2", "un:ceb/2018/2"),
    ],
)
def test_un_symbols(text: str, expected: str) -> None:
    assert expected in identifiers(text)


def test_what_only_looks_like_a_symbol() -> None:
    assert not identifiers("and/or/not 5; he/she/they 2")


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("дело А04-1588/2013", "case:a04-1588/2013"),
        ("дело A04-1588/2013", "case:a04-1588/2013"),
        ("а04–1588/2013", "case:a04-1588/2013"),
        ("дело № 1-123/2019", "case:1-123/2019"),
        ("Постановление № 5-П", "case:5-п"),
        ("case no. C-221/94", "case:c-221/94"),
        ("№ 152-ФЗ", "act:152-фз"),
        ("закон 152–фз", "act:152-фз"),
        ("Guideline II.1.1", "guideline:ii.1.1"),
        ("ІІ.1.1", "guideline:ii.1.1"),  # Ukrainian І
        ("Resolution 58/5", "resolution:58/5"),
        ("резолюции 58/5", "resolution:58/5"),
        ("General Comment No. 14", "comment:14"),
        ("Замечание общего порядка № 14", "comment:14"),
        ("Rule 24", "rule:24"),
        ("правила 24 и 25", "rule:25"),
        ("гепатит С", "hepatitis:c"),  # Cyrillic С
        ("гепатита C", "hepatitis:c"),
        ("hepatitis C", "hepatitis:c"),
        ("гепатит В", "hepatitis:b"),
    ],
)
def test_other_numbers(text: str, expected: str) -> None:
    assert expected in identifiers(text)


@pytest.mark.parametrize(
    "text",
    [
        "26 ноября 2019 г.",
        "26 ноября 2019 года",
        "«26» ноября 2019",
        "26.11.2019",
        "26/11/2019",
        "11/26/2019",
        "2019-11-26",
        "26 November 2019",
        "26th November 2019",
        "26 Nov. 2019",
        "November 26, 2019",
        "the 26th of November, 2019",
        "26 НОЯБРЯ 2019",
    ],
)
def test_dates(text: str) -> None:
    assert {"date:2019-11-26", "date:2019-11"} <= identifiers(text)


@pytest.mark.parametrize("text", ["ноябрь 2019", "в ноябре 2019 года", "November 2019"])
def test_months(text: str) -> None:
    assert identifiers(text) == {"date:2019-11"}


@pytest.mark.parametrize("text", ["31.02.2019", "1.2.2", "v. 10.15", "2019", "мать 2019"])
def test_what_is_no_date(text: str) -> None:
    assert not any(value.startswith("date:") for value in identifiers(text))
