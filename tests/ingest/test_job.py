"""The ingestion job on real files, through the real worker, into a real index."""

import os
import shutil
from collections.abc import Mapping
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest

from index_config.errors import CatalogueError, IndexBusy, SourceUnreadable
from index_config.store.base import Index, Where
from ingest.job import Job, known_documents
from ingest.report import Fate, Report
from tests.conftest import RULING_EN, WordEncoder


def fates(report: Report) -> Mapping[str, Fate]:
    return {outcome.file: outcome.fate for outcome in report.outcomes}


def contents(index: Index) -> dict[str, dict[str, Any]]:
    return {point.id: point.payload for point in index.reader().scroll(Where())}


def test_a_first_run_takes_everything_in(job: Job, collection: Path) -> None:
    report = job.run([collection])
    assert fates(report) == {
        "court_decisions/alpha.md": Fate.NEW,
        "court_decisions/beta.md": Fate.NEW,
        "minutes.txt": Fate.NEW,
    }
    assert (report.exit_code, report.documents, report.rebuilt) == (0, 3, False)
    assert report.passages == sum(outcome.passages for outcome in report.outcomes) > 6


def test_the_same_input_twice_embeds_nothing_and_changes_nothing(job: Job, collection: Path, index: Index) -> None:
    job.run([collection])
    before, store = contents(index), index.reader()
    assert isinstance(job.encoder, WordEncoder)
    embedded = len(job.encoder.embedded)
    report = job.run([collection])
    assert set(fates(report).values()) == {Fate.UNCHANGED}
    assert len(job.encoder.embedded) == embedded
    assert index.reader() is store, "a run without changes publishes nothing"
    assert contents(index) == before


def test_a_second_index_of_the_same_files_is_equal(job: Job, collection: Path, index: Index, tmp_path: Path) -> None:
    job.run([collection])
    settings = job.settings.model_copy(update={"data_dir": tmp_path / "elsewhere"})
    from index_config.store import open_index

    twin = open_index(settings)
    replace(job, settings=settings, index=twin).run([collection])
    assert contents(twin) == contents(index)


def test_a_changed_file_replaces_its_passages_and_keeps_its_id(job: Job, collection: Path, index: Index) -> None:
    job.run([collection])
    before = known_documents(index.reader())
    (collection / "court_decisions" / "alpha.md").write_text(
        RULING_EN.replace("methadone", "buprenorphine"), encoding="utf-8"
    )
    report = job.run([collection])
    assert fates(report)["court_decisions/alpha.md"] is Fate.CHANGED
    after = known_documents(index.reader())
    assert after.keys() == before.keys()
    texts = " ".join(str(payload.get("text")) for payload in contents(index).values())
    assert "buprenorphine" in texts and "methadone" not in texts


def test_a_change_of_the_catalogue_alone_is_a_change(job: Job, collection: Path, index: Index) -> None:
    job.run([collection])
    catalogue = collection / "court_decisions" / "catalogue.yaml"
    catalogue.write_text(catalogue.read_text(encoding="utf-8").replace("[KZ]", "[KG]"), encoding="utf-8")
    assert isinstance(job.encoder, WordEncoder)
    embedded = len(job.encoder.embedded)
    report = job.run([collection])
    assert fates(report)["court_decisions/alpha.md"] is Fate.CHANGED
    assert len(job.encoder.embedded) == embedded, "the texts are the same, so the cache has them"
    countries = {record.file: record.metadata.countries for record in known_documents(index.reader()).values()}
    assert countries["court_decisions/alpha.md"] == ("KG",)


def test_a_moved_file_is_found_at_its_new_place_without_embedding(job: Job, collection: Path, index: Index) -> None:
    job.run([collection])
    assert isinstance(job.encoder, WordEncoder)
    embedded = len(job.encoder.embedded)
    (collection / "minutes.txt").rename(collection / "protocol.txt")
    report = job.run([collection])
    assert fates(report)["protocol.txt"] is Fate.MOVED
    assert fates(report)["minutes.txt"] is Fate.REMOVED
    assert {record.file for record in known_documents(index.reader()).values()} >= {"protocol.txt"}
    # The guessed title may come from the file's name, and is embedded with every passage; nothing else is.
    assert len(job.encoder.embedded) - embedded <= 3


