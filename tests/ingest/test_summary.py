"""The summary of words stays exact, whatever is added, changed and removed."""

from collections import Counter
from pathlib import Path

from index_config.profiles import read_summary, summarise, write_summary
from index_config.records import PASSAGE
from index_config.settings import load_settings
from index_config.store import open_index
from index_config.store.base import AnyOf, Index, Store, Where
from index_config.text.spelling import count_words
from ingest.job import Job
from tests.conftest import RULING_EN, WordEncoder


def counted(store: Store, access: str = "public") -> Counter[str]:
    where = Where((AnyOf("type", (PASSAGE,)), AnyOf("access", (access,))))
    return count_words(point.payload["text"] for point in store.scroll(where))


def generation(index: Index) -> Path:
    store = index.reader()
    return store.path  # type: ignore[attr-defined, no-any-return]


def test_it_counts_the_words_of_the_passages_after_every_run(job: Job, collection: Path) -> None:
    job.run([collection])
    first = read_summary(job.index.reader())
    assert first.words["метадон"] == 1 and first.words["methadone"] == 1
    ruling = collection / "court_decisions" / "alpha.md"
    ruling.write_text(RULING_EN.replace("methadone", "buprenorphine"), encoding="utf-8")
    (collection / "minutes.txt").unlink()
    (collection / "new.md").write_text("# Новый\n\nМетадон и налоксон спасают жизни людей.\n", encoding="utf-8")
    job.run([collection])
    second = read_summary(job.index.reader())
    assert second.words == counted(job.index.reader())
    assert "methadone" not in second.words and second.words["метадон"] == 2
    assert second.state != first.state


def test_an_index_changed_bit_by_bit_and_one_made_at_once_have_the_same(
    job: Job, collection: Path, tmp_path: Path
) -> None:
    (collection / "copy.md").write_text(RULING_EN, encoding="utf-8")
    job.run([collection])
    (collection / "copy.md").unlink()
    (collection / "again.md").write_text(RULING_EN, encoding="utf-8")
    job.run([collection])
    settings = load_settings(data_dir=tmp_path / "other")
    fresh = Job(settings, open_index(settings), WordEncoder(), job.vocabulary)
    fresh.run([collection])
    summary = read_summary(job.index.reader())
    assert summary == read_summary(fresh.index.reader())
    assert [len(group) for group in summary.twins] == [2]


def test_a_run_without_changes_publishes_nothing(job: Job, collection: Path) -> None:
    job.run([collection])
    before = generation(job.index)
    job.run([collection])
    assert generation(job.index) == before


def test_a_summary_that_a_killed_run_left_behind_is_made_anew(job: Job, collection: Path) -> None:
    job.run([collection])
    right = read_summary(job.index.reader())
    with job.index.writer() as writer:
        store = writer.open(dimensions=job.encoder.dimensions)
        write_summary(store, type(right)("stale", {"ошибка": 1}))
    job.run([collection])
    assert read_summary(job.index.reader()) == right


def test_words_of_restricted_documents_stay_out(job: Job, collection: Path) -> None:
    (collection / "secret.md").write_text("# Secret\n\nThe informer is called Rumpelstiltskin.\n", encoding="utf-8")
    (collection / "secret.md.yaml").write_text("access: restricted\n", encoding="utf-8")
    job.run([collection])
    store = job.index.reader()
    assert "rumpelstiltskin" in counted(store, "restricted")
    assert "rumpelstiltskin" not in read_summary(store).words
    assert summarise(store).words == counted(store)
