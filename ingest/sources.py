"""Finding the files to take in, and naming them.

A document's id must be the same on every run and on every machine that holds the same collection, and must be safe in a
link: it is made of the name of the collection's root folder and the path below it. The root is the nearest folder with
a ``collection.yaml``, else a root that an earlier run recorded, else the folder that was given (the parent, for a
single file).
"""

import hashlib
import os
import re
import unicodedata
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path

from index_config.domain import Metadata
from index_config.errors import SourceUnreadable
from ingest.catalogue import CATALOGUE, COLLECTION, not_documents

_CHUNK = 1 << 20
_JOINERS = "\u200c\u200d"  # of emoji and Persian letters
#: What no collection means as a document: curated practices are read by ``ingest.practices``.
_NEVER = frozenset({"good_practices", "__pycache__", "node_modules", "Thumbs.db", "desktop.ini"})


def printable(name: str) -> str:
    """Return a file's name on one line: what would steer a terminal, or cannot be written at all, is escaped."""
    return "".join(char if _prints(char) else char.encode("unicode_escape").decode() for char in name)


def _prints(char: str) -> bool:
    return char in _JOINERS or unicodedata.category(char) not in {"Cc", "Cf", "Cs", "Zl", "Zp"}


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
    def label(self) -> str:
        """The name as reports print it."""
        return printable(self.name)

    @property
    def document_id(self) -> str:
        """A readable, stable id of letters, digits and hyphens.

        Systems spell one name in several ways (macOS takes «й» apart), so the id is made of the composed form.
        """
        place = unicodedata.normalize("NFC", f"{self.root.name}/{self.name}")
        digest = hashlib.blake2b(place.encode("utf-8", "surrogateescape"), digest_size=4).hexdigest()
        stem = unicodedata.normalize("NFC", self.path.stem).lower()
        slug = re.sub(r"[^a-z0-9]+", "-", stem).strip("-")[:48].strip("-")
        return f"{slug}-{digest}" if slug else digest


@dataclass(frozen=True, slots=True)
class Source:
    """A file to take in, with what its catalogue or sidecar says of it and the hash of its bytes."""

    file: FoundFile
    sha256: str
    metadata: Metadata


def collection_root(given: Path, recorded: Iterable[Path] = ()) -> Path:
    """Return the root of the collection that ``given`` belongs to; ``recorded`` are roots of earlier runs."""
    folder = given if os.path.isdir(given) else given.parent
    for ancestor in (folder, *folder.parents):
        if os.path.isfile(ancestor / COLLECTION):
            return ancestor
    known = [root for root in recorded if root == folder or root in folder.parents]
    return max(known, key=lambda root: len(root.parts), default=folder)


def _stop_at(folder: FoundFile, error: OSError) -> None:
    raise SourceUnreadable(file=folder.label, reason=error.strerror or str(error)) from error


def find_files(
    given: Sequence[Path],
    recorded: Iterable[Path] = (),
    closed: Callable[[FoundFile, OSError], None] = _stop_at,
) -> Iterator[FoundFile]:
    """Yield the files below the given paths, each once, in order of name, the outermost folders first.

    Hidden files, catalogues and sidecars are not sources. A collection within another keeps its own root. Links are not
    followed, unless they lead to a place below the given folder that is not searched itself. ``closed`` hears of the
    folders that the system does not let us look into.

    Raises:
        SourceUnreadable: a given path does not exist.
    """
    seen: set[Path] = set()
    roots = list(recorded)
    for path in given:
        if not os.path.exists(path):
            raise SourceUnreadable(file=printable(str(path)), reason="no such file or folder")
    for absolute in sorted({path.resolve() for path in given}, key=lambda path: len(path.parts)):
        root = collection_root(absolute, roots)
        roots.append(root)
        for found in _below(absolute, root, closed):
            if found.path not in seen:
                seen.add(found.path)
                yield found


def _below(given: Path, root: Path, closed: Callable[[FoundFile, OSError], None]) -> Iterator[FoundFile]:
    if os.path.isfile(given):
        yield FoundFile(root, given)
    elif not _hidden(given.relative_to(root).parts, excluded := _excluded(root)):
        yield from _walk(given, root, excluded, given, closed)


def _walk(
    folder: Path, root: Path, excluded: frozenset[str], given: Path, closed: Callable[[FoundFile, OSError], None]
) -> Iterator[FoundFile]:
    if folder != root and os.path.isfile(folder / COLLECTION):
        root, excluded = folder, _excluded(folder)
    try:
        paths = sorted(folder.iterdir())
    except OSError as error:
        closed(FoundFile(root, folder), error)
        return
    for path in paths:
        if _hidden((path.name,), excluded):
            continue
        if path.is_symlink():
            if _is_file_of_a_link(path, given, excluded):
                yield FoundFile(root, path)
        elif os.path.isdir(path):
            yield from _walk(path, root, excluded, given, closed)
        elif os.path.isfile(path) and path.name not in {CATALOGUE, COLLECTION} and not _is_sidecar(path):
            yield FoundFile(root, path)


def _excluded(root: Path) -> frozenset[str]:
    return _NEVER | not_documents(root)


def _hidden(parts: Iterable[str], excluded: frozenset[str]) -> bool:
    return any(part.startswith((".", "~$")) or part in excluded for part in parts)


def _is_file_of_a_link(link: Path, given: Path, excluded: frozenset[str]) -> bool:
    """Tell whether a link leads to a file below ``given`` that is not found by itself, as git-annex keeps them."""
    target = Path(os.path.realpath(link))
    if not target.is_relative_to(given) or not os.path.isfile(target):
        return False
    return _hidden(target.relative_to(given).parts, excluded)


def _is_sidecar(path: Path) -> bool:
    return path.suffix == ".yaml" and os.path.isfile(path.with_suffix(""))


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
        raise SourceUnreadable(file=printable(path.name), reason=error.strerror or str(error)) from error
    return digest.hexdigest()
