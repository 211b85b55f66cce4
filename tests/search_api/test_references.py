import pytest

from index_config.domain import DocumentRecord, Kind, Locator, Metadata
from search_api.references import english, english_date, russian, russian_date

KUZMINA = Metadata(
    title="Kuzmina and Others v. Russia",
    kind=Kind.COURT_DECISION,
    issuing_body="ECtHR",
    date="2021-04-20",
    reference="nos. 66152/14 and 8 others",
)


def record(metadata: Metadata, pages: int = 1) -> DocumentRecord:
    return DocumentRecord("d", "v", metadata, "f", "/", "", "", pages, 1, 1)


@pytest.mark.parametrize(
    ("metadata", "locator", "pages", "expected"),
    [
        (KUZMINA, Locator((3, 3), ("58",)), 9, "Kuzmina and Others v Russia nos. 66152/14 and 8 others (ECtHR, 20 April 2021) para 58"),
        (KUZMINA, Locator((3, 3), ("58", "59", "60")), 9, "Kuzmina and Others v Russia nos. 66152/14 and 8 others (ECtHR, 20 April 2021) paras 58–60"),
        (Metadata(title="War costs", kind=Kind.REPORT, date="2012"), Locator((12, 12)), 40, "‘War costs’ (2012) p 12"),
        (Metadata(title="War costs", kind=Kind.REPORT), Locator((12, 13)), 40, "‘War costs’ pp 12–13"),
        (Metadata(title="War costs", digest=True), Locator((1, 1), section=("Findings",)), 1, "‘War costs’ (our digest, section ‘Findings’)"),
        (Metadata(title="War costs"), Locator((1, 1), note="footnote 3"), 1, "‘War costs’ footnote 3"),
    ],
)  # fmt: skip
def test_english_references(metadata: Metadata, locator: Locator, pages: int, expected: str) -> None:
    assert english(record(metadata, pages), locator) == expected


@pytest.mark.parametrize(
    ("metadata", "locator", "pages", "expected"),
    [
        (
            Metadata(title="Абдюшева и другие против России", reference="жалоба № 58502/11", issuing_body="ЕСПЧ", date="2019-11-26"),
            Locator((1, 1), ("112",)),
            1,
            "Абдюшева и другие против России : жалоба № 58502/11 / ЕСПЧ. – 26 ноября 2019 г. – П. 112.",
        ),
        (Metadata(title="Доклад", date="2019-11"), Locator((12, 12)), 40, "Доклад. – 11.2019. – С. 12."),
        (Metadata(title="Доклад", digest=True), Locator((1, 1), ("3", "5")), 1, "Доклад. – Дайджест базы знаний, п. 3, 5."),
        (Metadata(title="Доклад"), Locator((1, 1), section=("Выводы",)), 1, "Доклад. – Разд. «Выводы»."),
    ],
)  # fmt: skip
def test_russian_references(metadata: Metadata, locator: Locator, pages: int, expected: str) -> None:
    assert russian(record(metadata, pages), locator) == expected


@pytest.mark.parametrize(
    ("date", "in_english", "in_russian"),
    [
        ("2019-11-26", "26 November 2019", "26 ноября 2019 г."),
        ("2019-11", "November 2019", "11.2019"),
        ("2019", "2019", "2019 г."),
        ("", "", ""),
    ],
)
def test_dates(date: str, in_english: str, in_russian: str) -> None:
    assert (english_date(date), russian_date(date)) == (in_english, in_russian)
