"""From a link of ``sources.yaml`` to a file in the folder, against a real https server."""

import fcntl
import hashlib
import json
import stat
from pathlib import Path
from typing import Any

import pytest
import yaml
from hypothesis import given
from hypothesis import strategies as st

from index_config.errors import FetchBusy, FolderRefused
from ingest.catalogue import load_sidecar
from ingest.fetch import shelf
from ingest.fetch.listing import Holder, SourceLink
from ingest.fetch.report import FetchFate
from ingest.job import Job
from ingest.report import Fate
from ingest.sources import find_files
from tests.ingest.fetch.conftest import PAGE, Answer, Asked, Desk, Site, direct

FILE = "alpha-text-en.html"
LATER = "2026-02-02T00:00:00+00:00"
BIG = PAGE.replace(b"</body>", b"<p>" + b"Words of the Court. " * 20_000 + b"</p></body>")  # about 400 kB


def tagged(body: bytes = PAGE, etag: str = '"1"', cut: int | None = None) -> Answer:
    return Answer(body, headers={"Content-Type": "text/html", "ETag": etag}, cut=cut)


def ledger(desk: Desk) -> list[dict[str, Any]]:
    rows: list[dict[str, Any]] = json.loads((desk.folder / "fetched.json").read_text(encoding="utf-8"))
    return rows


def failed(desk: Desk, site: Site, path: str = "/a") -> str:
    """Run for one link that must fail, and return the error's slug."""
    report = desk.run(direct(site.url(path)))
    assert report.exit_code == 2 and FILE not in desk.names()
    [outcome] = report.outcomes
    assert outcome.fate is FetchFate.FAILED
    [attempt] = outcome.attempts
    assert attempt.reason["en"] != attempt.reason["ru"]
    return attempt.error


def test_a_text_is_downloaded_with_its_sidecar_and_checksum(desk: Desk, site: Site) -> None:
    site.answers |= {"/a": Answer(b"", 302, {"Location": "/b"}), "/b": tagged()}
    report = desk.run(direct(site.url("/a")))
    assert report.exit_code == 0
    assert desk.names() == [FILE, f"{FILE}.yaml", "collection.yaml", "fetched.json"]
    assert (desk.folder / FILE).read_bytes() == PAGE
    [row] = ledger(desk)
    assert row["sha256"] == hashlib.sha256(PAGE).hexdigest() == report.outcomes[0].sha256
    assert (row["url"], row["final_url"], row["bytes"]) == (site.url("/a"), site.url("/b"), len(PAGE))
    assert (row["etag"], row["fetched_at"]) == ('"1"', "2026-01-01T00:00:00+00:00")
    assert yaml.safe_load((desk.folder / f"{FILE}.yaml").read_text(encoding="utf-8")) == {
        "title": "Alpha v. Testland",
        "kind": "court_decision",
        "work_id": "alpha-text",
        "issuing_body": "Court of Testland",
        "countries": ["KZ"],
        "date": "2019-11-26",
        "reference": "no. 58502/11",
        "source_url": site.url("/b"),
        "topics": ["oat"],
        "access": "public",
    }
    assert desk.partial() == []
    assert stat.S_IMODE((desk.folder / "fetched.json").stat().st_mode) == 0o644


def test_the_folder_is_a_collection_of_the_texts_alone(desk: Desk, site: Site) -> None:
    site.answers |= {"/a": tagged(), "/b": tagged(BIG, cut=150_000)}
    desk.run(direct(site.url("/a")), direct(site.url("/b"), "Chapter 2"))
    assert len(desk.partial()) == 2
    assert [(file.root, file.name) for file in find_files([desk.folder])] == [(desk.folder, FILE)]
    metadata = load_sidecar(desk.folder / FILE)
    assert metadata is not None and metadata.work_id == "alpha-text"


@pytest.mark.slow
def test_the_folder_is_ready_for_ingestion(desk: Desk, site: Site, job: Job) -> None:
    site.answers["/a"] = tagged()
    desk.run(direct(site.url("/a")))
    report = job.run([desk.folder])
    assert [outcome.fate for outcome in report.outcomes] == [Fate.NEW], report.outcomes


