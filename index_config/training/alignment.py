"""Which English tokens does a Russian token stand for: IBM model 1 with a diagonal prior.

Expectation maximisation over sentence pairs (Brown et al. 1993), each link
weighted by how near it lies to the diagonal, as in fast_align (Dyer et al.
2013). The model runs in both directions over the same links; their expected
counts meet in a geometric mean, which drops the links that only one direction
believes in (after Liang et al. 2006). Vectorised over chunks of pairs: a chunk
is a flat list of all English × Russian links of its sentences.
"""

from __future__ import annotations

import logging
from collections.abc import Iterator
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from index_config.training.tokens import Sequences

log = logging.getLogger(__name__)

Floats = NDArray[np.float64]
Ints = NDArray[np.int64]


@dataclass(frozen=True, slots=True)
class Translations:
    """Sparse p(English token | Russian token), three parallel arrays.

    ``ru`` and ``en`` are token ids, sorted by ``ru``; ``p`` lies in (0, 1].
    """

    ru: Ints
    en: Ints
    p: Floats


@dataclass(frozen=True, slots=True)
class _Chunk:
    """Links of some sentences; ``slot`` indexes this chunk's ``keys``.

    ``keys`` has one entry a different link (Russian id × size + English id),
    ``en_null`` and ``ru_null`` one a position; the others one a link, ``en`` and
    ``ru`` giving the token's position within the chunk.
    """

    slot: NDArray[np.int32]
    en: NDArray[np.int32]
    ru: NDArray[np.int32]
    prior: NDArray[np.float32]
    keys: Ints
    en_null: Floats
    ru_null: Floats


def align(
    english: Sequences,
    russian: Sequences,
    size: int,
    *,
    iterations: int = 6,
    diagonal: float = 3.0,
    max_tokens: int = 40,
    chunk_links: int = 8_000_000,
) -> Translations:
    """Estimate p(English token | Russian token) from parallel sequences.

    Args:
        english: token ids of the English sides, with the two special tokens.
        russian: token ids of the Russian sides, in the same order.
        size: vocabulary size; ids are below it.
        iterations: EM steps.
        diagonal: steepness of the prior exp(-diagonal · |i/n - j/m|).
        max_tokens: pairs with a longer side are left out.
        chunk_links: links held in one chunk.
    """
    rows = _usable(english, russian, max_tokens)
    null = [_unigram(side, size) for side in (english, russian)]
    chunks = [
        _links(english, russian, part, (null[0], null[1]), size, diagonal)
        for part in _parts(english, russian, rows, chunk_links)
    ]
    keys = _unique([chunk.keys for chunk in chunks])
    slots = [np.searchsorted(keys, chunk.keys) for chunk in chunks]
    log.info("alignment: %d pairs, %d different links", len(rows), len(keys))
    given_ru, given_en = keys // size, keys % size
    forward = backward = np.ones(len(keys))
    for step in range(iterations):
        counts = np.zeros((2, len(keys)))
        for chunk, slot in zip(chunks, slots, strict=True):
            counts[:, slot] += _expect(chunk, forward[slot], backward[slot], step == 0)
        agreed = np.sqrt(counts[0] * counts[1])
        forward = _normalised(counts[0], given_ru, size)
        backward = _normalised(counts[1], given_en, size)
        log.info("alignment: iteration %d of %d", step + 1, iterations)
    p = _normalised(agreed, given_ru, size)
    strong = p > 1e-3
    return Translations(given_ru[strong], given_en[strong], p[strong])


def _usable(english: Sequences, russian: Sequences, max_tokens: int) -> Ints:
    """Rows whose sides both fit, with at least one token beside the specials."""
    longest = np.maximum(english.lengths, russian.lengths)
    shortest = np.minimum(english.lengths, russian.lengths)
    rows: Ints = np.flatnonzero((longest <= max_tokens + 2) & (shortest > 2))
    return rows


def _unigram(side: Sequences, size: int) -> Floats:
    """Relative token frequency, the NULL word's translation table, ``(size,)``."""
    counts = np.bincount(side.values, minlength=size).astype(np.float64)
    frequencies: Floats = counts / max(counts.sum(), 1.0)
    return frequencies


def _parts(english: Sequences, russian: Sequences, rows: Ints, links: int) -> Iterator[Ints]:
    """Cut the rows into runs of about ``links`` links."""
    product = (english.lengths[rows] - 2) * (russian.lengths[rows] - 2)
    part = np.cumsum(product) // links
    edges = np.flatnonzero(np.diff(part)) + 1
    yield from (run for run in np.split(rows, edges) if len(run))


def _content(side: Sequences, rows: Ints) -> tuple[Ints, Ints, Ints]:
    """Tokens of the rows without specials: ids, first positions, lengths."""
    lengths = side.lengths[rows] - 2
    first = np.cumsum(lengths) - lengths
    index = np.arange(lengths.sum()) + np.repeat(side.offsets[rows] + 1 - first, lengths)
    return side.values[index].astype(np.int64), first, lengths


def _links(
    english: Sequences,
    russian: Sequences,
    rows: Ints,
    null: tuple[Floats, Floats],
    size: int,
    diagonal: float,
) -> _Chunk:
    """All links of the rows' sentences, English position major."""
    en_ids, _, en_len = _content(english, rows)
    ru_ids, ru_first, ru_len = _content(russian, rows)
    fan = np.repeat(ru_len, en_len)
    en = np.repeat(np.arange(len(en_ids)), fan)
    start = np.cumsum(fan) - fan
    within = np.arange(len(en)) - np.repeat(start, fan)
    ru = within + np.repeat(np.repeat(ru_first, en_len), fan)
    en_place = np.arange(len(en_ids)) - np.repeat(np.cumsum(en_len) - en_len, en_len) + 0.5
    en_place /= np.repeat(en_len, en_len)
    ru_place = (within + 0.5) / np.repeat(fan, fan)
    prior = np.exp(-diagonal * np.abs(en_place[en] - ru_place)).astype(np.float32)
    prior /= np.bincount(en, prior, len(en_ids))[en].astype(np.float32) / fan[en]
    keys, slot = np.unique(ru_ids[ru] * size + en_ids[en], return_inverse=True)
    return _Chunk(
        slot.astype(np.int32), en.astype(np.int32), ru.astype(np.int32), prior, keys,
        null[0][en_ids], null[1][ru_ids],
    )  # fmt: skip


def _unique(parts: list[Ints]) -> Ints:
    """Sorted union of sorted key arrays, merged pairwise to bound memory."""
    while len(parts) > 1:
        parts = [np.unique(np.concatenate(parts[n : n + 4])) for n in range(0, len(parts), 4)]
    return parts[0] if parts else np.empty(0, dtype=np.int64)


def _expect(chunk: _Chunk, forward: Floats, backward: Floats, first: bool) -> Floats:
    """Expected link counts of both directions, shape ``(2, keys)``."""
    counts = np.empty((2, len(chunk.keys)))
    sides = ((forward, chunk.en, chunk.en_null), (backward, chunk.ru, chunk.ru_null))
    for row, (table, position, null) in enumerate(sides):
        weight = table[chunk.slot] * chunk.prior
        total = np.bincount(position, weight, len(null)) + (0.0 if first else 1.0) * null
        weight /= np.maximum(total, 1e-300)[position]
        counts[row] = np.bincount(chunk.slot, weight, len(chunk.keys))
    return counts


def _normalised(counts: Floats, given: Ints, size: int) -> Floats:
    """Divide the counts by their sum over each given token."""
    total = np.bincount(given, counts, size)
    return counts / np.maximum(total, 1e-300)[given]
