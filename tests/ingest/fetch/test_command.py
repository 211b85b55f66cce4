"""``kb fetch`` as a user types it; these never open a connection."""

import json
from pathlib import Path

import pytest
from typer.testing import CliRunner

import kb
from index_config.errors import Language, NotFound
from ingest.fetch.listing import load_sources
from ingest.fetch.show import show_offers

RUN = CliRunner()


@pytest.fixture(autouse=True)
def no_connections(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    def refuse(*arguments: object, **named: object) -> None:
        raise AssertionError("kb fetch opened a connection")

    monkeypatch.setattr("socket.getaddrinfo", refuse)
    monkeypatch.setattr("socket.create_connection", refuse)
    monkeypatch.chdir(tmp_path)


@pytest.mark.parametrize("arguments", [[], ["--list"]])
def test_without_a_work_it_only_lists(arguments: list[str], tmp_path: Path) -> None:
    shown = RUN.invoke(kb.app, ["fetch", *arguments, "--json"])
    assert shown.exit_code == 0
    rows = json.loads(shown.stdout)
    assert len(rows) == 121
    [row] = [row for row in rows if row["work_id"] == "grover-a-65-255"]
    assert row["direct"] is True and row["kind"] == "report" and row["licence"] == "not stated"
    assert row["links"][0]["url"] == "https://undocs.org/A/65/255"
    assert list(tmp_path.iterdir()) == []


def test_a_list_of_named_works_downloads_nothing(tmp_path: Path) -> None:
    shown = RUN.invoke(kb.app, ["fetch", "grover-a-65-255", "--list", "--json"])
    assert [row["work_id"] for row in json.loads(shown.stdout)] == ["grover-a-65-255"]
    assert list(tmp_path.iterdir()) == []


def test_a_work_without_a_direct_link_opens_no_connection(tmp_path: Path) -> None:
    shown = RUN.invoke(kb.app, ["fetch", "ru-plenum-14-2006", "--json", "--data", str(tmp_path / "state" / "data")])
    assert shown.exit_code == 2
    report = json.loads(shown.stdout)
    assert report["folder"] == str(tmp_path / "state" / "fetched")
    assert [text["fate"] for text in report["texts"]] == ["not-direct"]


def test_an_unknown_work_is_named() -> None:
    shown = RUN.invoke(kb.app, ["fetch", "nothing-of-the-kind"])
    assert isinstance(shown.exception, NotFound) and "nothing-of-the-kind" in str(shown.exception)


@pytest.mark.parametrize(("language", "words"), [("en", "only a front page"), ("ru", "только заглавная страница")])
def test_obstacles_are_worded_in_the_users_language(language: Language, words: str) -> None:
    with kb.out.capture() as captured:
        show_offers(kb.out, load_sources(kb.DOCUMENTS).choose(["ru-plenum-14-2006"]), language)
    assert words in captured.get()
