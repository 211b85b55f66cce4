"""The vocabulary of the field: found by any form, answered with the respectful term."""

import re
from pathlib import Path

import pytest
import yaml

from index_config.errors import CatalogueError
from index_config.text.terms import words
from index_config.vocabulary import ConceptKind, Vocabulary
from tests.shared import shared_path

VOCABULARY = Vocabulary.load()


def found(text: str) -> set[str]:
    return {match.concept.id for match in VOCABULARY.concepts_in(text)}


def test_size_and_sections() -> None:
    counts = {kind: len(VOCABULARY.of_kind(kind)) for kind in ConceptKind}
    assert counts[ConceptKind.TOPIC] >= 120
    assert counts[ConceptKind.COUNTRY] >= 50
    assert counts[ConceptKind.BODY] >= 40
    assert counts[ConceptKind.GUIDELINE] >= 24


def test_every_form_of_every_entry_finds_it() -> None:
    missed = [
        (concept.id, form)
        for kind in set(ConceptKind) - {ConceptKind.GUIDELINE}
        for concept in VOCABULARY.of_kind(kind)
        for form in (*concept.names, *concept.hints, *concept.found_as)
        if concept not in [match.concept for match in VOCABULARY.concepts_in(form)]
    ]
    assert missed == []


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("Как в Литве через суд добились ЗПТ в тюрьмах?", {"LT", "oat", "w-court", "w-prison"}),
        ("пациентов ОЗТ в Крыму", {"oat", "crimea", "w-patient"}),
        ("опиоидной заместительной терапией", {"oat"}),
        ("мать употребляла, детей забрали, лрп", {"w-mother", "w-child", "parental-rights"}),
        ("есть решения еспч про провокацию", {"ecthr", "entrapment"}),
        ("хранение без цели сбыта", {"personal-use-possession"}),
        ("Конституционного суда Казахстана", {"cc-kazakhstan"}),
        ("the OST programme", {"oat", "w-programme"}),
        ("decriminalization of possession for personal use", {"decriminalisation", "personal-use-possession"}),
        ("ВИЧ-положительным", {"hiv"}),
        ("у женщин, употребляющих наркотики", {"women-who-use-drugs"}),
        ("гепатит С", {"hepatitis-c"}),
        ("cat, mat and lead", set()),
        ("CAT and LEAD", {"cat", "diversion"}),
        ("план борьбы", set()),
    ],
)
def test_concepts_in_queries(text: str, expected: set[str]) -> None:
    assert found(text) == expected


@pytest.mark.parametrize(
    ("text", "concept", "respectful"),
    [
        ("наркоманов", "pwud", "люди, употребляющие наркотики"),
        ("drug addicts", "pwud", "people who use drugs"),
        ("торчки", "pwud", "люди, употребляющие наркотики"),
        ("ломкой", "withdrawal", "абстинентный синдром"),
        ("передозе", "overdose-prevention", "профилактика передозировок"),
        ("заместилку", "oat", "опиоидная агонистическая терапия"),
        ("проституток", "sex-workers", "секс-работники"),
        ("зэки", "people-in-prison", "люди в местах лишения свободы"),
        ("менты", "w-police", "полиция"),
    ],
)
def test_slang_is_found_and_answered_with_the_respectful_term(text: str, concept: str, respectful: str) -> None:
    match = next(match for match in VOCABULARY.concepts_in(text) if match.concept.id == concept)
    assert match.stigmatising
    assert respectful in match.concept.term.values()
    expansion = next(one for one in VOCABULARY.expand(text) if one.concept == concept)
    assert respectful in expansion.forms
    assert not set(expansion.forms) & set(match.concept.found_as)


@pytest.mark.parametrize(
    ("text", "topic"),
    [
        ("в колонии перестали давать заместиловку", "oat"),
        ("метадонщиков сняли с программы", "methadone"),
        ("где у нас раздача баянов", "nsp"),
        ("сестру откачали налоксоном", "naloxone"),
        ("сестру откачали налоксоном", "overdose-prevention"),
        ("друг передознулся, скорую вызвать боимся", "overdose-prevention"),
        ("заставили в школе писать в баночку", "drug-testing"),
        ("его третью неделю держат на ребе", "rehabilitation"),
        ("сутки кумарило, подписал всё", "withdrawal"),
        ("курил траву в парке", "cannabis"),
        ("нашли у него пакетик мефа", "stimulants"),
        ("солевых в больницу не берут", "nps"),
        ("как слезть с лирики без судорог", "prescription-medicines"),
        ("цешку в СИЗО не лечат", "hepatitis-c"),
        ("заразила ВИЧ и получила срок", "hiv-criminalisation"),
        ("брат сидит по 228", "people-in-prison"),
        ("проглотил чек при задержании", "personal-use-possession"),
        ("кладменов сажают, а хозяев нет", "drug-couriers"),
        ("работал кладменом месяц", "drug-couriers"),
        ("мусора подкинули наркотики", "planted-evidence"),
        ("это была подставная закупка", "test-purchase"),
        ("кинули в пресс-хату", "torture-ill-treatment"),
        ("нас признали нежелательной", "undesirable-organisations"),
        ("my brother OD’d in the stairwell", "overdose-prevention"),
        ("it is just replacing one drug with another", "oat"),
    ],
)
def test_slang_in_a_sentence_leads_to_its_topic(text: str, topic: str) -> None:
    assert topic in found(text)


