"""Text layers whose letters were stored in the wrong code and can be put right exactly."""

import re
from collections.abc import Callable

from ingest.read.decode import plausibility

_LATIN_SUPPLEMENT = re.compile(r"[\u00a0-\u00ff]")
_UTF8_PAIRS = re.compile(r"[\ud080-\ud0bf\ud180-\ud18f]")
_LETTER = re.compile(r"[^\W\d_]")
_ENOUGH = 20
_PLAUSIBLE = 0.7


def mending(text: str) -> Callable[[str], str] | None:
    """Return what puts the letters of a page's text right, ``None`` where nothing is to be done.

    Old Russian files store cp1251 codes that come out as Latin letters («Ðåøåíèå»); some store the two bytes of a UTF-8
    letter as one character. Both are undone only where the result is Russian or a kindred language.
    """
    letters = len(_LETTER.findall(text))
    if letters < _ENOUGH:
        return None
    for wrong, mend in ((_LATIN_SUPPLEMENT, _from_cp1251), (_UTF8_PAIRS, _from_pairs)):
        if len(wrong.findall(text)) > 0.5 * letters and plausibility(mend(text)) > _PLAUSIBLE:
            return mend
    return None


def _from_cp1251(text: str) -> str:
    return "".join(
        char.encode("latin-1").decode("cp1251", "replace") if "\x80" <= char <= "\xff" else char for char in text
    )


def _from_pairs(text: str) -> str:
    return _UTF8_PAIRS.sub(lambda pair: ord(pair[0]).to_bytes(2, "big").decode("utf-8"), text)
