from pathlib import Path

import pytest

from index_config.errors import ConfigurationError
from index_config.settings import load_settings


def test_a_wrong_value_names_the_setting(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("KB_PORT", "eighty")
    with pytest.raises(ConfigurationError, match="KB_PORT"):
        load_settings()


def test_a_secret_is_never_shown(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("KB_QDRANT_API_KEY", "hunter2")
    settings = load_settings()
    assert settings.qdrant_api_key.get_secret_value() == "hunter2"
    assert "hunter2" not in repr(settings) and "hunter2" not in settings.model_dump_json()


def test_arguments_win_over_the_environment(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    monkeypatch.setenv("KB_DATA_DIR", "/elsewhere")
    assert load_settings(data_dir=tmp_path).data_dir == tmp_path
    assert load_settings(data_dir=None).data_dir == Path("/elsewhere")
