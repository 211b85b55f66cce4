"""What a collection says about its files: ``collection.yaml``, ``catalogue.yaml`` files and sidecars.

``collection.yaml`` marks the root of a collection and names what lies there but is no document. Any folder below may
hold a ``catalogue.yaml``: a list of works, each with its files (paths relative to the catalogue). A sidecar
``file.pdf.yaml`` beside a file describes that file alone and wins over the catalogue, which wins over what the file
says of itself.
"""

import os
import re
import unicodedata
from collections.abc import Mapping
from dataclasses import replace
from functools import cached_property
from pathlib import Path
from typing import Annotated, Any

import yaml
from pydantic import AfterValidator, BaseModel, ConfigDict, Field, TypeAdapter, ValidationError

from index_config.domain import Access, Kind, Metadata
from index_config.errors import CatalogueError

COLLECTION = "collection.yaml"
CATALOGUE = "catalogue.yaml"

_DATE = re.compile(r"\d{4}(-(0[1-9]|1[0-2])(-(0[1-9]|[12]\d|3[01]))?)?")


def _iso_date(value: str) -> str:
    if value and not _DATE.fullmatch(value):
        raise ValueError("must be YYYY, YYYY-MM or YYYY-MM-DD, in quotes")
    return value


def _https(value: str) -> str:
    if value and not re.fullmatch(r"https?://[^\s<>\"]+", value):
        raise ValueError("must be a link that starts with http:// or https://")
    return value


def _inside(value: str) -> str:
    if value.startswith("/") or ".." in Path(value).parts:
        raise ValueError("must be a path below the catalogue's folder")
    return value


IsoDate = Annotated[str, AfterValidator(_iso_date)]
Link = Annotated[str, AfterValidator(_https)]
CountryCode = Annotated[str, Field(pattern=r"^[A-Z]{2}$")]
LanguageCode = Annotated[str, Field(pattern=r"^[a-z]{2}$")]
InBothLanguages = dict[LanguageCode, str]


class _Strict(BaseModel):
    model_config = ConfigDict(extra="forbid")


class FileEntry(_Strict):
    """One file of a work."""

    path: Annotated[str, AfterValidator(_inside)]
    language: LanguageCode
    translation_of: LanguageCode | None = None


class DigestOf(_Strict):
    """The official text a digest was made from."""

    title: str
    language: str = ""
    outcome: str = ""


class Work(_Strict):
    """A work and its files. Texts are given by language."""

    work_id: Annotated[str, Field(pattern=r"^[a-z0-9][a-z0-9-]*$")]
    kind: Kind
    title: InBothLanguages
    body: InBothLanguages = {}
    countries: list[CountryCode] = []
    date: IsoDate = ""
    reference: InBothLanguages = {}
    source_url: Link = ""
    topics: list[str] = []
    access: Access = Access.PUBLIC
    digest_of: DigestOf | None = None
    facts_sources: list[Link] = []
    files: Annotated[list[FileEntry], Field(min_length=1)]

    def metadata(self, file: FileEntry) -> Metadata:
        """Return what the catalogue knows of one of the work's files, in its language where there is a choice."""
        return Metadata(
            title=_in_language(self.title, file.language),
            language=file.language,
            kind=self.kind,
            work_id=self.work_id,
            issuing_body=_in_language(self.body, file.language),
            body_names=tuple(self.body.values()),
            countries=tuple(self.countries),
            date=self.date,
            reference=_in_language(self.reference, file.language),
            source_url=self.source_url,
            topics=tuple(self.topics),
            access=self.access,
            digest=self.digest_of is not None,
            translation_of=file.translation_of or "",
        )


class Sidecar(_Strict):
    """What a sidecar may say of its file."""

    title: str = ""
    language: LanguageCode | None = None
    kind: Kind | None = None
    work_id: str = ""
    issuing_body: str = ""
    countries: list[CountryCode] = []
    date: IsoDate = ""
    reference: str = ""
    source_url: Link = ""
    topics: list[str] = []
    access: Access = Access.PUBLIC

    def metadata(self) -> Metadata:
        """Return it as metadata."""
        return Metadata(
            title=self.title,
            language=self.language or "",
            kind=self.kind,
            work_id=self.work_id,
            issuing_body=self.issuing_body,
            countries=tuple(self.countries),
            date=self.date,
            reference=self.reference,
            source_url=self.source_url,
            topics=tuple(self.topics),
            access=self.access,
        )


_WORKS = TypeAdapter(list[Work])


