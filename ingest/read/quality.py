"""Is a text what its page shows? Finds text layers that are missing or garbage."""

import re
from collections import Counter

from index_config.errors import GarbledText

#: Shares of the visible characters above which a text is garbage.
_REPLACED, _PRIVATE = 0.05, 0.10
_FEWEST_CHARACTERS = 40
_WORD = re.compile(r"[^\W\d_]{2,}")


def fault(text: str) -> str:
    """Say what is wrong with an extracted text, or nothing ("") where it reads as language.

    Only texts of some length are judged: a page number alone is no evidence.
    """
    visible = [char for char in text if not char.isspace()]
    if len(visible) < _FEWEST_CHARACTERS:
        return ""
    if sum(char == "\ufffd" for char in visible) > _REPLACED * len(visible):
        return "characters that the file gives no meaning (U+FFFD)"
    if sum("\ue000" <= char <= "\uf8ff" for char in visible) > _PRIVATE * len(visible):
        return "private-use characters"
    if _is_symbol_soup(visible) :
        return "letters and symbols that form no words"
    return ""


def refuse_garbled(text: str, file: str) -> None:
    """Raise ``GarbledText`` where a text is no language."""
    if reason := fault(text):
        raise GarbledText(file=file, reason=reason)


def _is_symbol_soup(visible: list[str]) -> bool:
    counts = Counter("letter" if char.isalpha() else "digit" if char.isdigit() else "other" for char in visible)
    return counts["letter"] < 0.25 * len(visible) and counts["other"] > 0.5 * len(visible)
