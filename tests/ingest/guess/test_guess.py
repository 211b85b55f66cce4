import datetime as dt

import pytest

from index_config.domain import Kind, Metadata
from ingest.guess import guess_metadata
from ingest.guess.dates import own_date
from ingest.guess.kinds import likely_kind
from ingest.guess.names import countries_of, issuing_body, reference_of
from ingest.guess.titles import likely_title, slug
from tests.ingest.structure.helpers import paragraphs

STRASBOURG = paragraphs(
    "FOURTH SECTION",
    "CASE OF EXAMPLE AND OTHERS v. RUSSIA",
    "(Applications nos. 12345/11 and 678/10)",
    "JUDGMENT",
    "STRASBOURG\n26 November 2019",
    "FINAL\n26/02/2020",
    "The European Court of Human Rights, having deliberated in private on 5 November 2019, delivers this judgment:",
    "PROCEDURE",
    "1. The case originated in applications lodged on 1 July 2011.",
    "THE LAW",
    "2. The Court finds.",
)
ARBITRATION = paragraphs(
    "ВЫСШИЙ АРБИТРАЖНЫЙ СУД\nРОССИЙСКОЙ ФЕДЕРАЦИИ",
    "ОПРЕДЕЛЕНИЕ\nоб отказе в передаче дела",
    "Москва 10 июня 2014 г.",
    "Коллегия судей рассмотрела заявление от 25.04.2014 по делу № А01-234/2013.",
    "Суд установил:",
    "в иске отказано.",
)
ORDER = paragraphs(
    "ПРИКАЗ",
    "Москва",
    "28 ноября 2018 г. № 222",
    "Об организации работы",
    "Зарегистрирован Минюстом России 24 декабря 2018 г.",
    "В соответствии с Федеральным законом от 27 июля 2006 г. № 152-ФЗ приказываю:",
    "1. Утвердить.",
)

KYIV = paragraphs(
    "П'ЯТА СЕКЦІЯ",
    "СПРАВА «ПРИКЛАД ПРОТИ УКРАЇНИ»\n(Заява № 4494/07)",
    "РІШЕННЯ",
    "7 листопада 2013 року\nОСТАТОЧНЕ\n07/02/2014",
    "Суд, після обговорення за зачиненими дверима 15 жовтня 2013 року, постановляє таке рішення:",
    "1. Справу було розпочато за заявою, яку 7 грудня 2006 року подав до Суду заявник.",
)


def test_only_missing_fields_are_filled_and_named() -> None:
    given = Metadata(title="Given", date="2001", guessed=frozenset({"title"}))
    found = guess_metadata(STRASBOURG, given, "court/Example v Russia_en.pdf")
    assert (found.title, found.date) == ("Given", "2001")
    assert found.kind is Kind.COURT_DECISION
    assert (found.language, found.reference, found.countries) == ("en", "nos. 12345/11 and 678/10", ("RU",))
    assert found.issuing_body == "European Court of Human Rights"
    assert found.work_id == "example-v-russia"
    assert found.guessed == {"title", "kind", "language", "reference", "countries", "issuing_body", "work_id"}


def test_a_russian_ruling() -> None:
    found = guess_metadata(ARBITRATION, Metadata(), "дело_234.pdf")
    assert (found.kind, found.language, found.date) == (Kind.COURT_DECISION, "ru", "2014-06-10")
    assert (found.reference, found.issuing_body) == ("№ А01-234/2013", "Высший Арбитражный Суд РФ")
    assert (found.countries, found.work_id) == (("RU",), "дело-234")
    assert found.title == "ОПРЕДЕЛЕНИЕ"[0] + "ОПРЕДЕЛЕНИЕ"[1:].lower() or found.title


@pytest.mark.parametrize(
    ("text", "kind", "date"),
    [
        (STRASBOURG, Kind.COURT_DECISION, "2019-11-26"),
        (ORDER, Kind.GUIDELINE, "2018-11-28"),
        ("Strasbourg, 26 November 2019\n\nText.", Kind.COURT_DECISION, "2019-11-26"),
        ("Дата: 3 сентября 2021 г.\n\nТекст.", Kind.DIALOGUE, "2021-09-03"),
        ("Закон\n\n(в редакции закона от 10.12.2008 № 64)\n\nТекст закона.", Kind.GUIDELINE, ""),
        (
            "The applicant was born on 5 May 1970 and lives in Odesa, where he was arrested on 6 June 2001.",
            Kind.REPORT,
            "",
        ),
        ("Приказ\n\nот 1 марта 2099 г. № 5", Kind.GUIDELINE, ""),
        ("No date at all.", Kind.REPORT, ""),
        (KYIV, Kind.COURT_DECISION, "2013-11-07"),
        ("Страсбург, 1 червня 2006 року\n\nТекст.", Kind.COURT_DECISION, "2006-06-01"),
        ("Дата: 3 вересня 2021 р.\n\nТекст.", Kind.DIALOGUE, "2021-09-03"),
        ("Звіт\n\nЛистопад 2019 року\n\nТекст.", Kind.REPORT, "2019-11"),
        ("Закон\n\n(із змінами, внесеними законом від 10 грудня 2008 року № 64)\n\nТекст.", Kind.GUIDELINE, ""),
        ("Заявник народився 5 травня 1970 року і живе в Одесі.", Kind.REPORT, ""),
        ("Посібник. " * 600 + "Справа від 24 червня 2008 року\n" + "x\n" * 437, Kind.GUIDELINE, ""),
        ("Посібник. " * 600 + "\n\n№ 36832/97, від 24 червня 2008 року", Kind.GUIDELINE, ""),
        (
            "Указ\n\nТекст указа.\n\n" + "Слова. " * 800 + "\n\nМосква, Кремль\n\n4 октября 2002 года\n\nN 1120",
            Kind.GUIDELINE,
            "2002-10-04",
        ),
    ],
)
def test_the_documents_own_date(text: str, kind: Kind, date: str) -> None:
    assert own_date(text, kind, today=dt.date(2026, 1, 1)) == date


