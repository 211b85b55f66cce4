"""``sources.yaml``: that of the collection, and what is wrong with others."""

import re
from collections.abc import Callable
from functools import lru_cache
from pathlib import Path

import pytest
import yaml

from index_config.errors import CatalogueError, NotFound
from ingest.fetch.listing import SOURCES, Holder, Obstacle, Offer, SourceEntry, load_sources
from tests.conftest import write_collection
from tests.shared import shared_path

DOCUMENTS = Path(__file__).resolve().parents[3] / "documents"

GOOD = """
- work_id: alpha
  title: Alpha v. Testland
  body: Court
  languages: [en]
  licence: not stated
  links:
    - {url: "https://example.org/a", what: official, direct: true, language: en}
"""


@lru_cache
def collection_offers() -> tuple[Offer, ...]:
    return load_sources(DOCUMENTS).offers


def test_every_work_of_the_collection_has_its_sources() -> None:
    offers = collection_offers()
    works = [
        work["work_id"]
        for path in sorted(DOCUMENTS.glob("*/catalogue.yaml"))
        for work in yaml.safe_load(path.read_text(encoding="utf-8"))
    ]
    assert [offer.entry.work_id for offer in offers] == works
    assert sum(offer.direct for offer in offers) == 39


def test_official_links_come_first_and_none_is_direct_without_https() -> None:
    for offer in collection_offers():
        order = [list(Holder).index(link.what) for link in offer.entry.links]
        assert order == sorted(order), offer.entry.work_id
        for link in offer.entry.links:
            assert link.url.startswith("https://") or link.obstacle is Obstacle.INSECURE
            assert set(link.note) in ({"en", "ru"}, set())


def test_no_link_is_invented() -> None:
    """Each stands in the catalogue or among the facts that the digest was written from."""
    facts = "\n".join(path.read_text(encoding="utf-8") for path in sorted(shared_path("facts").glob("*.yaml")))
    known = set(re.findall(r"https?://[^\s'\"]+", facts.replace("\n    ", " ")))
    for offer in collection_offers():
        stated = known | {offer.work.source_url, *offer.work.facts_sources}
        for link in offer.entry.links:
            assert link.url in stated, (offer.entry.work_id, link.url)


def entry(*links: dict[str, object]) -> SourceEntry:
    defaults = {"what": "official", "direct": True, "language": "en"}
    rows = [{"url": f"https://example.org/{number}"} | defaults | link for number, link in enumerate(links)]
    stated = {"work_id": "alpha", "title": "A", "body": "B", "languages": ["en"], "licence": "not stated"}
    return SourceEntry.model_validate(stated | {"links": rows})


@pytest.mark.parametrize(
    ("links", "groups"),
    [
        ([{}], [["0"]]),
        ([{}, {"what": "copy"}], [["0", "1"]]),
        ([{}, {"language": "ru"}, {"what": "copy"}], [["0", "2"], ["1"]]),
        ([{"part": "Z"}, {"part": "A"}, {"part": "Z", "what": "copy"}], [["0", "2"], ["1"]]),
        ([{"direct": False, "obstacle": "list"}, {"what": "copy"}], [["1"]]),
        ([{"direct": False, "obstacle": "list"}], []),
    ],
)
def test_links_of_one_part_and_language_stand_in_for_one_another(
    links: list[dict[str, object]], groups: list[list[str]]
) -> None:
    assert [[link.url.rpartition("/")[2] for link in group] for group in entry(*links).groups] == groups


Change = Callable[[str], str]


@pytest.mark.parametrize(
    ("change", "words"),
    [
        (lambda text: text.replace("work_id: alpha", "work_id: beta"), ["beta", "work_id", "no catalogue"]),
        (lambda text: text + text, ["alpha", "work_id", "twice"]),
        (lambda text: text + text.splitlines()[-1] + "\n", ["alpha", "links", "twice"]),
        (lambda text: text.replace("https://", "http://"), ["alpha", "links.0", "must start with https"]),
        (lambda text: text.replace("https://example.org/a", "example"), ["alpha", "links.0.url", "link"]),
        (lambda text: text.replace("official", "about"), ["alpha", "links.0", "cannot be direct"]),
        (lambda text: text.replace("direct: true", "direct: false"), ["alpha", "links.0", "obstacle"]),
        (lambda text: text.replace("direct: true", "direct: true, obstacle: list"), ["alpha", "links.0", "obstacle"]),
        (lambda text: text.replace("language: en", 'language: en, part: "../up"'), ["alpha", "links.0.part"]),
        (lambda text: text.replace("  licence: not stated\n", ""), ["alpha", "licence"]),
        (lambda text: text.replace("  body", "  bodies"), ["alpha", "bod"]),
        (lambda text: text.replace("[en]", "[English]"), ["alpha", "languages.0"]),
        (lambda text: "- [", ["line", "not valid YAML"]),
    ],
)
def test_a_wrong_entry_is_named_with_its_field(tmp_path: Path, change: Change, words: list[str]) -> None:
    collection = write_collection(tmp_path / "collection")
    (collection / SOURCES).write_text(change(GOOD), encoding="utf-8")
    with pytest.raises(CatalogueError) as caught:
        load_sources(collection)
    message = str(caught.value)
    assert message.startswith(SOURCES)
    for word in words:
        assert word in message


def test_a_collection_without_sources_says_so(tmp_path: Path) -> None:
    with pytest.raises(CatalogueError, match=SOURCES):
        load_sources(write_collection(tmp_path / "collection"))


def test_works_are_chosen_by_id_each_once(tmp_path: Path) -> None:
    collection = write_collection(tmp_path / "collection")
    (collection / SOURCES).write_text(GOOD, encoding="utf-8")
    sources = load_sources(collection)
    assert [offer.entry.work_id for offer in sources.choose(["alpha", "alpha"])] == ["alpha"]
    with pytest.raises(NotFound, match="gamma"):
        sources.choose(["alpha", "gamma"])
