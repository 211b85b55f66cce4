"""What goes into the index comes out again, and dates mean what they say."""

import datetime as dt
import json
from dataclasses import replace

import pytest

from index_config.domain import (
    Access,
    DocumentRecord,
    Evidence,
    Kind,
    Locator,
    Metadata,
    Page,
    Passage,
    Practice,
    Run,
    Span,
)
from index_config.records import (
    date_bounds,
    day_number,
    document_from,
    document_payload,
    filter_fields,
    fold_name,
    guideline_path,
    page_from,
    page_payload,
    page_point_id,
    passage_from,
    passage_payload,
    practice_from,
    practice_payload,
    raw_payload,
)

METADATA = Metadata(
    title="Абдюшева против России",
    language="ru",
    kind=Kind.COURT_DECISION,
    work_id="abdyusheva",
    issuing_body="ЕСПЧ",
    body_names=("ECtHR", "ЕСПЧ"),
    countries=("RU",),
    date="2019-11-26",
    topics=("oat",),
    access=Access.RESTRICTED,
    guessed=frozenset({"title", "date"}),
)
RECORD = DocumentRecord("id", "v", METADATA, "a/b.md", "/home", "ab", "1", 3, 7, 900, ("page 2: nothing",))
PASSAGE = Passage(
    "id",
    "v",
    "Текст.",
    Span(3, 9),
    Locator((1, 2), ("58",), ("Право",), "Судья", "", True),
    "ru",
    "Дело › Право",
    ("n1",),
)
PAGE = Page(2, 100, "Text", "T e x t", (Run(0, 0, 1), Run(1, 2, 1)), ocr=True)
PRACTICE = Practice(
    "gp", {"en": "a"}, countries=("KG",), evidence=(Evidence("w", "3", "p"),), sources=("https://e.org",)
)


def stored(payload: object) -> dict[str, object]:
    """Return a payload as a store gives it back: through JSON."""
    found: dict[str, object] = json.loads(json.dumps(payload))
    return found


def test_a_passage_laid_down_without_notes_is_read() -> None:
    payload = passage_payload(PASSAGE, {})
    del payload["notes"]
    assert passage_from(payload) == replace(PASSAGE, notes=())


def test_values_survive_the_index() -> None:
    assert passage_from(stored(passage_payload(PASSAGE, {}))) == PASSAGE
    assert document_from(stored(document_payload(RECORD, ["eeca"]))) == RECORD
    page, raw = (lay("id", "v", Access.PUBLIC, PAGE) for lay in (page_payload, raw_payload))
    assert page_from(stored(page), stored(raw)) == PAGE
    assert page_from(stored(page)) == replace(PAGE, raw="", origin=())
    assert practice_from(stored(practice_payload(PRACTICE, [], "/home"))) == PRACTICE


def test_payloads_equal_what_a_store_gives_back() -> None:
    """Otherwise a run without changes would find a difference in every practice."""
    payload = practice_payload(PRACTICE, ["eeca"], "/home")
    assert stored(payload) == payload


def test_filter_fields_hold_both_names_of_the_body_and_the_bounds_of_the_date() -> None:
    fields = filter_fields(METADATA, ["eeca"])
    assert fields["bodies"] == ["ecthr", "еспч"]
    assert fields["body_names"] == ["ЕСПЧ", "ECtHR"]
    assert (fields["date_min"], fields["date_max"]) == (20191126, 20191126)
    assert "date_min" not in filter_fields(Metadata(), [])


@pytest.mark.parametrize(
    ("date", "bounds"),
    [
        ("2019-11-26", (20191126, 20191126)),
        ("2020-02", (20200201, 20200229)),
        ("2019-12", (20191201, 20191231)),
        ("2019", (20190101, 20191231)),
        ("", None),
    ],
)
def test_a_date_of_any_precision_has_bounds(date: str, bounds: tuple[int, int] | None) -> None:
    assert date_bounds(date) == bounds


def test_day_numbers_sort_like_days() -> None:
    days = [dt.date(2019, 12, 31), dt.date(2020, 1, 1), dt.date(2020, 2, 1)]
    assert sorted(map(day_number, days)) == [day_number(day) for day in days]


def test_pages_of_two_versions_do_not_share_an_id() -> None:
    assert page_point_id("d", "v1", 1) != page_point_id("d", "v2", 1)


def test_the_passage_id_depends_on_document_span_and_text_alone() -> None:
    assert replace(PASSAGE, version="w", context="", language="en").id == PASSAGE.id
    assert replace(PASSAGE, text="Текст!").id != PASSAGE.id
    assert replace(PASSAGE, span=Span(4, 10)).id != PASSAGE.id


def test_names_fold_case_and_space() -> None:
    assert fold_name("  Суд  Тестландии\n") == "суд тестландии"


@pytest.mark.parametrize(
    ("number", "path"),
    [("II.1.1(v)", ["II", "II.1", "II.1.1", "II.1.1(v)"]), ("IV", ["IV"]), ("", [])],
)
def test_a_guideline_is_found_under_those_it_stands_under(number: str, path: list[str]) -> None:
    assert guideline_path(number) == path
