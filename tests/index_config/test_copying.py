from pathlib import Path

import pytest

from index_config.store.copying import copy_tree


@pytest.mark.parametrize(
    ("head", "hole", "tail"), [(b"a" * 5000, 1 << 22, b"z" * 3), (b"", 1 << 20, b""), (b"x", 0, b"y"), (b"", 0, b"")]
)
def test_a_copy_is_equal_and_keeps_the_holes(tmp_path: Path, head: bytes, hole: int, tail: bytes) -> None:
    source = tmp_path / "source"
    (source / "deep").mkdir(parents=True)
    with (source / "deep" / "file").open("wb") as stream:
        stream.write(head)
        stream.seek(hole, 1)
        stream.write(tail)
        stream.truncate(len(head) + hole + len(tail))
    copy_tree(source, tmp_path / "target")
    original, copy = source / "deep" / "file", tmp_path / "target" / "deep" / "file"
    assert copy.read_bytes() == original.read_bytes()
    assert copy.stat().st_blocks <= original.stat().st_blocks + 16