def test_parts_and_languages_are_files_of_their_own(desk: Desk, site: Site) -> None:
    site.answers |= {"/1": tagged(), "/2": tagged(etag='"2"'), "/ru": tagged(etag='"3"')}
    report = desk.run(
        direct(site.url("/1"), "Chapter 1"),
        direct(site.url("/2"), "Chapter 2 (a)"),
        direct(site.url("/ru"), language="ru"),
    )
    names = ["alpha-text-chapter-1-en.html", "alpha-text-chapter-2-a-en.html", "alpha-text-ru.html"]
    assert [outcome.file for outcome in report.outcomes] == names
    titles = [yaml.safe_load((desk.folder / f"{name}.yaml").read_text(encoding="utf-8"))["title"] for name in names]
    assert titles == ["Alpha v. Testland: Chapter 1", "Alpha v. Testland: Chapter 2 (a)", "Альфа против Тестландии"]


def test_an_unchanged_text_is_not_downloaded_again(desk: Desk, site: Site) -> None:
    site.answers["/a"] = tagged()
    desk.run(direct(site.url("/a")))
    before = (desk.folder / FILE).stat().st_mtime_ns
    [outcome] = desk.run(direct(site.url("/a")), now=LATER).outcomes
    assert outcome.fate is FetchFate.UNCHANGED
    assert site.asked[-1].headers["if-none-match"] == '"1"'
    assert (desk.folder / FILE).stat().st_mtime_ns == before
    [row] = ledger(desk)
    assert (row["fetched_at"], row["checked_at"]) == ("2026-01-01T00:00:00+00:00", LATER)


def test_the_date_asks_where_there_is_no_etag(desk: Desk, site: Site) -> None:
    date = "Mon, 05 Jan 2026 10:00:00 GMT"

    def answer(asked: Asked) -> Answer:
        if asked.headers.get("if-modified-since") == date:
            return Answer(b"", 304, {})
        return Answer(headers={"Content-Type": "text/html", "Last-Modified": date})

    site.answers["/a"] = answer
    desk.run(direct(site.url("/a")))
    assert desk.run(direct(site.url("/a"))).outcomes[0].fate is FetchFate.UNCHANGED


def test_the_same_bytes_from_a_host_that_knows_no_conditions_are_unchanged(desk: Desk, site: Site) -> None:
    site.answers["/a"] = Answer()
    desk.run(direct(site.url("/a")))
    assert desk.run(direct(site.url("/a")), now=LATER).outcomes[0].fate is FetchFate.UNCHANGED
    assert ledger(desk)[0]["fetched_at"] < LATER


def test_a_changed_text_replaces_the_old_one_of_whatever_type(desk: Desk, site: Site) -> None:
    site.answers["/a"] = tagged()
    desk.run(direct(site.url("/a")))
    site.answers["/a"] = Answer(b"A ruling in plain words.", headers={"Content-Type": "text/plain", "ETag": '"2"'})
    [outcome] = desk.run(direct(site.url("/a")), now=LATER).outcomes
    assert (outcome.fate, outcome.file) == (FetchFate.UPDATED, "alpha-text-en.txt")
    assert ledger(desk)[0]["fetched_at"] == LATER
    assert desk.names() == ["alpha-text-en.txt", "alpha-text-en.txt.yaml", "collection.yaml", "fetched.json"]


def test_what_the_user_has_changed_stays(desk: Desk, site: Site) -> None:
    site.answers["/a"] = tagged()
    desk.run(direct(site.url("/a")))
    sidecar = desk.folder / f"{FILE}.yaml"
    sidecar.write_text("title: Mine\n", encoding="utf-8")
    site.answers["/a"] = tagged(BIG, '"2"')
    assert desk.run(direct(site.url("/a"))).outcomes[0].fate is FetchFate.UPDATED
    assert sidecar.read_text(encoding="utf-8") == "title: Mine\n"
    (desk.folder / FILE).write_bytes(b"with my notes")
    asked = len(site.asked)
    report = desk.run(direct(site.url("/a")))
    assert (report.outcomes[0].fate, report.exit_code) == (FetchFate.KEPT, 0)
    assert (desk.folder / FILE).read_bytes() == b"with my notes" and len(site.asked) == asked


