"""How large a figure is written: in centimetres, in pixels, or to fill a slide."""

from __future__ import annotations

from dataclasses import dataclass
from re import fullmatch
from typing import Literal

from ..engine.error import InputError
from ..scene.shapes import Scene

PER_CM = 96 / 2.54
"""Pixels of a scene, which are 1/96 inch, per centimetre."""
SLIDES = {"slide": (101.6 / 3, 19.05), "slide-4:3": (25.4, 19.05)}
"""Width and height in centimetres by name."""
EXPECTED = "such as 16cm, 16x9cm, 1920px, 1920x1080px, slide or slide-4:3"
LARGEST = {"cm": 500.0, "px": 30000.0}
LONGEST_SIDE, MOST_PIXELS = 32000, 100_000_000
"""The limits of one image: Qt paints no longer sides, and more pixels with all their copies fill a memory."""


@dataclass(frozen=True, slots=True)
class Size:
    """A width; with a height, the figure stands as large as it fits in the middle of that page."""

    width: float
    height: float | None = None
    unit: Literal["cm", "px"] = "cm"

    def __post_init__(self) -> None:
        """Refuse what cannot be a page."""
        sides = (self.width,) if self.height is None else (self.width, self.height)
        if not all(0 < side <= LARGEST[self.unit] for side in sides):
            limit = f"above 0 and at most {LARGEST[self.unit]:,.0f} {self.unit}"
            raise InputError("size", " × ".join(f"{side:g}" for side in sides) + f" {self.unit}", limit)

    def in_pixels(self, scene: Scene) -> tuple[float, float]:
        """Width and height in pixels of 1/96 inch."""
        factor = PER_CM if self.unit == "cm" else 1.0
        width = self.width * factor
        return width, width * scene.height / scene.width if self.height is None else self.height * factor


@dataclass(frozen=True, slots=True)
class Frame:
    """A page of ``width`` × ``height`` pixels of 1/96 inch on which a scene stands at (x, y), enlarged by ``scale``."""

    width: float
    height: float
    x: float = 0.0
    y: float = 0.0
    scale: float = 1.0


def frame_of(scene: Scene, size: Size | None) -> Frame:
    """Where a scene stands on its page; without a size the page is the scene's."""
    if size is None:
        return Frame(scene.width, scene.height)
    width, height = size.in_pixels(scene)
    if size.height is None:
        return Frame(width, height, scale=width / scene.width)
    scale = min(width / scene.width, height / scene.height)
    return Frame(width, height, (width - scale * scene.width) / 2, (height - scale * scene.height) / 2, scale)


def parse_size(text: str) -> Size:
    """The size that a text says; InputError for one that says none."""
    if text in SLIDES:
        return Size(*SLIDES[text])
    found = fullmatch(r"([0-9]+(?:\.[0-9]+)?)(?:[x×]([0-9]+(?:\.[0-9]+)?))?\s*(cm|px)", text.strip())
    if found is None:
        raise InputError("size", text or "nothing", EXPECTED)
    height = None if found[2] is None else float(found[2])
    return Size(float(found[1]), height, "cm" if found[3] == "cm" else "px")


def check_pixels(page: Frame, scale: float) -> tuple[int, int]:
    """Width and height of a page as an image; InputError where it would be too large for the memory."""
    width, height = (max(1, round(side * scale)) for side in (page.width, page.height))
    if max(width, height) > LONGEST_SIDE or width * height > MOST_PIXELS:
        raise too_large(width, height)
    return width, height


def too_large(width: int, height: int) -> InputError:
    """The error of an image that the memory cannot hold."""
    limit = f"at most {LONGEST_SIDE:,} a side and {MOST_PIXELS // 10**6} million in all"
    return InputError("picture", f"{width:,} × {height:,} pixels", limit)
