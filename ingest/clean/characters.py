"""Steps that look at characters only: line endings, invisible characters, spaces, ligatures, spaced-out words."""

import re
import unicodedata

from ingest.clean.traced import TracedText

_LINE_ENDINGS = re.compile(r"\r\n|[\r\v\f\x85]|\u2029")
_CONTROLS = re.compile(
    r"[\x00-\x08\x0e-\x1f\x7f-\x84\x86-\x9f\u200b\u200e\u200f\u202a-\u202e\u2060-\u2069\ufeff\ufff9-\ufffb]"
)
_BROKEN_HYPHEN = re.compile(r"[\ufffe\x02](?:\r\n|\r|\n)?")
_SOFT_HYPHEN = re.compile(r"\u00ad[ \t]*\n|\u00ad")
_LIGATURE = re.compile(r"[\ufb00-\ufb06]")
_SPACES = re.compile(r"[\u00a0\u1680\u2000-\u200a\u202f\u205f\u3000]")
_HYPHENS = re.compile(r"[\u2010\u2011]")
_DECOMPOSED = re.compile(r"[^\W_][\u0300-\u036f]+")
_LETTER = r"[^\W\d_]"
_ONE_LETTER_WORDS = frozenset("абвикосуяжeiaIA")
_SPACED_OUT = re.compile(rf"(?<![^\s«\"“(]){_LETTER}(?: {_LETTER}){{3,}}(?![^\s.,:;!?»\"”)])")


def line_endings(text: TracedText) -> TracedText:
    r"""Every line end becomes "\n"; a paragraph separator becomes a blank line."""
    return text.sub(_LINE_ENDINGS, lambda match: "\n\n" if match[0] == "\u2029" else "\n")


def control_characters(text: TracedText) -> TracedText:
    """Control characters, zero-width spaces, byte-order and direction marks go."""
    return text.sub(_CONTROLS, "")


def soft_hyphens(text: TracedText) -> TracedText:
    """Soft hyphens go, with the line end after them; U+FFFE, PDFium's line-end hyphen, becomes a hyphen again."""
    return text.sub(_BROKEN_HYPHEN, "-\n").sub(_SOFT_HYPHEN, "")


def ligatures(text: TracedText) -> TracedText:
    """Latin ligatures (ﬁ, ﬂ, ﬀ …) become their letters."""
    return text.sub(_LIGATURE, lambda match: unicodedata.normalize("NFKC", match[0]))


def spaces(text: TracedText) -> TracedText:
    """Non-breaking, thin and other odd spaces become plain ones; hyphens of every kind become "-"."""
    return text.sub(_SPACES, " ").sub(_HYPHENS, "-")


def composed(text: TracedText) -> TracedText:
    """Letters written as base and accent are composed (NFC): й, ё, é."""
    if unicodedata.is_normalized("NFC", text.text):
        return text
    return text.sub(_DECOMPOSED, lambda match: unicodedata.normalize("NFC", match[0]))


def spaced_out_words(text: TracedText) -> TracedText:
    """A word set with a space after each letter («Р Е Ш Е Н И Е») is closed up."""

    def close_up(match: re.Match[str]) -> str | None:
        word = match[0].replace(" ", "")
        return word if set(word) - _ONE_LETTER_WORDS else None

    return text.sub(_SPACED_OUT, close_up)
