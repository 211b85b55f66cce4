"""Collections of a Qdrant server behind one alias.

The alias (``KB_QDRANT_COLLECTION``) is what readers search. A first ingestion or a rebuild fills a new collection and
then moves the alias; an incremental run changes the collection in place, document by document, new points first and
stale ones after, so that no document is missing at any moment.
"""

import re
import threading
from collections.abc import Iterator
from contextlib import contextmanager, nullcontext
from pathlib import Path

from qdrant_client import QdrantClient, models

from index_config.errors import IndexBusy, IndexMissing
from index_config.settings import Settings
from index_config.store.base import Store, Writer
from index_config.store.locking import exclusive
from index_config.store.server import ServerStore, server_errors


class ServerIndex:
    """The index behind an alias of a Qdrant server."""

    def __init__(
        self, client: QdrantClient, alias: str, shards: int = 1, replicas: int = 1, lock: Path | None = None
    ) -> None:
        self._client = client
        self._lock = lock
        self._alias = alias
        self._shards = shards
        self._replicas = replicas
        self._writing = threading.Lock()

    @classmethod
    def connect(cls, settings: Settings) -> "ServerIndex":
        """Make a client for the server that the settings name; nothing is sent yet."""
        key = settings.qdrant_api_key.get_secret_value() or None
        with server_errors():
            client = QdrantClient(
                url=settings.qdrant_url, api_key=key, timeout=settings.qdrant_timeout, check_compatibility=False
            )
        lock = settings.data_dir / "server-writer.lock"
        return cls(client, settings.qdrant_collection, settings.qdrant_shards, settings.qdrant_replicas, lock)

    def exists(self) -> bool:
        """Tell whether the alias points to a collection."""
        return self._target() is not None

    def reader(self) -> Store:
        """Return the collection behind the alias: the newest at every call, so that none is asked that is gone."""
        if not self.exists():
            raise IndexMissing()
        return ServerStore(self._client, self._alias)

    @contextmanager
    def writer(self) -> Iterator[Writer]:
        """Become the one writer and move the alias when the block is left without an exception.

        The one of all processes that share the data folder: a server has no lock that ends with its holder, so writers
        on several machines are for their masters to keep apart.
        """
        if not self._writing.acquire(blocking=False):
            raise IndexBusy()
        try:
            with exclusive(self._lock) if self._lock else nullcontext():
                writer = _ServerWriter(self)
                try:
                    yield writer
                    writer.publish()
                finally:
                    writer.drop()
                self._drop_others(keep=self._target())
        finally:
            self._writing.release()

    def start(self, dimensions: int, *, rebuild: bool) -> tuple[ServerStore, bool]:
        """Return the store to write to and whether it is a new collection that no reader searches yet."""
        target = self._target()
        if target is not None and not rebuild:
            return ServerStore(self._client, target), False
        self._drop_others(keep=target)
        name = self._next_name(target)
        return ServerStore.create(self._client, name, dimensions, self._shards, self._replicas), True

    def publish(self, collection: str) -> None:
        """Move the alias to a collection and remove the one it replaces."""
        create = models.CreateAliasOperation(
            create_alias=models.CreateAlias(collection_name=collection, alias_name=self._alias)
        )
        with server_errors():
            self._client.update_collection_aliases([create])
        self._drop_others(keep=collection)

    def remove(self, collection: str) -> None:
        """Remove a collection."""
        with server_errors():
            self._client.delete_collection(collection)

    def close(self) -> None:
        """Close the client."""
        self._client.close()

    def _target(self) -> str | None:
        with server_errors():
            aliases = self._client.get_aliases().aliases
        return next((alias.collection_name for alias in aliases if alias.alias_name == self._alias), None)

    def _next_name(self, target: str | None) -> str:
        number = self._number(target) if target else None
        return f"{self._alias}-{(number or 0) + 1:06d}"

    def _number(self, collection: str) -> int | None:
        """Return the number of a collection of ours; None for one that somebody else has made."""
        found = re.fullmatch(re.escape(self._alias) + r"-(\d{6})", collection)
        return int(found[1]) if found else None

    def _drop_others(self, keep: str | None) -> None:
        """Remove collections of this alias that no reader searches: left by a killed writer, or replaced."""
        with server_errors():
            names = [collection.name for collection in self._client.get_collections().collections]
            for name in names:
                if self._number(name) is not None and name != keep:
                    self._client.delete_collection(name)


class _ServerWriter:
    """The one writer of a ``ServerIndex``."""

    def __init__(self, index: ServerIndex) -> None:
        self._index = index
        self._fresh: str | None = None

    @property
    def current(self) -> Store | None:
        return self._index.reader() if self._index.exists() else None

    def open(self, *, dimensions: int, rebuild: bool = False) -> Store:
        store, fresh = self._index.start(dimensions, rebuild=rebuild)
        self._fresh = store.collection if fresh else None
        return store

    def publish(self) -> None:
        if self._fresh is not None:
            self._index.publish(self._fresh)
            self._fresh = None

    def drop(self) -> None:
        if self._fresh is not None:
            self._index.remove(self._fresh)
