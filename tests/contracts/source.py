"""The source of the program, parsed once, for the tests that read it."""

import ast
from collections.abc import Iterator
from functools import cache
from pathlib import Path

ROOT = Path(__file__).parents[2]
PACKAGES = ("app", "ui", "models")


@cache
def trees() -> dict[str, ast.Module]:
    """Every module of the program by its path from the project's root, such as `app/clock.py`."""
    return {
        path.relative_to(ROOT).as_posix(): ast.parse(path.read_text("utf-8"))
        for package in PACKAGES
        for path in sorted((ROOT / package).rglob("*.py"))
    }


def nodes() -> Iterator[tuple[str, ast.AST]]:
    """Every syntax node with the place that it stands at, such as `app/clock.py:19`."""
    for path, tree in trees().items():
        for node in ast.walk(tree):
            yield f"{path}:{getattr(node, 'lineno', 0)}", node


def calls() -> Iterator[tuple[str, str, ast.Call]]:
    """Every call with its place and dotted name, such as `datetime.now`; a computed name is only its end."""
    for place, node in nodes():
        if isinstance(node, ast.Call):
            yield place, dotted(node.func), node


def dotted(node: ast.expr) -> str:
    if isinstance(node, ast.Attribute):
        return f"{dotted(node.value)}.{node.attr}"
    return node.id if isinstance(node, ast.Name) else ""


def imports() -> Iterator[tuple[str, str]]:
    """Every imported module or name with its place, such as `sqlalchemy.insert`."""
    for place, node in nodes():
        if isinstance(node, ast.Import):
            yield from ((place, alias.name) for alias in node.names)
        elif isinstance(node, ast.ImportFrom):
            yield from ((place, f"{node.module}.{alias.name}") for alias in node.names)


def file_of(place: str) -> str:
    return place.partition(":")[0]
