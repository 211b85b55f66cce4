"""File names as they come: of two spellings, of no encoding, with line ends; and links that go round."""

import json
import os
import unicodedata
from pathlib import Path

import pytest
from rich.console import Console

from index_config.store.base import Index
from ingest.job import Job, known_documents
from ingest.progress import show_report
from ingest.report import Fate, Report

pytestmark = pytest.mark.slow  # each runs the job once or more


ODD_NAMES = (
    "первая\nвторая.md",
    "\x1b[31mred\t.md",
    "снижение вреда 💉👩‍⚕️.md",
    "й" * 126 + ".md",  # 255 bytes, the most there may be
    "a" * 252 + ".md",
    "‮gpj.md",
    " .md",
    "-rf.md",
    "%2e%2e?#.md",
)


def test_odd_names_go_in_and_print_on_one_line(job: Job, collection: Path, index: Index) -> None:
    for number, name in enumerate(ODD_NAMES):
        (collection / name).write_text(f"# Note {number}\n\nNaloxone note number {number}.\n", encoding="utf-8")
    report = job.run([collection])
    assert (report.exit_code, report.documents) == (0, 3 + len(ODD_NAMES))
    records = known_documents(index.reader())
    assert {record.file for record in records.values()} >= set(ODD_NAMES)
    assert all(id.isascii() and len(id) < 64 and "/" not in id for id in records)
    assert all(outcome.file.replace("\u200d", "").isprintable() for outcome in report.outcomes)
    assert {outcome.fate for outcome in job.run([collection]).outcomes} == {Fate.UNCHANGED}
    for name in ODD_NAMES:
        (collection / name).write_bytes(b"")
    printed = _printed(job.run([collection]))
    assert "первая\\nвторая.md" in printed and "\x1b" not in printed and "‮" not in printed


def _printed(report: Report) -> str:
    console = Console(width=1000, record=True, file=open(os.devnull, "w", encoding="utf-8"))  # noqa: SIM115
    show_report(console, report, "ru")
    console.file.close()
    json.dumps(report.as_json(), ensure_ascii=False).encode("utf-8")
    return console.export_text()


def test_a_name_that_is_not_text_is_refused_with_what_to_do(job: Job, collection: Path) -> None:
    name = "протокол.md".encode("cp1251")
    with open(os.fsencode(collection) + b"/" + name, "wb") as stream:
        stream.write(b"# Note\n\nText.\n")
    report = job.run([collection])
    (refused,) = [outcome for outcome in report.outcomes if outcome.fate is Fate.REFUSED]
    assert "rename it" in refused.reason["en"] and report.documents == 3
    assert "UTF-8" in _printed(report)


def test_a_name_in_two_spellings_is_one_document(job: Job, collection: Path, index: Index) -> None:
    composed, apart = (unicodedata.normalize(form, "Ёжик и чай.md") for form in ("NFC", "NFD"))
    assert composed != apart
    (collection / composed).write_text("# Note\n\nNaloxone for everybody.\n", encoding="utf-8")
    job.run([collection])
    before = known_documents(index.reader())
    (collection / composed).rename(collection / apart)
    report = job.run([collection])
    after = known_documents(index.reader())
    assert after.keys() == before.keys() and report.counts[Fate.REMOVED] == 0
    (moved,) = [record for record in after.values() if record.file == apart]
    assert moved.metadata == before[moved.id].metadata, "the title guessed from the name is the same, too"
    assert {outcome.fate for outcome in job.run([collection]).outcomes} == {Fate.UNCHANGED}


def test_a_catalogue_finds_its_file_in_either_spelling(job: Job, collection: Path, index: Index) -> None:
    folder = collection / "court_decisions"
    catalogue = folder / "catalogue.yaml"
    catalogue.write_text(catalogue.read_text(encoding="utf-8").replace("alpha.md", "чай.md"), encoding="utf-8")
    (folder / "alpha.md").rename(folder / unicodedata.normalize("NFD", "чай.md"))
    job.run([collection])
    titles = {record.metadata.work_id for record in known_documents(index.reader()).values()}
    assert "alpha" in titles


def test_links_that_go_round_are_passed_over(job: Job, collection: Path, tmp_path: Path) -> None:
    (collection / "loop.md").symlink_to(collection / "loop.md")
    (collection / "round").symlink_to(collection)
    (collection / "one.md").symlink_to(collection / "two.md")
    (collection / "two.md").symlink_to(collection / "one.md")
    (collection / "nowhere.md").symlink_to(tmp_path / "nowhere.md")
    (collection / "copy.txt").symlink_to(collection / "minutes.txt")
    report = job.run([collection])
    assert (report.exit_code, report.documents) == (0, 3)
