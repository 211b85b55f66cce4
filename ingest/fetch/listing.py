"""What can be had: ``sources.yaml``, the official texts behind the works of a collection.

Each entry names a work of the collection's catalogues and the links to its text, in the order in which they are tried.
Only a link that is ``direct`` is ever downloaded; the others are shown to the user, with what stands in the way.
"""

from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from enum import StrEnum
from itertools import groupby
from pathlib import Path
from typing import Annotated, Self

from pydantic import BaseModel, ConfigDict, Field, TypeAdapter, ValidationError, model_validator

from index_config.errors import CatalogueError, NotFound
from ingest.catalogue import CATALOGUE, InBothLanguages, LanguageCode, Link, Work, load_works, load_yaml, name_error

SOURCES = "sources.yaml"


class Holder(StrEnum):
    """Whose page a link opens."""

    OFFICIAL = "official"  # the publisher's own text
    COPY = "copy"  # the same text, kept by someone else
    ABOUT = "about"  # a page that only tells of the text


class Obstacle(StrEnum):
    """Why a link is shown and not downloaded."""

    FRONT_PAGE = "front-page"
    LIST = "list"
    LANDING_PAGE = "landing-page"
    SECONDARY = "secondary"
    SCRIPT = "script"
    INSECURE = "insecure"
    UNCHECKED = "unchecked"


class SourceLink(BaseModel):
    """One link to a text, or to a part of it."""

    model_config = ConfigDict(extra="forbid", frozen=True)

    url: Annotated[Link, Field(min_length=1)]
    what: Holder
    direct: bool
    obstacle: Obstacle | None = None
    language: LanguageCode
    part: Annotated[str, Field(pattern=r"^([A-Za-z0-9][A-Za-z0-9 ,.()'-]{0,79})?$")] = ""
    note: InBothLanguages = {}

    @model_validator(mode="after")
    def _coherent(self) -> Self:
        if self.direct and not self.url.startswith("https://"):
            raise ValueError("a direct link must start with https://")
        if self.direct and self.what is Holder.ABOUT:
            raise ValueError("a page that only tells of the text cannot be direct")
        if self.direct == (self.obstacle is not None):
            raise ValueError("a link is either direct or says its obstacle")
        return self

    @property
    def group(self) -> tuple[str, str]:
        """Part and language: links of one group stand in for one another."""
        return self.part, self.language


class SourceEntry(BaseModel):
    """The official text behind one work. ``title`` and ``body`` are those of the original."""

    model_config = ConfigDict(extra="forbid", frozen=True)

    work_id: str
    title: Annotated[str, Field(min_length=1)]
    body: Annotated[str, Field(min_length=1)]
    languages: Annotated[list[LanguageCode], Field(min_length=1)]
    licence: Annotated[str, Field(min_length=1)]
    links: Annotated[list[SourceLink], Field(min_length=1)]

    @property
    def groups(self) -> list[list[SourceLink]]:
        """The direct links, by what they give: of each group one is downloaded, the first that answers."""
        direct = [link for link in self.links if link.direct]
        order = {group: number for number, group in reversed(list(enumerate(link.group for link in direct)))}
        ordered = sorted(direct, key=lambda link: order[link.group])
        return [list(links) for _, links in groupby(ordered, key=lambda link: link.group)]


@dataclass(frozen=True, slots=True)
class Offer:
    """An entry together with the work it stands behind."""

    entry: SourceEntry
    work: Work

    @property
    def direct(self) -> bool:
        """Whether anything can be downloaded."""
        return any(link.direct for link in self.entry.links)


class SourceList:
    """The offers of a collection, in the order of its ``sources.yaml``."""

    def __init__(self, offers: Sequence[Offer]) -> None:
        self._offers = {offer.entry.work_id: offer for offer in offers}

    @property
    def offers(self) -> tuple[Offer, ...]:
        """All of them."""
        return tuple(self._offers.values())

    def choose(self, work_ids: Sequence[str]) -> tuple[Offer, ...]:
        """Return the offers of these works, each once.

        Raises:
            NotFound: there is no such work in the list.
        """
        for work_id in work_ids:
            if work_id not in self._offers:
                raise NotFound(what=f"work {work_id} in {SOURCES}")
        return tuple(self._offers[work_id] for work_id in dict.fromkeys(work_ids))


_ENTRIES = TypeAdapter(list[SourceEntry])


def load_sources(collection: Path) -> SourceList:
    """Read ``sources.yaml`` of the collection at ``collection``.

    Raises:
        CatalogueError: it is missing or no YAML, or an entry is wrong, there twice, or names a work that is in no
        catalogue.
    """
    raw = load_yaml(collection / SOURCES, SOURCES)
    try:
        entries = _ENTRIES.validate_python(raw or [])
    except ValidationError as error:
        raise name_error(error, raw, SOURCES) from None
    works = _works(collection)
    for entry in entries:
        _check(entry, works)
    for work_id, count in Counter(entry.work_id for entry in entries).items():
        if count > 1:
            raise CatalogueError(file=SOURCES, entry=work_id, field="work_id", reason="is there twice")
    return SourceList([Offer(entry, works[entry.work_id]) for entry in entries])


def _works(collection: Path) -> dict[str, Work]:
    catalogues = sorted(collection.rglob(CATALOGUE))
    works = (work for path in catalogues for work in load_works(path, path.relative_to(collection).as_posix()))
    return {work.work_id: work for work in works}


def _check(entry: SourceEntry, works: Mapping[str, Work]) -> None:
    if entry.work_id not in works:
        raise CatalogueError(file=SOURCES, entry=entry.work_id, field="work_id", reason="no catalogue has this work")
    for url, count in Counter(link.url for link in entry.links).items():
        if count > 1:
            raise CatalogueError(file=SOURCES, entry=entry.work_id, field="links", reason=f"{url} is there twice")
