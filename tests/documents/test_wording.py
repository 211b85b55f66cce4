"""Whose words the digests are: ours, respectful, and of every source we have."""

import re
import zipfile
from collections.abc import Iterable, Iterator, Sequence
from functools import lru_cache
from pathlib import Path

import pypdfium2
import pytest

from tests.documents.texts import practice_texts, practices, texts, works
from tests.shared import SHARED, shared_path

#: Words that make a person of a condition or a crime, and what respectful writing avoids beside them.
STIGMATISING = re.compile(
    r"\b(?:addicts?|junk(?:ie|y)s?|druggies?|crackheads?|dope fiends?|alcoholics|(?:drug|substance) (?:abuse|abusers?|habits?)"
    r"|prostitut\w*|(?:HIV|AIDS)[- ]infected|AIDS (?:patients?|victims?)"
    r"|нарком\w*|наркозавис\w*|нарик\w*|торч(?:ок|к)\w*|нарколыг\w*|алкоголик\w*|алкаш\w*|проститутк\w*"
    r"|ВИЧ-инфицированн\w*|спидозн\w*|злоупотребл\w*|зэк\w*)\b",
    re.IGNORECASE,
)
#: Official titles in which such a word stands, by language.
OFFICIAL = (
    "UN conference on drug abuse in Central Asia",
    "Конференция ООН «Злоупотребление наркотиками в Центральной Азии",
    "о противодействии наркомании",  # the Polish act of 2005
)
#: Names of treaties and the like that are longer than a run.
OFFICIAL_NAMES = ("the Convention on the Elimination of All Forms of Discrimination against Women",)
#: A shared run of this many words is a copy.
RUN = 12
#: Facts files that no work of the collection digests, and why.
ABSENT: dict[str, str] = {}

_LINK = re.compile(r"https?://\S+")
_WORD = re.compile(r"[^\W_]+")
_TAG = re.compile(r"<[^>]*>")
_TEXT = {".txt", ".md", ".yaml", ".tsv", ".csv", ".html", ".htm", ".jsonl", ".xml", ".srt", ".eml"}

Shingles = dict[tuple[str, ...], str]


def own_texts() -> Iterator[tuple[str, str]]:
    """Name and words of all that we wrote."""
    yield from ((text.name, text.prose) for text in texts())
    yield from practice_texts()


def words(text: str) -> list[str]:
    return _WORD.findall(_LINK.sub(" ", text).casefold())


def shingles(text: str, length: int) -> Iterator[tuple[str, ...]]:
    found = words(text)
    return (tuple(found[start : start + length]) for start in range(len(found) - length + 1))


