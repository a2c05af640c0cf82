"""What a page has that a window has elsewhere: a caption over a picture, a scale of values under it, a margin."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace

from ..scene.cell import TITLE_SIZE
from ..scene.legend import HEIGHT, RAMP, SHADES, SIZE, SPACE
from ..scene.measure import measure
from ..scene.number import MINUS
from ..scene.placing import place_shape
from ..scene.shapes import Group, Heat, Label, Run, Scene, Shape, flatten
from .look import Look

MARGIN = 12.0
"""Around a picture, in pixels of the scene."""
CAPTION, LEGEND = 24.0, 24.0
"""The height of a caption and of a legend."""
INSET = 12.0


def dress(scene: Scene, look: Look, caption: str) -> Scene:
    """A picture with what its look wants; the caption only where it has none of its own (an empty one)."""
    if look.caption and caption:
        label = Label(INSET, TITLE_SIZE, (Run(caption, weight="medium"),), TITLE_SIZE, look.colors.muted, "start")
        scene = _moved(scene, 0.0, CAPTION, CAPTION)
        scene = _with(scene, Group("caption", (label,), caption))
        wide = INSET + measure(label.runs, TITLE_SIZE, "sans")
        scene = replace(scene, width=max(scene.width, wide))
    if look.legend and _has_values(scene) and not _has_legend(scene):
        y = scene.height + LEGEND / 2
        legend = Group("legend", tuple(_scale(scene.width - INSET, y, look)), "Colours of the values")
        scene = replace(_with(scene, legend), height=scene.height + LEGEND)
    wider = _moved(scene, MARGIN, MARGIN, 2 * MARGIN)
    return replace(wider, width=scene.width + 2 * MARGIN)


def _moved(scene: Scene, x: float, y: float, taller: float) -> Scene:
    """A picture moved on a page that is taller."""
    root = place_shape(scene.root, (x, y), 1.0)
    assert isinstance(root, Group)
    return replace(scene, height=scene.height + taller, root=root)


def _with(scene: Scene, group: Group) -> Scene:
    """A picture with one group more."""
    return replace(scene, root=replace(scene.root, children=(*scene.root.children, group)))


def _has_values(scene: Scene) -> bool:
    """Whether there are coloured values; a network over time has them as heats, a cell also as chips."""
    names = [child.name for child in scene.root.children if isinstance(child, Group)]
    is_folded = not {"values", "network over time"} & set(names)
    return not is_folded and any(hasattr(shape, "colors") or hasattr(shape, "text") for shape in flatten(scene.root))


def _has_legend(scene: Scene) -> bool:
    return any(isinstance(child, Group) and child.name == "legend" for child in scene.root.children)


def _scale(right: float, y: float, look: Look) -> Iterator[Shape]:
    """The colours of values from negative to positive, up to ``right``; how far they reach differs by the value."""
    theme = look.colors
    texts = ["values", MINUS, "0", "+"]
    widths = [measure((Run(text),), SIZE, "sans") for text in texts]
    x = right - sum(widths) - 2 * RAMP - SPACE * 5
    for k, (text, width) in enumerate(zip(texts, widths, strict=True)):
        yield Label(x, y, (Run(text),), SIZE, theme.muted, "start")
        x += width + SPACE
        if k in (1, 2):
            places = [128 * (k - 1) + round(127 * shade / (SHADES - 1)) for shade in range(SHADES)]
            colors = tuple(theme.value_colors[place] for place in places)
            yield Heat(x, y - HEIGHT / 2, RAMP, HEIGHT, (colors,), theme.line, 1.0)
            x += RAMP + SPACE
