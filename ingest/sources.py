"""Finding the files to take in, and naming them.

A document's id must be the same on every run and on every machine that holds the same collection, and must be safe in a
link: it is made of the name of the collection's root folder and the path below it. The root is the nearest folder with
a ``collection.yaml``, else a root that an earlier run recorded, else the folder that was given (the parent, for a
single file).
"""

import hashlib
import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path

from index_config.domain import Metadata
from index_config.errors import SourceUnreadable
from ingest.catalogue import CATALOGUE, COLLECTION, not_documents

_CHUNK = 1 << 20
#: What no collection means as a document: curated practices are read by ``ingest.practices``.
_NEVER = frozenset({"good_practices", "__pycache__", "node_modules", "Thumbs.db", "desktop.ini"})


@dataclass(frozen=True, slots=True)
class FoundFile:
    """A file below a root, before anything of it was read."""

    root: Path
    path: Path

    @property
    def name(self) -> str:
        """The path below the root, with forward slashes: what reports call the file."""
        return self.path.relative_to(self.root).as_posix()

    @property
    def document_id(self) -> str:
        """A readable, stable id of letters, digits and hyphens."""
        digest = hashlib.blake2b(f"{self.root.name}/{self.name}".encode(), digest_size=4).hexdigest()
        slug = re.sub(r"[^a-z0-9]+", "-", self.path.stem.lower()).strip("-")[:48].strip("-")
        return f"{slug}-{digest}" if slug else digest


@dataclass(frozen=True, slots=True)
class Source:
    """A file to take in, with what its catalogue or sidecar says of it and the hash of its bytes."""

    file: FoundFile
    sha256: str
    metadata: Metadata


def collection_root(given: Path, recorded: Iterable[Path] = ()) -> Path:
    """Return the root of the collection that ``given`` belongs to; ``recorded`` are roots of earlier runs."""
    folder = given if given.is_dir() else given.parent
    for ancestor in (folder, *folder.parents):
        if (ancestor / COLLECTION).is_file():
            return ancestor
    known = [root for root in recorded if root == folder or root in folder.parents]
    return max(known, key=lambda root: len(root.parts), default=folder)


def find_files(given: Sequence[Path], recorded: Iterable[Path] = ()) -> Iterator[FoundFile]:
    """Yield the files below the given paths, each once, in order of name.

    Hidden files, catalogues and sidecars are not sources. Links that leave the given folder are not followed.

    Raises:
        SourceUnreadable: a given path does not exist.
    """
    seen: set[Path] = set()
    roots = list(recorded)
    excluded: dict[Path, frozenset[str]] = {}
    for path in given:
        if not path.exists():
            raise SourceUnreadable(file=str(path), reason="no such file or folder")
        absolute = path.resolve()
        root = collection_root(absolute, roots)
        if root not in excluded:
            excluded[root] = _NEVER | not_documents(root)
        for candidate in [absolute] if absolute.is_file() else sorted(absolute.rglob("*")):
            if candidate not in seen and _is_source(candidate, root, absolute, excluded[root]):
                seen.add(candidate)
                yield FoundFile(root, candidate)


def _is_source(path: Path, root: Path, given: Path, excluded: frozenset[str]) -> bool:
    if path == given:
        return True
    relative = path.relative_to(root)
    if any(part.startswith((".", "~$")) or part in excluded for part in relative.parts):
        return False
    if path.is_symlink() and not path.resolve().is_relative_to(given):
        return False
    return path.is_file() and path.name not in {CATALOGUE, COLLECTION} and not _is_sidecar(path)


def _is_sidecar(path: Path) -> bool:
    return path.suffix == ".yaml" and path.with_suffix("").is_file()


def hash_file(path: Path) -> str:
    """Return the SHA-256 of a file's bytes, in hexadecimal.

    Raises:
        SourceUnreadable: the operating system does not let us read it.
    """
    digest = hashlib.sha256()
    try:
        with path.open("rb") as stream:
            while chunk := stream.read(_CHUNK):
                digest.update(chunk)
    except OSError as error:
        raise SourceUnreadable(file=path.name, reason=error.strerror or str(error)) from error
    return digest.hexdigest()
