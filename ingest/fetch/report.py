"""What became of every text that was asked for."""

from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import asdict, dataclass, field
from enum import StrEnum
from typing import Any

from index_config.errors import FetchError, Language


class FetchFate(StrEnum):
    """What a run did about a text."""

    FETCHED = "fetched"
    UPDATED = "updated"  # the host has another version than the last time
    UNCHANGED = "unchanged"
    KEPT = "kept"  # the user has changed the file here; it is not touched
    FAILED = "failed"
    NOT_DIRECT = "not-direct"  # there is no link that we may download


@dataclass(frozen=True, slots=True)
class Attempt:
    """A link that did not give the text, and why, in both languages."""

    url: str
    error: str  # the error's slug
    reason: Mapping[Language, str]

    @classmethod
    def failed(cls, url: str, error: FetchError) -> "Attempt":
        """Say why."""
        return cls(url, error.slug, {"en": error.message("en"), "ru": error.message("ru")})


@dataclass(frozen=True, slots=True)
class FetchOutcome:
    """The fate of one text: a work, or a part of it, in a language."""

    work_id: str
    fate: FetchFate
    part: str = ""
    language: str = ""
    file: str = ""
    url: str = ""
    bytes: int = 0
    sha256: str = ""
    attempts: Sequence[Attempt] = field(default=())

    @property
    def had(self) -> bool:
        """Whether the text is in the folder, as it should be, now."""
        return self.fate not in {FetchFate.FAILED, FetchFate.NOT_DIRECT}


@dataclass(frozen=True, slots=True)
class FetchReport:
    """A run's result. ``folder`` is what to give to ``kb ingest``."""

    folder: str
    outcomes: tuple[FetchOutcome, ...]

    @property
    def counts(self) -> dict[FetchFate, int]:
        """Number of texts by fate."""
        counted = Counter(outcome.fate for outcome in self.outcomes)
        return {fate: counted[fate] for fate in FetchFate}

    @property
    def exit_code(self) -> int:
        """0 when every text is there, 1 when some are not, 2 when none is."""
        had = sum(outcome.had for outcome in self.outcomes)
        if not had:
            return 2
        return 0 if had == len(self.outcomes) else 1

    def as_json(self) -> dict[str, Any]:
        """Return the report for ``--json``."""
        return {
            "folder": self.folder,
            "texts": [asdict(outcome) for outcome in self.outcomes],
            "counts": {str(fate): number for fate, number in self.counts.items()},
        }