def test_a_removed_file_is_gone(job: Job, collection: Path, index: Index) -> None:
    job.run([collection])
    (collection / "court_decisions" / "beta.md").unlink()
    report = job.run([collection])
    assert fates(report)["court_decisions/beta.md"] is Fate.REMOVED
    assert not any("beta" in str(payload.get("document_id")) for payload in contents(index).values())


def test_ingesting_one_folder_leaves_the_others_alone(job: Job, collection: Path, index: Index, tmp_path: Path) -> None:
    job.run([collection])
    other = tmp_path / "other"
    other.mkdir()
    (other / "note.md").write_text("# Note\n\nNaloxone saves lives when an overdose happens.\n", encoding="utf-8")
    (collection / "minutes.txt").unlink()
    report = job.run([other])
    assert fates(report) == {"note.md": Fate.NEW}
    assert report.documents == 4


def test_a_subfolder_belongs_to_its_collection(job: Job, collection: Path, index: Index) -> None:
    job.run([collection / "court_decisions"])
    ids = set(known_documents(index.reader()))
    report = job.run([collection])
    assert fates(report)["court_decisions/alpha.md"] is Fate.UNCHANGED
    assert set(known_documents(index.reader())) > ids


def test_a_collection_moved_as_a_whole_keeps_its_ids(job: Job, collection: Path, index: Index, tmp_path: Path) -> None:
    job.run([collection])
    ids = set(known_documents(index.reader()))
    moved = tmp_path / "stick" / "collection"
    moved.parent.mkdir()
    shutil.move(collection, moved)
    report = job.run([moved])
    assert set(fates(report).values()) == {Fate.MOVED}
    records = known_documents(index.reader())
    assert set(records) == ids
    assert {record.root for record in records.values()} == {str(moved)}


BAD = {
    "empty.md": (b"", "empty-source"),
    "truncated.pdf": (b"%PDF-1.7\n1 0 obj\n<< /Type /Catalog", "damaged-source"),
    "not-a.docx": (b"PK\x03\x04 nothing of a package", "damaged-source"),
    "binary.txt": (bytes(range(256)) * 8, None),
    "picture.jpg": (b"\xff\xd8\xff\xe0", "unsupported-type"),
}


@pytest.mark.parametrize("name", BAD)
def test_a_bad_file_is_named_with_its_reason_and_the_others_go_in(name: str, job: Job, collection: Path) -> None:
    data, slug = BAD[name]
    (collection / name).write_bytes(data)
    report = job.run([collection])
    (refused,) = [outcome for outcome in report.outcomes if outcome.fate is Fate.REFUSED]
    assert refused.file == name
    assert slug is None or refused.error == slug
    assert name in refused.reason["en"] and name in refused.reason["ru"]
    assert (report.exit_code, report.documents) == (1, 3)


def test_a_file_that_becomes_unreadable_keeps_its_earlier_version(job: Job, collection: Path, index: Index) -> None:
    job.run([collection])
    before = contents(index)
    (collection / "court_decisions" / "beta.md").write_bytes(b"")
    report = job.run([collection])
    (refused,) = [outcome for outcome in report.outcomes if outcome.fate is Fate.REFUSED]
    assert refused.kept
    assert contents(index) == before


def test_nothing_done_is_exit_status_two(job: Job, tmp_path: Path) -> None:
    folder = tmp_path / "bad"
    folder.mkdir()
    assert job.run([folder]).exit_code == 2
    (folder / "empty.txt").write_bytes(b"")
    assert job.run([folder]).exit_code == 2


def test_a_path_that_is_not_there_is_an_error(job: Job, tmp_path: Path) -> None:
    with pytest.raises(SourceUnreadable, match="nowhere"):
        job.run([tmp_path / "nowhere"])


@pytest.mark.skipif(os.geteuid() == 0, reason="the superuser may read everything")
def test_a_file_without_read_permission_is_reported(job: Job, collection: Path) -> None:
    (collection / "minutes.txt").chmod(0)
    report = job.run([collection])
    assert fates(report)["minutes.txt"] is Fate.REFUSED


