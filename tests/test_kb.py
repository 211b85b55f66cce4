"""The command line as a user types it, in a process of its own."""

import json
import os
import subprocess
import sys
from pathlib import Path

import pytest

from tests.conftest import write_collection

ROOT = Path(__file__).resolve().parents[1]


def kb(*arguments: str, language: str = "en", **environment: str) -> subprocess.CompletedProcess[str]:
    env = os.environ | {"LC_ALL": f"{language}.UTF-8", "PYTHONIOENCODING": "utf-8"} | environment
    command = [sys.executable, str(ROOT / "kb.py"), *arguments]
    return subprocess.run(command, capture_output=True, encoding="utf-8", env=env, timeout=300, check=False)


@pytest.mark.parametrize(("language", "words"), [("en", "no index yet"), ("ru_RU", "Индекса ещё нет")])
def test_without_an_index_the_error_is_clear_and_in_the_users_language(
    tmp_path: Path, language: str, words: str
) -> None:
    run = kb("status", "--data", str(tmp_path), language=language)
    assert run.returncode == 2
    assert words in run.stderr
    assert run.stdout == ""


def test_a_path_that_is_not_there_ends_with_status_two(tmp_path: Path) -> None:
    run = kb("ingest", str(tmp_path / "nowhere"), "--data", str(tmp_path / "data"), "--json")
    assert run.returncode == 2
    assert "nowhere" in run.stderr and run.stdout == ""


@pytest.mark.slow
def test_ingest_search_practices_and_status_with_the_shipped_model(tmp_path: Path) -> None:
    data = str(tmp_path / "data")
    collection = write_collection(tmp_path / "collection")
    (collection / "broken.pdf").write_bytes(b"%PDF-1.4 nothing")
    run = kb("ingest", str(collection), "--data", data, "--json")
    assert run.returncode == 1, run.stderr
    report = json.loads(run.stdout)
    assert report["counts"]["new"] == 3 and report["counts"]["refused"] == 1
    assert [item["file"] for item in report["files"] if item["fate"] == "refused"] == ["broken.pdf"]

    found = json.loads(kb("search", "отказ в метадоне", "--data", data, "--json").stdout)
    assert "Alpha v. Testland" in {hit["citation"]["title"] for hit in found["hits"]}
    shown = kb("search", "отказ в метадоне", "--data", data, language="ru_RU").stdout
    assert "methadone" in shown and "П. 1" in shown

    assert json.loads(kb("practices", "--data", data, "--json").stdout) == {"practices": [], "total": 0}
    assert json.loads(kb("status", "--data", data, "--json").stdout)["documents"] == 3
    again = json.loads(kb("ingest", str(collection), "--data", data, "--json").stdout)
    assert again["counts"]["unchanged"] == 3
