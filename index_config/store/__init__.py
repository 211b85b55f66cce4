"""The store: one narrow protocol and its adapters. ``open_index`` picks the adapter that the settings ask for."""

from index_config.settings import Settings
from index_config.store.base import Index


def open_index(settings: Settings) -> Index:
    """Open the place where indexes live: the server of ``KB_QDRANT_URL``, else the data folder."""
    if settings.qdrant_url:
        from index_config.store.server_index import ServerIndex  # qdrant-client takes 1.7 s to import

        return ServerIndex.connect(settings)
    from index_config.store.edge_index import EdgeIndex

    return EdgeIndex(settings.data_dir / "index")
