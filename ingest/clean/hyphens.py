"""Words cut at a line end: joined, or kept with their hyphen.

The document's own words decide, other forms of them and other compounds with the same first half included; then closed
lists of what English and Russian always write with a hyphen; then whether the halves are words and the whole is none.
"""

import re
from collections.abc import Mapping

from index_config.text.lemmas import is_russian_word
from index_config.text.names import is_ordinary_english
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
_SHORTEST_PART, _SHORTEST_HEAD = 4, 3
#: First halves that are no words and that English sets off by a hyphen where the whole is not one word by custom.
_PREFIXES_EN = frozenset(str.split("pro ex anti pre post mid"))
#: A Russian first half that may as well be part of one word: «низкопороговый» beside «социально-правовой».
_LINKING_VOWEL = re.compile(r"[а-яёіїєґ][оеє]$")
_INFLECTED = 3  # letters at the end of a word that another form of it may change
_FEWEST_COMPOUNDS = 2
_CHAIN = 2  # hyphens of an address or a phrase, which are all its own


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
    if left.count("-") + right.count("-") >= _CHAIN:
        return True
    if right[0].isupper() and not (left.isupper() and right.isupper()):
        return True
    head, tail = left.lower().rsplit("-", 1)[-1], right.lower().split("-", 1)[0]
    seen = _seen(head, tail, words)
    if seen is not None:
        return seen
    return _closed_class(head, tail) or _two_words(head, tail, words, name=left[0].isupper() and not left.isupper())


def _seen(head: str, tail: str, words: Mapping[str, int]) -> bool | None:
    """Tell whether the document writes other forms of the word, or other words of its kind, with a hyphen."""
    whole, first, second = _stem(head + tail), _stem(head), _stem(tail)
    compounds = set()
    parted = joined = begins = False
    for word in words:
        one, hyphen, other = word.partition("-")
        if hyphen:
            parted = parted or (one.startswith(first) and other.startswith(second) and len(tail) >= _SHORTEST_PART)
            if one == head:
                compounds.add(other)
        elif word.startswith(head) and word != head:
            begins = True
            joined = joined or (word.startswith(whole) and len(whole) > len(head))
    if parted != joined:
        return parted
    return True if len(compounds) >= _FEWEST_COMPOUNDS and not begins else None


def _stem(word: str) -> str:
    return word[: max(len(word) - _INFLECTED, min(len(word), _SHORTEST_PART))]


def _closed_class(head: str, tail: str) -> bool:
    if head in _LEFT_EN or (tail in _RIGHT_EN and len(head) > 2 and head not in _NO_COMPOUND):
        return True
    if head == "по":
        return bool(_ADVERB_RU.search(tail))
    if tail in _RIGHT_RU:
        return bool(_PRONOUN_RU.match(head)) or head in {"из", "во", "в", "всё", "все"}
    return head in _LEFT_RU - {"по", "во", "в", "из"}


def _two_words(head: str, tail: str, words: Mapping[str, int], *, name: bool) -> bool:
    """Both halves are words, neither takes endings or prefixes, and the whole is no word.

    Words are those that stand alone in the document and those of a dictionary, which is not asked about what may be a
    ``name``.
    """
    if len(tail) < _SHORTEST_PART or head in _NO_COMPOUND or tail in _ENDINGS or _in_dictionary(head + tail):
        return False
    if head in _PREFIXES_EN:
        return _is_word(tail, words)
    if len(head) < _SHORTEST_HEAD or len(head) + len(tail) < 2 * _SHORTEST_PART:
        return False
    if name or _LINKING_VOWEL.search(head):
        return words.get(head, 0) > 0 and words.get(tail, 0) > 0
    return _is_word(head, words) and _is_word(tail, words)


def _is_word(word: str, words: Mapping[str, int]) -> bool:
    return words.get(word, 0) > 0 or _in_dictionary(word)


def _in_dictionary(word: str) -> bool:
    return is_ordinary_english(word) if word.isascii() else is_russian_word(word.replace("ё", "е"))
