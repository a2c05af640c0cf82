"""The sheet that a picture stands on in its file: the page of a size, or a slide with its title."""

from __future__ import annotations

from dataclasses import dataclass

from ..export.page import Page
from ..export.size import PER_CM, Frame, frame_of
from ..scene.color import ink_on
from ..scene.shapes import Group, Label, Run, Scene
from .export_choice import Manner

SLIDES = ("pptx",)
INSET = 0.254
"""What office programs leave free at the sides of a text, in centimetres."""


@dataclass(frozen=True, slots=True)
class Sheet:
    """A scene in its place on a page, and the title above it, if there is one."""

    scene: Scene
    page: Frame
    title: Group | None = None


def sheet_of(page: Page, manner: Manner) -> Sheet:
    """How a page is written; InputError where its size cannot be."""
    if manner.format not in SLIDES:
        return Sheet(page.scene, frame_of(page.scene, manner.options.size))
    from ..export.pptx import CM, MARGIN, PIXEL, TITLE_HEIGHT, TITLE_POINTS, TITLE_TOP, place_on_slide, slide_sides

    sides = slide_sides(manner.options.size, [page])
    x, y, unit = place_on_slide([page], sides)
    frame = Frame(sides[0] * PER_CM, sides[1] * PER_CM, x / PIXEL, y / PIXEL, unit / PIXEL)
    if not page.title or not y:
        return Sheet(page.scene, frame)
    left, middle = (MARGIN + INSET) * PER_CM, (TITLE_TOP + TITLE_HEIGHT / 2) * PER_CM
    color, size = ink_on(page.scene.background or "#ffffff"), TITLE_POINTS * PIXEL * 96 / 72 / CM * PER_CM
    return Sheet(page.scene, frame, Group("title", (Label(left, middle, (Run(page.title),), size, color, "start"),)))
