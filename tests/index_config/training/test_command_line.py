"""``python -m index_config.training``: all stages, then figures of what came out."""

import json
from pathlib import Path

from index_config.training.__main__ import parser, run
from index_config.training.settings import Settings
from tests.index_config.training.conftest import write_pairs


def test_all_stages_and_an_evaluation(settings: Settings, tmp_path: Path) -> None:
    common = [
        *("--work", str(settings.work), "--teacher", str(settings.teacher), "--vocabulary-size", "150"),
        *("--pairs", str(settings.pairs[0]), "--passages", str(settings.passages[0]), "--steps", "3"),
    ]
    run(parser().parse_args(["all", *common, "--out", str(tmp_path / "model")]))
    assert (tmp_path / "model" / "model.safetensors").exists()
    tests = write_pairs(tmp_path)
    out = tmp_path / "figures.json"
    run(parser().parse_args(["evaluate", *common, "--tests", str(tests), "--out", str(out)]))
    figures = json.loads(out.read_text(encoding="utf-8"))
    assert set(figures) == {"pairs", "held-out passages"}
    assert all(0 <= value <= 1 for part in figures.values() for value in part.values())
