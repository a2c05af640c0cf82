"""First-run set-up from a checkout and the check of what the system must offer; standard library only."""

from __future__ import annotations


def ensure_environment(module: str = "rnnviz", extra: str | None = None) -> None:
    """Continue inside the checkout's ``.venv``, set up as ``pyproject.toml`` asks; return at once when installed."""


def check_drawing() -> None:
    """Stop with one line and exit status 2 unless Qt can draw without a display."""


def check_window() -> None:
    """Stop with one line and exit status 2 unless Qt can open a window."""
