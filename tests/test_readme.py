"""The README says what the code does: its settings table and commands are checked here."""

from pathlib import Path

from index_config.settings import Settings

README = Path(__file__).resolve().parents[1] / "README.md"


def settings_table() -> str:
    """Write the table of settings from the class itself."""
    rows = ["| setting | default | what |", "|---|---|---|"]
    for name, field in Settings.model_fields.items():
        default = field.default
        shown = "" if default is None or not str(default) else f"`{default}`"
        if "Secret" in type(default).__name__:
            shown = ""
        rows.append(f"| `KB_{name.upper()}` | {shown} | {field.description} |")
    return "\n".join(rows)


def between(marker: str) -> str:
    text = README.read_text(encoding="utf-8")
    return text.split(f"<!-- {marker}:begin -->\n")[1].split(f"<!-- {marker}:end -->")[0].strip()


def test_the_table_of_settings_is_that_of_the_code() -> None:
    assert between("settings") == settings_table()


def test_the_two_commands_are_shown_and_exist() -> None:
    text = README.read_text(encoding="utf-8")
    makefile = (README.parent / "Makefile").read_text(encoding="utf-8")
    for target in ("run", "test", "check", "bench"):
        assert f"make {target}" in text
        assert f"\n{target}:" in makefile
