"""Looking at what an ingestion did, and meddling with it."""

import os
import subprocess
import sys
from pathlib import Path
from typing import Any

from index_config.store.base import Index, Where
from ingest.report import Outcome, Report
from tests.conftest import RULING_EN
from tests.ingest.launcher import ROOT


def contents(index: Index) -> dict[str, dict[str, Any]]:
    return {point.id: point.payload for point in index.reader().scroll(Where())}


def outcome_of(report: Report, file: str) -> Outcome:
    (found,) = [outcome for outcome in report.outcomes if outcome.file == file]
    return found


def python(code: str, *arguments: str) -> subprocess.Popen[str]:
    return subprocess.Popen(
        [sys.executable, "-c", code, *arguments],
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
        text=True,
        cwd=ROOT,
        env={**os.environ, "PYTHONPATH": str(ROOT)},
    )


def change(collection: Path) -> Path:
    path = collection / "court_decisions" / "alpha.md"
    path.write_text(RULING_EN.replace("methadone", "buprenorphine"), encoding="utf-8")
    return path
