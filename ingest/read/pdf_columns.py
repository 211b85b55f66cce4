"""Reading order: columns of prose are read one after the other, whatever order the file prints them in."""

from collections.abc import Sequence

import numpy as np

from ingest.read.pdf_lines import Bar, Segment

_STEP = 2.0  # points between the places tried for a gutter
_PROSE = 14  # a segment of prose has at least so many characters
_FEWEST_LINES = 4
_FEWEST_IN_BAND = 3
_MOSTLY = 0.6
#: Lines that cross a gutter may be so many for each line beside it.
_CROSSING = 0.6
_DEEPEST = 3
#: So many vertical rules at a gutter are the borders of cells.
_CELLS = 3


def columns(found: Sequence[Segment], bars: Sequence[Bar] = (), depth: int = 0) -> list[list[Segment]]:
    """Part a page's segments into regions in reading order; a page without columns is one region.

    ``bars`` are the page's vertical rules: several at a gutter make the columns those of a table.
    """
    gutter = _gutter(found) if depth < _DEEPEST else None
    if gutter is None or sum(abs(bar.x - gutter) < _PROSE for bar in bars) >= _CELLS:
        return [list(found)]
    result: list[list[Segment]] = []
    for band in _bands(found, gutter):
        left = [segment for segment in band if segment.x1 <= gutter + _STEP]
        right = [segment for segment in band if segment.x0 >= gutter - _STEP]
        if len(left) + len(right) == len(band) and _are_columns(left, right):
            result += columns(left, bars, depth + 1) + columns(right, bars, depth + 1)
        else:
            result.append(list(band))
    return result


def _gutter(found: Sequence[Segment]) -> float | None:
    """The place that parts the most prose to its left and right while the fewest segments cross it."""
    if len(found) < 2 * _FEWEST_LINES:
        return None
    starts = np.array([segment.x0 for segment in found])
    ends = np.array([segment.x1 for segment in found])
    prose = np.array([len(segment.chars) >= _PROSE for segment in found])
    low, high = float(starts.min()), float(ends.max())
    width = high - low
    places = np.arange(low + 0.15 * width, high - 0.15 * width, _STEP)
    if not len(places):
        return None
    crossing = ((starts < places[:, None] - 1) & (ends > places[:, None] + 1)).sum(axis=1)
    left = ((ends <= places[:, None] + 1) & prose).sum(axis=1)
    right = ((starts >= places[:, None] - 1) & prose).sum(axis=1)
    beside = np.minimum(left, right)
    good = (beside >= _FEWEST_LINES) & (crossing <= _CROSSING * (left + right))
    if not good.any():
        return None
    score = np.where(good, beside - crossing, -np.inf)
    best = np.flatnonzero(score == score.max())
    return float(places[best[len(best) // 2]])


def _bands(found: Sequence[Segment], gutter: float) -> list[list[Segment]]:
    """Horizontal bands from the top: those whose segments keep to one side, and those that cross the gutter.

    Bands that hold no two columns join their neighbours.
    """
    ordered = sorted(found, key=lambda segment: -segment.y)
    bands: list[tuple[bool, list[Segment]]] = []
    for segment in ordered:
        crosses = segment.x0 < gutter - _STEP and segment.x1 > gutter + _STEP
        if bands and bands[-1][0] == crosses:
            bands[-1][1].append(segment)
        else:
            bands.append((crosses, [segment]))
    merged: list[tuple[bool, list[Segment]]] = []
    for crosses, band in bands:
        parted = not crosses and _are_columns(
            [segment for segment in band if segment.x1 <= gutter + _STEP],
            [segment for segment in band if segment.x0 >= gutter - _STEP],
        )
        if merged and not merged[-1][0] and not parted:
            merged[-1][1].extend(band)
        else:
            merged.append((parted, list(band)))
    return [band for _, band in merged]


def _are_columns(left: Sequence[Segment], right: Sequence[Segment]) -> bool:
    """Both sides hold lines of prose, side by side."""
    if min(len(left), len(right)) < _FEWEST_IN_BAND:
        return False
    if not (_is_prose(left) and _is_prose(right)):
        return False
    top = min(max(s.y for s in left), max(s.y for s in right))
    foot = max(min(s.y for s in left), min(s.y for s in right))
    return top - foot > 2 * left[0].height


def _is_prose(found: Sequence[Segment]) -> bool:
    """Most of the characters stand in segments as long as lines of text are; cells of a table are shorter."""
    lengths = [len(segment.chars) for segment in found]
    long = [length for length in lengths if length >= _PROSE]
    return len(long) >= _FEWEST_IN_BAND and sum(long) >= _MOSTLY * sum(lengths)
