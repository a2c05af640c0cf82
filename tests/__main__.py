"""The whole check: ``python3 -m tests`` for everything, ``python3 -m tests lint types`` for a part."""

from __future__ import annotations

import os
import subprocess
import sys
import tempfile
import time
from pathlib import Path
from typing import Callable, Dict  # noqa: UP035  # Python 3.8 is let in as far as the sentence

from rnnviz import bootstrap

ROOT = Path(__file__).resolve().parents[1]
SHAPE_TEST = "tests/test_structure.py"


def main(names: list[str]) -> int:
    """Run the named checks, all when none is named; go on after a failure; the exit status is 1 if any failed."""
    unknown = [name for name in names if name not in CHECKS]
    if unknown:
        print(f"tests: no check is named {unknown[0]!r}; there are: {', '.join(CHECKS)}", file=sys.stderr)
        return 2
    os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")
    os.environ.setdefault("OPENBLAS_NUM_THREADS", "1")  # the tests run in parallel already
    results = {name: _timed(name) for name in names or CHECKS}
    print("\nsummary")
    for name, passed in results.items():
        print(f"  {'passed' if passed else 'FAILED'}  {name}")
    return 0 if all(results.values()) else 1


def _timed(name: str) -> bool:
    """Run one check under a heading; whether it passed."""
    print(f"\n== {name}", flush=True)
    start = time.perf_counter()
    passed = CHECKS[name]()
    print(f"-- {name} {'passed' if passed else 'FAILED'} in {time.perf_counter() - start:.1f} s", flush=True)
    return passed


def _run(*command: str | Path, cwd: Path = ROOT) -> bool:
    """Run one command with its output shown; whether it succeeded."""
    return subprocess.run([str(part) for part in command], cwd=cwd, check=False).returncode == 0


def _module(*arguments: str | Path) -> bool:
    """Run a tool of the environment."""
    return _run(sys.executable, "-m", *arguments)


def _format() -> bool:
    return _module("ruff", "format", "--check", ".")


def _lint() -> bool:
    return _module("ruff", "check", ".")


def _types() -> bool:
    return _module("mypy")


def _layers() -> bool:
    return _run(Path(sys.executable).with_name("lint-imports"), "--no-logo")


def _structure() -> bool:
    return _module("pytest", "-q", SHAPE_TEST)


def _tests() -> bool:
    return _module("pytest", "-q", "-n", "auto", f"--ignore={SHAPE_TEST}")


def _wheel() -> bool:
    """Build the wheel, install it into an environment of its own, and start it from another directory."""
    with tempfile.TemporaryDirectory() as folder:
        place = Path(folder)
        if not _module("build", "--wheel", "--no-isolation", "--outdir", place):
            return False
        (wheel,) = place.glob("*.whl")
        scripts = place / "venv" / ("Scripts" if os.name == "nt" else "bin")
        install = ("-m", "pip", "install", "-q", "--disable-pip-version-check", wheel)
        return (
            _module("venv", place / "venv")
            and _run(scripts / "python", *install, cwd=place)
            and _run(scripts / "rnnviz", "--version", cwd=place)
            and _run(scripts / "rnnviz", "trace", "lstm-by-hand", cwd=place)
        )


CHECKS: Dict[str, Callable[[], bool]] = {  # noqa: UP006  # evaluated before the old Python is turned away
    "format": _format,
    "lint": _lint,
    "types": _types,
    "layers": _layers,
    "structure": _structure,
    "tests": _tests,
    "wheel": _wheel,
}

if __name__ == "__main__":
    bootstrap.ensure_environment("tests", extra="dev")
    bootstrap.check_drawing()
    raise SystemExit(main(sys.argv[1:]))
