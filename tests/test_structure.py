"""The shape of the project: sizes, places, mirrored tests, and what the code may not name."""

from __future__ import annotations

import ast
import re
import subprocess
import sys
import tomllib
from pathlib import Path

import pytest

from rnnviz.cells import CELLS

ROOT = Path(__file__).resolve().parents[1]
TOP_LEVEL = {".ci", ".gitignore", "README.md", "pyproject.toml", "resources", "rnnviz", "tests"}
MOST_LINES_OF_A_FILE = 400
MOST_LINES_OF_A_FUNCTION = 40
BANNED_MODULES = {"utils", "util", "helpers", "helper", "common", "base", "manager", "core", "misc"}
DISTRIBUTIONS = {
    "PIL": "Pillow",
    "PySide6": "PySide6-Essentials",
    "pptx": "python-pptx",
    "shiboken6": "PySide6-Essentials",
    "typing_extensions": "typing-extensions",
}

Function = ast.FunctionDef | ast.AsyncFunctionDef


def tracked() -> list[Path]:
    """The files of the project, relative to its root: what git holds, or all sources where there is no git."""
    listed = subprocess.run(["git", "ls-files", "-z"], cwd=ROOT, capture_output=True, text=True, check=False)
    if listed.returncode == 0:
        paths = [Path(name) for name in listed.stdout.split("\0") if name]
    else:
        folders = ("rnnviz", "tests", "resources")
        paths = [path.relative_to(ROOT) for folder in folders for path in (ROOT / folder).rglob("*")]
    return [path for path in paths if (ROOT / path).is_file()]


FILES = tracked()
SOURCES = [path for path in FILES if path.suffix == ".py"]
PACKAGE = [path for path in SOURCES if path.parts[0] == "rnnviz"]
TREES = {path: ast.parse((ROOT / path).read_text("utf-8")) for path in SOURCES}


def named(paths: list[Path]) -> pytest.MarkDecorator:
    """One test per file, named by its path."""
    return pytest.mark.parametrize("path", paths, ids=str)


def test_the_top_level_holds_only_what_the_design_names() -> None:
    assert {path.parts[0] for path in FILES} <= TOP_LEVEL


@named(SOURCES)
def test_a_file_can_be_read_in_one_go(path: Path) -> None:
    assert len((ROOT / path).read_text("utf-8").splitlines()) <= MOST_LINES_OF_A_FILE


@named(SOURCES)
def test_a_function_can_be_seen_at_once(path: Path) -> None:
    functions = [node for node in ast.walk(TREES[path]) if isinstance(node, Function)]
    long = {
        f.name: length for f in functions if (length := (f.end_lineno or 0) - f.lineno + 1) > MOST_LINES_OF_A_FUNCTION
    }
    assert not long


def test_the_program_imports_exactly_the_dependencies_it_declares() -> None:
    project = tomllib.loads((ROOT / "pyproject.toml").read_text("utf-8"))["project"]
    declared = {re.split(r"[<>=!~]", line)[0] for line in project["dependencies"]}
    imported = {name for path in PACKAGE for name in imports(TREES[path])} - set(sys.stdlib_module_names) - {"rnnviz"}
    assert {DISTRIBUTIONS.get(name, name) for name in imported} == declared


def imports(tree: ast.Module) -> list[str]:
    """The first part of every module that is imported by its full name."""
    whole = [name.name for node in ast.walk(tree) if isinstance(node, ast.Import) for name in node.names]
    parts = [node.module for node in ast.walk(tree) if isinstance(node, ast.ImportFrom) and node.level == 0]
    return [name.partition(".")[0] for name in [*whole, *parts] if name]


@named(SOURCES)
def test_a_module_says_what_it_is(path: Path) -> None:
    if (ROOT / path).read_text("utf-8").strip():
        assert ast.get_docstring(TREES[path])


@named(PACKAGE)
def test_a_module_is_named_after_what_it_holds(path: Path) -> None:
    assert not BANNED_MODULES & set(path.with_suffix("").parts)


def test_every_module_has_its_tests_at_the_mirrored_place() -> None:
    untested = [path for path in PACKAGE if not mirrored(path)]
    assert not untested


def mirrored(path: Path) -> bool:
    """Whether a module's tests stand where they are looked for; one suite serves the cells, another the tasks."""
    if path.name == "__init__.py" or path.parts[1] in ("cells", "tasks"):
        return True
    inner = path.relative_to("rnnviz")
    name = inner.stem.strip("_")
    return (ROOT / "tests" / inner.parent / f"test_{name}.py").is_file()


def test_every_test_file_mirrors_a_module_or_a_folder() -> None:
    tests = [path for path in SOURCES if path.parts[0] == "tests" and path.name.startswith("test_")]
    assert not [path for path in tests if len(path.parts) > 2 and not (ROOT / "rnnviz" / path.parts[1]).is_dir()]


@named([path for path in PACKAGE if path.parts[1] != "cells"])
def test_code_outside_the_cells_compares_nothing_with_the_name_of_a_cell(path: Path) -> None:
    compared = [value for node in ast.walk(TREES[path]) for value in compared_strings(node)]
    assert not set(compared) & set(CELLS)


def compared_strings(node: ast.AST) -> list[str]:
    """The string literals that a node compares with, matches on or looks up."""
    match node:
        case ast.Compare():
            parts: list[ast.AST] = [node.left, *node.comparators]
        case ast.MatchValue():
            parts = [node.value]
        case ast.Dict():
            parts = [key for key in node.keys if key is not None]
        case _:
            parts = []
    literals = [part for outer in parts for part in ast.walk(outer) if isinstance(part, ast.Constant)]
    return [literal.value for literal in literals if isinstance(literal.value, str)]


@named([path for path in FILES if path.suffix in {".py", ".md", ".toml", ".json", ".rnnviz"}])
def test_no_file_names_a_place_of_the_machine_it_was_written_on(path: Path) -> None:
    text = (ROOT / path).read_text("utf-8")
    assert not [place for place in (ROOT, Path.home()) if f"{place}/" in text]
