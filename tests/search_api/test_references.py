"""References as lawyers write them, in both styles; the documents are real, or of a kind that is."""

from dataclasses import replace

import pytest

from index_config.domain import DocumentRecord, Kind, Locator, Metadata
from search_api import gost, oscola
from search_api.bibliography import Provision, numbers, provision_of
from search_api.references import formatted

KUZMINA = Metadata(
    title="Kuzmina and Others v. Russia",
    kind=Kind.COURT_DECISION,
    issuing_body="European Court of Human Rights",
    body_names=("European Court of Human Rights", "Европейский суд по правам человека"),
    date="2021-04-20",
    reference="nos. 66152/14 and 8 others",
)
ABDYUSHEVA = Metadata(
    title="Абдюшева и другие против России",
    kind=Kind.COURT_DECISION,
    issuing_body="Европейский суд по правам человека",
    date="2019-11-26",
    reference="жалобы № 58502/11, 62964/10, 55683/13",
)
BANNIKOVA = replace(KUZMINA, title="Bannikova v. Russia", reference="no. 18757/06", date="2010-11-04")
TSIKARISHVILI = Metadata(
    title="Beka Tsikarishvili v. the Parliament of Georgia",
    kind=Kind.COURT_DECISION,
    issuing_body="Constitutional Court of Georgia",
    body_names=("Constitutional Court of Georgia", "Конституционный суд Грузии"),
    date="2015-10-24",
    reference="Judgment no. 1/4/592",
)
CODE = Metadata(
    title="Уголовный кодекс Российской Федерации",
    kind=Kind.GUIDELINE,
    date="1996-06-13",
    reference="федеральный закон № 63-ФЗ",
)
COVENANT = Metadata(
    title="International Covenant on Economic, Social and Cultural Rights",
    kind=Kind.GUIDELINE,
    date="1966-12-16",
    reference="993 UNTS 3",
)
OBSERVATIONS = Metadata(
    title="Concluding observations on the fifth periodic report of the Russian Federation",
    kind=Kind.REPORT,
    issuing_body="UN Committee on Economic, Social and Cultural Rights",
    body_names=(
        "UN Committee on Economic, Social and Cultural Rights",
        "Комитет ООН по экономическим, социальным и культурным правам",
    ),
    date="2011-06-01",
    reference="E/C.12/RUS/CO/5",
    source_url="https://undocs.org/E/C.12/RUS/CO/5",
)
MANDELA = Metadata(
    title="Минимальные стандартные правила обращения с заключёнными (Правила Нельсона Манделы)",
    kind=Kind.GUIDELINE,
    issuing_body="Генеральная Ассамблея ООН",
    body_names=("UN General Assembly", "Генеральная Ассамблея ООН"),
    date="2015-12-17",
    reference="A/RES/70/175",
)
REHAB = Metadata(
    title="Rehabilitation Required",
    kind=Kind.REPORT,
    issuing_body="Human Rights Watch",
    date="2007-11",
    reference="HRW vol. 19 no. 7(D)",
    source_url="https://www.hrw.org/reports/2007/russia1107/",
)
ARTICLE = Metadata(
    title="Atmospheric Pressure",
    kind=Kind.REPORT,
    issuing_body="Health and Human Rights Journal",
    date="2013-06",
    reference="Mikhail Golichenko, Anya Sarang, Health and Human Rights Journal 15(1)",
)
NEWS = Metadata(
    title="Как Россия стала новым мировым лидером войны с наркотиками",
    kind=Kind.REPORT,
    issuing_body="VICE News",
    date="2016-04",
    reference="Сэмюэл Оукфорд, VICE News, апрель 2016 г.",
    source_url="https://www.vice.com/",
)
MINUTES = Metadata(title="Заседание рабочей группы", kind=Kind.DIALOGUE, issuing_body="Минздрав", date="2020-03-12")


def record(metadata: Metadata, pages: int = 1) -> DocumentRecord:
    return DocumentRecord("d", "v", metadata, "f", "/", "", "", pages, 1, 1)


def at(
    *paragraphs: str, pages: tuple[int, int] = (1, 1), section: str = "", speaker: str = "", note: str = ""
) -> Locator:
    return Locator(pages, paragraphs, (section,) if section else (), speaker, note)


