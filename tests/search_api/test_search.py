"""Corrections, expansions, groups and copies, over a collection with all of them, made once and only read."""

from collections.abc import Iterator
from pathlib import Path

import pytest
from rich.console import Console

from index_config.domain import Grouping, Hit, Mode, Query
from index_config.profiles import Summary, write_summary
from index_config.settings import load_settings
from index_config.store import open_index
from index_config.store.edge import EdgeStore
from index_config.text.spelling import Change, Reason
from index_config.vocabulary import Vocabulary
from ingest.job import Job
from search_api.library import Library
from search_api.overview import OverviewShelf
from search_api.show import show_hits
from search_api.wire import SearchOut
from tests.conftest import WordEncoder, write_collection

#: A ruling as a web page and as plain text whose lines break elsewhere.
SENTENCES = [
    f"Пункт {number}. {text}"
    for number, text in enumerate(
        (
            "Заявитель обратился в поликлинику города за бупренорфином и получил письменный отказ главного врача.",
            "Районный суд отклонил жалобу заявителя, не выслушав приглашённого им специалиста по наркологии.",
            "Областной суд оставил решение без изменения и указал, что закон запрещает такое лечение.",
            "Верховный суд отменил оба решения и направил дело на новое рассмотрение в другом составе суда.",
            "При новом рассмотрении государство признало отказ неправомерным и возместило расходы заявителя.",
        ),
        start=1,
    )
]
PAGE = "<html><head><title>Дело Гаммы</title></head><body><article><h1>Дело Гаммы</h1>{}</article></body></html>"
WORK = """
- work_id: delta
  kind: report
  title: {en: Overdose report, ru: Доклад о передозировках}
  body: {en: Institute of Testland, ru: Институт Тестландии}
  files:
    - {path: delta-en.md, language: en}
    - {path: delta-ru.md, language: ru}
"""


@pytest.fixture(scope="module")
def library(tmp_path_factory: pytest.TempPathFactory, vocabulary: Vocabulary) -> Iterator[Library]:
    folder: Path = tmp_path_factory.mktemp("search")
    root = write_collection(folder / "collection")
    (root / "gamma.html").write_text(PAGE.format("".join(f"<p>{text}</p>" for text in SENTENCES)), encoding="utf-8")
    (root / "gamma-copy.txt").write_text("Дело Гаммы\n\n" + "\n".join(SENTENCES) + "\n", encoding="utf-8")
    (root / "reports").mkdir()
    (root / "reports" / "delta-en.md").write_text(
        "# Overdose report\n\nNaloxone kits reduced fatal overdoses in Testland by a third.\n", encoding="utf-8"
    )
    (root / "reports" / "delta-ru.md").write_text(
        "# Доклад о передозировках\n\nНаборы с налоксоном снизили смертность от передозировок на треть.\n",
        encoding="utf-8",
    )
    (root / "reports" / "catalogue.yaml").write_text(WORK, encoding="utf-8")
    settings = load_settings(data_dir=folder / "data")
    job = Job(settings, open_index(settings), WordEncoder(), vocabulary)
    report = job.run([root])
    assert report.exit_code == 0, report.outcomes
    opened = Library(settings, job.index, job.encoder, vocabulary)
    yield opened
    opened.close()


def file_of(hit: Hit) -> str:
    return Path(hit.citation.document.file).name


@pytest.mark.parametrize(
    ("typed", "meant", "reason"),
    [
        ("бупренарфином", "бупренорфином", Reason.TYPO),
        (",eghtyjhabyjv", "бупренорфином", Reason.LAYOUT),
        ("poliklinika", "поликлинику", Reason.TRANSLITERATION),
    ],
)
@pytest.mark.parametrize("mode", list(Mode))
def test_a_word_that_is_not_known_is_corrected_and_the_answer_says_so(
    library: Library, typed: str, meant: str, reason: Reason, mode: Mode
) -> None:
    query = f"отказ врача: {typed}"
    answer = library.search(Query(query, mode=mode))
    assert answer.correction is not None
    assert answer.query == query
    (change,) = answer.correction.changes
    assert (change.before, change.reason) == (typed, reason)
    assert change.after[:8] == meant[:8]
    assert "gamma" in file_of(answer.hits[0])
    assert answer.hits[0].citation.document.metadata.language == answer.language == "ru"