@pytest.mark.parametrize(
    ("broken", "field"),
    [
        ("kind: court_decision", "kind"),
        ('date: "2019-11-26"', "date"),
        ("source_url: https://example.org/alpha", "source_url"),
        ("{path: alpha.md, language: en}", "files"),
    ],
)
def test_a_wrong_catalogue_names_file_entry_and_field(broken: str, field: str, job: Job, collection: Path) -> None:
    catalogue = collection / "court_decisions" / "catalogue.yaml"
    wrong = {
        "kind": "kind: poem",
        "date": 'date: "26.11.2019"',
        "source_url": "source_url: ftp://x",
        "files": "{path: gone.md, language: en}",
    }
    catalogue.write_text(catalogue.read_text(encoding="utf-8").replace(broken, wrong[field]), encoding="utf-8")
    with pytest.raises(CatalogueError) as raised:
        job.run([collection])
    assert raised.value.details["file"] == "court_decisions/catalogue.yaml"
    assert raised.value.details["entry"] == "alpha"
    assert str(raised.value.details["field"]).startswith(field)
    assert not job.index.exists()


def test_a_sidecar_wins_over_the_file_and_restricts_it(job: Job, collection: Path, index: Index) -> None:
    (collection / "minutes.txt.yaml").write_text(
        "title: Протокол № 3\naccess: restricted\ncountries: [TJ]\n", encoding="utf-8"
    )
    job.run([collection])
    (record,) = [item for item in known_documents(index.reader()).values() if item.file == "minutes.txt"]
    assert (record.metadata.title, record.metadata.countries, str(record.metadata.access)) == (
        "Протокол № 3",
        ("TJ",),
        "restricted",
    )
    assert "title" not in record.metadata.guessed


def test_what_is_missing_is_guessed_and_marked(job: Job, collection: Path, index: Index) -> None:
    job.run([collection])
    (record,) = [item for item in known_documents(index.reader()).values() if item.file == "minutes.txt"]
    meta = record.metadata
    assert (meta.language, str(meta.kind), meta.date) == ("ru", "dialogue", "2020-03-12")
    assert {"language", "kind", "date", "title"} <= meta.guessed


def test_a_second_ingestion_is_refused_while_one_runs(job: Job, collection: Path) -> None:
    with job.index.writer(), pytest.raises(IndexBusy):
        job.run([collection])


def test_another_model_rebuilds_the_index_from_all_folders(
    job: Job, collection: Path, index: Index, tmp_path: Path
) -> None:
    other = tmp_path / "other"
    other.mkdir()
    (other / "note.md").write_text("# Note\n\nNaloxone saves lives when an overdose happens.\n", encoding="utf-8")
    job.run([collection])
    job.run([other])
    following = WordEncoder()
    following.fingerprint = "words@2"
    report = replace(job, encoder=following).run([other])
    assert report.rebuilt and report.documents == 4
    assert set(fates(report).values()) == {Fate.REBUILT}


def test_a_rebuild_stops_when_a_folder_of_an_earlier_run_is_gone(
    job: Job, collection: Path, index: Index, tmp_path: Path
) -> None:
    job.run([collection])
    before = contents(index)
    other = tmp_path / "other"
    other.mkdir()
    (other / "note.md").write_text("# Note\n\nText of the note.\n", encoding="utf-8")
    shutil.move(collection, tmp_path / "unplugged")
    with pytest.raises(SourceUnreadable, match="collection"):
        job.run([other], rebuild=True)
    assert contents(index) == before


PRACTICE = """
- id: gp-test
  what: {en: Methadone in prison, ru: Метадон в тюрьме}
  where: {en: Testland, ru: Тестландия}
  countries: [KZ]
  topics: [oat]
  evidence:
    - {document: alpha, paragraph: "PARAGRAPH"}
"""


def test_practices_come_with_their_evidence(job: Job, collection: Path, index: Index) -> None:
    (collection / "good_practices").mkdir()
    practices = collection / "good_practices" / "test.yaml"
    practices.write_text(PRACTICE.replace("PARAGRAPH", "1"), encoding="utf-8")
    report = job.run([collection])
    assert (report.exit_code, report.practices) == (0, 1)
    practices.unlink()
    assert job.run([collection]).practices == 0


def test_a_practice_without_evidence_is_refused_by_name(job: Job, collection: Path) -> None:
    (collection / "good_practices").mkdir()
    (collection / "good_practices" / "test.yaml").write_text(PRACTICE.replace("PARAGRAPH", "99"), encoding="utf-8")
    report = job.run([collection])
    (refused,) = [outcome for outcome in report.outcomes if outcome.fate is Fate.REFUSED]
    assert refused.file == "good_practices/test.yaml#gp-test"
    assert "alpha" in refused.reason["en"] and "99" in refused.reason["en"]
    assert (report.exit_code, report.practices) == (1, 0)