@pytest.mark.parametrize(
    ("metadata", "locator", "pages", "expected"),
    [
        (KUZMINA, at("58", pages=(3, 3)), 9, "Kuzmina and Others v Russia App nos 66152/14 and 8 others (ECtHR, 20 April 2021) para 58"),
        (KUZMINA, at("58", "59", "60"), 9, "Kuzmina and Others v Russia App nos 66152/14 and 8 others (ECtHR, 20 April 2021) paras 58–60"),
        (BANNIKOVA, at("33"), 1, "Bannikova v Russia App no 18757/06 (ECtHR, 4 November 2010) para 33"),
        (BANNIKOVA, at("2", note="operative part"), 1, "Bannikova v Russia App no 18757/06 (ECtHR, 4 November 2010) operative part, para 2"),
        (ABDYUSHEVA, at("111", "113"), 1, "Абдюшева и другие против России App nos 58502/11, 62964/10 and 55683/13 (ECtHR, 26 November 2019) paras 111, 113"),
        (replace(BANNIKOVA, digest=True), at("9"), 1, "Bannikova v Russia App no 18757/06 (ECtHR, 4 November 2010) (our digest, para 9)"),
        (TSIKARISHVILI, at("82"), 1, "Beka Tsikarishvili v the Parliament of Georgia Judgment no 1/4/592 (Constitutional Court of Georgia, 24 October 2015) para 82"),
        (OBSERVATIONS, at("29"), 1, "UN Committee on Economic, Social and Cultural Rights, ‘Concluding observations on the fifth periodic report of the Russian Federation’ (1 June 2011) UN Doc E/C.12/RUS/CO/5, para 29"),
        (MANDELA, at("24", section="Правило 24"), 1, "UN General Assembly, ‘Минимальные стандартные правила обращения с заключёнными (Правила Нельсона Манделы)’ (17 December 2015) UN Doc A/RES/70/175, rule 24"),
        (COVENANT, at("12(2)(c)", section="Article 12"), 1, "International Covenant on Economic, Social and Cultural Rights, 993 UNTS 3 (16 December 1966) art 12(2)(c)"),
        (COVENANT, at("12(1)", "12(2)", section="Article 12"), 1, "International Covenant on Economic, Social and Cultural Rights, 993 UNTS 3 (16 December 1966) arts 12(1), 12(2)"),
        (CODE, at("228.1", section="Статья 228.1. Незаконные производство, сбыт"), 1, "Уголовный кодекс Российской Федерации, federal law no 63-ФЗ (13 June 1996) art 228.1"),
        (REHAB, at(pages=(12, 12)), 110, "Human Rights Watch, ‘Rehabilitation Required’ (HRW vol 19 no 7(D), 2007) p 12 <https://www.hrw.org/reports/2007/russia1107/>"),
        (replace(REHAB, source_url=""), at(pages=(12, 13)), 110, "Human Rights Watch, ‘Rehabilitation Required’ (HRW vol 19 no 7(D), 2007) pp 12–13"),
        (ARTICLE, at(pages=(4, 4), note="footnote 9"), 20, "Mikhail Golichenko, Anya Sarang, ‘Atmospheric Pressure’ (2013) 15(1) Health and Human Rights Journal p 4, fn 9"),
        (replace(NEWS, title="The War on ‘Drugs’", reference="Samuel Oakford, VICE News, April 2016"), at(), 1, "Samuel Oakford, ‘The War on “Drugs”’ VICE News (April 2016) <https://www.vice.com/>"),
        (MINUTES, at(speaker="Председательствующий"), 1, "Минздрав, ‘Заседание рабочей группы’ (12 March 2020) statement of Председательствующий"),
        (Metadata(title="War costs", digest=True), at(section="Findings"), 1, "‘War costs’ (our digest, section ‘Findings’)"),
        (Metadata(title="EIU", reference="EIU 2021", date="2021"), at(), 1, "‘EIU’ (2021)"),
        (Metadata(title="Drug policies", reference="EIU 2021", date="2021"), at(), 1, "‘Drug policies’ (EIU 2021)"),
    ],
)  # fmt: skip
def test_oscola(metadata: Metadata, locator: Locator, pages: int, expected: str) -> None:
    assert oscola.reference(record(metadata, pages), locator) == expected


