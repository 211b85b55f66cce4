"""The material beside the checkout (``../shared``), used where it is present."""

from pathlib import Path

import pytest

SHARED = Path(__file__).resolve().parents[2] / "shared"


def shared_path(name: str) -> Path:
    """Return ``../shared/<name>``, or skip the test and say why."""
    path = SHARED / name
    if not path.exists():
        pytest.skip(f"the test material ../shared/{name} is not on this machine")
    return path
