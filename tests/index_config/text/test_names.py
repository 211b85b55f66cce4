"""Names of people and places meet across scripts, cases and spellings."""

import pytest

from index_config.text.terms import TermKind, analyse, analyse_query


def passage_names(word: str) -> set[str]:
    """Return the name terms of a word inside a sentence of a passage."""
    return {term.value for term in analyse(f"Дело {word}") if term.kind is TermKind.NAME}


def query_names(word: str) -> set[str]:
    return {term.value for term in analyse_query(word) if term.kind is TermKind.NAME}


NAMES = [
    ("Abdyusheva Abdiusheva Abdjuševa", "Абдюшева Абдюшевой Абдюшеву"),
    ("Golichenko Holichenko", "Голиченко"),
    ("Kurmanayevskiy Kurmanaevskii Kurmanaevsky", "Курманаевский Курманаевского"),
    ("Anoshkin", "Аношкин Аношкина Аношкиным"),
    ("Vanyan Vanian", "Ванян Ваняна Ваняну Ваняном"),
    ("Khudobin Hudobin", "Худобин Худобина Худобиным"),
    ("Bannikova", "Банникова Банниковой"),
    ("Kuzmina Kuz'mina Kuzʹmina", "Кузьмина Кузьминой"),
    ("Khasanov Hasanov Xasanov", "Хасанов Хасанова"),
    ("Hasanov Gasanov Həsənov", "Гасанов Гасанова"),
    ("Kats", "Кац Каца"),
    ("Tlashadze", "Тлашадзе"),
    ("Tsikarishvili", "Цикаришвили"),
    ("Malininas", "Малининас Малининаса"),
    ("Ramanauskas", "Раманаускас Раманаускаса"),
    ("Fatullayev Fətullayev Fatullaev", "Фатуллаев Фатуллаева"),
    ("Aliyev Əliyev Aliev", "Алиев Алиева"),
    ("Japaridze Djaparidze Dzhaparidze", "Джапаридзе"),
    ("Wenner", "Веннер Веннера"),
    ("Rylkov Ryl'kov", "Рыльков Рылькова"),
    ("Hrytsenko Gritsenko", "Гриценко"),
    ("Yevgeny Evgenii Evgeniy", "Евгений Евгения"),
    ("Aleksey Alexey Alexei Aleksei", "Алексей Алексея"),
    ("Navalnyy Navalny", "Навальный Навального Навальному"),
    ("Tokayev Toqayev", "Токаев Токаева"),
    ("Ivanovna", "Ивановна Ивановны"),
    ("Tbilisi", "Тбилиси"),
    ("Bishkek", "Бишкек Бишкеке"),
    ("Kaliningrad", "Калининград Калининграда"),
    ("Kazan", "Казань Казани"),
    ("Yekaterinburg Ekaterinburg", "Екатеринбург Екатеринбурге"),
]


@pytest.mark.parametrize(("latin", "cyrillic"), NAMES)
def test_every_spelling_meets_every_form(latin: str, cyrillic: str) -> None:
    for one in latin.split():
        for other in cyrillic.split():
            assert passage_names(one) & passage_names(other), (one, other)
            assert query_names(one.lower()) & passage_names(other), (one, other)
            assert query_names(other) & passage_names(one), (one, other)


@pytest.mark.parametrize(
    ("query", "passage"),
    [
        ("абдюшева", "Abdyusheva"),
        ("голиченко", "Golichenko"),
        ("тбилиси", "Tbilisi"),
        ("хасанова", "Khasanov"),
        ("каца", "Kats"),
    ],
)
def test_queries_in_small_letters(query: str, passage: str) -> None:
    assert query_names(query) & passage_names(passage)


def test_ordinary_words_are_no_names() -> None:
    assert not query_names("суд нарушение метод court violation method")
    opening = "Суд отказал. The Court dismissed. Жалоба подана."
    assert not [term for term in analyse(opening) if term.kind is TermKind.NAME]


def test_a_possessive_is_no_other_name() -> None:
    assert passage_names("Abdyusheva's") == passage_names("Abdyusheva’s") == passage_names("Abdyusheva")


def test_different_names_stay_apart() -> None:
    distinct = [
        "Абдюшева",
        "Ванян",
        "Худобин",
        "Банникова",
        "Веселов",
        "Лагутин",
        "Кузьмина",
        "Хасанов",
        "Кац",
        "Иванов",
    ]
    skeletons = [frozenset(passage_names(name)) for name in distinct]
    assert len(set(skeletons)) == len(distinct)