@pytest.mark.parametrize(
    "text",
    [
        "положили соль в суп",
        "сохраните чек из магазина",
        "заложил страницу закладкой",
        "откинулся на спинку кресла",
        "выучил наизусть лирику Пушкина",
        "на свадьбе играл баян",
        "вынес мусор на втором этапе ремонта",
        "план работы на год",
        "машина набрала скорость у зоны отдыха",
        "слез с дерева и лёг на траву",
        "put salt in the soup and keep the receipt",
    ],
)
def test_ordinary_words_lead_to_no_topic(text: str) -> None:
    assert [match.form for match in VOCABULARY.concepts_in(text) if match.concept.kind is ConceptKind.TOPIC] == []


def test_our_own_words_never_stigmatise() -> None:
    slang = {
        tuple(word.lemma for word in words(form))
        for kind in ConceptKind
        for c in VOCABULARY.of_kind(kind)
        for form in c.found_as
    }
    cased = {form for kind in ConceptKind for c in VOCABULARY.of_kind(kind) for form in c.cased}
    allowed = {tuple(word.lemma for word in words(form)) for form in cased}
    for concept in VOCABULARY.of_kind(ConceptKind.TOPIC):
        for text in (*concept.names, *concept.about.values()):
            lemmas = [word.lemma for word in words(text)]
            for bad in slang - allowed:
                windows = [tuple(lemmas[at : at + len(bad)]) for at in range(len(lemmas))]
                assert bad not in windows, (concept.id, bad)


def test_languages_are_not_mixed_up() -> None:
    for concept in VOCABULARY.of_kind(ConceptKind.TOPIC):
        assert re.search("[а-яё]", concept.about["ru"], re.IGNORECASE), concept.id
        assert not re.search("[а-яё]", concept.term["en"] + concept.about["en"], re.IGNORECASE), concept.id
        assert concept.about["en"].endswith(".") and concept.about["ru"].endswith("."), concept.id


def test_expansions_cross_the_languages_at_lower_weight() -> None:
    expansions = {one.concept: one for one in VOCABULARY.expand("налоксон и российский суд")}
    assert "naloxone" in expansions["naloxone"].forms
    assert "налоксон" not in expansions["naloxone"].forms
    assert "Russia" in expansions["RU"].forms
    weights = [expansions[id].weight for id in ("naloxone", "w-court", "RU")]
    assert 1 > weights[0] > weights[1] > weights[2] > 0
    assert expansions["naloxone"].found == "налоксон"


def test_a_concept_expands_once() -> None:
    assert [one.concept for one in VOCABULARY.expand("метадон и метадоновая терапия methadone")] == ["methadone"]


def test_nothing_to_expand() -> None:
    assert VOCABULARY.expand("ничего такого") == ()


@pytest.mark.parametrize(
    ("name", "code"),
    [
        ("грузии", "GE"),
        ("Georgia", "GE"),
        ("ge", "GE"),
        ("Kyrgyz Republic", "KG"),
        ("Российской Федерации", "RU"),
        ("Narnia", ""),
        ("", ""),
    ],
)
def test_country_code(name: str, code: str) -> None:
    assert VOCABULARY.country_code(name) == code


def test_regions() -> None:
    assert VOCABULARY.region_of("KZ") == "central-asia"
    assert VOCABULARY.regions_of("ge")[:2] == ("south-caucasus", "eeca")
    assert VOCABULARY.region_of("ZA") == ""
    assert VOCABULARY.region_id("Центральной Азии") == "central-asia"
    assert set(VOCABULARY.countries_in("Baltic states")) == {"EE", "LV", "LT"}
    assert VOCABULARY.countries_in("Atlantis") == ()


def test_bodies_by_any_name() -> None:
    assert VOCABULARY.body_id("ЕСПЧ") == VOCABULARY.body_id("ECtHR") == "ecthr"
    assert {"European Court of Human Rights", "Европейский суд по правам человека"} <= set(
        VOCABULARY.body_names("еспч")
    )
    assert VOCABULARY.body_names("Ministry of Magic") == ()


