"""What a killed run leaves in an index that is changed in place, as on a server.

An embedded index has none: a killed run's generation is thrown away as a whole.
"""

from collections.abc import Mapping

from index_config.domain import DocumentRecord
from index_config.records import PAGE, PASSAGE
from index_config.store.base import AnyOf, Store, Where
from ingest.intake import stale

_ALL = 1_000_000  # documents


def leftovers(store: Store, known: Mapping[str, DocumentRecord]) -> list[Where]:
    """Return what matches points without a document, and points of versions that have been replaced.

    Counting passages and pages by document, which the engine does at once, tells which documents to look at.
    """
    counted = store.facet("document_id", Where((AnyOf("type", (PASSAGE, PAGE)),)), _ALL)
    strays = [Where((AnyOf("document_id", (id,)),)) for id, _ in counted if id not in known]
    odd = [known[id] for id, count in counted if id in known and count != known[id].passages + known[id].pages]
    return strays + [stale(record) for record in odd if store.count(stale(record))]
