"""One skeleton for a name in all its spellings: «Абдюшева», Abdyusheva, Abdiusheva, Abdjuševa → ``abdu6ev``.

The skeleton is coarse on purpose: passport and BGN transliteration, scholarly transliteration, Turkic Latin alphabets
and the usual Ukrainian and Georgian spellings must fall together, and the endings of cases and genders must fall away.
What falls together::

    ж, дж, zh, dzh, dj, ž, Latin j      7        г, ґ, х, h, kh, g, gh           h
    ш, щ, sh, shch, š, ş                6        е, ё, э, ie, ye, io, yo         e
    ч, ch, tch, č, ç                    4        я, ia, ya → a;  ю, iu, yu → u
    ц, ts, tz, c before e i y           5        и, й, ы, і, y, j                i

Doubled letters count once; vowels at the end are dropped (``-ov`` and ``-ova``, ``-sky`` and ``-skaya`` are one
family).
"""

import re
import unicodedata
from functools import lru_cache

from index_config.text.lookalikes import is_cyrillic

_CYRILLIC = str.maketrans(
    {
        **dict(zip("абвгґдежзиіїйклмнопрстуфхцчшщыэюя", "abvhhde7ziiiiklmnoprstufh5466ieua", strict=True)),
        **dict(zip("ёєўқғңөүұһәҗҷӯӣҳј", "eeukhnouuha77uihi", strict=True)),
        **dict.fromkeys("ъьʼ'’"),
    }
)
_LATIN_LETTERS = str.maketrans(
    {
        **dict.fromkeys("čćç", "ch"), **dict.fromkeys("šşșś", "sh"), **dict.fromkeys("žźż", "zh"),
        **dict.fromkeys("ţț", "ts"), "ğ": "g", "ə": "a", "ı": "i", "ł": "l", "đ": "d", "ø": "o", "æ": "e", "œ": "e",
        "ß": "ss", "w": "v", "q": "k", **dict.fromkeys("ʻʼʹʺ'’`‘"),
    }
)  # fmt: skip
_STEPS = tuple(
    (re.compile(pattern), replacement)
    for pattern, replacement in (
        (r"o(v|f)f$", "ov"),
        (r"e(v|f)f$", "ev"),
        (r"shch|sch|sh", "6"),
        (r"t?ch|cz", "4"),
        (r"dzh|dj|d?7|zh", "7"),
        (r"ph", "f"),
        (r"th", "t"),
        (r"t[sz]|c(?=[eiy])", "5"),
        (r"ck|c", "k"),
        (r"^x", "h"),
        (r"x", "ks"),
        (r"kh|gh|g", "h"),
        (r"ou", "u"),
        (r"[yj]", "i"),
        (r"i+", "i"),
        (r"i(?=[aeu])", ""),
        (r"io", "e"),
        (r"(.)\1+", r"\1"),
        (r"(ov|ev)(?:n[aieou]*|i4[aeiou]*)$", r"\1"),  # patronymics of both genders
        (r"(?<=nd)e(?=r$)", ""),  # Alexander, Александр
        (r"(?<=..)[aeiou]+$", ""),
    )
)


def _reduce(word: str) -> str:
    for pattern, replacement in _STEPS:
        word = pattern.sub(replacement, word)
    return word


def _latin_variants(word: str) -> tuple[str, ...]:
    """Resolve what a Latin letter leaves open: j is «й» or «дж», x inside a word is «кс» or «х»."""
    plain = unicodedata.normalize("NFD", word.translate(_LATIN_LETTERS))
    plain = "".join(letter for letter in plain if not unicodedata.combining(letter))
    variants = {re.sub(r"j(?=[aeiou])", sound, plain) for sound in ("y", "zh")}
    if re.search(r"(?<=.)x", plain):
        variants |= {variant.replace("x", "h") for variant in variants}
    return tuple(sorted(variants))


@lru_cache(maxsize=1 << 15)
def skeletons(word: str) -> tuple[str, ...]:
    """Return the skeletons of a lower-case name, sorted; several where its Latin spelling is ambiguous."""
    if is_cyrillic(word[0]):
        found = {_reduce(word.translate(_CYRILLIC))}
    else:
        found = {_reduce(variant) for variant in _latin_variants(word)}
    return tuple(sorted(skeleton for skeleton in found if len(skeleton) > 1))
