"""Bytes to text, whatever encoding a Russian or English file may have."""

import codecs
import re
from collections.abc import Sequence

from charset_normalizer import from_bytes

from index_config.errors import DamagedSource, GarbledText

_BOMS = (
    (codecs.BOM_UTF32_LE, "utf-32-le"),
    (codecs.BOM_UTF32_BE, "utf-32-be"),
    (codecs.BOM_UTF8, "utf-8"),
    (codecs.BOM_UTF16_LE, "utf-16-le"),
    (codecs.BOM_UTF16_BE, "utf-16-be"),
)
_CYRILLIC = ("cp1251", "koi8-r", "cp866", "iso-8859-5", "mac-cyrillic", "koi8-u")
_WIDE = ("utf-32-le", "utf-32-be", "utf-16-le", "utf-16-be")
_USUAL = frozenset("\t\r\n" + "".join(map(chr, range(0x20, 0x7F))))
#: Bytes looked at to see whether they are text, and to guess their encoding.
_SAMPLE, _GUESSED = 200_000, 40_000
_MANY_CONTROLS = 0.01
_WELL_CASED = re.compile(r"[а-яёіїєґў]+|[А-ЯЁІЇЄҐЎ][а-яёіїєґў]*|[А-ЯЁІЇЄҐЎ]+")
_WORD = re.compile(r"[^\W\d_]+")
_ONE_LETTER = frozenset("авикосуяжбієйАВИКОСУЯЖБІЄЙ")
_FREQUENT = {
    letter: weight
    for weight, group in ((3, "оеаинтсрвл"), (2, "кмдпуяыьгз"), (1, "бчйхжшюцщэфіїє"))
    for letter in group
}
#: UTF-8 read as cp1252 or cp1251 and saved again.
_MOJIBAKE = re.compile(
    r"(?:[ÐÑ][\x80-\xbf‚ƒ„…†‡ˆ‰Š‹ŒŽ‘’“”•–—˜™š›œžŸ]){2}|(?:[РС][\u0400-\u045f‚„…†‡€‰‹‘’“”•–—™›\xa0-\xbf]){4}"
)
_PLAUSIBLE = 0.6


def decode(data: bytes, file: str, declared: str = "") -> tuple[str, str]:
    """Decode a file's bytes.

    ``declared`` is the encoding that the file itself names; it counts only where the bytes agree. Returns the text
    without a byte-order mark and the encoding. Raises ``DamagedSource`` for bytes that are no text and
    ``GarbledText`` where no encoding makes sense of them.
    """
    for mark, encoding in _BOMS:
        if data.startswith(mark):
            return _strip(data[len(mark) :].decode(encoding, "replace")), encoding
    if wide := _wide(data):
        return data.decode(wide, "replace"), wide
    refuse_binary(data, file)
    if (text := _utf8(data)) is not None:
        return _unmojibake(text), "utf-8"
    encoding = _single_byte(data, declared)
    if not encoding:
        raise GarbledText(file=file, reason="its encoding is unknown; save the file as UTF-8")
    return data.decode(encoding, "replace"), encoding


def refuse_binary(data: bytes, file: str) -> None:
    """Raise ``DamagedSource`` when the bytes are no text in any encoding."""
    sample = data[:_SAMPLE]
    controls = sum(sample.count(byte) for byte in (*range(0x09), *range(0x0E, 0x1B), *range(0x1C, 0x20)))
    if b"\x00" in sample or controls > _MANY_CONTROLS * len(sample):
        raise DamagedSource(file=file, reason="its bytes are not text")


def _strip(text: str) -> str:
    return text.removeprefix("\ufeff")


def _wide(data: bytes) -> str:
    """UTF-16 or UTF-32 without a mark: zero bytes, or Cyrillic's 0x04, fill every other place."""
    sample = data[: 4 * (_SAMPLE // 4)]
    if len(sample) < 4 or (b"\x00" not in sample and sample.count(b"\x04") < len(sample) / 5):
        return ""
    best, most = "", 0.7
    for encoding in _WIDE:
        unit = 4 if "32" in encoding else 2
        if len(data) % unit:
            continue
        try:
            text = sample[: len(sample) // unit * unit].decode(encoding)
        except UnicodeDecodeError:
            continue
        usual = sum(char in _USUAL or "\u0400" <= char <= "\u04ff" for char in text) / max(len(text), 1)
        if usual > most:
            best, most = encoding, usual
    return best


def _utf8(data: bytes) -> str | None:
    """UTF-8, also when cut inside its last character or spoilt at a few places."""
    try:
        return data.decode("utf-8")
    except UnicodeDecodeError as error:
        if error.start >= len(data) - 3:
            return data[: error.start].decode("utf-8")
    text = data.decode("utf-8", "replace")
    bad = text.count("\ufffd")
    good = sum(1 for char in text if char > "\x7f") - bad
    return text if good > 20 * bad else None


def _single_byte(data: bytes, declared: str) -> str:
    sample = data[:_GUESSED]
    candidates = (declared, *_CYRILLIC) if _known(declared) else _CYRILLIC
    scores = {encoding: plausibility(sample.decode(encoding, "replace")) for encoding in candidates}
    best = max(scores, key=lambda encoding: scores[encoding])
    if scores[best] >= _PLAUSIBLE:
        return best
    return _other(sample, declared)


def _other(sample: bytes, declared: str) -> str:
    """Not Cyrillic: the declared encoding if it decodes, else a general guess."""
    if _known(declared) and "\ufffd" not in sample.decode(declared, "replace"):
        return declared
    if sum(byte > 0x7F for byte in sample) < len(sample) / 10 and "\ufffd" not in sample.decode("cp1252", "replace"):
        return "cp1252"
    guess = from_bytes(sample[:20_000]).best()
    return guess.encoding if guess else ""


def plausibility(text: str) -> float:
    """Tell how much like Russian, Ukrainian or a kindred text the characters beyond ASCII are: 0 to 1.

    Words are Cyrillic throughout and cased as words are, and frequent letters are frequent.
    """
    foreign = sum(char > "\x7f" for char in text)
    if not foreign:
        return 0.0
    words = [word for word in _WORD.findall(text) if not word.isascii()]
    letters = sum(len(word) for word in words)
    cased = sum(len(word) for word in words if _WELL_CASED.fullmatch(word) and (len(word) > 1 or word in _ONE_LETTER))
    weight = sum(_FREQUENT.get(char.lower(), 0) for word in words for char in word) / (3 * letters or 1)
    return cased / max(foreign, letters) * min(weight / 0.7, 1.0)


def _known(encoding: str) -> bool:
    try:
        codecs.lookup(encoding)
    except (LookupError, ValueError):
        return False
    return encoding.lower().replace("_", "-") not in {"utf-8", "utf8", "utf-16", "utf16", "ascii", "us-ascii"}


def _unmojibake(text: str, wrong: Sequence[str] = ("cp1252", "cp1251")) -> str:
    """Undo a double encoding of the whole file."""
    if len(_MOJIBAKE.findall(text[:_SAMPLE])) < max(2, len(text[:_SAMPLE]) // 200):
        return text
    for encoding in wrong:
        try:
            return text.encode(encoding).decode("utf-8")
        except UnicodeError:
            continue
    return text
