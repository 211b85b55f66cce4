"""Pages a second by format: reading, cleaning, guessing and structure, without embedding, in one process."""

import time
from collections import defaultdict
from collections.abc import Sequence
from pathlib import Path

from index_config.domain import Metadata
from index_config.errors import SourceError
from ingest.prepare import prepare
from ingest.sources import Source, find_files, hash_file


def bench_reading(folders: Sequence[Path]) -> dict[str, dict[str, float]]:
    """Return pages, seconds and pages a second for each suffix; a page of a format without pages is a whole file."""
    pages: dict[str, int] = defaultdict(int)
    characters: dict[str, int] = defaultdict(int)
    seconds: dict[str, float] = defaultdict(float)
    for file in find_files(folders):
        suffix = file.path.suffix.lower()
        started = time.perf_counter()
        try:
            document = prepare(Source(file, hash_file(file.path), Metadata()), "bench").document
        except SourceError:
            continue
        seconds[suffix] += time.perf_counter() - started
        pages[suffix] += len(document.pages)
        characters[suffix] += len(document.text)
    return {
        suffix: {
            "pages": pages[suffix],
            "pages_per_second": round(pages[suffix] / seconds[suffix], 1),
            "megabytes_of_text_per_second": round(characters[suffix] / seconds[suffix] / 1e6, 2),
        }
        for suffix in sorted(pages)
    }