@pytest.mark.parametrize("name", ["II.1.1", "ii.1.1", "Harm reduction", "снижения вреда"])
def test_guidelines_by_number_or_heading(name: str) -> None:
    assert VOCABULARY.guideline_id(name) == "II.1.1"


def test_headings_of_guidelines_are_not_found_in_running_text() -> None:
    assert found("children of the applicant") == {"w-child"} | found("applicant")


def test_english_words_of_one_stem_are_kept_apart() -> None:
    assert "people-in-prison" not in found("his conviction")
    assert "people-in-prison" in found("convicts")
    assert "pwud" not in found("the addictive substance")


def test_as_json_hides_slang() -> None:
    plain = VOCABULARY.as_json()
    assert {"topics", "countries", "regions", "bodies", "guidelines", "places", "words"} == set(plain)
    pwud = next(entry for entry in plain["topics"] if entry["id"] == "pwud")
    assert pwud["ru"]["term"] == "люди, употребляющие наркотики"
    assert "наркоман" not in str(plain)


def test_words_for_the_speller() -> None:
    known = VOCABULARY.words()
    assert {"налоксон", "зпт", "decriminalisation", "decriminalization"} <= known
    assert all(word == word.lower() for word in known)


def test_the_ids_of_the_topics_handed_to_us_are_kept() -> None:
    topics = yaml.safe_load(shared_path("topics.yaml").read_text(encoding="utf-8"))
    assert {topic["id"] for topic in topics} <= {concept.id for concept in VOCABULARY.of_kind(ConceptKind.TOPIC)}


TOPIC = {"id": "x", "en": "x", "ru": "икс", "about_en": "X.", "about_ru": "Икс."}
COUNTRY = {"id": "GE", "en": "Georgia", "ru": "Грузия"}


@pytest.mark.parametrize(
    ("content", "entry", "field"),
    [
        ([], "–", "–"),
        ({"nonsense": []}, "–", "nonsense"),
        ({"topics": ["x"]}, "topic 1", "–"),
        ({"topics": [{**TOPIC, "ru": ""}]}, "x", "ru"),
        ({"topics": [{**TOPIC, "id": False}]}, "False", "id"),
        ({"topics": [{**TOPIC, "id": "a b"}]}, "a b", "id"),
        ({"topics": [{**TOPIC, "colour": "red"}]}, "x", "colour"),
        ({"topics": [{**TOPIC, "also_en": "y"}]}, "x", "also_en"),
        ({"topics": [{**TOPIC, "also_en": [1971]}]}, "x", "also_en"),
        ({"topics": [{**TOPIC, "also_en": ["y", "y"]}]}, "x", "also_en"),
        ({"topics": [{**TOPIC, "cased": ["Z"]}]}, "x", "cased"),
        ({"topics": [{**TOPIC, "found_as": ["x"]}]}, "x", "found_as"),
        ({"topics": [{**TOPIC, "about_ru": ""}]}, "x", "about"),
        ({"topics": [TOPIC, TOPIC]}, "x", "id"),
        ({"countries": [COUNTRY], "regions": [{"id": "r", "en": "R", "ru": "Р"}]}, "r", "members"),
        (
            {"countries": [COUNTRY], "regions": [{"id": "r", "en": "R", "ru": "Р", "members": ["GE", "ZZ"]}]},
            "r",
            "members",
        ),
        ({"countries": [COUNTRY], "places": [{"id": "p", "en": "P", "ru": "П", "country": "ZZ"}]}, "p", "country"),
    ],
)
def test_a_wrong_file_is_named_with_entry_and_field(tmp_path: Path, content: object, entry: str, field: str) -> None:
    path = tmp_path / "words.yaml"
    path.write_text(yaml.safe_dump(content, allow_unicode=True), encoding="utf-8")
    with pytest.raises(CatalogueError) as caught:
        Vocabulary.load(path)
    assert (caught.value.details["file"], caught.value.details["entry"], caught.value.details["field"]) == (
        "words.yaml",
        entry,
        field,
    )


@pytest.mark.parametrize("damage", [b"topics: [", b"\xff\xfe\x00"])
def test_an_unreadable_file_is_named(tmp_path: Path, damage: bytes) -> None:
    path = tmp_path / "words.yaml"
    path.write_bytes(damage)
    with pytest.raises(CatalogueError):
        Vocabulary.load(path)
    with pytest.raises(CatalogueError):
        Vocabulary.load(tmp_path / "missing.yaml")
