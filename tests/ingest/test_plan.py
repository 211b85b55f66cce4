"""What a run has to do, by what lies where: through the job, for it is what comes out that counts."""

import os
import shutil
from collections.abc import Mapping
from dataclasses import replace
from pathlib import Path

import pytest

from index_config import manifest
from index_config.domain import Mode, Query
from index_config.errors import SourceTimeout
from index_config.store.base import Index
from ingest.job import Job, known_documents
from ingest.report import Fate, Report
from search_api.library import Library
from tests.conftest import RULING_EN, WordEncoder
from tests.ingest.watching import contents

pytestmark = pytest.mark.slow  # each runs the job two or three times


def fates(report: Report) -> Mapping[str, Fate]:
    return {outcome.file: outcome.fate for outcome in report.outcomes}


def files(index: Index) -> set[tuple[str, str]]:
    return {(Path(record.root).name, record.file) for record in known_documents(index.reader()).values()}


def note(path: Path, text: str = "Naloxone saves lives.") -> Path:
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_text(f"# Note\n\n{text}\n", encoding="utf-8")
    return path


# A rebuild loses nothing


def other_model(job: Job) -> Job:
    encoder = WordEncoder()
    encoder.fingerprint = "words@2"
    return replace(job, encoder=encoder)


@pytest.mark.parametrize("rebuild", ["asked for", "by another model"])
def test_a_rebuild_keeps_a_document_whose_file_has_become_unreadable(
    rebuild: str, job: Job, collection: Path, index: Index
) -> None:
    job.run([collection])
    before = contents(index)
    (collection / "minutes.txt").write_bytes(b"")
    again = other_model(job) if rebuild == "by another model" else job
    report = again.run([collection], rebuild=rebuild == "asked for")
    (refused,) = [outcome for outcome in report.outcomes if outcome.fate is Fate.REFUSED]
    assert (report.rebuilt, refused.file, refused.kept, report.documents) == (True, "minutes.txt", True, 3)
    after = contents(index)
    of_minutes = {id for id, payload in before.items() if str(payload.get("document_id")).startswith("minutes")}
    assert {id: after[id] for id in of_minutes} == {id: before[id] for id in of_minutes}
    assert again.run([collection]).documents == 3


def test_a_document_kept_in_a_rebuild_is_found_by_both_legs(job: Job, collection: Path, index: Index) -> None:
    job.run([collection])
    (collection / "minutes.txt").write_bytes(b"")
    job.run([collection], rebuild=True)
    library = Library(job.settings, index, job.encoder, job.vocabulary)
    for mode in (Mode.DENSE, Mode.SPARSE):
        hits = library.search(Query("Налоксон будет доступен без рецепта", mode=mode)).hits
        assert any("Налоксон" in hit.passage.text for hit in hits), mode


