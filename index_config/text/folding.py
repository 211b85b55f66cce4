"""Spelling differences that carry no meaning for search: case, ё/е, stress marks, ligatures, dashes, apostrophes.

``fold`` works on one word and may change its length; offsets are those of the word in the text, kept by the caller.
"""

import unicodedata

from index_config.text.lookalikes import one_script

#: Characters inside a word that are no part of its spelling: combining marks, soft hyphen, zero-width characters.
MARKS = "\u0300-\u036f\u00ad\u200b-\u200d\u2060\ufeff"
#: Hyphens that join the parts of a word.
HYPHENS = "\\-\u2010\u2011"
#: Apostrophes inside a word.
APOSTROPHES = "'\u2019\u02bc\u02bb\u2018"

_BREVE = "\u0306"
_INVISIBLE = dict.fromkeys((0xAD, 0x200B, 0x200C, 0x200D, 0x2060, 0xFEFF))
_PLAIN = {ord("ё"): "е", **{ord(mark): "'" for mark in APOSTROPHES}, 0x2010: "-", 0x2011: "-"}


def fold(word: str) -> str:
    """Return the lower-case spelling of a word without accents: «Налоксо́н» → «налоксон», "Könyv" → "konyv".

    «й» is a letter of its own and stays; «ї» falls together with «і», as «ё» with «е».
    """
    word = one_script(word)
    if word.isascii():
        return word.lower()
    lowered = unicodedata.normalize("NFKC", word).casefold().translate(_INVISIBLE).translate(_PLAIN)
    if not _has_accent(lowered):
        return lowered
    decomposed = unicodedata.normalize("NFD", lowered)
    kept = [
        mark
        for before, mark in zip(" " + decomposed, decomposed, strict=False)
        if not unicodedata.combining(mark) or (mark == _BREVE and before == "и")
    ]
    return unicodedata.normalize("NFC", "".join(kept))


def _has_accent(word: str) -> bool:
    return any(letter > "\u007f" and unicodedata.decomposition(letter) and letter != "й" for letter in word) or any(
        unicodedata.combining(letter) for letter in word
    )


def lower_same_length(text: str) -> str:
    """Lower-case a text and fold ё without moving a character, for patterns that report offsets."""
    lowered = text.lower()
    if len(lowered) != len(text):
        lowered = "".join(small if len(small := letter.lower()) == 1 else letter for letter in text)
    return lowered.replace("ё", "е")
