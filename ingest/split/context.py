"""The line before a passage that tells where it stands. It is embedded with the passage and never quoted."""

from collections.abc import Sequence

from ingest.split.tokens import TokenCounter

#: Tokens of a context, at most.
LONGEST = 40
_TITLE_SHARE = 14
_PART_SHARE = 12
_MARK = " › "


class ContextWriter:
    """Writes contexts for the passages of one document: title › section › speaker › lead-in."""

    def __init__(self, title: str, tokens: TokenCounter) -> None:
        self._tokens = tokens
        self._known: dict[tuple[str, ...], str] = {}
        self._title = self._shortened(title, _TITLE_SHARE)

    def context(self, section: Sequence[str], speaker: str = "", lead_in: str = "") -> str:
        """Return the context; the outer sections go first where it would get too long."""
        key = (*section, "", speaker, lead_in)
        if key not in self._known:
            self._known[key] = self._written(section, speaker, lead_in)
        return self._known[key]

    def _written(self, section: Sequence[str], speaker: str, lead_in: str) -> str:
        inner = [self._shortened(part, _PART_SHARE) for part in (*section, speaker, lead_in) if part]
        while True:
            line = _MARK.join(part for part in (self._title, *inner) if part)
            if len(inner) <= 1 or len(self._tokens.starts(line)) <= LONGEST:
                return line
            inner.pop(0)

    def _shortened(self, text: str, most: int) -> str:
        line = " ".join(text.split())
        starts = self._tokens.starts(line)
        if len(starts) <= most:
            return line
        cut = line[: starts[most]]
        words = cut if line[starts[most] - 1 : starts[most]].isspace() else cut.rsplit(" ", 1)[0]
        return words.rstrip(" ,;:–—-(«“") + "…"
