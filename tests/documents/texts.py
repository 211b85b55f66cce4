"""The texts of the collection as its files and catalogues give them, for the tests of this folder."""

import re
from dataclasses import dataclass
from functools import lru_cache
from pathlib import Path
from typing import Any

import yaml

from documents.building.plan import DOCUMENTS, MANUSCRIPTS, load_plan
from ingest.catalogue import CATALOGUE, FileEntry, Work, load_works
from ingest.practices import FOLDER

_HEADING = re.compile(r"^(#{1,4}) (.+)$", re.MULTILINE)
_NUMBERED = re.compile(r"^(\d+)\. (.+)$", re.MULTILINE)
_LINK = re.compile(r"(?:https?:|\bwww\.)[^\s<>\"«»|]*")


@dataclass(frozen=True, eq=False)
class Text:
    """One file of a work. ``source`` is the Markdown it is, or that it was rendered from."""

    work: Work
    entry: FileEntry
    path: Path
    source: Path

    @property
    def name(self) -> str:
        return self.path.relative_to(DOCUMENTS).as_posix()

    @property
    def front(self) -> dict[str, Any]:
        stated = yaml.safe_load(self.source.read_text(encoding="utf-8").split("---\n")[1])
        assert isinstance(stated, dict), self.name
        return stated

    @property
    def body(self) -> str:
        """Everything below the front matter."""
        return self.source.read_text(encoding="utf-8").split("\n---\n", 1)[1]

    @property
    def note(self) -> str:
        """The note at the head, which says what the text is a digest of."""
        return " ".join(line.removeprefix(">").strip() for line in self.body.splitlines() if line.startswith(">"))

    @property
    def prose(self) -> str:
        """What we wrote: the text without its title, the note at the head and links."""
        lines = [line for line in self.body.splitlines() if not line.startswith((">", "# "))]
        return _LINK.sub(" ", "\n".join(lines))

    @property
    def headings(self) -> list[tuple[int, str]]:
        """Level and words of each heading below the title."""
        return [(len(marks), words) for marks, words in _HEADING.findall(self.body)][1:]

    @property
    def numbered(self) -> list[tuple[str, str]]:
        """Number and words of each numbered paragraph."""
        return _NUMBERED.findall(self.body)


@lru_cache
def works() -> dict[Path, list[Work]]:
    """The works of each folder that has a catalogue."""
    return {path.parent: load_works(path, path.parent.name) for path in sorted(DOCUMENTS.glob(f"*/{CATALOGUE}"))}


@lru_cache
def texts() -> list[Text]:
    rendered = {rendering.file: DOCUMENTS / MANUSCRIPTS / rendering.manuscript for rendering in load_plan().renderings}
    paths = [
        (work, entry, folder / entry.path) for folder in works() for work in works()[folder] for entry in work.files
    ]
    return [
        Text(work, entry, path, rendered.get(path.relative_to(DOCUMENTS).as_posix(), path))
        for work, entry, path in paths
    ]


@lru_cache
def practices() -> list[dict[str, Any]]:
    """The practices as they stand in their files."""
    files = sorted((DOCUMENTS / FOLDER).glob("*.yaml"))
    return [entry for file in files for entry in yaml.safe_load(file.read_text(encoding="utf-8"))]


def practice_texts() -> list[tuple[str, str]]:
    """Place and words of every text of every practice."""
    fields = ("what", "who", "where", "legal_basis", "result")
    return [
        (f"{entry['id']}, {field}, {language}", words)
        for entry in practices()
        for field in fields
        for language, words in entry.get(field, {}).items()
    ]


def links_in(text: str) -> list[str]:
    """The links of a running text, without the punctuation that follows them."""
    return [link.rstrip(".,;:") if "(" in link else link.rstrip(".,;:)") for link in _LINK.findall(text)]
