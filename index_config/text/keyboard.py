"""Words typed with the wrong keyboard layout or in the letters of the other script."""

import re
from collections.abc import Iterator

_ENGLISH_KEYS = "`qwertyuiop[]asdfghjkl;'zxcvbnm,./"
_RUSSIAN_KEYS = "ёйцукенгшщзхъфывапролджэячсмитьбю."
_TO_RUSSIAN = str.maketrans(_ENGLISH_KEYS, _RUSSIAN_KEYS)
_TO_ENGLISH = str.maketrans(_RUSSIAN_KEYS, _ENGLISH_KEYS)

#: Latin spellings of Russian sounds as people type them; where several letters may be meant, all are tried.
_SPELLINGS = """
shch щ | sch щ ш | kh х | zh ж | ts ц | ch ч | sh ш | yu ю | ya я | yo е | ye е | ju ю | ja я | iu ю иу | ia ия
я | iya ия | iy ий | yy ый | ph ф | th т | x кс х | a а | b б | c ц к | d д | e е э | f ф | g г | h х | i и | j
й дж | k к | l л | m м | n н | o о | p п | q к | r р | s с | t т | u у | v в | w в | y ы й | z з | ' ь
"""
_LETTERS = {sound: letters for sound, *letters in map(str.split, _SPELLINGS.split("|"))}
_SOUND = re.compile("|".join(sorted(_LETTERS, key=len, reverse=True)))
_MOST_READINGS = 16


def other_layout(typed: str) -> str:
    """Return what the same keys give in the other layout: "yfkjrcjy" → «налоксон», «тфдщчщту» → "naloxone"."""
    lowered = typed.lower()
    if any("а" <= letter <= "я" or letter == "ё" for letter in lowered):
        return lowered.translate(_TO_ENGLISH)
    return lowered.translate(_TO_RUSSIAN).replace("ё", "е")


def in_cyrillic(word: str) -> Iterator[str]:
    """Yield the Russian readings of a lower-case word in Latin letters ("nalokson" → «налоксон»), likeliest first."""
    readings = [""]
    for sound in _SOUND.findall(word):
        readings = [before + letter for letter in _LETTERS[sound] for before in readings][:_MOST_READINGS]
    yield from readings
