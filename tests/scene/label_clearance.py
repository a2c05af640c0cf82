"""Finds labels of charts, equations and boards that lie on each other or reach over the edges of the page."""

from __future__ import annotations

from collections.abc import Iterator

from rnnviz.scene.bounds import Bounds, bounds_of
from rnnviz.scene.shapes import Label, Scene, flatten

TOUCH = 0.5
"""Labels may come so near to each other, in pixels."""


def texts(scene: Scene) -> list[str]:
    """What is written in a picture, in painting order."""
    return [text_of(shape) for shape in flatten(scene.root) if isinstance(shape, Label)]


def text_of(label: Label) -> str:
    """The characters of a label."""
    return "".join(run.text for run in label.runs)


def label_collisions(scene: Scene) -> list[str]:
    """A line for every two labels that overlap, and for every one beyond the page."""
    labels = sorted(_labels(scene), key=lambda entry: entry[1].left)
    page = Bounds(-TOUCH, -TOUCH, scene.width + TOUCH, scene.height + TOUCH)
    found = [f"{text} beyond the page" for text, area in labels if not _is_inside(area, page)]
    for place, (text, area) in enumerate(labels):
        for other, near in labels[place + 1 :]:
            if near.left >= area.right:
                break
            if area.overlaps(near.grown(-TOUCH)):
                found.append(f"{text} on {other}")
    return found


def _labels(scene: Scene) -> Iterator[tuple[str, Bounds]]:
    for shape in flatten(scene.root):
        if isinstance(shape, Label) and text_of(shape).strip():
            yield text_of(shape), bounds_of(shape)


def _is_inside(area: Bounds, page: Bounds) -> bool:
    return page.left <= area.left and page.top <= area.top and area.right <= page.right and area.bottom <= page.bottom
