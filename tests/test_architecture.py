"""The arrows of the house: who may import whom, and who alone may import the libraries with a taste of their own."""

import ast
from collections.abc import Iterator
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parents[1]
ROOMS = {
    "index_config": set[str](),
    "ingest": {"index_config"},
    "search_api": {"index_config"},
    "eval": {"index_config", "search_api"},
}
ALL_ROOMS = {*ROOMS, "kb", "tests"}

#: Library → the files (or folders) that may import it.
DOORS = {
    "qdrant_edge": ("index_config/store/",),
    "qdrant_client": ("index_config/store/", "eval/stock.py"),
    "llama_index": ("ingest/pipeline.py", "ingest/embed.py", "ingest/split/", "search_api/retriever.py", "eval/"),
    "sentence_transformers": ("index_config/encoder.py", "index_config/training/"),
    "torch": ("index_config/encoder.py", "index_config/training/"),
    "fastapi": ("search_api/",),
    "httpcore": ("ingest/fetch/",),
    "pypdf": ("ingest/read/", "eval/stock_files.py"),
    "pypdfium2": ("ingest/read/",),
    "docx": ("ingest/read/",),
    "selectolax": ("ingest/read/", "ingest/fetch/"),
    "typer": ("kb.py",),
    "pymorphy3": ("index_config/text/", "index_config/training/"),
    "razdel": ("index_config/text/",),
    "ir_measures": ("eval/measures.py", "eval/outside.py"),
    "matplotlib": ("eval/plots.py",),
}


def sources() -> Iterator[tuple[str, ast.Module]]:
    for room in ROOMS:
        for path in sorted((ROOT / room).rglob("*.py")):
            yield path.relative_to(ROOT).as_posix(), ast.parse(path.read_text(encoding="utf-8"))
    yield "kb.py", ast.parse((ROOT / "kb.py").read_text(encoding="utf-8"))


def imports(tree: ast.Module) -> Iterator[str]:
    for node in ast.walk(tree):
        if isinstance(node, ast.Import):
            yield from (alias.name for alias in node.names)
        elif isinstance(node, ast.ImportFrom):
            assert node.level == 0, "imports are absolute"
            assert node.module is not None
            yield node.module
            yield from (f"{node.module}.{alias.name}" for alias in node.names)


def test_rooms_import_only_what_the_house_allows() -> None:
    for name, tree in sources():
        room = name.split("/")[0].removesuffix(".py")
        if room == "kb":
            continue
        for imported in imports(tree):
            target = imported.split(".")[0]
            if target in ALL_ROOMS and target != room:
                assert target in ROOMS[room], f"{name} imports {imported}"


@pytest.mark.parametrize("library", DOORS)
def test_libraries_stay_behind_their_door(library: str) -> None:
    for name, tree in sources():
        if any(imported.split(".")[0] == library for imported in imports(tree)):
            assert name.startswith(DOORS[library]), f"{name} imports {library}"


def test_no_circles_between_modules() -> None:
    modules = {name.removesuffix(".py").removesuffix("/__init__").replace("/", "."): tree for name, tree in sources()}
    edges = {name: set(_targets(tree, modules)) - {name} for name, tree in modules.items()}
    seen: set[str] = set()

    def walk(name: str, path: tuple[str, ...]) -> None:
        assert name not in path, f"circle: {' → '.join((*path, name))}"
        if name not in seen:
            for target in edges[name]:
                walk(target, (*path, name))
            seen.add(name)

    for name in edges:
        walk(name, ())


def _targets(tree: ast.Module, modules: dict[str, ast.Module]) -> Iterator[str]:
    """Yield the modules of ours that a module imports when it is imported itself."""
    for node in tree.body:
        if isinstance(node, ast.Import):
            yield from (alias.name for alias in node.names if alias.name in modules)
        elif isinstance(node, ast.ImportFrom) and node.module is not None:
            names = {f"{node.module}.{alias.name}" for alias in node.names}
            yield from names & modules.keys()
            if names - modules.keys() and node.module in modules:
                yield node.module


def test_help_does_not_load_the_heavy_libraries() -> None:
    import subprocess
    import sys

    code = "import sys, kb; print([m for m in ('torch', 'llama_index', 'qdrant_client', 'fastapi', 'numpy') if m in sys.modules])"
    loaded = subprocess.run([sys.executable, "-c", code], cwd=ROOT, capture_output=True, text=True, check=True)
    assert loaded.stdout.strip() == "[]"