def test_a_rebuild_by_another_schema_says_that_it_cannot_keep(
    job: Job, collection: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    job.run([collection])
    (collection / "minutes.txt").write_bytes(b"")
    fresh = manifest.Manifest(job.encoder.fingerprint, schema=manifest.SCHEMA_VERSION + 1)
    monkeypatch.setattr("ingest.job.Manifest", lambda _: fresh)
    report = job.run([collection])
    (refused,) = [outcome for outcome in report.outcomes if outcome.fate is Fate.REFUSED]
    assert (report.rebuilt, refused.kept, report.documents) == (True, False, 2)


def test_a_rebuild_tells_what_is_gone(job: Job, collection: Path, index: Index, tmp_path: Path) -> None:
    job.run([collection])
    other = note(tmp_path / "other" / "note.md").parent
    (collection / "minutes.txt").unlink()
    report = job.run([other], rebuild=True)
    assert fates(report)["minutes.txt"] is Fate.REMOVED
    assert report.documents == 3


def test_a_rebuild_heeds_what_the_collection_says_is_no_document(job: Job, collection: Path, index: Index) -> None:
    job.run([collection])
    (collection / "collection.yaml").write_text("not_documents: [minutes.txt]\n", encoding="utf-8")
    assert fates(job.run([collection], rebuild=True))["minutes.txt"] is Fate.REMOVED
    assert ("collection", "minutes.txt") not in files(index)


# What is given


def test_a_path_given_twice_and_paths_within_each_other_are_one(job: Job, tmp_path: Path, index: Index) -> None:
    folder = tmp_path / "shelf"
    inner = note(folder / "deep" / "note.md").parent
    note(folder / "top.md")
    os.symlink(folder, tmp_path / "link")
    report = job.run([inner, folder, inner / "note.md", folder, tmp_path / "link", folder / "deep" / ".." / "top.md"])
    assert fates(report) == {"deep/note.md": Fate.NEW, "top.md": Fate.NEW}
    assert set(fates(job.run([folder])).values()) == {Fate.UNCHANGED}
    assert set(fates(job.run([inner])).values()) == {Fate.UNCHANGED}, "it is known whose folder this is"


def test_a_file_can_be_given_alone(job: Job, collection: Path, index: Index) -> None:
    report = job.run([collection / "court_decisions" / "alpha.md"])
    assert fates(report) == {"court_decisions/alpha.md": Fate.NEW}
    (record,) = known_documents(index.reader()).values()
    assert record.metadata.work_id == "alpha", "the catalogue beside it, below the collection's root, is read"
    assert fates(job.run([collection]))["court_decisions/alpha.md"] is Fate.UNCHANGED


def test_the_catalogue_may_lie_in_a_parent_folder(job: Job, collection: Path, index: Index) -> None:
    catalogue = collection / "court_decisions" / "catalogue.yaml"
    text = catalogue.read_text(encoding="utf-8").replace("path: alpha.md", "path: court_decisions/alpha.md")
    catalogue.unlink()
    (collection / "catalogue.yaml").write_text(text, encoding="utf-8")
    job.run([collection / "court_decisions"])
    works = {record.file: record.metadata.work_id for record in known_documents(index.reader()).values()}
    assert works["court_decisions/alpha.md"] == "alpha"


def test_a_collection_within_another_is_the_same_from_wherever_it_is_reached(
    job: Job, collection: Path, index: Index
) -> None:
    inner = note(collection / "annexes" / "one" / "note.md").parents[1]
    (inner / "collection.yaml").write_text("not_documents: [drafts]\n", encoding="utf-8")
    note(inner / "drafts" / "draft.md")
    job.run([collection])
    before = contents(index)
    assert ("annexes", "one/note.md") in files(index) and len(files(index)) == 4
    for given in (inner, collection, inner / "one"):
        assert set(fates(job.run([given])).values()) == {Fate.UNCHANGED}
        assert contents(index) == before


def test_practices_of_a_collection_within_another_come_along(job: Job, collection: Path) -> None:
    inner = collection / "annexes"
    note(inner / "note.md")
    (inner / "collection.yaml").write_text("title: {en: Annexes}\n", encoding="utf-8")
    (inner / "good_practices").mkdir()
    (inner / "good_practices" / "one.yaml").write_text(
        '- {id: gp-one, what: {en: Methadone}, evidence: [{document: alpha, paragraph: "1"}]}\n', encoding="utf-8"
    )
    assert job.run([collection]).practices == 1
    assert job.run([collection]).practices == 1


def test_two_files_of_one_id_are_told_apart(job: Job, tmp_path: Path) -> None:
    for parent in ("a", "b"):
        note(tmp_path / parent / "shelf" / "note.md", parent)
    report = job.run([tmp_path / "a" / "shelf", tmp_path / "b" / "shelf"])
    assert (report.counts[Fate.NEW], report.counts[Fate.REFUSED], report.documents) == (1, 1, 1)
    (refused,) = [outcome for outcome in report.outcomes if outcome.fate is Fate.REFUSED]
    assert refused.error == "duplicate-source" and "note.md" in refused.reason["en"]


# Moved


def moved(collection: Path, tmp_path: Path) -> Path:
    target = tmp_path / "stick" / "collection"
    target.parent.mkdir()
    shutil.move(collection, target)
    return target


def test_a_collection_moved_with_a_changed_file(job: Job, collection: Path, index: Index, tmp_path: Path) -> None:
    job.run([collection])
    ids = set(known_documents(index.reader()))
    target = moved(collection, tmp_path)
    changed = RULING_EN.replace("methadone", "buprenorphine")
    (target / "court_decisions" / "alpha.md").write_text(changed, encoding="utf-8")
    report = job.run([target])
    assert set(fates(report).values()) == {Fate.MOVED}
    texts = " ".join(str(payload.get("text")) for payload in contents(index).values())
    assert "buprenorphine" in texts and "methadone" not in texts
    assert set(known_documents(index.reader())) == ids


def test_a_collection_moved_with_an_unreadable_file_keeps_it(
    job: Job, collection: Path, index: Index, tmp_path: Path
) -> None:
    job.run([collection])
    before = contents(index)
    target = moved(collection, tmp_path)
    (target / "minutes.txt").write_bytes(b"")
    report = job.run([target])
    (refused,) = [outcome for outcome in report.outcomes if outcome.fate is Fate.REFUSED]
    assert refused.kept and report.documents == 3
    texts = {str(payload["text"]) for payload in contents(index).values() if "text" in payload}
    assert {str(payload["text"]) for payload in before.values() if "text" in payload} == texts


def test_a_file_that_cannot_be_read_under_its_new_name_stays_under_the_old_one(
    job: Job, collection: Path, index: Index, monkeypatch: pytest.MonkeyPatch
) -> None:
    job.run([collection])
    before = contents(index)
    (collection / "minutes.txt").rename(collection / "protocol.txt")
    with monkeypatch.context() as patch:
        patch.setattr("ingest.worker.Worker.result", refuse)
        report = job.run([collection])
    assert fates(report) == {
        "court_decisions/alpha.md": Fate.UNCHANGED,
        "court_decisions/beta.md": Fate.UNCHANGED,
        "protocol.txt": Fate.REFUSED,
    }
    assert contents(index) == before
    assert fates(job.run([collection]))["minutes.txt"] is Fate.REMOVED


def refuse(_: object) -> None:
    raise SourceTimeout(file="protocol.txt", seconds=1)
