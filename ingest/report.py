"""What became of every file."""

from collections import Counter
from collections.abc import Mapping
from dataclasses import asdict, dataclass, field
from enum import StrEnum
from typing import Any

from index_config.errors import KnowledgeBaseError, Language


class Fate(StrEnum):
    """What an ingestion did with a file."""

    NEW = "new"
    CHANGED = "changed"
    MOVED = "moved"
    REBUILT = "rebuilt"
    UNCHANGED = "unchanged"
    REMOVED = "removed"
    REFUSED = "refused"


@dataclass(frozen=True, slots=True)
class Outcome:
    """The fate of one file, with the reason in both languages when it was refused."""

    file: str
    fate: Fate
    document_id: str = ""
    pages: int = 0
    passages: int = 0
    seconds: float = 0.0
    warnings: tuple[str, ...] = ()
    error: str = ""  # the error's slug
    reason: Mapping[Language, str] = field(default_factory=dict)
    kept: bool = False  # refused, but the version taken in earlier is still there

    @classmethod
    def refused(cls, file: str, error: KnowledgeBaseError, *, document_id: str = "", kept: bool = False) -> "Outcome":
        """Say why a file did not go in."""
        reason: dict[Language, str] = {"en": error.message("en"), "ru": error.message("ru")}
        return cls(file, Fate.REFUSED, document_id, error=error.slug, reason=reason, kept=kept)


@dataclass(frozen=True, slots=True)
class Report:
    """An ingestion's result. ``documents`` and ``passages`` count what the index holds afterwards."""

    outcomes: tuple[Outcome, ...]
    documents: int
    passages: int
    practices: int
    seconds: float
    rebuilt: bool = False

    @property
    def counts(self) -> dict[Fate, int]:
        """Number of files by fate."""
        counted = Counter(outcome.fate for outcome in self.outcomes)
        return {fate: counted[fate] for fate in Fate}

    @property
    def exit_code(self) -> int:
        """0 when everything is in, 1 when some files were refused, 2 when nothing is in."""
        refused = self.counts[Fate.REFUSED]
        if not self.outcomes or refused == len(self.outcomes):
            return 2
        return 1 if refused else 0

    def as_json(self) -> dict[str, Any]:
        """Return the report for ``--json``."""
        return {
            "files": [asdict(outcome) for outcome in self.outcomes],
            "counts": {str(fate): number for fate, number in self.counts.items()},
            "documents": self.documents,
            "passages": self.passages,
            "practices": self.practices,
            "seconds": round(self.seconds, 3),
            "rebuilt": self.rebuilt,
        }