def test_a_removed_text_is_downloaded_anew(desk: Desk, site: Site) -> None:
    site.answers["/a"] = tagged()
    desk.run(direct(site.url("/a")))
    (desk.folder / FILE).unlink()
    assert desk.run(direct(site.url("/a"))).outcomes[0].fate is FetchFate.FETCHED
    assert (desk.folder / FILE).read_bytes() == PAGE


def test_a_broken_download_goes_on_where_it_stopped(desk: Desk, site: Site) -> None:
    site.answers["/a"] = tagged(BIG, cut=150_000)
    assert failed(desk, site) == "connection-failed"
    assert desk.partial() == ["alpha-text-en.json", "alpha-text-en.part"]
    had = (desk.folder / ".partial" / "alpha-text-en.part").stat().st_size
    assert 0 < had <= 150_000
    site.answers["/a"] = tagged(BIG)
    assert desk.run(direct(site.url("/a"))).outcomes[0].fate is FetchFate.FETCHED
    assert site.asked[-1].headers["range"] == f"bytes={had}-" and site.asked[-1].headers["if-range"] == '"1"'
    assert (desk.folder / FILE).read_bytes() == BIG and desk.partial() == []
    assert ledger(desk)[0]["sha256"] == hashlib.sha256(BIG).hexdigest()


def test_a_text_that_changed_meanwhile_starts_afresh(desk: Desk, site: Site) -> None:
    site.answers["/a"] = tagged(BIG, cut=150_000)
    failed(desk, site)
    site.answers["/a"] = tagged(PAGE, '"2"')
    assert desk.run(direct(site.url("/a"))).exit_code == 0
    assert (desk.folder / FILE).read_bytes() == PAGE


@pytest.mark.parametrize(
    "answer",
    [
        Answer(b"", 416, {}),
        Answer(b"tail", 206, {"Content-Type": "text/html", "ETag": '"1"', "Content-Range": "bytes 7-10/11"}),
        Answer(b"tail", 206, {"Content-Type": "text/html", "ETag": '"1"'}),
    ],
)
def test_a_continuation_that_does_not_fit_is_thrown_away(desk: Desk, site: Site, answer: Answer) -> None:
    site.answers["/a"] = tagged(BIG, cut=150_000)
    failed(desk, site)
    site.answers["/a"] = lambda asked: answer if "range" in asked.headers else Answer(BIG)
    assert desk.run(direct(site.url("/a"))).exit_code == 0
    assert (desk.folder / FILE).read_bytes() == BIG


def test_a_continuation_of_another_version_is_thrown_away(desk: Desk, site: Site) -> None:
    def answer(asked: Asked) -> Answer:
        if "range" not in asked.headers:
            return Answer(BIG)
        start = int(asked.headers["range"].removeprefix("bytes=").rstrip("-"))
        about = {"Content-Type": "text/html", "ETag": '"2"', "Content-Range": f"bytes {start}-{start + 3}/{start + 4}"}
        return Answer(b"tail", 206, about)

    site.answers["/a"] = tagged(BIG, cut=150_000)
    failed(desk, site)
    site.answers["/a"] = answer
    assert desk.run(direct(site.url("/a"))).exit_code == 0
    assert (desk.folder / FILE).read_bytes() == BIG


def test_versions_are_named_only_to_the_address_that_gave_them(desk: Desk, site: Site) -> None:
    site.answers |= {"/a": Answer(b"", 302, {"Location": "/b"}), "/b": tagged(BIG, cut=150_000)}
    failed(desk, site)
    site.answers["/b"] = tagged(BIG)
    assert desk.run(direct(site.url("/a"))).exit_code == 0
    assert desk.run(direct(site.url("/a"))).outcomes[0].fate is FetchFate.UNCHANGED
    conditional = [(asked.path, bool({"range", "if-none-match"} & asked.headers.keys())) for asked in site.asked]
    assert conditional == [("/a", False), ("/b", False)] + [("/a", False), ("/b", True)] * 2


