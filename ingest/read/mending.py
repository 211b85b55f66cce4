"""Text layers whose letters were stored in the wrong code and can be put right exactly."""

import re

from ingest.read.decode import plausibility

_LATIN_SUPPLEMENT = re.compile(r"[\u00a0-\u00ff]")
_UTF8_PAIRS = re.compile(r"[\ud080-\ud0bf\ud180-\ud18f]")
_LETTER = re.compile(r"[^\W\d_]")
_ENOUGH = 20


def mended(text: str) -> str:
    """Return a page's text with its letters put right, or as it is.

    Old Russian files store cp1251 codes that come out as Latin letters («Ðåøåíèå»); some store the two bytes of a UTF-8
    letter as one character. Both are undone only where the result is Russian or a kindred language.
    """
    letters = len(_LETTER.findall(text))
    if letters < _ENOUGH:
        return text
    if len(_LATIN_SUPPLEMENT.findall(text)) > 0.5 * letters:
        return _if_cyrillic(text, _from_cp1251(text))
    if len(_UTF8_PAIRS.findall(text)) > 0.8 * letters:
        return _if_cyrillic(text, _UTF8_PAIRS.sub(lambda pair: ord(pair[0]).to_bytes(2, "big").decode("utf-8"), text))
    return text


def _if_cyrillic(text: str, other: str) -> str:
    return other if plausibility(other) > 0.7 else text


def _from_cp1251(text: str) -> str:
    return "".join(char.encode("latin-1").decode("cp1251", "replace") if "\x80" <= char <= "\xff" else char for char in text)
