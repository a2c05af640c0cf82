"""One page of what is exported: a picture with its name and what is said with it."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from typing import TypeAlias

from ..scene.shapes import Scene

Progress: TypeAlias = Callable[[int, int], bool]
"""Told how many of how many parts are done; what is being made is given up where it returns False."""


@dataclass(frozen=True, slots=True)
class Page:
    """A picture; a sequence is a list of pages.

    ``name`` is fit for a file, ``title`` one line, ``notes`` the equations and numbers as plain text. ``step`` counts
    from 1, ``substep`` tells how many values of the step are computed, None that all are.
    """

    scene: Scene
    name: str
    title: str = ""
    notes: str = ""
    step: int = 0
    substep: int | None = None


class Cancelled(Exception):  # noqa: N818 -- not an error: somebody wanted it
    """What was being made has been given up because the progress said so."""


def tell(progress: Progress | None, done: int, total: int) -> None:
    """Tell a progress how far something is; Cancelled where it shall not go on."""
    if progress is not None and not progress(done, total):
        raise Cancelled