@pytest.mark.parametrize("etag", ["", 'W/"1"'])
def test_without_proof_of_the_version_nothing_is_continued(desk: Desk, site: Site, etag: str) -> None:
    headers = {"Content-Type": "text/html"} | ({"ETag": etag} if etag else {})
    site.answers["/a"] = Answer(BIG, headers=headers, cut=150_000)
    failed(desk, site)
    site.answers["/a"] = Answer(BIG, headers=headers)
    assert desk.run(direct(site.url("/a"))).exit_code == 0
    assert "range" not in site.asked[-1].headers
    assert (desk.folder / FILE).read_bytes() == BIG


HUGE = PAGE + b" " * (1 << 20)


@pytest.mark.parametrize("declared", [True, False])
def test_a_text_over_the_limit_is_not_kept(desk: Desk, site: Site, declared: bool) -> None:
    site.answers["/a"] = Answer(HUGE, declared=declared)
    assert failed(desk, site) == "download-too-large"
    assert desk.partial() == []
    assert desk.run(direct(site.url("/a")), max_mb=2).exit_code == 0


def test_a_declared_length_over_the_limit_is_enough(desk: Desk, site: Site) -> None:
    site.answers["/a"] = Answer(HUGE, cut=10)
    assert failed(desk, site) == "download-too-large"


@pytest.mark.parametrize("declared", [True, False])
def test_a_text_over_the_limit_is_not_kept_when_continued(desk: Desk, site: Site, declared: bool) -> None:
    def rest(asked: Asked) -> Answer:
        start = int(asked.headers["range"].removeprefix("bytes=").rstrip("-"))
        about = {"Content-Type": "text/html", "ETag": '"1"', "Content-Range": f"bytes {start}-{len(HUGE) - 1}/*"}
        return Answer(HUGE[start:], 206, about, declared)

    site.answers["/a"] = tagged(HUGE, cut=900_000)
    desk.run(direct(site.url("/a")), max_mb=2)
    site.answers["/a"] = rest
    assert failed(desk, site) == "download-too-large"
    assert desk.partial() == []


def test_a_wrong_file_is_not_downloaded_to_its_end(desk: Desk, site: Site) -> None:
    site.answers["/a"] = Answer(BIG, headers={"Content-Type": "application/pdf"}, cut=200_000)
    assert failed(desk, site) == "wrong-type"


@pytest.mark.parametrize(
    ("answer", "slug"),
    [
        (Answer(b"MZ", headers={"Content-Type": "application/x-msdownload"}), "wrong-type"),
        (Answer(headers={"Content-Type": "application/pdf"}), "wrong-type"),
        (Answer(headers={}), "wrong-type"),
        (Answer(b"<html><body><div id=app></div></body></html>"), "page-without-text"),
        (Answer(headers={"Content-Type": "text/html", "Content-Encoding": "gzip"}), "connection-failed"),
        (Answer(b"", 404), "link-gone"),
        (Answer(b"", 410), "link-gone"),
        (Answer(b"", 403), "link-refused"),
        (Answer(b"", 500), "link-refused"),
        (Answer(b"", 304, {}), "link-refused"),
        (Answer(b"", 302, {"Location": "http://texts.test/b"}), "insecure-link"),
        (Answer(b"", 302, {"Location": "https://127.0.0.1/b"}), "address-refused"),
        (Answer(b"", 302, {"Location": "/a"}), "too-many-redirects"),
        (Answer(b"", 429, {"Retry-After": "86400"}), "host-busy"),
    ],
)
def test_a_text_that_cannot_be_had_is_reported_with_its_reason(
    desk: Desk, site: Site, answer: Answer, slug: str
) -> None:
    site.answers["/a"] = answer
    assert failed(desk, site) == slug
    assert desk.names() == ["collection.yaml"] and desk.partial() == []


def test_the_next_link_stands_in_for_one_that_fails(desk: Desk, site: Site) -> None:
    site.answers["/copy"] = tagged()
    links = (direct(site.url("/official")), direct(site.url("/copy", "other.test"), what="copy"))
    [outcome] = desk.run(*links).outcomes
    assert (outcome.fate, outcome.url) == (FetchFate.FETCHED, site.url("/copy", "other.test"))
    assert [attempt.error for attempt in outcome.attempts] == ["link-gone"]
    assert desk.run(*links).outcomes[0].fate is FetchFate.UNCHANGED
    site.answers["/official"] = tagged(BIG)
    [outcome] = desk.run(*links).outcomes
    assert (outcome.fate, outcome.url) == (FetchFate.UPDATED, site.url("/official"))


