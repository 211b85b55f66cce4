"""The rendered files of the collection: each is what its manuscript gives, and reads as its manuscript does."""

import io
import re
import zipfile
from collections import Counter
from functools import lru_cache
from pathlib import Path

import docx
import pypdf
import pypdfium2
import pytest

from documents.build import render
from documents.building.manuscript import Details, ManuscriptError, Paragraph, read_manuscript
from documents.building.pdf import FONT, has_font
from documents.building.plan import DOCUMENTS, MANUSCRIPTS, RENDERING, Rendering, load_plan
from ingest.catalogue import CATALOGUE, Catalogue, load_works
from ingest.clean import clean
from ingest.read import read
from ingest.sources import find_files

PLAN = load_plan()
SCANS = [rendering for rendering in PLAN.renderings if rendering.scan]
TEXTS = [rendering for rendering in PLAN.renderings if not rendering.scan]
PDFS = [rendering for rendering in TEXTS if rendering.format == "pdf"]
OTHERS = [rendering for rendering in TEXTS if rendering.format != "pdf"]
WORDS = [rendering for rendering in PLAN.renderings if rendering.format == "docx"]
PAGES = [rendering for rendering in PLAN.renderings if rendering.format == "html"]
PLAIN = [rendering for rendering in PLAN.renderings if rendering.format == "txt"]

#: The share of a PDF's words that reading may get wrong: words cut at line ends, numbers of pages and notes.
MISREAD = 0.02


def by_file(renderings: list[Rendering]) -> pytest.MarkDecorator:
    return pytest.mark.parametrize("rendering", renderings, ids=[rendering.file for rendering in renderings])


needs_font = pytest.mark.skipif(not has_font(), reason=f"the installed Typst does not bring {FONT}")


def file_of(rendering: Rendering) -> Path:
    return DOCUMENTS / rendering.file


def manuscript_of(rendering: Rendering) -> Path:
    return DOCUMENTS / MANUSCRIPTS / rendering.manuscript


@lru_cache
def listed_in(folder: Path) -> frozenset[str]:
    works = load_works(folder / CATALOGUE, folder.name)
    return frozenset(entry.path for work in works for entry in work.files)


@lru_cache
def as_read(path: Path) -> str:
    pages, _ = clean(read(path))
    return "".join(page.text for page in pages)


def words(text: str) -> Counter[str]:
    return Counter(re.findall(r"[^\W_]+", re.sub("[⁰¹²³⁴-⁹]", "", text.lower())))


def layer(data: bytes) -> list[str]:
    """The text layer of each page of a PDF."""
    return [page.get_textpage().get_text_range() for page in pypdfium2.PdfDocument(data)]


def test_manuscripts_and_plan_name_each_other() -> None:
    there = {path.relative_to(DOCUMENTS / MANUSCRIPTS).as_posix() for path in (DOCUMENTS / MANUSCRIPTS).rglob("*.md")}
    assert there == {rendering.manuscript for rendering in PLAN.renderings}


@by_file(list(PLAN.renderings))
def test_the_file_stands_in_the_catalogue_and_its_markdown_does_not(rendering: Rendering) -> None:
    assert file_of(rendering).is_file()
    assert file_of(rendering).name in listed_in(file_of(rendering).parent)
    assert not (DOCUMENTS / rendering.manuscript).exists()


def test_ingestion_finds_nothing_but_what_the_catalogue_lists() -> None:
    """Neither this folder's own page nor its one script is a document."""
    catalogue = Catalogue(DOCUMENTS)
    assert [found.name for found in find_files([DOCUMENTS]) if catalogue.entry(found.path) is None] == []


def test_the_collection_holds_the_formats_of_real_life() -> None:
    count = Counter(rendering.format for rendering in PLAN.renderings)
    assert count["pdf"] >= 15 and count["docx"] >= 10 and count["html"] >= 5
    assert len(SCANS) == 2
    assert sum(rendering.encoding == "cp1251" for rendering in PLAIN) >= 3
    assert sum(PLAN.layouts[rendering.layout].columns == 2 for rendering in PDFS) >= 3
    assert sum(bool(rendering.head) for rendering in PDFS) >= 3
    assert sum(file_of(rendering).stat().st_size for rendering in PLAN.renderings) < 6_000_000


@needs_font
@by_file(PDFS)
def test_a_pdf_can_be_rebuilt(rendering: Rendering) -> None:
    rebuilt = render(rendering, PLAN)
    assert rebuilt == render(rendering, PLAN)
    assert layer(rebuilt) == layer(file_of(rendering).read_bytes())


@by_file(OTHERS)
def test_the_other_formats_can_be_rebuilt(rendering: Rendering) -> None:
    rebuilt, there = render(rendering, PLAN), file_of(rendering).read_bytes()
    assert rebuilt == render(rendering, PLAN)
    if rendering.format == "docx":  # versions of zlib compress differently
        assert parts(rebuilt) == parts(there)
    else:
        assert rebuilt == there


def parts(package: bytes) -> dict[str, bytes]:
    with zipfile.ZipFile(io.BytesIO(package)) as opened:
        return {name: opened.read(name) for name in opened.namelist()}


@by_file(TEXTS)
def test_the_file_reads_as_its_manuscript(rendering: Rendering) -> None:
    expected, found = words(as_read(manuscript_of(rendering))), words(as_read(file_of(rendering)))
    wrong = (expected - found) + (found - expected)
    assert wrong.total() <= (MISREAD * expected.total() if rendering.format == "pdf" else 0), wrong


@by_file(TEXTS)
def test_numbered_paragraphs_keep_their_numbers(rendering: Rendering) -> None:
    blocks = read_manuscript(manuscript_of(rendering)).blocks
    expected = [block.number for block in blocks if isinstance(block, Paragraph) and block.number]
    found = iter(re.findall(r"^(\d+)\. ", as_read(file_of(rendering)), re.MULTILINE))
    assert [number for number in expected if str(number) not in found] == []


