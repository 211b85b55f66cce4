"""What the reader knows of the index as a whole: how its words are spelt, and which documents are one text."""

import threading
from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from index_config.profiles import Summary, read_summary, summary_state
from index_config.store.base import Store
from index_config.text.spelling import Speller


@dataclass(frozen=True, slots=True)
class Overview:
    """``twins`` gives a document that has copies the name of their group: two of one name are one text."""

    speller: Speller
    twins: Mapping[str, str]

    @classmethod
    def of(cls, summary: Summary, vocabulary: Iterable[str]) -> "Overview":
        """Make it of an index's summary and the words of the vocabulary."""
        twins = {document: group[0] for group in summary.twins for document in group}
        return cls(Speller(summary.words, vocabulary), twins)


class OverviewShelf:
    """Keeps what was read of the last store asked about. Safe to share between threads."""

    def __init__(self, vocabulary: Iterable[str]) -> None:
        self._vocabulary = frozenset(vocabulary)
        self._lock = threading.Lock()
        self._kept: tuple[Store, str, Overview] | None = None

    def of(self, store: Store) -> Overview:
        """Return the overview of a store, read again only when its documents have changed."""
        with self._lock:
            if self._kept is not None and self._kept[0] is store:
                return self._kept[2]
            # A server's index changes in place, and each of its stores is new: the state tells whether it did.
            state = summary_state(store)
            if self._kept is not None and self._kept[1] == state:
                overview = self._kept[2]
            else:
                overview = Overview.of(read_summary(store), self._vocabulary)
            self._kept = (store, state, overview)
            return overview