def test_a_failure_leaves_the_earlier_version(desk: Desk, site: Site) -> None:
    site.answers["/a"] = tagged()
    desk.run(direct(site.url("/a")))
    site.answers["/a"] = Answer(b"", 500)
    report = desk.run(direct(site.url("/a")))
    assert report.outcomes[0].fate is FetchFate.FAILED
    assert (desk.folder / FILE).read_bytes() == PAGE and len(ledger(desk)) == 1


def test_links_that_are_not_direct_are_never_asked_for(desk: Desk, site: Site) -> None:
    link = f'url: "{site.url("/a")}", what: about, direct: false, obstacle: secondary, language: en'
    report = desk.run(link)
    assert (report.outcomes[0].fate, report.exit_code) == (FetchFate.NOT_DIRECT, 2)
    assert site.asked == []


def test_a_second_download_into_the_folder_is_refused(desk: Desk, site: Site) -> None:
    site.answers["/a"] = tagged()
    desk.run(direct(site.url("/a")))
    with (desk.folder / ".partial" / "lock").open("r+") as lock:
        fcntl.flock(lock, fcntl.LOCK_EX)
        with pytest.raises(FetchBusy):
            desk.run(direct(site.url("/a")))


@pytest.mark.parametrize(
    "text",
    [
        "not json",
        '[{"work_id": "alpha"}]',
        json.dumps([{"file": "../../etc/passwd"}]),
    ],
)
def test_a_ledger_that_is_not_ours_is_refused(desk: Desk, site: Site, text: str) -> None:
    desk.folder.mkdir()
    (desk.folder / "fetched.json").write_text(text, encoding="utf-8")
    with pytest.raises(FolderRefused, match=r"fetched\.json"):
        desk.run(direct(site.url("/a")))
    assert site.asked == []


@pytest.mark.parametrize(
    "name", ["../out.html", "/etc/passwd", "a/b.html", "collection.yaml", ".html", "A.html", "a.exe"]
)
def test_no_name_in_the_ledger_leaves_the_folder(desk: Desk, site: Site, name: str) -> None:
    site.answers["/a"] = tagged()
    desk.run(direct(site.url("/a")))
    rows = ledger(desk)
    rows[0]["file"] = name
    (desk.folder / "fetched.json").write_text(json.dumps(rows), encoding="utf-8")
    with pytest.raises(FolderRefused, match="no name of a file of ours"):
        desk.run(direct(site.url("/a")))


def test_what_a_host_calls_its_file_is_not_its_name_here(desk: Desk, site: Site) -> None:
    named = {"Content-Type": "text/html", "Content-Disposition": 'attachment; filename="../../evil.html"'}
    site.answers["/..%2F..%2Fevil.html"] = Answer(headers=named)
    report = desk.run(direct(site.url("/..%2F..%2Fevil.html")))
    assert [outcome.file for outcome in report.outcomes] == [FILE]
    assert not list(desk.folder.parent.rglob("*evil*"))


def test_a_folder_that_cannot_be_made_is_refused(desk: Desk, site: Site) -> None:
    desk.folder.write_text("a file", encoding="utf-8")
    with pytest.raises(FolderRefused):
        desk.run(direct(site.url("/a")))


@given(part=st.from_regex(r"([A-Za-z0-9][A-Za-z0-9 ,.()'-]{0,79})?", fullmatch=True))
def test_every_name_is_plain(part: str) -> None:
    link = SourceLink(url="https://a.test/", what=Holder.OFFICIAL, direct=True, language="en", part=part)
    name = shelf.stem(link, "work-1")
    assert name == Path(name).name and set(name) <= set("abcdefghijklmnopqrstuvwxyz0123456789-")
    assert name.startswith("work-1-text-") and name.endswith("-en")
