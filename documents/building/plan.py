"""``manuscripts/rendering.yaml``: which manuscripts are rendered, and how."""

from dataclasses import dataclass
from pathlib import Path
from typing import Any, TypeVar

import yaml

from documents.building.manuscript import ManuscriptError

#: The folder of ``documents/`` that this package stands in.
DOCUMENTS = Path(__file__).resolve().parents[1]
MANUSCRIPTS = "manuscripts"
RENDERING = "rendering.yaml"
FORMATS = ("pdf", "docx", "html", "txt")

_T = TypeVar("_T")


@dataclass(frozen=True, slots=True)
class Layout:
    """How a PDF is set.

    ``size`` is the type size in points, ``leading`` the space between lines in ems, ``numbering`` Typst's pattern of
    the page number (none if empty), ``align`` where page number and running head stand, as Typst writes it.
    ``hyphenate`` cuts words and sets the lines flush on both sides.
    """

    paper: str = "a5"
    columns: int = 1
    size: float = 10.5
    leading: float = 0.6
    numbering: str = "1"
    align: str = "center"
    hyphenate: bool = True


@dataclass(frozen=True, slots=True)
class Rendering:
    """One manuscript (path below ``manuscripts/``) and its format.

    ``layout`` is for PDF, ``head`` (the running head, none if empty) for PDF and Word; ``scan`` makes page images of a
    PDF. ``page`` names the frame of an HTML page, ``encoding`` the one of HTML and plain text. ``automatic`` lets Word
    count the numbered paragraphs, ``details_table`` puts date, place and participants into a table.
    """

    manuscript: str
    format: str
    layout: str = ""
    head: str = ""
    scan: bool = False
    page: str = ""
    encoding: str = "utf-8"
    automatic: bool = False
    details_table: bool = False

    @property
    def file(self) -> str:
        """The rendered file's path below ``documents/``."""
        return Path(self.manuscript).with_suffix(f".{self.format}").as_posix()


@dataclass(frozen=True, slots=True)
class Plan:
    """All renderings, and the layouts by name."""

    layouts: dict[str, Layout]
    renderings: tuple[Rendering, ...]


def load_plan(documents: Path = DOCUMENTS) -> Plan:
    """Read the plan. Raises ``ManuscriptError`` naming the entry that is wrong."""
    raw = yaml.safe_load((documents / MANUSCRIPTS / RENDERING).read_text(encoding="utf-8"))
    layouts = {name: _made(Layout, name, values) for name, values in raw["layouts"].items()}
    renderings = tuple(_made(Rendering, str(entry.get("manuscript")), entry) for entry in raw["renderings"])
    for rendering in renderings:
        known = rendering.layout in layouts if rendering.format == "pdf" else not rendering.layout
        if rendering.format not in FORMATS or not known:
            raise ManuscriptError(f"{RENDERING}: {rendering.manuscript}: unknown format or layout")
    files = [rendering.file for rendering in renderings]
    if len(set(files)) < len(files):
        raise ManuscriptError(f"{RENDERING}: a file is listed twice")
    return Plan(layouts, renderings)


def _made(kind: type[_T], name: str, values: dict[str, Any]) -> _T:
    try:
        return kind(**values)
    except TypeError as error:
        raise ManuscriptError(f"{RENDERING}: {name}: {error}") from error
