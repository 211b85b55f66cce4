"""``python -m index_config.training``: all stages of either way, then figures of what came out."""

import json
from pathlib import Path

import pytest

from index_config.training.__main__ import main, parser, run, settings_from
from index_config.training.pruning import Base
from index_config.training.settings import Settings
from tests.index_config.training.conftest import write_pairs
from tests.index_config.training.packed_file import write_packed


@pytest.mark.parametrize("way", ["distillation", "adaptation"])
def test_all_stages_and_an_evaluation(settings: Settings, tmp_path: Path, base: Base, way: str) -> None:
    packed = write_packed(tmp_path / "base.bin", base)
    own = ["--teacher", str(settings.teacher)] if way == "distillation" else ["--base", str(packed)]
    common = [
        *("--work", str(settings.work), "--vocabulary-size", "150", *own),
        *("--pairs", str(settings.pairs[0]), "--passages", str(settings.passages[0]), "--steps", "3"),
    ]
    run(parser().parse_args(["all", *common, "--out", str(tmp_path / "model")]))
    assert (tmp_path / "model" / "model.safetensors").exists()
    tests = write_pairs(tmp_path)
    out = tmp_path / "figures.json"
    assert (tmp_path / "model" / "3_Dense").exists() == (way == "adaptation")
    run(parser().parse_args(["evaluate", *common, "--tests", str(tests), "--out", str(out)]))
    figures = json.loads(out.read_text(encoding="utf-8"))
    assert set(figures) == {"pairs", "held-out passages"}
    assert all(0 <= value <= 1 for part in figures.values() for value in part.values())


def test_the_usual_vocabulary_size_is_that_of_the_way(tmp_path: Path) -> None:
    sizes = [
        settings_from(parser().parse_args([stage, "--work", str(tmp_path), *own])).vocabulary_size
        for stage, own in (
            ("prune", ["--base", "x"]),
            ("vocabulary", []),
            ("prune", ["--base", "x", "--vocabulary-size", "9"]),
        )
    ]
    assert sizes == [42_000, 40_000, 9]


def test_pruning_asks_for_a_base(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.setattr("sys.argv", ["training", "prune", "--work", str(tmp_path)])
    with pytest.raises(SystemExit):
        main()
    assert "prune needs --base" in capsys.readouterr().err
