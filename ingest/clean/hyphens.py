"""Words cut at a line end: joined, or kept with their hyphen.

No dictionary: the document's own words decide, then closed lists of what English and Russian always write with a
hyphen.
"""

import re
from collections.abc import Mapping

from ingest.clean.facts import Facts
from ingest.clean.traced import TracedText

_CUT = re.compile(r"(?P<left>[^\W\d_]+(?:-[^\W\d_]+)*)-[ \t]*\n(?:[ \t]*\n)?[ \t]*(?P<right>[^\W\d_]+(?:-[^\W\d_]+)*)")
_DASHED = re.compile(r"(?<=\w)-[ \t]*\n[ \t]*(?=\d)|(?<=\d)-[ \t]*\n[ \t]*(?=\w)")

_LEFT_EN = frozenset(str.split("self well non cross half quasi"))
_RIGHT_EN = frozenset(
    str.split(
        "based related free term wide making maker makers called known being specific oriented driven sensitive "
        "defined friendly year compliant income level"
    )
)
_LEFT_RU = frozenset(
    str.split("кое во по в из экс вице унтер обер юго северо лейб штаб нормативно социально научно медико")
)
_RIGHT_RU = frozenset(str.split("то либо нибудь таки ка за под вторых первых третьих"))
_ADVERB_RU = re.compile(r"(?:ски|цки|ому|ему|ьи|му)$")
_PRONOUN_RU = re.compile(r"^(?:к[тої]|ч[тее]|как|где|куда|откуда|когда|поче|заче|сколь|чей|чья|чьё|чь|отку)")
_NO_COMPOUND = frozenset(
    str.split(
        "under over with there some any every where here other inter fore out down back through after before "
        "через перед между после около против сверх"
    )
)
_ENDINGS = frozenset(str.split("able less ship hood ward wards wise ment ness ably like tion sion ting ings"))
_SHORTEST_PART = 4


def line_end_hyphens(text: TracedText, facts: Facts) -> TracedText:
    """A word cut at a line end is joined («нарко-⏎тики»), or keeps its hyphen («Санкт-⏎Петербург», "well-⏎known")."""

    def mend(match: re.Match[str]) -> str | None:
        left, right = match["left"], match["right"]
        return f"{left}-{right}" if keeps_hyphen(left, right, facts.words) else f"{left}{right}"

    return text.sub(_CUT, mend).sub(_DASHED, "-")


def keeps_hyphen(left: str, right: str, words: Mapping[str, int]) -> bool:
    """Decide whether a word printed as ``left``-⏎``right`` is written with a hyphen.

    ``words`` counts the document's words in lower case.
    """
    whole, parted = words.get((left + right).lower(), 0), words.get(f"{left}-{right}".lower(), 0)
    if whole or parted:
        return parted >= whole
    if right[0].isupper() and not (left.isupper() and right.isupper()):
        return True
    head, tail = left.lower().rsplit("-", 1)[-1], right.lower().split("-", 1)[0]
    return _closed_class(head, tail) or _two_words(head, tail, words)


def _closed_class(head: str, tail: str) -> bool:
    if head in _LEFT_EN or (tail in _RIGHT_EN and len(head) > 2 and head not in _NO_COMPOUND):
        return True
    if head == "по":
        return bool(_ADVERB_RU.search(tail))
    if tail in _RIGHT_RU:
        return bool(_PRONOUN_RU.match(head)) or head in {"из", "во", "в", "всё", "все"}
    return head in _LEFT_RU - {"по", "во", "в", "из"}


def _two_words(head: str, tail: str, words: Mapping[str, int]) -> bool:
    """Both halves stand alone elsewhere in the document, and neither is a word that takes endings or prefixes."""
    if min(len(head), len(tail)) < _SHORTEST_PART or head in _NO_COMPOUND or tail in _ENDINGS:
        return False
    return words.get(head, 0) > 0 and words.get(tail, 0) > 0
