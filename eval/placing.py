"""Where a text that another program cut out of a file stands in the file's canonical text, found by its words.

The two texts were made by different readers: white space, hyphens at line ends, page furniture, Markdown signs, HTML
tags, front matter and the place of footnotes differ. What they share are runs of words. First the neighbourhood, as
long as what they share: the one with the most runs of the cut, where a run counts the less the more often the text has
it. In it, a word that lies in such a run counts for the cut and any other against it; the cut stands where the sum over
consecutive words is greatest (the maximum-sum segment, Bentley 1984). So neither a phrase that stands elsewhere as well
nor a footnote that the other reader put in another place draws it out.
"""

import re
from collections import Counter, defaultdict
from functools import lru_cache

import numpy as np
from numpy.typing import NDArray

from index_config.domain import Span
from index_config.text.folding import MARKS, fold

#: Words of a run.
_RUN = 3
#: How much longer than what the two texts share a place may be: between the shared words are some that only one has.
_ROOM = 1.1
#: The sum a place must reach: less is chance, or all that is left of a text whose letters were lost.
_ENOUGH = 20
#: A word and the signs behind it. Hyphens part words: one that only one reader joined over a line's end differs alone.
_WORD = re.compile(rf"((?:[^\W_][{MARKS}]*)+)[^\w\s]*")

_fold = lru_cache(maxsize=1 << 18)(fold)


class Finder:
    """Finds cuts in one text, whose words it has indexed."""

    def __init__(self, text: str) -> None:
        matches = list(_WORD.finditer(text))
        self._starts = [match.start() for match in matches]
        self._ends = [match.end() for match in matches]
        self._places: dict[tuple[str, ...], list[int]] = defaultdict(list)
        for place, run in enumerate(_runs([_fold(match[1]) for match in matches])):
            self._places[run].append(place)

    def find(self, cut: str) -> Span | None:
        """Return the span from the first to the last word of ``cut`` in the text, or None if it is not there."""
        runs = _runs([_fold(word) for word in _WORD.findall(cut)])
        shared = int(_spread(np.array([run in self._places for run in runs], dtype=bool)).sum())
        if not shared:
            return None
        weights = np.zeros(len(self._starts) - _RUN + 1)
        for run, count in Counter(runs).items():
            if places := self._places.get(run):
                weights[places] = min(1.0, count / len(places))
        begin, end = _heaviest(weights, round(_ROOM * shared))
        first, last, gain = _greatest_sum(np.where(_spread(weights[begin:end] > 0), 1, -1))
        if gain < min(_ENOUGH, len(runs) / 2):  # of a short cut, half
            return None
        return Span(self._starts[begin + first], self._ends[begin + last])


def _runs(words: list[str]) -> list[tuple[str, ...]]:
    return list(zip(*(words[shift:] for shift in range(_RUN)), strict=False))


def _spread(starts: NDArray[np.bool_]) -> NDArray[np.bool_]:
    """Mark the words of the runs that start where ``starts`` says: shape (n,) to (n + _RUN - 1,)."""
    words = np.zeros(len(starts) + _RUN - 1, dtype=bool)
    for shift in range(_RUN):
        words[shift : shift + len(starts)] |= starts
    return words


def _heaviest(weights: NDArray[np.float64], width: int) -> tuple[int, int]:
    """Return the first and the last place, exclusive, of the ``width`` consecutive places that weigh most."""
    if width >= len(weights):
        return 0, len(weights)
    sums = np.concatenate(([0.0], np.cumsum(weights)))
    begin = int(np.argmax(sums[width:] - sums[:-width]))
    return begin, begin + width


def _greatest_sum(values: NDArray[np.int_]) -> tuple[int, int, int]:
    """Return the first and the last place, inclusive, of the consecutive values whose sum is greatest, and the sum."""
    sums = np.concatenate(([0], np.cumsum(values)))
    gains = sums[1:] - np.minimum.accumulate(sums)[:-1]
    last = int(np.argmax(gains))
    return last - int(np.argmin(sums[last::-1])), last, int(gains[last])
