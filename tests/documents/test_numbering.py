"""The numbers and headings that a reader sees are those that a citation names, whatever the format of the file."""

import re
import shutil
from functools import lru_cache

import pytest

from documents.building.plan import DOCUMENTS, load_plan
from index_config.domain import Kind, Passage
from index_config.models import model_spec
from index_config.records import fold_name
from index_config.settings import Settings
from index_config.tokens import TokenCounter
from ingest.prepare import prepare
from ingest.sources import FoundFile, Source, hash_file
from ingest.split import split
from tests.documents.texts import Text, texts

SCANS = {rendering.file for rendering in load_plan().renderings if rendering.scan}
#: How many of a paragraph's first words must stand in the passage that is cited by its number.
FIRST_WORDS = 4

needs_ocr = pytest.mark.skipif(shutil.which("tesseract") is None, reason="Tesseract is not installed")
_WORD = re.compile(r"[^\W_]+")
_PROVISION = re.compile(r"(?:(?:Rule|Правило|Article|Статья) )?([IVX]+(?:\.\d+)+|(?<= )\d+)\b")
_POINT = re.compile(r"\(([ivx]+)\) (.+)")


def each(*kinds: Kind) -> pytest.MarkDecorator:
    found = [text for text in texts() if text.work.kind in kinds]
    marks = [[pytest.mark.slow, needs_ocr] if text.name in SCANS else [] for text in found]
    return pytest.mark.parametrize(
        "text", [pytest.param(text, id=text.name, marks=mark) for text, mark in zip(found, marks, strict=True)]
    )


@lru_cache
def token_counter() -> TokenCounter:
    return TokenCounter.of(model_spec(Settings()))


@lru_cache
def passages(text: Text) -> tuple[Passage, ...]:
    """The passages of a file, as the ingestion makes them."""
    source = Source(FoundFile(DOCUMENTS, text.path), hash_file(text.path), text.work.metadata(text.entry))
    return split(prepare(source, "test").document, token_counter(), Settings().passage_tokens)


def labels(text: Text) -> list[str]:
    """The numbers that passages are cited by, in order, each once; points of a paragraph count as the paragraph."""
    whole = (label.split("(")[0] for passage in passages(text) for label in passage.locator.paragraphs)
    return list(dict.fromkeys(whole))


def words(text: str) -> list[str]:
    return _WORD.findall(text.casefold())


def stands_at(text: Text, label: str, paragraph: str) -> bool:
    """Tell whether a passage cited by the number, or one of its points, holds the paragraph's first words."""
    begin = " ".join(words(paragraph)[:FIRST_WORDS])
    return any(
        begin in " ".join(words(passage.text))
        for passage in passages(text)
        if any(cited.split("(")[0] == label for cited in passage.locator.paragraphs)
    )


def provisions(text: Text) -> list[tuple[str, str]]:
    """Label and first words of each provision of a guideline and of each of its points."""
    found: list[tuple[str, str]] = []
    label = ""
    for line in text.body.splitlines():
        if line.startswith("##"):
            numbered = _PROVISION.match(line.lstrip("# "))
            label = numbered[1] if numbered else ""
        elif label and (point := _POINT.match(line)):
            found.append((label, point[2]))
        elif label and line and found[-1:] != [(label, "")] and label not in dict(found):
            found.append((label, line))
    return found


@each(Kind.COURT_DECISION)
def test_paragraphs_of_a_decision_are_numbered_without_a_gap(text: Text) -> None:
    printed = [number for number, _ in text.numbered]
    assert printed == [str(number) for number in range(1, len(printed) + 1)] and len(printed) >= 4


@each(Kind.COURT_DECISION)
def test_a_decision_is_cited_by_the_numbers_printed(text: Text) -> None:
    assert labels(text) == [number for number, _ in text.numbered]


@each(Kind.COURT_DECISION)
def test_a_number_cites_the_paragraph_that_bears_it(text: Text) -> None:
    if text.name in SCANS:
        pytest.skip("recognised letters may differ")
    assert [number for number, paragraph in text.numbered if not stands_at(text, number, paragraph)] == []


@each(Kind.COURT_DECISION)
def test_a_numbered_paragraph_is_no_footnote(text: Text) -> None:
    noted = {" ".join(words(passage.text)[:FIRST_WORDS]) for passage in passages(text) if passage.locator.note}
    begins = [" ".join(words(f"{number} {paragraph}")[:FIRST_WORDS]) for number, paragraph in text.numbered]
    assert noted.isdisjoint(begins)


@each(Kind.REPORT, Kind.DIALOGUE)
def test_numbered_recommendations_are_cited_by_their_numbers(text: Text) -> None:
    assert [number for number, paragraph in text.numbered if not stands_at(text, number, paragraph)] == []


@each(Kind.GUIDELINE)
def test_a_guideline_is_cited_by_its_provisions(text: Text) -> None:
    assert [(label, begin) for label, begin in provisions(text) if not stands_at(text, label, begin)] == []


@each(*Kind)
def test_every_heading_is_named_by_a_passage(text: Text) -> None:
    named = {fold_name(section) for passage in passages(text) for section in passage.locator.section}
    assert [heading for _, heading in text.headings if fold_name(heading) not in named] == []


@each(Kind.DIALOGUE)
def test_what_is_said_in_a_dialogue_is_not_given_to_another_speaker(text: Text) -> None:
    said = re.findall(r"^([^\W\d_][^:.!?\n|]{1,110}: (?!//).*)$", text.body.split("\n## ", 1)[1], re.MULTILINE)
    wrong = [
        (turn, passage.locator.speaker)
        for turn in said
        for passage in passages(text)
        if " ".join(words(turn)[:12]) in " ".join(words(passage.text))
        if passage.locator.speaker not in {turn.split(": ")[0], ""}
    ]
    assert wrong == []
