"""A PDF as a scanner would give it: grey page images, a little askew and noisy, without a text layer."""

import io
import time
import zlib

import numpy as np
import pypdfium2
from PIL import Image

_DPI = 200
_POINTS = 72
_MOST_DEGREES = 0.4
_NOISE = 4.0
_PAPER, _INK = 244, 40
_QUALITY = 38
#: Pillow would put the clock's time into the file.
_NO_DATE = time.gmtime(0)


def scanned(pdf: bytes, name: str) -> bytes:
    """Return an image-only PDF of the same pages; ``name`` seeds how askew and noisy each page is."""
    chance = np.random.default_rng(zlib.crc32(name.encode()))
    document = pypdfium2.PdfDocument(pdf)
    pages = [_worn(page.render(scale=_DPI / _POINTS, grayscale=True).to_pil(), chance) for page in document]
    result = io.BytesIO()
    first, *others = pages
    first.save(
        result,
        "PDF",
        save_all=True,
        append_images=others,
        resolution=_DPI,
        quality=_QUALITY,
        creationDate=_NO_DATE,
        modDate=_NO_DATE,
        producer="",
    )
    return result.getvalue()


def _worn(page: Image.Image, chance: np.random.Generator) -> Image.Image:
    angle = float(chance.uniform(-_MOST_DEGREES, _MOST_DEGREES))
    turned = page.convert("L").rotate(angle, resample=Image.Resampling.BICUBIC, fillcolor=255)
    grey = np.asarray(turned, dtype=np.float32) / 255
    noise = chance.normal(0, _NOISE, grey.shape).astype(np.float32)
    worn = _INK + grey * (_PAPER - _INK) + noise
    return Image.fromarray(worn.clip(0, 255).astype(np.uint8))
