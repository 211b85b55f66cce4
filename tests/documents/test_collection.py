"""The collection: catalogues and files agree, and every digest says what it is, of what, and where the original lies."""

import re
from collections import Counter
from urllib.parse import urlsplit

import pytest

from documents.building.plan import DOCUMENTS
from index_config.domain import Kind
from index_config.vocabulary import ConceptKind, Vocabulary
from ingest.catalogue import CATALOGUE, Work
from ingest.sources import find_files
from tests.documents.texts import Text, links_in, practices, texts, works

FOLDERS = {
    Kind.COURT_DECISION: "court_decisions",
    Kind.GUIDELINE: "guidelines",
    Kind.REPORT: "reports",
    Kind.DIALOGUE: "dialogues",
}
#: What the note at the head must say: that the text is a digest and not official, and where the official one is.
NOTE = {
    "en": re.compile(
        r"This is a digest written for this knowledge base, not the official text\..* Source: .+https?://"
    ),
    "ru": re.compile(r"Это дайджест, подготовленный для базы знаний, а не официальный текст\..* Источник: .+https?://"),
}
OWN_NUMBERS = {"en": "Paragraph numbers are those of this digest.", "ru": "Нумерация абзацев – этого дайджеста."}
#: Works whose source shows neither day nor year; their texts say so.
UNDATED = {
    "comprehensive-package-prisons",
    "ehra-criminalization-costs",
    "ehrn-women-drug-policy-eurasia",
    "ge-toliashvili",
    "hivlegal-belarus-cescr",
    "hops-north-macedonia-covid",
    "kyrgyz-prison-methadone-evaluation",
}
#: Words of a digest. Thin sources make short digests, which say so.
SHORTEST, LONGEST = 120, 950

ALL_WORKS = [(folder.name, work) for folder, listed in works().items() for work in listed]
PAIRS = [
    (one, other)
    for one in texts()
    for other in texts()
    if one.work is other.work and one.entry.translation_of and one is not other
]

each_text = pytest.mark.parametrize("text", texts(), ids=[text.name for text in texts()])
each_work = pytest.mark.parametrize(("folder", "work"), ALL_WORKS, ids=[work.work_id for _, work in ALL_WORKS])
each_pair = pytest.mark.parametrize(("ours", "first"), PAIRS, ids=[ours.work.work_id for ours, _ in PAIRS])


def known(vocabulary: Vocabulary, kind: ConceptKind) -> set[str]:
    return {concept.id for concept in vocabulary.of_kind(kind)}


def is_link(link: str) -> bool:
    """Tell a link that a browser would open: http(s), a host with a dot, nothing that must be escaped."""
    try:
        parts = urlsplit(link)
        host = (parts.hostname or "").encode("idna").decode()
        _ = parts.port
    except ValueError:
        return False
    named = re.fullmatch(r"(?:[a-z0-9](?:[a-z0-9-]*[a-z0-9])?\.)+[a-z][a-z0-9-]+", host)
    return parts.scheme in {"http", "https"} and bool(named) and not re.search(r"[\s<>\"{}|\\^`]", link)


# --- the catalogue and the files ------------------------------------------------------------------------------------


def test_every_file_is_in_a_catalogue_and_every_entry_has_its_file() -> None:
    listed = Counter(text.path for text in texts())
    assert [path for path, times in listed.items() if times > 1] == []
    assert set(listed) == {found.path for found in find_files([DOCUMENTS])}
    assert {folder.name for folder in works()} == set(FOLDERS.values())
    assert {path.parent for path in DOCUMENTS.rglob(CATALOGUE)} == set(works())


def test_no_work_is_listed_twice() -> None:
    assert [work for work, times in Counter(work.work_id for _, work in ALL_WORKS).items() if times > 1] == []


@each_work
def test_a_work_is_described_in_full(folder: str, work: Work, vocabulary: Vocabulary) -> None:
    assert FOLDERS[work.kind] == folder
    assert set(work.title) == {"en", "ru"} and set(work.body) == {"en", "ru"}
    assert all([*work.title.values(), *work.body.values(), work.source_url])
    assert bool(work.date) == (work.work_id not in UNDATED)
    assert work.digest_of and work.digest_of.title
    assert work.topics and set(work.topics) <= known(vocabulary, ConceptKind.TOPIC)
    assert set(work.countries) <= known(vocabulary, ConceptKind.COUNTRY)
    assert len(set(work.topics)) == len(work.topics) and len(set(work.countries)) == len(work.countries)


