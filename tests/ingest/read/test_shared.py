"""The real and the broken files beside the checkout: only named errors, no garbage, offsets right."""

import subprocess
import sys
from pathlib import Path

import pytest

from tests.shared import shared_path

SECONDS = 120
READ = """
import sys, pathlib
from index_config.errors import SourceError
from ingest.clean import clean
from ingest.read import ocr, read
from ingest.read.quality import fault
ocr.languages = lambda: ""
for name in sys.argv[1:]:
    path = pathlib.Path(name)
    try:
        raw = read(path)
    except SourceError as error:
        assert path.name in str(error), str(error)
        print("refused", type(error).__name__, name)
        continue
    pages, marks = clean(raw)
    length = sum(len(page.text) for page in pages)
    assert all(mark.span.end <= length for mark in marks)
    for page in pages:
        assert not fault(page.text), (name, page.number, fault(page.text))
        for run in page.origin:
            assert page.text[run.start : run.start + run.length] == page.raw[run.raw_start : run.raw_start + run.length]
    print("read", len(pages), name)
"""


def files(name: str) -> list[Path]:
    return sorted(path for path in shared_path(name).rglob("*") if path.is_file() and path.suffix != ".csv")


def report(paths: list[Path]) -> list[str]:
    done = subprocess.run(
        [sys.executable, "-W", "ignore", "-c", READ, *map(str, paths)],
        capture_output=True,
        text=True,
        timeout=SECONDS,
        check=False,
    )
    assert done.returncode == 0, done.stderr[-2000:]
    lines = done.stdout.splitlines()
    assert len(lines) == len(paths)
    return lines


@pytest.mark.slow
def test_bad_files_are_read_or_refused_by_name() -> None:
    lines = report(files("bad"))
    assert sum(line.startswith("refused") for line in lines) > 40


@pytest.mark.slow
@pytest.mark.parametrize("kind", ["court_decisions", "guidelines", "reports", "minutes"])
def test_real_files_are_read(kind: str) -> None:
    paths = [path for path in files("real") if path.parent.name == kind]
    refused = [line for line in report(paths) if line.startswith("refused")]
    assert all("NoTextLayer" in line or line.endswith(".doc") for line in refused), refused


@pytest.mark.slow
def test_cyrillic_that_is_extracted_as_garbage_is_found_out() -> None:
    folder = shared_path("bad") / "cyrillic_and_odd"
    refused = [line for line in report([folder / "dedoc__fstek17.pdf", folder / "pdf.js__complex_ttf_font.pdf"])]
    assert all(line.startswith("refused GarbledText") for line in refused), refused
