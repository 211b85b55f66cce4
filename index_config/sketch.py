"""Sketches of texts: which documents are the same text, whatever file it came from.

A text is the set of its runs of five words, hashed; its sketch keeps the smallest hashes (Broder 1997, "bottom-k"). The
share of equal runs of two texts, their resemblance |A ∩ B| / |A ∪ B|, is estimated from the sketches alone, with a
standard error of at most 0.05.
"""

import itertools
from collections import defaultdict
from collections.abc import Callable, Iterator, Mapping
from hashlib import blake2b

from index_config.text.folding import fold
from index_config.text.tokens import raw_words

Sketch = tuple[int, ...]

#: Hashes of a sketch, at most.
SIZE = 128
#: Bytes of a hash.
WIDTH = 6
_RUN = 5
#: Texts from this resemblance on are one text. A PDF and a web page differ in notes, captions and running heads: of six
#: such pairs the least alike had 0.8; different texts of one form (decisions of a court, minutes) have up to 0.6.
_ALIKE = 0.7
#: A run of words that more texts share than this is a formula of the genre and names no candidates.
_COMMON = 50


def runs_of(text: str, length: int = _RUN) -> set[int]:
    """Return the hashes of all runs of ``length`` words; a shorter text is one run."""
    words = [fold(raw) for raw, _ in raw_words(text)]
    starts = range(max(len(words) - length, 0) + 1) if words else ()
    return {_hash(" ".join(words[start : start + length])) for start in starts}


def sketch_of(text: str) -> Sketch:
    """Return the sketch of a text, ascending; a short text's is all of its runs."""
    return tuple(sorted(runs_of(text))[:SIZE])


def resemblance(one: Sketch, other: Sketch) -> float:
    """Estimate which share of their runs two texts have in common, from 0 to 1."""
    smallest = sorted({*one, *other})[:SIZE]
    shared = {*one} & {*other}
    return sum(value in shared for value in smallest) / len(smallest) if smallest else 0.0


def groups_alike(
    sketches: Mapping[str, Sketch], may_be_one: Callable[[str, str], bool] = lambda one, other: True
) -> tuple[tuple[str, ...], ...]:
    """Return the groups of names whose texts are one text, each sorted, in order; names on their own are left out.

    ``may_be_one`` has a say in each pair: there are other ways to know that two texts are not one.
    """
    leader = {name: name for name in sketches}

    def find(name: str) -> str:
        while leader[name] != name:
            name = leader[name]
        return name

    for one, other in sorted(_candidates(sketches)):
        apart = find(one) != find(other) and may_be_one(one, other)
        if apart and resemblance(sketches[one], sketches[other]) >= _ALIKE:
            first, second = sorted((find(one), find(other)))
            leader[second] = first
    groups: defaultdict[str, list[str]] = defaultdict(list)
    for name in sorted(sketches):
        groups[find(name)].append(name)
    return tuple(tuple(group) for group in groups.values() if len(group) > 1)


def _candidates(sketches: Mapping[str, Sketch]) -> set[tuple[str, str]]:
    """Return the pairs that share a run of their sketches, as any two texts do that are alike."""
    holders: defaultdict[int, list[str]] = defaultdict(list)
    for name, sketch in sketches.items():
        for value in sketch:
            holders[value].append(name)
    return set(_pairs(names for names in holders.values() if 1 < len(names) <= _COMMON))


def _pairs(groups: Iterator[list[str]]) -> Iterator[tuple[str, str]]:
    for names in groups:
        yield from itertools.combinations(sorted(names), 2)


def _hash(run: str) -> int:
    return int.from_bytes(blake2b(run.encode("utf-8"), digest_size=WIDTH).digest(), "big")