class Catalogue:
    """All catalogues below a root, read once.

    Raises:
        CatalogueError: a catalogue is not YAML, an entry is wrong, or a file is listed that is not there or listed
        twice.
    """

    def __init__(self, root: Path) -> None:
        self.root = root

    def entry(self, path: Path) -> Metadata | None:
        """Return what the catalogues say of a file below the root."""
        return self._entries.get(_composed(path))

    @cached_property
    def _entries(self) -> dict[str, Metadata]:
        entries: dict[str, Metadata] = {}
        for catalogue in sorted(self.root.rglob(CATALOGUE)):
            name = catalogue.relative_to(self.root).as_posix()
            for work in load_works(catalogue, name):
                for file in work.files:
                    path = catalogue.parent / file.path
                    if not _is_there(path, catalogue.parent):
                        raise CatalogueError(
                            file=name, entry=work.work_id, field="files", reason=f"{file.path} is missing"
                        )
                    if _composed(path) in entries:
                        raise CatalogueError(
                            file=name, entry=work.work_id, field="files", reason=f"{file.path} is listed twice"
                        )
                    entries[_composed(path)] = work.metadata(file)
        return entries


def _composed(path: Path) -> str:
    """Return a path in composed form: a catalogue may spell «й» in one character where the file system uses two."""
    return unicodedata.normalize("NFC", str(path))


def _is_there(path: Path, folder: Path) -> bool:
    if os.path.isfile(path):
        return True
    return any(_composed(other) == _composed(path) and os.path.isfile(other) for other in folder.rglob("*"))


def not_documents(root: Path) -> frozenset[str]:
    """Return the names of files and folders that the collection at ``root`` says are no documents."""
    path = root / COLLECTION
    if not os.path.isfile(path):
        return frozenset()
    raw = load_yaml(path, COLLECTION) or {}
    names = raw.get("not_documents", []) if isinstance(raw, dict) else None
    if not isinstance(names, list) or not all(isinstance(name, str) for name in names):
        raise CatalogueError(file=COLLECTION, entry="–", field="not_documents", reason="must be a list of names")
    return frozenset(names)


def load_works(path: Path, name: str) -> list[Work]:
    """Read one catalogue; ``name`` is what errors call it."""
    raw = load_yaml(path, name)
    try:
        return _WORKS.validate_python(raw or [])
    except ValidationError as error:
        raise name_error(error, raw, name) from None


def load_sidecar(path: Path) -> Metadata | None:
    """Read the sidecar of a file, if it has one."""
    sidecar = path.with_name(path.name + ".yaml")
    if not os.path.isfile(sidecar):  # never an error, unlike Path.is_file for a name that is too long
        return None
    raw = load_yaml(sidecar, sidecar.name)
    try:
        return Sidecar.model_validate(raw or {}).metadata()
    except ValidationError as error:
        raise name_error(error, raw, sidecar.name) from None


def load_yaml(path: Path, name: str) -> Any:  # noqa: ANN401 - whatever the file holds
    """Read a YAML file. Raises ``CatalogueError`` when it cannot be read or parsed."""
    try:
        return yaml.safe_load(path.read_text(encoding="utf-8"))
    except (OSError, UnicodeDecodeError) as error:
        raise CatalogueError(file=name, entry="–", field="–", reason=str(error)) from error
    except yaml.YAMLError as error:
        mark = getattr(error, "problem_mark", None)
        where = f"line {mark.line + 1}" if mark else "–"
        raise CatalogueError(file=name, entry=where, field="–", reason="not valid YAML") from error


def overlay(*layers: Metadata | None) -> Metadata:
    """Merge metadata, the first layer that knows a field winning. ``restricted`` wins wherever it is said."""
    known = [layer for layer in layers if layer is not None]
    merged = Metadata()
    for layer in reversed(known):
        stated = {name: value for name, value in _fields(layer).items() if value}
        merged = replace(merged, **stated)
    restricted = any(layer.access is Access.RESTRICTED for layer in known)
    return replace(merged, access=Access.RESTRICTED if restricted else Access.PUBLIC)


def _fields(metadata: Metadata) -> dict[str, Any]:
    return {name: getattr(metadata, name) for name in metadata.__dataclass_fields__}


def _in_language(texts: Mapping[str, str], language: str) -> str:
    return texts.get(language) or texts.get("en") or next(iter(texts.values()), "")


def name_error(error: ValidationError, raw: object, name: str) -> CatalogueError:
    """Name the entry and the field that pydantic complains about."""
    first = error.errors(include_url=False, include_input=False)[0]
    location = list(first["loc"])
    entry: object = "–"
    if isinstance(raw, list) and location and isinstance(location[0], int):
        item = raw[int(location.pop(0))]
        entry = item.get("work_id", "–") if isinstance(item, dict) else "–"
    field = ".".join(str(part) for part in location) or "–"
    return CatalogueError(file=name, entry=entry, field=field, reason=first["msg"])