@by_file(PDFS)
def test_pypdf_reads_the_same_letters(rendering: Rendering) -> None:
    reader = pypdf.PdfReader(file_of(rendering))
    text = "\n".join(page.extract_text() for page in reader.pages)
    assert "\u00ad" not in text
    expected = words(as_read(manuscript_of(rendering)))
    missing = expected - words(re.sub(r"-\s*\n", "", text))
    assert missing.total() <= MISREAD * expected.total(), missing


@by_file(SCANS)
def test_a_scan_has_images_and_no_text_layer(rendering: Rendering) -> None:
    data = file_of(rendering).read_bytes()
    assert not "".join(layer(data)).strip()
    assert [len(page.images) for page in pypdf.PdfReader(io.BytesIO(data)).pages] == [1] * len(layer(data))
    assert len(data) < 400_000


@pytest.mark.slow
@needs_font
@by_file(SCANS)
def test_a_scan_can_be_rebuilt(rendering: Rendering) -> None:
    rebuilt = render(rendering, PLAN)
    assert rebuilt == render(rendering, PLAN)
    assert len(layer(rebuilt)) == len(layer(file_of(rendering).read_bytes()))


@by_file(PLAIN)
def test_plain_text_is_in_its_encoding_and_no_other(rendering: Rendering) -> None:
    data = file_of(rendering).read_bytes()
    with pytest.raises(UnicodeDecodeError):
        data.decode("utf-8")
    text = data.decode(rendering.encoding)
    assert read_manuscript(manuscript_of(rendering)).title.split()[0] in text
    assert max(map(len, text.split("\r\n"))) < 140


@by_file(PAGES)
def test_a_web_page_names_its_language_and_its_frame_is_not_read(rendering: Rendering) -> None:
    text = file_of(rendering).read_bytes().decode(rendering.encoding)
    language = read_manuscript(manuscript_of(rendering)).language
    frame = {"en": "All rights reserved", "ru": "Все права защищены"}[language]
    assert re.search(rf'<html lang="{language}"', text, re.IGNORECASE)
    assert frame in text and frame not in as_read(file_of(rendering))


def test_word_files_use_what_word_has() -> None:
    opened = {rendering: docx.Document(str(file_of(rendering))) for rendering in WORDS}
    footnotes = [rendering for rendering in WORDS if "word/footnotes.xml" in parts(file_of(rendering).read_bytes())]
    assert len(footnotes) >= 3
    assert any(len(table.rows) > 3 for document in opened.values() for table in document.tables)
    for rendering, document in opened.items():
        styles = {paragraph.style.name for paragraph in document.paragraphs if paragraph.style}
        assert {"Title", "Heading 1"} <= styles, rendering.file
        counted = bool(document.element.xpath("//w:body/w:p/w:pPr/w:numPr"))
        assert counted == rendering.automatic, rendering.file


FRONT = "---\ntitle: A case\nlanguage: en\nkind: court_decision\n---\n\n"


@pytest.mark.parametrize(
    ("text", "reason"),
    [
        ("# A case\n", "no front matter"),
        (f"{FRONT}# Another\n", "does not begin with its title"),
        (f"{FRONT}# A case\n\nSome *text* with **stress**.\n", "markup"),
        (f"{FRONT}# A case\n\nA [link](https://example.org).\n", "markup"),
        (f"{FRONT}# A case\n\nA call.[^1]\n", "called"),
        (f"{FRONT}# A case\n\nNo call.\n\n[^1]: A note.\n", "called"),
    ],
)
def test_what_cannot_be_set_is_named(tmp_path: Path, text: str, reason: str) -> None:
    path = tmp_path / "case.md"
    path.write_text(text, encoding="utf-8")
    with pytest.raises(ManuscriptError, match=reason) as caught:
        read_manuscript(path)
    assert "case.md" in str(caught.value)


@pytest.mark.parametrize(
    ("chunk", "expected"),
    [
        ("1. One.\n2. Two.", [Paragraph("One.", 1, True), Paragraph("Two.", 2, True)]),
        ("12. One paragraph.", [Paragraph("One paragraph.", 12)]),
        ("Date: 1 May\nPlace: Kyiv", [Details((("Date", "1 May"), ("Place", "Kyiv")))]),
        ("Moderator: the floor is open.", [Paragraph("Moderator: the floor is open.")]),
        ("1990. was a year\nof change", [Paragraph("1990. was a year of change")]),
    ],
)
def test_paragraphs_lists_and_details_are_told_apart(tmp_path: Path, chunk: str, expected: list[object]) -> None:
    path = tmp_path / "case.md"
    path.write_text(f"{FRONT}# A case\n\n{chunk}\n", encoding="utf-8")
    assert list(read_manuscript(path).blocks) == expected


@pytest.mark.parametrize(
    "entry",
    [
        "{manuscript: a.md, format: odt}",
        "{manuscript: a.md, format: pdf, layout: unknown}",
        "{manuscript: a.md, format: docx, layout: known}",
        "{manuscript: a.md, format: docx, colour: red}",
        "{manuscript: a.md, format: docx}, {manuscript: a.md, format: docx}",
    ],
)
def test_a_wrong_plan_is_refused(tmp_path: Path, entry: str) -> None:
    (tmp_path / MANUSCRIPTS).mkdir()
    plan = f"layouts: {{known: {{columns: 2}}}}\nrenderings: [{entry}]\n"
    (tmp_path / MANUSCRIPTS / RENDERING).write_text(plan, encoding="utf-8")
    with pytest.raises(ManuscriptError, match=RENDERING):
        load_plan(tmp_path)