@pytest.mark.parametrize(
    ("stem", "kind", "date"),
    [
        ("2012-12-10-report", Kind.REPORT, "2012-12-10"),
        ("annual_report_2019", Kind.REPORT, "2019"),
        ("report-2099", Kind.REPORT, ""),
        ("case-2012-12-10", Kind.COURT_DECISION, ""),
        ("file-123456", Kind.REPORT, ""),
    ],
)
def test_a_date_in_the_files_name(stem: str, kind: Kind, date: str) -> None:
    assert own_date("No date at all.", kind, stem, dt.date(2026, 1, 1)) == date


@pytest.mark.parametrize(
    ("text", "kind"),
    [
        (STRASBOURG, Kind.COURT_DECISION),
        (ARBITRATION, Kind.COURT_DECISION),
        (ORDER, Kind.GUIDELINE),
        (paragraphs(*(f"Article {number}\n\nText of it." for number in range(1, 7))), Kind.GUIDELINE),
        (paragraphs(*(["The Chair: Thank you.", "Mr. John Roe: Not at all."] * 5)), Kind.DIALOGUE),
        ("Протокол заседания\n\nПовестка дня\n\nТекст.", Kind.DIALOGUE),
        ("Annual report\n\nArticle 20.2 was applied, and Article 19.3, and Article 20.2 again.", Kind.REPORT),
        ("", Kind.REPORT),
    ],
)
def test_the_kind(text: str, kind: Kind) -> None:
    assert likely_kind(text) is kind


@pytest.mark.parametrize(
    ("text", "kind", "reference"),
    [
        ("(Application no. 58502/11)", Kind.COURT_DECISION, "no. 58502/11"),
        ("(Жалоба № 58502/11)", Kind.COURT_DECISION, "№ 58502/11"),
        ("рассмотрел дело № 2-123/2020 по иску", Kind.COURT_DECISION, "№ 2-123/2020"),
        ("United Nations A/HRC/47/40 General Assembly", Kind.REPORT, "A/HRC/47/40"),
        ("E/C.12/RUS/CO/6", Kind.COURT_DECISION, "E/C.12/RUS/CO/6"),
        ("ПРИКАЗ\nот 24 декабря 2013 г. N 1112", Kind.GUIDELINE, "№ 1112"),
        ("от 24 декабря 2013 г. N 1112", Kind.REPORT, ""),
        ("Nothing here.", Kind.COURT_DECISION, ""),
    ],
)
def test_the_reference(text: str, kind: Kind, reference: str) -> None:
    assert reference_of(text, kind) == reference


@pytest.mark.parametrize(
    ("text", "codes"),
    [
        ("CASE OF EXAMPLE v. UKRAINE", ("UA",)),
        ("In the case of Catan v. Moldova and Russia", ("MD", "RU")),
        ("Дело «Иванов против России»", ("RU",)),
        ("Справа «Іваненко проти України»", ("UA",)),
        ("Smith v. Jones", ()),
        ("Верховный Суд Российской Федерации", ("RU",)),
    ],
)
def test_the_countries(text: str, codes: tuple[str, ...]) -> None:
    assert countries_of(text, Kind.COURT_DECISION) == codes


def test_reports_have_no_guessed_body_or_country() -> None:
    text = "A report on cases v. Russia before the European Court of Human Rights."
    assert issuing_body(text, Kind.REPORT) == ""
    assert countries_of(text, Kind.REPORT) == ()


@pytest.mark.parametrize(
    ("text", "kind", "title"),
    [
        (STRASBOURG, Kind.COURT_DECISION, "Example and Others v. Russia"),
        (ORDER, Kind.GUIDELINE, "Приказ. Об организации работы"),
        (
            "РОССИЙСКАЯ ФЕДЕРАЦИЯ\n\nСемейный кодекс Российской Федерации",
            Kind.GUIDELINE,
            "Семейный кодекс Российской Федерации",
        ),
        ("https://example.org\n\n12\n\nHarm reduction in prisons\n\nText.", Kind.REPORT, "Harm reduction in prisons"),
        ("The Chair: Good morning, everyone.", Kind.DIALOGUE, "the file"),
        ("", Kind.REPORT, "the file"),
    ],
)
def test_the_title(text: str, kind: Kind, title: str) -> None:
    assert likely_title(text, kind, "", "the_file") == title


@pytest.mark.parametrize(
    ("stem", "work"),
    [("Report 2020_EN", "report-2020"), ("Доклад — итоги.ru", "доклад-итоги"), ("__", "untitled"), ("a.b-c", "a-b-c")],
)
def test_the_work_id(stem: str, work: str) -> None:
    assert slug(stem) == work
