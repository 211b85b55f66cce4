"""``fetched.json``: what was downloaded into a folder, from where, when, and with which checksum."""

import json
import re
from dataclasses import asdict, dataclass, replace
from pathlib import Path
from typing import Annotated

from pydantic import AfterValidator, TypeAdapter, ValidationError

from index_config.errors import FolderRefused
from ingest.fetch.shelf import write_whole

LEDGER = "fetched.json"
_NAME = re.compile(r"[a-z0-9][a-z0-9-]*\.(pdf|docx|html|txt)")


def _plain_name(value: str) -> str:
    if not _NAME.fullmatch(value):
        raise ValueError("is no name of a file of ours")
    return value


@dataclass(frozen=True, slots=True)
class Record:
    """One file. ``url`` is the link asked for, ``final_url`` where its redirects ended; times are ISO 8601 in UTC.

    ``sidecar_sha256`` tells whether a user has changed the sidecar since.
    """

    work_id: str
    part: str
    language: str
    file: Annotated[str, AfterValidator(_plain_name)]
    url: str
    final_url: str
    sha256: str
    bytes: int
    content_type: str
    etag: str
    last_modified: str
    fetched_at: str
    checked_at: str
    sidecar_sha256: str

    @property
    def key(self) -> tuple[str, str, str]:
        """What the file is: work, part and language."""
        return self.work_id, self.part, self.language

    def checked(self, when: str) -> "Record":
        """Return the record of a file found unchanged."""
        return replace(self, checked_at=when)


_RECORDS = TypeAdapter(list[Record])


class Ledger:
    """The records of a folder, written after every change.

    Raises:
        FolderRefused: the file cannot be read, or is not as we write it.
    """

    def __init__(self, folder: Path) -> None:
        self._path = folder / LEDGER
        self._records = {record.key: record for record in self._read()}

    def get(self, key: tuple[str, str, str]) -> Record | None:
        """Return what is known of a work's part in a language."""
        return self._records.get(key)

    def put(self, record: Record) -> None:
        """Remember a file."""
        self._records[record.key] = record
        rows = [asdict(self._records[key]) for key in sorted(self._records)]
        write_whole(self._path, json.dumps(rows, ensure_ascii=False, indent=2) + "\n")

    def _read(self) -> list[Record]:
        try:
            return _RECORDS.validate_json(self._path.read_bytes()) if self._path.exists() else []
        except OSError as error:
            raise FolderRefused(folder=str(self._path.parent), reason=error.strerror or str(error)) from error
        except ValidationError as error:
            first = error.errors(include_url=False, include_input=False)[0]
            where = ".".join(str(part) for part in first["loc"])
            reason = f"{LEDGER} {where}: {first['msg']}"
            raise FolderRefused(folder=str(self._path.parent), reason=reason) from None
