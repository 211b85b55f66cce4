"""What the index knows of its words: laid down, read again, summed."""

import json
from collections import Counter
from dataclasses import replace
from pathlib import Path

import pytest

import index_config.profiles as profiles
from index_config.domain import Access
from index_config.profiles import (
    Profile,
    Summary,
    profile_from,
    profile_point,
    read_summary,
    state_of,
    summarise,
    summary_state,
    write_summary,
)
from index_config.sketch import sketch_of
from index_config.store.edge import EdgeStore

SAME = "Суд признал отказ в лечении нарушением права на здоровье и постановил пересмотреть дело."
ONE = Profile("one", "v1", {"суд": 2, "лечение": 1}, sketch_of(SAME), "no. 58502/11")
TWO = Profile("two", "v1", {"суд": 3, "naloxone": 1}, sketch_of(SAME.upper()))
SECRET = Profile("secret", "v1", {"тайна": 9}, sketch_of(SAME))


@pytest.fixture
def store(tmp_path: Path) -> EdgeStore:
    made = EdgeStore.create(tmp_path / "index", 4)
    made.upsert([profile_point(ONE, Access.PUBLIC), profile_point(TWO, Access.PUBLIC)])
    made.upsert([profile_point(SECRET, Access.RESTRICTED)])
    return made


def test_a_profile_survives_the_index() -> None:
    payload = profile_point(ONE, Access.PUBLIC).payload
    assert profile_from(json.loads(json.dumps(payload))) == ONE
    assert profile_from(profile_point(Profile("empty", "v", {}, ()), Access.PUBLIC).payload).words == {}


def test_the_summary_adds_up_all_but_restricted_documents(store: EdgeStore) -> None:
    summary = summarise(store)
    assert summary.words == Counter({"суд": 5, "лечение": 1, "naloxone": 1})
    assert summary.twins == (("one", "two"),)


@pytest.mark.parametrize(
    ("one", "other", "twins"),
    [
        ("no. 58502/11", "жалоба № 58502/11", (("one", "two"),)),
        ("no. 58502/11", "", (("one", "two"),)),
        ("дело № А51-30838/2013", "дело № А51-30840/2013", ()),
    ],
)
def test_decisions_of_one_wording_and_different_numbers_are_not_one_text(
    store: EdgeStore, one: str, other: str, twins: tuple[tuple[str, ...], ...]
) -> None:
    store.upsert([profile_point(replace(ONE, reference=one), Access.PUBLIC)])
    store.upsert([profile_point(replace(TWO, reference=other), Access.PUBLIC)])
    assert summarise(store).twins == twins


def test_a_summary_is_read_as_it_was_written_in_however_many_parts(
    store: EdgeStore, monkeypatch: pytest.MonkeyPatch
) -> None:
    assert read_summary(store) == Summary()
    monkeypatch.setattr(profiles, "_WORDS_A_PART", 2)
    summary = summarise(store)
    write_summary(store, summary)
    assert read_summary(store) == replace(summary, words=dict(summary.words))
    shorter = Summary("other", {"суд": 1})
    write_summary(store, shorter)
    assert read_summary(store) == shorter


def test_the_state_changes_with_documents_and_versions_only(store: EdgeStore) -> None:
    before = state_of(store)
    assert summary_state(store) == ""
    write_summary(store, summarise(store))
    assert state_of(store) == summary_state(store) == before
    store.upsert([profile_point(replace(SECRET, version="v2"), Access.RESTRICTED)])
    assert state_of(store) == before
    store.upsert([profile_point(replace(ONE, version="v2"), Access.PUBLIC)])
    assert state_of(store) != before