@pytest.mark.parametrize(
    ("metadata", "locator", "pages", "expected"),
    [
        (ABDYUSHEVA, at("112"), 1, "Абдюшева и другие против России : жалобы № 58502/11, 62964/10, 55683/13 / Европейский суд по правам человека. – 26 ноября 2019 г. – П. 112."),
        (KUZMINA, at("58", "59", "60"), 9, "Kuzmina and Others v. Russia : жалобы № 66152/14 и 8 других / Европейский суд по правам человека. – 20 апреля 2021 г. – П. 58–60."),
        (BANNIKOVA, at("2", note="operative part"), 1, "Bannikova v. Russia : жалоба № 18757/06 / Европейский суд по правам человека. – 4 ноября 2010 г. – Резолютивная часть, п. 2."),
        (replace(ABDYUSHEVA, digest=True), at("9"), 1, "Абдюшева и другие против России : жалобы № 58502/11, 62964/10, 55683/13 / Европейский суд по правам человека. – 26 ноября 2019 г. – Дайджест базы знаний, п. 9."),
        (TSIKARISHVILI, at("82"), 1, "Beka Tsikarishvili v. the Parliament of Georgia : Решение от 24 октября 2015 г. № 1/4/592 / Конституционный суд Грузии. – П. 82."),
        (Metadata(title="О судебной практике по делам о наркотиках", kind=Kind.COURT_DECISION, issuing_body="Верховный Суд РФ", reference="постановление Пленума № 14", date="2006-06-15"), at("4", section="Введение"), 1, "О судебной практике по делам о наркотиках : постановление Пленума от 15 июня 2006 г. № 14 / Верховный Суд РФ. – П. 4."),
        (Metadata(title="Определение об отказе", kind=Kind.COURT_DECISION, reference="№ А04-1588/2013", date="2014-06-10"), at(pages=(2, 2)), 5, "Определение об отказе : № А04-1588/2013. – 10 июня 2014 г. – С. 2."),
        (CODE, at("228.1", section="Статья 228.1. Сбыт"), 1, "Уголовный кодекс Российской Федерации : федеральный закон от 13 июня 1996 г. № 63-ФЗ. – Ст. 228.1."),
        (CODE, at("228.1(2)", section="Статья 228.1. Сбыт"), 1, "Уголовный кодекс Российской Федерации : федеральный закон от 13 июня 1996 г. № 63-ФЗ. – Ч. 2 ст. 228.1."),
        (CODE, at("228.1(2)(в)", section="Статья 228.1. Сбыт"), 1, "Уголовный кодекс Российской Федерации : федеральный закон от 13 июня 1996 г. № 63-ФЗ. – П. «в» ч. 2 ст. 228.1."),
        (CODE, at("228(прим.)(1)", section="Статья 228"), 1, "Уголовный кодекс Российской Федерации : федеральный закон от 13 июня 1996 г. № 63-ФЗ. – П. 1 прим. к ст. 228."),
        (COVENANT, at("12(2)(c)", section="Article 12"), 1, "International Covenant on Economic, Social and Cultural Rights : 993 UNTS 3. – 16 декабря 1966 г. – Ст. 12(2)(c)."),
        (MANDELA, at("24", section="Правило 24"), 1, "Минимальные стандартные правила обращения с заключёнными (Правила Нельсона Манделы) : док. ООН A/RES/70/175 / Генеральная Ассамблея ООН. – 2015. – Правило 24."),
        (OBSERVATIONS, at("29"), 1, "Concluding observations on the fifth periodic report of the Russian Federation : док. ООН E/C.12/RUS/CO/5 / Комитет ООН по экономическим, социальным и культурным правам. – 2011. – П. 29."),
        (REHAB, at(pages=(12, 12)), 110, "Rehabilitation Required : HRW vol. 19 no. 7(D) / Human Rights Watch. – 2007. – С. 12. – URL: https://www.hrw.org/reports/2007/russia1107/."),
        (ARTICLE, at(pages=(4, 5)), 20, "Atmospheric Pressure / Mikhail Golichenko, Anya Sarang // Health and Human Rights Journal. – 2013. – 15(1). – С. 4–5."),
        (NEWS, at("3"), 1, "Как Россия стала новым мировым лидером войны с наркотиками / Сэмюэл Оукфорд // VICE News. – 2016. – П. 3. – URL: https://www.vice.com/."),
        (MINUTES, at(speaker="Председательствующий"), 1, "Заседание рабочей группы / Минздрав. – 12 марта 2020 г. – Выступление: Председательствующий."),
        (Metadata(title="Доклад"), at(section="Выводы"), 1, "Доклад. – Разд. «Выводы»."),
        (Metadata(title="Доклад", digest=True), at("3", "5", note="footnote 2"), 1, "Доклад. – Дайджест базы знаний, п. 3, 5, сноска 2."),
    ],
)  # fmt: skip
def test_gost(metadata: Metadata, locator: Locator, pages: int, expected: str) -> None:
    assert gost.reference(record(metadata, pages), locator) == expected


def test_a_day_of_visit_is_never_made_up() -> None:
    assert "дата обращения" not in formatted(record(REHAB, 110), at(pages=(1, 1)))["ru"]
    assert "accessed" not in formatted(record(REHAB, 110), at(pages=(1, 1)))["en"]


@pytest.mark.parametrize(
    ("date", "in_english", "in_russian"),
    [
        ("2019-11-26", "26 November 2019", "26 ноября 2019 г."),
        ("2019-11", "November 2019", "ноябрь 2019 г."),
        ("2019", "2019", "2019"),
        ("", "", ""),
    ],
)
def test_dates(date: str, in_english: str, in_russian: str) -> None:
    assert (oscola.date(date), gost.date(date)) == (in_english, in_russian)


@pytest.mark.parametrize(
    ("label", "taken_apart"),
    [
        ("228.1", Provision("228.1")),
        ("228.1(2)(а)", Provision("228.1", ("2", "а"))),
        ("234(прим.)", Provision("234", (), note=True)),
        ("230(прим.)(1)", Provision("230", ("1",), note=True)),
        ("II.1.1(iii)", Provision("II.1.1", ("iii",))),
    ],
)
def test_labels_of_provisions(label: str, taken_apart: Provision) -> None:
    assert provision_of(label) == taken_apart


@pytest.mark.parametrize(
    ("values", "written"),
    [
        (("5",), "5"),
        (("5", "6"), "5–6"),
        (("5", "7"), "5, 7"),
        (("12(1)", "12(2)"), "12(1), 12(2)"),
        (("5", "5а"), "5, 5а"),
    ],
)
def test_numbers(values: tuple[str, ...], written: str) -> None:
    assert numbers(values) == written
