"""Text that remembers where each of its characters came from."""

import re
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from index_config.domain import Run, Span

#: The origin of a character that a cleaning step put in.
PUT_IN = -1

Offsets = NDArray[np.int32]
Replacement = str | Callable[[re.Match[str]], str | None]


@dataclass(frozen=True, slots=True)
class Edit:
    """Put ``text`` in the place of ``[start, end)``."""

    start: int
    end: int
    text: str = ""


@dataclass(frozen=True, slots=True, eq=False)
class TracedText:
    """A text and, for each character, its offset in the raw text (``origin``, shape ``(len(text),)``).

    A character that a step put in has the origin ``PUT_IN``; every other equals the raw character at its origin.
    Offsets need not ascend: a step may move text.
    """

    text: str
    origin: Offsets

    def __post_init__(self) -> None:
        if self.origin.shape != (len(self.text),):
            raise ValueError(f"origin must have shape ({len(self.text)},), got {self.origin.shape}")

    @classmethod
    def of(cls, raw: str) -> "TracedText":
        """Begin with the raw text itself."""
        return cls(raw, np.arange(len(raw), dtype=np.int32))

    def __len__(self) -> int:
        return len(self.text)

    def part(self, start: int, end: int) -> "TracedText":
        """Return the characters of ``[start, end)``."""
        return TracedText(self.text[start:end], self.origin[start:end])

    def edit(self, edits: Iterable[Edit]) -> "TracedText":
        """Apply edits that ascend and do not overlap.

        Characters that an edit leaves as they were at its two ends keep their origin.
        """
        pieces: list[TracedText] = []
        done = 0
        for edit in map(self._trimmed, edits):
            if edit.start < done or edit.end > len(self.text):
                raise ValueError(f"edits must ascend within the text, got {edit.start}..{edit.end} after {done}")
            if edit.start == edit.end and not edit.text:
                continue
            pieces += (self.part(done, edit.start), put_in(edit.text))
            done = edit.end
        if not pieces:
            return self
        return joined([*pieces, self.part(done, len(self.text))])

    def sub(self, pattern: re.Pattern[str], replacement: Replacement) -> "TracedText":
        """Replace every match by a string, or by what a function returns for it (``None`` leaves the match)."""
        return self.edit(self._edits(pattern, replacement))

    def runs(self) -> tuple[Run, ...]:
        """Compress the origins to runs of copied characters, in the order of the text."""
        if not len(self.text):
            return ()
        breaks = np.flatnonzero(
            (np.diff(self.origin) != 1) | (self.origin[1:] == PUT_IN) | (self.origin[:-1] == PUT_IN)
        )
        starts = np.concatenate(([0], breaks + 1))
        ends = np.concatenate((breaks + 1, [len(self.text)]))
        return tuple(
            Run(start, raw_start, end - start)
            for start, end, raw_start in zip(starts.tolist(), ends.tolist(), self.origin[starts].tolist(), strict=True)
            if raw_start != PUT_IN
        )

    def _trimmed(self, edit: Edit) -> Edit:
        old, new = self.text[edit.start : edit.end], edit.text
        head = _common(old, new)
        tail = _common(old[head:][::-1], new[head:][::-1])
        return Edit(edit.start + head, edit.end - tail, new[head : len(new) - tail])

    def _edits(self, pattern: re.Pattern[str], replacement: Replacement) -> Iterator[Edit]:
        for match in pattern.finditer(self.text):
            text = replacement if isinstance(replacement, str) else replacement(match)
            if text is not None:
                yield Edit(match.start(), match.end(), text)


class Placement:
    """Finds where raw spans went in a traced text."""

    def __init__(self, traced: TracedText) -> None:
        copied = np.flatnonzero(traced.origin != PUT_IN)
        order = np.argsort(traced.origin[copied], kind="stable")
        self._places = copied[order]
        self._origins = traced.origin[copied][order]

    def span(self, raw: Span) -> Span | None:
        """Return the smallest span of the text that holds the characters copied from ``raw``, ``None`` if none was."""
        first, last = np.searchsorted(self._origins, (raw.start, raw.end))
        if first == last:
            return None
        places = self._places[first:last]
        return Span(int(places.min()), int(places.max()) + 1)


def put_in(text: str) -> TracedText:
    """Text that comes from no raw character."""
    return TracedText(text, np.full(len(text), PUT_IN, dtype=np.int32))


def joined(pieces: Sequence[TracedText]) -> TracedText:
    """Put pieces one after the other."""
    if not pieces:
        return put_in("")
    return TracedText("".join(piece.text for piece in pieces), np.concatenate([piece.origin for piece in pieces]))


def _common(left: str, right: str) -> int:
    """Length of the common beginning of two strings."""
    length = 0
    for one, other in zip(left, right, strict=False):
        if one != other:
            break
        length += 1
    return length
