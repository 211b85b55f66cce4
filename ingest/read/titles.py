"""Titles that files state in their properties, many of which are no titles."""

import re

_LONGEST, _SHORTEST = 300, 4
_JUNK = re.compile(
    r"^(?:microsoft (?:word|powerpoint|excel)\s*[-–]|untitled|без имени|безымянный|документ ?\d*$|document ?\d*$|"
    r"новый документ|new document|title$|complex$|index$|home$|главная$|слайд \d|slide \d|презентация powerpoint|"
    r"powerpoint presentation|print$|layout \d|template|шаблон|normal\.dot|page \d|стр\. ?\d|default|scan|img[_ ]?\d)",
    re.IGNORECASE,
)
_FILE_NAME = re.compile(
    r"\.(?:docx?|pdf|rtf|odt|indd|qxd|pmd|p65|tex|dvi|html?|xlsx?|pptx?|tmp|txt|md|cdr|ps|eps|wpd)\b", re.IGNORECASE
)
_PATH = re.compile(r"^[a-z]:[\\/]|^[\\/]{1,2}\w+[\\/]|^file:|^https?:", re.IGNORECASE)
_CODE = re.compile(r"^[\W\d_a-z]*\d[\W\d_a-z]*$")
_LETTERS = re.compile(r"[^\W\d_]")


def sensible_title(text: str) -> str:
    """Return a stated title with its spaces tidied, or nothing where it is none.

    File names, paths, names that programs put in, codes and text in a wrong encoding are no titles.
    """
    title = " ".join(text.split()).strip(" \x00\ufeff")
    if not _SHORTEST <= len(title) <= _LONGEST or len(_LETTERS.findall(title)) < _SHORTEST:
        return ""
    if _JUNK.search(title) or _FILE_NAME.search(title) or _PATH.search(title):
        return ""
    if " " not in title and _CODE.match(title):
        return ""
    return "" if _is_mojibake(title) else title


def _is_mojibake(title: str) -> bool:
    odd = sum("\x80" <= char <= "\xff" or "\ue000" <= char <= "\uf8ff" or char == "\ufffd" for char in title)
    return odd > len(title) / 4
