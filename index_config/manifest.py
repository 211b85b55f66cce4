"""What an index remembers of how it was made, so that nobody searches it with another model."""

from dataclasses import asdict, dataclass

from index_config.errors import IndexMismatch
from index_config.records import MANIFEST, MANIFEST_ID
from index_config.sparse import ANALYSIS_VERSION
from index_config.store.base import Point, Store

#: Bump this when the payloads or the indexed fields of ``records``, ``profiles`` and ``store.base`` change.
SCHEMA_VERSION = 3


@dataclass(frozen=True, slots=True)
class Manifest:
    """The makers of an index. Two indexes with equal manifests can be searched alike."""

    model: str  # fingerprint of the encoder
    schema: int = SCHEMA_VERSION
    analysis: str = ANALYSIS_VERSION

    def __str__(self) -> str:
        """Name the makers, for an error message."""
        return f"model {self.model} (schema {self.schema}, analysis {self.analysis})"

    def require(self, found: "Manifest | None") -> None:
        """Raise ``IndexMismatch`` unless the index's manifest equals this one."""
        if found != self:
            raise IndexMismatch(found=found or "an unknown model", expected=self)


def read_manifest(store: Store) -> Manifest | None:
    """Return what the index remembers, or None when it remembers nothing."""
    points = store.retrieve([MANIFEST_ID])
    stored = points[0].payload.get("manifest") if points else None
    return Manifest(**stored) if stored else None


def write_manifest(store: Store, manifest: Manifest) -> None:
    """Put the manifest into the index."""
    store.upsert([Point(MANIFEST_ID, {"type": MANIFEST, "manifest": asdict(manifest)})])
