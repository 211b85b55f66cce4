"""Real files of every kind, read, cleaned and split; skipped where they are not at hand."""

from itertools import pairwise

import pytest

from index_config.domain import Document, Kind, MarkKind, Metadata, Passage
from ingest.clean import clean
from ingest.read import read
from ingest.split import WordCounter, leftovers, split
from ingest.structure import find_structure
from tests.shared import shared_path


def load(name: str, kind: Kind) -> tuple[Document, tuple[Passage, ...]]:
    pages, given = clean(read(shared_path("real") / name))
    text = "".join(page.text for page in pages)
    marks = find_structure(text, kind, "", given)
    made = Document("real", "v1", pages, marks, Metadata(title="Real", language="en", kind=kind))
    return made, split(made, WordCounter())


@pytest.mark.slow
@pytest.mark.parametrize(
    ("name", "last"),
    [
        ("court_decisions/ai4collabora__001-198882.txt", 97),  # paragraph breaks lost
        ("court_decisions/ai4collabora__001-154534.txt", 86),
        ("court_decisions/trusthlt__001-192210.txt", 89),
        ("court_decisions/trusthlt__001-60324.txt", 27),
        ("court_decisions/educationale__4_pdf_Fedorenko.pdf", 45),
        ("court_decisions/educationale__2_Hunt_v._Ukraine.pdf", 74),
    ],
)
def test_every_paragraph_of_a_judgment_is_found_once(name: str, last: int) -> None:
    made, passages = load(name, Kind.COURT_DECISION)
    numbers = [int(mark.label) for mark in made.marks if mark.kind is MarkKind.PARAGRAPH]
    assert numbers == list(range(1, last + 1))
    assert all(after == before + 1 for before, after in pairwise(numbers))
    assert {part.reason for part in leftovers(made, passages)} <= {"heading", "contents", "ornament"}


@pytest.mark.slow
@pytest.mark.parametrize("case", ["A04-1588-2013", "A51-30838-2013", "A82-1087-2013", "A59-116-2013"])
def test_a_russian_ruling_has_its_operative_part(case: str) -> None:
    _, passages = load(f"court_decisions/vijaym123__{case}__20140610.pdf", Kind.COURT_DECISION)
    operative = [passage.text for passage in passages if passage.locator.note == "operative part"]
    assert operative[0].startswith("в передаче дела")
    assert operative[-1].endswith("отказать.")


@pytest.mark.slow
def test_the_drug_articles_of_the_russian_criminal_code() -> None:
    made, passages = load("guidelines/deep-foundat__102041891.html", Kind.GUIDELINE)
    labels = {label for passage in passages for label in passage.locator.paragraphs}
    assert {"228(1)", "228(2)", "228(3)", "228.1(1)", "228.1(5)", "230(1)", "231(1)", "232(1)", "234.1(1)"} <= labels
    assert not any(label.startswith(("2281", "2282")) for label in labels)
    articles = [mark.label for mark in made.marks if mark.kind is MarkKind.PROVISION and mark.level == 1]
    assert len(articles) == len(set(articles))


@pytest.mark.slow
def test_the_articles_of_the_universal_declaration() -> None:
    made, _ = load("guidelines/unicode-org__udhr_eng.txt", Kind.GUIDELINE)
    assert [mark.label for mark in made.marks if mark.kind is MarkKind.PROVISION] == [str(n) for n in range(1, 31)]


@pytest.mark.slow
def test_the_speakers_of_a_transcript_whose_breaks_were_lost() -> None:
    _, passages = load("minutes/gabrielkmbo__kremlin_76271.txt", Kind.DIALOGUE)
    assert {passage.locator.speaker for passage in passages} == {"", "В.Путин", "М.Развожаев"}
