"""Bringing the index's summary of words up to date, after its documents."""

from collections.abc import Callable

from index_config.profiles import state_of, summarise, summary_state, write_summary
from index_config.store.base import Store


def update_summary(reading: Store, writing: Callable[[], Store]) -> None:
    """Sum the documents' profiles anew where the summary in the index was made from others.

    Looking at what is there, not at what this run did, also mends what a killed run left behind on a server.
    """
    if summary_state(reading) != state_of(reading):
        store = writing()
        write_summary(store, summarise(store))
