"""Where the shipped fonts, icons and examples lie, in a checkout and in an installed wheel."""

from __future__ import annotations

from pathlib import Path

_INSTALLED = Path(__file__).with_name("resources")
_ROOT = _INSTALLED if _INSTALLED.is_dir() else Path(__file__).parents[1] / "resources"


def path(*parts: str) -> Path:
    """The path of one resource, for example ``path("fonts", "Inter-Regular.otf")``; the file need not exist."""
    return _ROOT.joinpath(*parts)