@each_work
def test_a_work_has_its_languages_once_and_one_of_them_first(folder: str, work: Work) -> None:
    languages = [entry.language for entry in work.files]
    assert len(set(languages)) == len(languages) and set(languages) <= {"en", "ru"}
    translations = [entry for entry in work.files if entry.translation_of]
    assert len(translations) == len(languages) - 1, "the translation of a work in two languages is marked as ours"
    assert all(entry.translation_of in languages and entry.translation_of != entry.language for entry in translations)
    assert all(entry.path.startswith(f"{work.work_id}-{entry.language}.") for entry in work.files)


def test_a_third_of_the_works_is_in_each_language_and_a_third_in_both() -> None:
    sets = Counter("+".join(sorted(entry.language for entry in work.files)) for _, work in ALL_WORKS)
    assert all(len(ALL_WORKS) * 0.25 < sets[kind] < len(ALL_WORKS) * 0.42 for kind in ("en", "ru", "en+ru")), sets


# --- the head of a text ---------------------------------------------------------------------------------------------


@each_text
def test_front_matter_says_what_the_catalogue_says(text: Text) -> None:
    expected = {
        "title": text.work.title[text.entry.language],
        "language": text.entry.language,
        "work_id": text.work.work_id,
        "kind": str(text.work.kind),
        "date": text.work.date,
        "digest": True,
    }
    assert text.front == expected | ({"translation": "ours"} if text.entry.translation_of else {})
    assert text.body.lstrip().splitlines()[0] == f"# {expected['title']}"


@each_text
def test_the_head_says_digest_and_names_the_link(text: Text) -> None:
    assert NOTE[text.entry.language].search(text.note), text.note
    assert text.work.source_url in text.note
    own_numbers = OWN_NUMBERS[text.entry.language] in text.note
    assert own_numbers == (text.work.kind is Kind.COURT_DECISION)


@each_text
def test_a_digest_is_as_long_as_a_digest(text: Text) -> None:
    assert SHORTEST <= len(text.prose.split()) <= LONGEST


# --- links ----------------------------------------------------------------------------------------------------------


@each_text
def test_links_in_the_text_are_well_formed(text: Text) -> None:
    assert [link for link in links_in(text.body) if not is_link(link)] == []


@each_work
def test_links_in_the_catalogue_are_well_formed(folder: str, work: Work) -> None:
    assert [link for link in [work.source_url, *work.facts_sources] if not is_link(link)] == []


def test_links_of_practices_are_well_formed() -> None:
    assert [link for entry in practices() for link in entry.get("sources", []) if not is_link(link)] == []


@pytest.mark.parametrize(
    ("link", "well_formed"),
    [
        ("https://hudoc.echr.coe.int/eng?i=001-101589", True),
        ("https://президент.рф/acts", True),
        ("www.example.org/page", False),
        ("https:/example.org", False),
        ("https://localhost/page", False),
        ("https://example.org/{id}", False),
        ("ftp://example.org/file", False),
        ("https://example.org:port/", False),
    ],
)
def test_well_formed_means_what_a_browser_means(link: str, well_formed: bool) -> None:
    assert is_link(link) is well_formed


# --- both languages -------------------------------------------------------------------------------------------------


@each_pair
def test_both_languages_have_the_same_numbers_and_headings(ours: Text, first: Text) -> None:
    assert [number for number, _ in ours.numbered] == [number for number, _ in first.numbered]
    assert [level for level, _ in ours.headings] == [level for level, _ in first.headings]
    lettered = [len(re.findall(r"^\(\w+\) ", text.body, re.MULTILINE)) for text in (ours, first)]
    assert lettered[0] == lettered[1]


@each_pair
def test_both_languages_name_the_same_links(ours: Text, first: Text) -> None:
    assert Counter(links_in(ours.body)) == Counter(links_in(first.body))


@each_text
def test_a_text_is_in_its_language(text: Text) -> None:
    letters = [letter for letter in text.prose if letter.isalpha()]
    cyrillic = sum("Ѐ" <= letter <= "ӿ" for letter in letters) / len(letters)
    assert cyrillic > 0.8 if text.entry.language == "ru" else cyrillic < 0.05, f"{cyrillic:.0%} Cyrillic"
