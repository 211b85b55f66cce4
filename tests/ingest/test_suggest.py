"""Passages that read like a practice are suggested, in their own words and apart from the curated ones."""

from dataclasses import replace
from pathlib import Path

import pytest

from index_config.domain import Kind, Locator, Metadata, Passage, Span
from index_config.records import PRACTICE, practice_from
from index_config.store.base import AnyOf, Index, Where
from index_config.vocabulary import Vocabulary
from ingest.job import Job
from ingest.suggest import REMEDIES, SERVED, Suggester
from search_api.library import Library
from search_api.practices import PracticeQuery

REPORT = Metadata(kind=Kind.REPORT, countries=("KZ",))


def passage(text: str, language: str = "en", note: str = "") -> Passage:
    locator = Locator((1, 1), paragraphs=("7",), note=note)
    return Passage("doc", "v1", text, Span(10, 10 + len(text)), locator, language)


@pytest.fixture(scope="module")
def suggester(vocabulary: Vocabulary) -> Suggester:
    return Suggester(vocabulary)


@pytest.mark.parametrize(
    ("language", "text", "when"),
    [
        (
            "en",
            "Since 2011 the city clinic has provided methadone to patients on three floors of the old building.",
            "since 2011",
        ),
        ("en", "A pilot programme of needle exchange was opened in two prisons with support from a local NGO.", ""),
        ("en", "The ministry approved take-home naloxone by Order No. 214 and sent it to each ambulance station.", ""),
        ("en", "In Osh the association trained 120 police officers in referral to harm reduction services.", ""),
        ("en", "The association offers free legal aid to people who use drugs in four languages of the country.", ""),
        ("ru", "С 2008 года в городе действует пункт обмена шприцев, где работают равные консультанты.", "since 2008"),
        (
            "ru",
            "В 2015 г. в двух колониях открыты кабинеты заместительной терапии для тех, кто начал лечение раньше.",
            "2015",
        ),
        ("ru", "Обучение по снижению вреда прошли 240 сотрудников милиции, для них создан учебный модуль.", ""),
        ("ru", "Налоксон бесплатно выдают родственникам и друзьям в каждом пункте доверия области.", ""),
    ],
)
def test_a_practice_is_suggested(suggester: Suggester, language: str, text: str, when: str) -> None:
    (practice,) = suggester.suggest([passage(text, language)], REPORT)
    assert practice.what == {language: text}
    assert (practice.status, practice.when) == ("suggested", when)
    assert practice.topics and practice.countries


@pytest.mark.parametrize(
    ("language", "text"),
    [
        ("en", "Since 2011 the city clinic has not provided methadone to anybody, whatever the doctors wrote."),
        ("en", "The ministry should introduce take-home naloxone in every region by 2026."),
        ("en", "The ministry plans to open a methadone programme in three regions in 2026."),
        ("en", "In 2014 the new authorities closed the programmes that had provided methadone to 800 patients."),
        ("en", "Police arrested 40 clients of the needle exchange that opened in 2012."),
        ("en", "A survey carried out in 2016 among 300 patients of methadone programmes used a short questionnaire."),
        ("en", "Provide methadone to people in prison in all regions, beginning with 12 institutions."),
        ("en", "In 2012 the museum opened a new wing and trained 20 guides in three languages."),
        ("en", "Methadone is a long-acting opioid that is on the list of essential medicines of the WHO."),
        ("en", "In 2019 we provided naloxone."),
        ("ru", "С 2008 года в городе не действует ни один пункт обмена шприцев, хотя деньги были выделены."),
        ("ru", "Необходимо открыть кабинеты заместительной терапии в 12 учреждениях до 2027 года."),
        ("ru", "Открыть кабинеты заместительной терапии в 12 учреждениях, обучить 200 врачей."),
        ("ru", "В 2014 г. программа метадоновой терапии, которая действовала с 2006 г., закрыта властями."),
        ("ru", "В 2016 г. проведён опрос 300 пациентов программ заместительной терапии."),
        ("ru", "В 2012 г. в музее открыто новое крыло и обучены 20 экскурсоводов."),
    ],
)
def test_what_only_looks_like_a_practice_is_not(suggester: Suggester, language: str, text: str) -> None:
    assert suggester.suggest([passage(text, language)], REPORT) == ()


GOOD = "Since 2011 the clinic in Almaty has provided methadone to 300 patients."


def test_the_result_goes_with_the_practice_and_the_rest_does_not(suggester: Suggester) -> None:
    before, result, after = "The clinic is old.", "As a result, hospital stays fell by half.", "The roof was mended."
    (practice,) = suggester.suggest([passage(f"{before} {GOOD} {result} {after}")], REPORT)
    assert practice.what == {"en": f"{GOOD} {result}"}


@pytest.mark.parametrize("bad", ["As a result, the police raided it.", "\n\nAs a result, hospital stays fell by half."])
def test_a_bad_result_or_another_paragraph_does_not_go_with_it(suggester: Suggester, bad: str) -> None:
    (practice,) = suggester.suggest([passage(f"{GOOD} {bad}")], REPORT)
    assert practice.what == {"en": GOOD}


def test_the_evidence_is_the_passage_and_the_id_is_made_of_it(suggester: Suggester) -> None:
    found = passage(GOOD)
    (practice,) = suggester.suggest([found], REPORT)
    (evidence,) = practice.evidence
    assert (evidence.document, evidence.paragraph, evidence.passage_id) == ("doc", "7", found.id)
    assert practice.id == f"suggested-{found.id}"
    assert suggester.suggest([found], REPORT) == (practice,)