def test_the_correction_is_searched_for_and_highlighted(library: Library) -> None:
    answer = library.search(Query("бупренарфином", mode=Mode.SPARSE))
    hit = answer.hits[0]
    assert any(span.of(hit.passage.text).startswith("бупренорфин") for span in hit.highlights)
    assert any(expansion.concept == "buprenorphine" for expansion in answer.expansions)


def test_spelling_can_be_switched_off(library: Library) -> None:
    answer = library.search(Query("бупренарфином", mode=Mode.SPARSE, spelling=False))
    assert answer.correction is None and answer.hits == ()


@pytest.mark.parametrize(
    "typed", ["метадон", "налоксон в аптеках", "58502/11", "Testland", "тестландией", "зюзя", "Гамма", "alpha testland"]
)
def test_what_the_index_the_vocabulary_or_a_dictionary_knows_is_left_alone(library: Library, typed: str) -> None:
    assert library.search(Query(typed)).correction is None


def test_expansion_can_be_switched_off(library: Library) -> None:
    query = Query("naloxone", mode=Mode.SPARSE)
    wide, narrow = library.search(query), library.search(Query("naloxone", mode=Mode.SPARSE, expand=False))
    assert wide.expansions and not narrow.expansions
    assert {hit.passage.language for hit in wide.hits} == {"en", "ru"}
    assert {file_of(hit) for hit in narrow.hits} == {"delta-en.md"}


@pytest.mark.parametrize("group", list(Grouping))
def test_a_copy_is_listed_with_the_hit_and_not_shown_again(library: Library, group: Grouping) -> None:
    answer = library.search(Query("отказ главного врача выдать бупренорфин", group=group))
    first = answer.hits[0]
    assert "gamma" in file_of(first)
    (other,) = first.duplicates
    assert other.startswith("gamma") and other != first.citation.document.id
    same = [hit for hit in answer.hits if hit.citation.document.id == other]
    assert not any(hit.passage.text[:60] in first.passage.text for hit in same)
    assert dict(answer.facets["kind"])  # copies are documents, and counted
    assert SearchOut.from_answer(answer).hits[0].duplicates == [other]


@pytest.mark.parametrize(
    ("asked", "file"), [("передозировки налоксон", "delta-ru.md"), ("overdoses naloxone", "delta-en.md")]
)
def test_a_work_answers_once_and_in_the_language_of_the_question(library: Library, asked: str, file: str) -> None:
    files = [file_of(hit) for hit in library.search(Query(asked, group=Grouping.WORK, limit=50)).hits]
    assert [name for name in files if name.startswith("delta")] == [file]
    assert len([name for name in files if name.startswith("delta")]) == 1
    both = [file_of(hit) for hit in library.search(Query(asked, group=Grouping.DOCUMENT, limit=50)).hits]
    assert {"delta-ru.md", "delta-en.md"} <= set(both)


def test_the_body_facet_shows_a_body_once_by_its_name_in_the_language_of_the_question(library: Library) -> None:
    bodies = dict(library.search(Query("передозировки налоксон", limit=1)).facets["body"])
    assert bodies["Институт Тестландии"] == 2
    assert "Institute of Testland" not in bodies
    assert dict(library.status("en").by["body"])["Institute of Testland"] == 2


def test_the_overview_is_read_again_only_when_the_documents_changed(tmp_path: Path) -> None:
    stores = [EdgeStore.create(tmp_path / str(number), 4) for number in range(3)]
    for store, state in zip(stores, ("one", "one", "other"), strict=True):
        write_summary(store, Summary(state, {"метадон": 1}, (("a", "b"),)))
    shelf = OverviewShelf(())
    first = shelf.of(stores[0])
    assert first.twins == {"a": "a", "b": "a"}
    assert shelf.of(stores[1]) is first  # another generation of the same documents
    assert shelf.of(stores[2]) is not first


@pytest.mark.parametrize(
    ("language", "words"),
    [("en", "showing results for “бупренорфином”"), ("ru", "показаны результаты по «бупренорфином»")],
)
def test_the_terminal_says_what_was_searched_for_and_where_the_copies_are(
    library: Library, language: str, words: str
) -> None:
    console = Console(width=400)
    answer = library.search(Query("бупренарфином"))
    with console.capture() as captured:
        show_hits(console, answer, language)  # type: ignore[arg-type]
    shown = captured.get()
    assert words in shown
    assert answer.hits[0].duplicates[0] in shown
    assert answer.correction is not None
    assert answer.correction.changes == (Change("бупренарфином", "бупренорфином", Reason.TYPO),)
