"""From ranked passages to hits: one for each document or work, and no text twice."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace

from index_config.domain import HEAD_NOTE, Grouping
from index_config.sketch import runs_of
from index_config.store.base import ScoredPoint

#: A language version scoring at least this share of its work's best passage is as good an answer.
_CLOSE = 0.75
#: Passages of two copies that share this part of the shorter one's runs of words say the same: the copies' pages break
#: elsewhere, so their passages are cut elsewhere, too.
_SAME = 0.6
_RUN = 3
#: What the note at the head of a digest scores beside the digest itself: it names everything and answers nothing.
_HEAD_NOTE_SHARE = 0.5


@dataclass(frozen=True, slots=True)
class Candidate:
    """A passage that may become a hit, and the ids of documents with the same text that were found as well."""

    point: ScoredPoint
    duplicates: tuple[str, ...] = ()


def arrange(points: Sequence[ScoredPoint], group: Grouping, language: str, twins: Mapping[str, str]) -> list[Candidate]:
    """Return the candidates of ranked points, best first.

    ``language`` is the query's: of a work's passages that answer about equally well the one in it is taken. ``twins``
    names for a document the group of those that are the same text; their repeated passages are left out.
    """
    return _without_repeats(_grouped(_answers_first(points), group, language), twins)


def _answers_first(points: Sequence[ScoredPoint]) -> list[ScoredPoint]:
    """Let the notes at the head of digests step back; they stay where nothing else is found."""
    weighed = [
        replace(point, score=point.score * _HEAD_NOTE_SHARE) if point.payload.get("note") == HEAD_NOTE else point
        for point in points
    ]
    return sorted(weighed, key=lambda point: -point.score)


def _grouped(points: Sequence[ScoredPoint], group: Grouping, language: str) -> Iterable[ScoredPoint]:
    if group is Grouping.NONE:
        return points
    best: dict[str, ScoredPoint] = {}
    for point in points:
        document = point.payload["document_id"]
        key = document if group is Grouping.DOCUMENT else point.payload.get("work_id") or document
        leader = best.setdefault(key, point)
        if leader.payload["language"] != language == point.payload["language"] and point.score >= _CLOSE * leader.score:
            best[key] = replace(point, score=leader.score)  # the work keeps its rank
    return best.values()


def _without_repeats(points: Iterable[ScoredPoint], twins: Mapping[str, str]) -> list[Candidate]:
    kept: list[tuple[ScoredPoint, dict[str, None]]] = []
    shown: dict[str, list[int]] = {}
    runs: dict[str, set[int]] = {}
    for point in points:
        document = point.payload["document_id"]
        family = twins.get(document)
        if family is None:
            kept.append((point, {}))
            continue
        own = runs[point.id] = runs_of(point.payload["text"], _RUN)
        for place in shown.get(family, ()):
            leader, duplicates = kept[place]
            other = leader.payload["document_id"]
            if document != other and _say_the_same(own, runs[leader.id]):
                duplicates[document] = None
                break
        else:
            shown.setdefault(family, []).append(len(kept))
            kept.append((point, {}))
    return [Candidate(point, tuple(duplicates)) for point, duplicates in kept]


def _say_the_same(one: set[int], other: set[int]) -> bool:
    return len(one & other) >= _SAME * max(1, min(len(one), len(other)))