@pytest.mark.parametrize(
    ("text", "countries"),
    [
        ("Since 2011 the clinic in Bishkek has provided methadone to 300 patients.", ("KG",)),
        (
            "Tajikistan is a country of mountains. Since 2011 one clinic has provided methadone to 300 patients.",
            ("TJ",),
        ),
        ("Since 2011 one clinic has provided methadone to 300 patients.", ("KZ",)),
    ],
)
def test_the_country_is_that_of_sentence_passage_or_document(
    suggester: Suggester, text: str, countries: tuple[str, ...]
) -> None:
    (practice,) = suggester.suggest([passage(text)], REPORT)
    assert practice.countries == countries


@pytest.mark.parametrize(
    "metadata",
    [replace(REPORT, kind=Kind.COURT_DECISION), replace(REPORT, kind=Kind.GUIDELINE), replace(REPORT, countries=())],
)
def test_decisions_guidelines_and_texts_of_nowhere_suggest_nothing(suggester: Suggester, metadata: Metadata) -> None:
    assert suggester.suggest([passage(GOOD.replace(" in Almaty", ""))], metadata) == ()


def test_footnotes_and_other_languages_suggest_nothing(suggester: Suggester) -> None:
    assert suggester.suggest([passage(GOOD, note="footnote 3"), passage(GOOD, "uk")], REPORT) == ()


def test_the_topics_named_are_topics_of_the_vocabulary(vocabulary: Vocabulary) -> None:
    known = {concept["id"] for concept in vocabulary.as_json()["topics"]}
    assert known >= REMEDIES | SERVED


# --- through the real job -------------------------------------------------------------------------------------------

BROUGHT = """---
title: A report of our own
language: en
kind: report
{more}---

# A report of our own

## Findings

{text}

The weather in the valley was mild for the whole of the year, and the road stayed open.
"""


def write(folder: Path, text: str = GOOD, more: str = "") -> Path:
    folder.mkdir(exist_ok=True)
    path = folder / "brought.md"
    path.write_text(BROUGHT.format(text=text, more=more), encoding="utf-8")
    return path


def suggested(index: Index) -> dict[str, str]:
    """Words and version of the practices suggested in the index."""
    where = Where((AnyOf("type", (PRACTICE,)), AnyOf("status", ("suggested",))))
    points = list(index.reader().scroll(where))
    return {practice_from(point.payload).what["en"]: point.payload["version"] for point in points}


@pytest.mark.slow
def test_a_suggestion_comes_changes_and_goes_with_its_document(job: Job, index: Index, tmp_path: Path) -> None:
    path = write(tmp_path / "mine")
    other = GOOD.replace("2011", "2013")
    job.run([tmp_path / "mine"])
    assert set(suggested(index)) == {GOOD}
    write(tmp_path / "mine", other)
    job.run([tmp_path / "mine"])
    assert set(suggested(index)) == {other}
    path.unlink()
    job.run([tmp_path / "mine"])
    assert suggested(index) == {}


@pytest.mark.slow
def test_a_suggestion_that_stays_belongs_to_the_new_version(job: Job, index: Index, tmp_path: Path) -> None:
    write(tmp_path / "mine")
    job.run([tmp_path / "mine"])
    before = suggested(index)
    path = tmp_path / "mine" / "brought.md"
    path.write_text(path.read_text(encoding="utf-8").replace("mild", "dry"), encoding="utf-8")
    job.run([tmp_path / "mine"])
    assert set(suggested(index)) == {GOOD} and suggested(index) != before


@pytest.mark.slow
def test_a_collection_with_practices_of_its_own_is_not_added_to(job: Job, index: Index, tmp_path: Path) -> None:
    write(tmp_path / "mine")
    job.run([tmp_path / "mine"])
    assert suggested(index)
    (tmp_path / "mine" / "good_practices").mkdir()
    job.run([tmp_path / "mine"])
    assert suggested(index) == {}
    write(tmp_path / "mine", GOOD.replace("2011", "2013"))
    job.run([tmp_path / "mine"])
    assert suggested(index) == {}


@pytest.mark.slow
def test_suggestions_are_shown_when_asked_for_with_the_passage_cited(job: Job, tmp_path: Path) -> None:
    write(tmp_path / "mine")
    job.run([tmp_path / "mine"])
    library = Library(job.settings, job.index, job.encoder, job.vocabulary)
    assert library.practices(PracticeQuery()) == ([], 0)
    (found,), total = library.practices(PracticeQuery("methadone clinic", statuses=("suggested",)))
    assert total == 1 and found.practice.what == {"en": GOOD}
    (citation,) = found.citations
    assert GOOD in citation.quote and citation.document.metadata.title == "A report of our own"


@pytest.mark.slow
def test_what_a_restricted_document_suggests_is_restricted(job: Job, tmp_path: Path) -> None:
    path = write(tmp_path / "mine")
    path.with_name("brought.md.yaml").write_text("access: restricted\n", encoding="utf-8")
    job.run([tmp_path / "mine"])
    library = Library(job.settings, job.index, job.encoder, job.vocabulary)
    assert library.practices(PracticeQuery(statuses=("suggested",))) == ([], 0)
    assert suggested(job.index)
