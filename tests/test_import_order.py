"""Lower never imports higher (docs of the house: CONTRIBUTING.md), and no package imports itself through another."""

from __future__ import annotations

import ast
from collections.abc import Iterator
from pathlib import Path

import pytest

import tocsin

ROOT = Path(tocsin.__file__).parent
LAYERS = (
    ("errors", "rows", "tables", "settings", "arrow", "records"),
    ("articles", "language", "actors", "places"),
    ("events",),
    ("sources",),
    ("conventions", "coder", "explain", "relation", "highlight", "quotation"),
    ("engines", "exports", "evaluate"),
    ("store",),
    ("stories", "ledger"),
    ("api",),
    ("cli",),
)
LEVEL = {name: level for level, names in enumerate(LAYERS) for name in names}
FREE = {"__init__", "__main__"}  # the lazy front door and `python -m tocsin`


def modules() -> list[Path]:
    return sorted(path for path in ROOT.rglob("*.py") if "data" not in path.relative_to(ROOT).parts)


def part(path: Path) -> str:
    return path.relative_to(ROOT).parts[0].removesuffix(".py")


def imported_parts(path: Path) -> Iterator[tuple[str, int]]:
    """Parts of the package this module imports, inside functions too, without those only for type checkers."""
    tree = ast.parse(path.read_text(encoding="utf-8"))
    for_types = {
        id(inner)
        for node in ast.walk(tree)
        if isinstance(node, ast.If) and "TYPE_CHECKING" in ast.unparse(node.test)
        for inner in ast.walk(node)
    }
    for node in ast.walk(tree):
        if id(node) in for_types:
            continue
        if isinstance(node, ast.Import):
            names = [alias.name for alias in node.names]
        elif isinstance(node, ast.ImportFrom):
            assert node.level == 0, f"{path}:{node.lineno}: relative import; write it out"
            names = [f"tocsin.{alias.name}" for alias in node.names] if node.module == "tocsin" else [node.module or ""]
        else:
            continue
        for name in names:
            head, _, rest = name.partition(".")
            if head == "tocsin" and rest and not rest.startswith("__"):
                yield rest.split(".")[0], node.lineno


def test_every_part_has_a_layer() -> None:
    assert {part(path) for path in modules()} - FREE <= LEVEL.keys(), "a new module: give it a place in LAYERS"


@pytest.mark.parametrize("path", modules(), ids=lambda path: path.relative_to(ROOT).as_posix())
def test_lower_never_imports_higher(path: Path) -> None:
    if part(path) in FREE:
        return
    wrong = [f"line {line}: {name}" for name, line in imported_parts(path) if LEVEL[name] > LEVEL[part(path)]]
    assert not wrong, f"{path.relative_to(ROOT)} (layer of {part(path)}) imports from above: {wrong}"


def test_no_cycles_between_parts() -> None:
    uses: dict[str, set[str]] = {name: set() for name in LEVEL}
    for path in modules():
        if part(path) not in FREE:
            uses[part(path)] |= {name for name, _ in imported_parts(path)} - {part(path)}
    while leaves := [name for name, used in uses.items() if not used & uses.keys()]:
        for name in leaves:
            del uses[name]
    assert not uses, f"these import each other in a circle: {uses}"
