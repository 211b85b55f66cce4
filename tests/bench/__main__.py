"""Run all benchmarks and print their figures: ``python -m tests.bench [FOLDER…]``.

Without a folder: ``../shared/real`` where it is present, else ``documents``.
"""

import argparse
import json
import logging
import resource
import sys
import tempfile
from pathlib import Path

from tests.bench.beside import bench_beside
from tests.bench.reading import bench_reading
from tests.bench.searching import bench_real, bench_synthetic
from tests.shared import SHARED

ROOT = Path(__file__).resolve().parents[2]


def main() -> None:
    parser = argparse.ArgumentParser(prog="bench")
    parser.add_argument("folders", nargs="*", type=Path)
    parser.add_argument("--passages", type=int, default=100_000, help="size of the synthetic index")
    arguments = parser.parse_args()
    real = SHARED / "real"
    folders = arguments.folders or [real if real.is_dir() else ROOT / "documents"]
    logging.getLogger("pypdf").setLevel(logging.CRITICAL)
    figures: dict[str, object] = {"reading": bench_reading(folders)}
    with tempfile.TemporaryDirectory() as folder:
        figures["real"] = bench_real(folders, Path(folder) / "real")
        figures["beside"] = bench_beside(ROOT / "documents", Path(folder) / "beside")
        figures["synthetic"] = bench_synthetic(arguments.passages, Path(folder) / "synthetic")
    usage = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss, resource.getrusage(resource.RUSAGE_CHILDREN).ru_maxrss
    figures["peak_memory_mb"] = {"this process": usage[0] >> 10, "reader process": usage[1] >> 10}
    sys.stdout.write(json.dumps(figures, ensure_ascii=False, indent=2) + "\n")


if __name__ == "__main__":
    main()
