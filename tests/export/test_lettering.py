"""Larger text stays clear of everything and inside what held it."""

from __future__ import annotations

import pytest

from rnnviz.export.lettering import enlarge_text
from rnnviz.scene.bounds import bounds_of
from rnnviz.scene.shapes import Box, Chip, Dot, Group, Label, Run, Scene, Shape, Wire, flatten

BLACK = "#000000"


def sizes(*shapes: Shape, factor: float = 1.5) -> list[float]:
    """The sizes of all text after it has been enlarged."""
    scene = enlarge_text(Scene(400, 200, Group("page", shapes)), factor)
    return [shape.size for shape in flatten(scene.root) if isinstance(shape, Label | Chip)]


def word(x: float, y: float, text: str = "gate") -> Label:
    return Label(x, y, (Run(text),), 12.0, BLACK)


def test_text_with_room_around_it_grows_as_is_wished() -> None:
    assert sizes(word(200, 100)) == [18.0]
    assert sizes(word(200, 100), factor=0.8) == pytest.approx([9.6])


def test_text_in_a_box_grows_until_the_box_is_full() -> None:
    (size,) = sizes(Box(180, 90, 40, 20, 4, None, BLACK), word(200, 100))
    assert 12.0 < size < 18.0


def test_text_beside_a_wire_does_not_touch_it() -> None:
    wire = Wire(((200, 0), (200, 200)), BLACK, 2)
    label = Label(204, 100, (Run("f", italic=True),), 20.0, BLACK, "start", "math")
    scene = enlarge_text(Scene(400, 200, Group("page", (wire, label))), 1.5)
    (grown,) = (shape for shape in flatten(scene.root) if isinstance(shape, Label))
    assert bounds_of(grown).left > 201


def test_words_of_one_size_keep_one_size_and_numbers_are_apart() -> None:
    box = Box(80, 90, 34, 20, 4, None, BLACK)
    chip = Chip(300, 50, 60, 24, "+0.61", 12, "#ffffff", BLACK)
    first, second, number = sizes(box, word(97, 100), word(300, 150), chip)
    assert first == second < number


def test_nothing_changes_without_a_wish() -> None:
    scene = Scene(400, 200, Group("page", (word(5, 5),)))
    assert enlarge_text(scene, 1.0) is scene


def test_only_the_kinds_that_are_asked_for_grow() -> None:
    shapes = (word(100, 100), word(200, 100, "+0.61"))
    scene = enlarge_text(Scene(400, 200, Group("page", shapes)), 1.5, ("word",))
    assert [shape.size for shape in flatten(scene.root) if isinstance(shape, Label)] == [18.0, 12.0]


def test_text_in_an_ellipse_keeps_off_its_outline() -> None:
    dot = Dot(50, 50, 28, 16, None, "#000000")
    label = Label(50, 50, (Run("tanh"),), 15.5, "#000000")
    found = enlarge_text(Scene(100, 100, Group("cell", (dot, label))), 1.6)
    bounds = next(bounds_of(shape) for shape in flatten(found.root) if isinstance(shape, Label))
    across, down = (bounds.right - bounds.left) / 56, (bounds.bottom - bounds.top) / 32
    assert across > 0.6
    assert across**2 + down**2 < 1.0
