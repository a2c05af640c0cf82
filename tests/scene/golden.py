"""Pictures as text, compared with what is kept in ``tests/golden``.

Run the tests with ``RNNVIZ_GOLDEN=write`` to keep what the pictures are now; then read the difference.
"""

from __future__ import annotations

import os
from collections.abc import Iterator, Mapping
from pathlib import Path

from rnnviz.scene.shapes import Box, Chip, Dot, Group, Heat, Key, Label, Run, Scene, Shape, Wire

FOLDER = Path(__file__).parents[1] / "golden"


def check_golden(name: str, scene: Scene) -> None:
    """Fail if a scene is not as its file says."""
    _check(name, _page(scene))


def check_pictures(name: str, scenes: Mapping[str, Scene]) -> None:
    """Fail if any of several scenes is not as their one file says."""
    _check(name, "".join(f"== {title}\n{_page(scene)}" for title, scene in scenes.items()))


def _check(name: str, text: str) -> None:
    path = FOLDER / f"{name}.txt"
    if os.environ.get("RNNVIZ_GOLDEN") == "write":
        path.write_text(text, "utf-8")
    assert text == path.read_text("utf-8")


def _page(scene: Scene) -> str:
    lines = "".join(f"{line}\n" for line in _lines(scene.root, 0))
    return f"page {scene.width:g} {scene.height:g}\n{lines}"


def _lines(shape: Shape, depth: int) -> Iterator[str]:
    yield "  " * depth + _line(shape)
    if isinstance(shape, Group):
        for child in shape.children:
            yield from _lines(child, depth + 1)


def _line(shape: Shape) -> str:
    match shape:
        case Group():
            return f"group {shape.name}{_key(shape.key)}"
        case Box():
            look = f"{shape.fill or '-'} {shape.stroke or '-'}{' dashed' if shape.dashed else ''}"
            return f"box {_numbers(shape.x, shape.y, shape.width, shape.height)} {look}{_key(shape.key)}"
        case Dot():
            return f"dot {_numbers(shape.x, shape.y, shape.radius_x, shape.radius_y)}{_key(shape.key)}"
        case Wire():
            points = " ".join(_numbers(*point).replace(" ", ",") for point in shape.points)
            gaps = "".join(f" gap {_numbers(*gap)}" for gap in shape.gaps)
            look = f"{shape.color}{' arrow' if shape.arrow else ''}{' dashed' if shape.dashed else ''}"
            return f"wire {points} {look}{gaps}{_key(shape.key)}"
        case Label():
            place = _numbers(shape.x, shape.y, shape.size)
            return f"label {place} {shape.anchor} {''.join(map(_text, shape.runs))}{_key(shape.key)}"
        case Chip():
            return f"chip {_numbers(shape.x, shape.y, shape.width)} {shape.text} {shape.fill}{_key(shape.key)}"
        case Heat():
            colors = " / ".join(" ".join(row) for row in shape.colors)
            return f"heat {_numbers(shape.x, shape.y, shape.width, shape.height)} {colors}{_key(shape.key)}"


def _numbers(*numbers: float) -> str:
    return " ".join(f"{round(number, 1) + 0.0:g}" for number in numbers)


def _text(run: Run) -> str:
    script = {0: "", -1: "_", 1: "^"}[run.level]
    return f"{script}{run.accent and run.accent + ' '}{run.text}"


def _key(key: Key | None) -> str:
    return "" if key is None else f" [{'' if key.step is None else key.step}{key.name and ' ' + key.name}]"