@lru_cache
def own_runs() -> tuple[Shingles, frozenset[tuple[str, ...]]]:
    """Our runs with the text they stand in, and all halves of runs. Official titles are nobody's wording."""
    titles = [title for listed in works().values() for work in listed for title in work.title.values()]
    titles += [work.digest_of.title for listed in works().values() for work in listed if work.digest_of]
    exempt = {run for title in (*titles, *OFFICIAL_NAMES) for run in shingles(title, RUN)}
    runs = {run: name for name, text in own_texts() for run in shingles(text, RUN) if run not in exempt}
    return runs, frozenset(half for run in runs for half in (run[: RUN // 2], run[RUN // 2 :]))


def copied(text: str) -> set[str]:
    """The runs of ours that stand in a text of others.

    A run covers a half that begins at a multiple of its length, so only those are looked up.
    """
    runs, halves = own_runs()
    found, half = words(text), RUN // 2
    starts = (start for start in range(0, len(found) - half + 1, half) if tuple(found[start : start + half]) in halves)
    near = (tuple(found[begin : begin + RUN]) for start in starts for begin in range(max(0, start - half), start + 1))
    return {f"{runs[run]}: {' '.join(run)}" for run in near if run in runs}


def copies_in(files: Iterable[Path]) -> list[str]:
    return [f"{path.relative_to(SHARED)} | {run}" for path in files for run in sorted(copied(plain(path)))]


def plain(path: Path) -> str:
    text = path.read_text(encoding="utf-8", errors="replace")
    return _TAG.sub(" ", text) if path.suffix in {".html", ".htm", ".xml"} else text


def files_below(folders: Sequence[str], suffixes: set[str]) -> list[Path]:
    return [path for name in folders for path in sorted(shared_path(name).rglob("*")) if path.suffix in suffixes]


# --- respectful words -----------------------------------------------------------------------------------------------


def test_no_stigmatising_word_stands_in_our_texts() -> None:
    titles = [(work.work_id, title) for listed in works().values() for work in listed for title in work.title.values()]
    named = [(text.name, text.body) for text in texts()]
    found = []
    for name, text in (*named, *titles, *practice_texts()):
        stripped = _LINK.sub(" ", text)
        for official in OFFICIAL:
            stripped = stripped.replace(official, " ")
        found += [f"{name}: {match[0]}" for match in STIGMATISING.finditer(stripped)]
    assert found == []


def test_every_official_title_allowed_is_needed() -> None:
    written = " ".join([text.body for text in texts()] + [words for _, words in practice_texts()])
    written += " ".join(title for listed in works().values() for work in listed for title in work.title.values())
    assert [official for official in OFFICIAL if official not in written] == []


@pytest.mark.parametrize(
    ("text", "stigmatising"),
    [
        ("an addict", True),
        ("для наркозависимых лиц", True),
        ("ВИЧ-инфицированные", True),
        ("drug abusers", True),
        ("addiction medicine", False),
        ("наркологическая помощь", False),
        ("человек с наркотической зависимостью", False),
        ("abuse of office by the police", False),
    ],
)
def test_what_counts_as_stigmatising(text: str, stigmatising: bool) -> None:
    assert bool(STIGMATISING.search(text)) is stigmatising


# --- our own words --------------------------------------------------------------------------------------------------


def test_a_copied_run_is_seen_wherever_it_begins() -> None:
    run = max(own_runs()[0], key=len)
    for before in range(RUN):
        assert copied(" ".join(["слово"] * before + list(run))), before
    assert not copied(" ".join([*run[:-1], "слово"]))


def test_nothing_is_copied_from_the_facts_the_seeds_and_their_like() -> None:
    lists = [shared_path(name) for name in ("topics.yaml", "good_practices.yaml", "questions.yaml")]
    assert copies_in([*lists, *files_below(["facts", "seeds"], _TEXT)]) == []


@pytest.mark.slow
def test_nothing_is_copied_from_any_other_text_beside_the_checkout() -> None:
    assert copies_in(files_below(["real", "bad", "retrieval", "parallel"], _TEXT)) == []


@pytest.mark.slow
def test_nothing_is_copied_from_the_word_files_beside_the_checkout() -> None:
    for path in files_below(["real"], {".docx"}):
        with zipfile.ZipFile(path) as package:
            assert copied(_TAG.sub(" ", package.read("word/document.xml").decode())) == set(), path.name


@pytest.mark.slow
def test_nothing_is_copied_from_the_pdfs_beside_the_checkout() -> None:
    for path in files_below(["real"], {".pdf"}):
        with pypdfium2.PdfDocument(path) as opened:
            text = " ".join(page.get_textpage().get_text_range() for page in opened)
        assert copied(text) == set(), path.name


# --- every source ---------------------------------------------------------------------------------------------------


def test_every_source_is_in_the_collection_or_its_absence_is_explained() -> None:
    facts = {path.stem for path in shared_path("facts").glob("*.yaml")}
    digested = {work.work_id for listed in works().values() for work in listed}
    missing = {fact for fact in facts if re.sub(r"^(?:case|gl|rep|min)-", "", fact) not in digested}
    assert len(facts) == 121
    assert missing == set(ABSENT) and all(ABSENT.values())


def test_every_work_of_the_collection_has_facts_behind_it() -> None:
    known = {re.sub(r"^(?:case|gl|rep|min)-", "", path.stem) for path in shared_path("facts").glob("*.yaml")}
    assert [work.work_id for listed in works().values() for work in listed if work.work_id not in known] == []
    assert len(practices()) > 40
