"""Text recognised from the image of a page by Tesseract, where it is installed.

One process for each try, with a time limit. The page is tried with automatic segmentation first; where the result is
poor, turned as Tesseract's own look at it says; then as one column and as one block, which numbered lists need.
"""

import csv
import io
import os
import re
import shutil
import subprocess
from dataclasses import dataclass
from functools import lru_cache
from itertools import groupby
from statistics import mean
from typing import Any

import numpy as np
from numpy.typing import NDArray

from ingest.read.compose import PARAGRAPH
from ingest.read.quality import fault, odd_words

_LANGUAGES = ("rus", "eng", "ukr")
_SEGMENTATIONS = (3, 4, 6)
_DPI = 300
#: Pixels a page image may have: larger ones are rendered at a lower resolution.
_MOST_PIXELS = 24_000_000
SECONDS = 90
#: Confidence (0 to 100) from which a result is taken at once, and below which it is refused.
_GOOD, _POOR = 85.0, 55.0
_FEW_ODD = 0.05
_TURN = re.compile(r"Rotate:\s*(\d+)")
_FEWEST_LETTERS = 3


@dataclass(frozen=True, slots=True)
class Recognised:
    """A page's recognised text, in lines and paragraphs, and how sure Tesseract is of it (0 to 100)."""

    text: str
    confidence: float

    @property
    def sound(self) -> bool:
        """Whether it may stand for the page."""
        return self.confidence >= _POOR and not fault(self.text) and sum(map(str.isalpha, self.text)) >= _FEWEST_LETTERS


@lru_cache(maxsize=1)
def languages() -> str:
    """Return what Tesseract can be asked to read here, e.g. "rus+eng"; "" where it is not installed or lacks both."""
    program = shutil.which("tesseract")
    if not program:
        return ""
    try:
        listed = subprocess.run([program, "--list-langs"], capture_output=True, text=True, timeout=20, check=False)
    except (OSError, subprocess.SubprocessError):
        return ""
    known = set(listed.stdout.split())
    return "+".join(language for language in _LANGUAGES if language in known)


def recognise(page: Any) -> Recognised | None:  # noqa: ANN401 - pypdfium2 states no types
    """Recognise a PDFium page. Returns the best of the tries, ``None`` where none gave text or Tesseract is missing."""
    if not languages():
        return None
    image = _image(page, 0)
    best = _read(image, _SEGMENTATIONS[0])
    if (best is None or best.confidence < _POOR) and (turn := _turn(image)):
        image = _image(page, turn)
        best = _better(best, _read(image, _SEGMENTATIONS[0]))
    for segmentation in _SEGMENTATIONS[1:]:
        if best and best.confidence >= _GOOD and odd_words(best.text) < _FEW_ODD:
            break
        best = _better(best, _read(image, segmentation))
    return best


def _better(one: Recognised | None, other: Recognised | None) -> Recognised | None:
    return max((found for found in (one, other) if found), key=_merit, default=None)


def _merit(found: Recognised) -> float:
    """Sure, sound and much: a try that skips half the page may be sure of the rest."""
    length: float = min(len(found.text), 4000) ** 0.25
    return found.confidence * (1 - odd_words(found.text)) * length


def _image(page: Any, turn: int) -> bytes:  # noqa: ANN401
    """Render a page as a grey PGM image; ``turn`` is in degrees, clockwise."""
    width, height = page.get_size()
    scale = min(_DPI / 72, (_MOST_PIXELS / max(width * height, 1)) ** 0.5)
    bitmap = page.render(scale=scale, rotation=turn, grayscale=True)
    pixels: NDArray[np.uint8] = bitmap.to_numpy().reshape(bitmap.height, bitmap.width)
    return f"P5 {bitmap.width} {bitmap.height} 255\n".encode() + pixels.tobytes()


def _read(image: bytes, segmentation: int) -> Recognised | None:
    table = _tesseract(image, "--psm", str(segmentation), "-l", languages(), "tsv")
    rows = csv.DictReader(io.StringIO(table), delimiter="\t", quoting=csv.QUOTE_NONE)
    words = [row for row in rows if row.get("level") == "5" and (row.get("text") or "").strip()]
    if not words:
        return None
    paragraphs = []
    for _, of_paragraph in groupby(words, key=lambda row: (row["block_num"], row["par_num"])):
        lines = groupby(of_paragraph, key=lambda row: row["line_num"])
        paragraphs.append("\n".join(" ".join(row["text"] for row in line) for _, line in lines))
    sure = mean(float(row["conf"]) for row in words for _ in row["text"])
    return Recognised(PARAGRAPH.join(paragraphs), sure)


def _turn(image: bytes) -> int:
    """How far the page must be turned clockwise to stand upright, as Tesseract sees it."""
    found = _TURN.search(_tesseract(image, "--psm", "0"))
    return int(found[1]) if found else 0


def _tesseract(image: bytes, *arguments: str) -> str:
    try:
        done = subprocess.run(
            ["tesseract", "stdin", "stdout", "--dpi", str(_DPI), *arguments],
            input=image,
            capture_output=True,
            timeout=SECONDS,
            check=False,
            env=_environment(),
        )
    except (OSError, subprocess.SubprocessError):
        return ""
    return done.stdout.decode("utf-8", "replace") if done.returncode == 0 else ""


def _environment() -> dict[str, str]:
    """One thread for each process: Tesseract's own threads slow each other down on small machines."""
    return {**os.environ, "OMP_THREAD_LIMIT": "1"}
