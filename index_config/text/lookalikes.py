"""Letters that look the same in Latin and Cyrillic script, folded to one script inside a word.

Scans, PDF fonts and keyboards mix the two («cуд» with a Latin c, "А/HRC/47/40" with a Cyrillic А): the eye sees one
word, the index would see two.
"""

_UPPER = ("ABCEHKMOPTXYISJ", "АВСЕНКМОРТХУІЅЈ")
_LOWER = ("aceopxyisjhkdqw", "асеорхуіѕјһкԁԛԝ")

_TO_CYRILLIC = {ord(latin): cyrillic for pair in (_UPPER, _LOWER) for latin, cyrillic in zip(*pair, strict=True)}
_TO_LATIN = {ord(cyrillic): chr(latin) for latin, cyrillic in _TO_CYRILLIC.items()}


_CODE = str.maketrans("авекмнорстухі", "abekmhopctyxi")


def is_cyrillic(letter: str) -> bool:
    """Tell whether a character belongs to the Cyrillic blocks."""
    return "\u0400" <= letter <= "\u052f"


def is_latin(letter: str) -> bool:
    """Tell whether a character is a Latin letter, with or without a diacritic."""
    return letter.isalpha() and ("a" <= letter.lower() <= "z" or "\u00c0" <= letter <= "\u024f" or letter == "ə")


def to_latin(text: str) -> str:
    """Replace the Cyrillic letters of ``text`` that look Latin. The length stays."""
    return text.translate(_TO_LATIN)


def code_to_latin(code: str) -> str:
    """Replace the Cyrillic letters of a lower-cased code that look Latin as capitals: «а/нrс/47/40» → "a/hrc/47/40"."""
    return code.translate(_CODE)


def one_script(word: str) -> str:
    """Fold a word of mixed script to the script of its unmistakable letters, else to that of most; the length stays.

    A word with unmistakable letters of both scripts («iЗащита») is left as it is.
    """
    latin = [letter for letter in word if is_latin(letter)]
    cyrillic = [letter for letter in word if is_cyrillic(letter)]
    if not latin or not cyrillic:
        return word
    only_latin = any(ord(letter) not in _TO_CYRILLIC for letter in latin)
    only_cyrillic = any(ord(letter) not in _TO_LATIN for letter in cyrillic)
    if only_latin and only_cyrillic:
        return word
    if only_latin or (not only_cyrillic and len(latin) > len(cyrillic)):
        return word.translate(_TO_LATIN)
    return word.translate(_TO_CYRILLIC)
