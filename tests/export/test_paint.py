"""A painted picture has each colour where the scene says, at any scale."""

from __future__ import annotations

from pathlib import Path

import pytest
from PySide6.QtGui import QColor, QImage
from pytestqt.qtbot import QtBot

from rnnviz.export.paint import to_image, to_png
from rnnviz.scene.shapes import Box, Chip, Group, Label, Run, Scene

from .picture import BLACK, BLUE, GREEN, RED, WHITE, make_picture

pytestmark = pytest.mark.usefixtures("qapp")


def color_at(image: QImage, x: float, y: float, scale: float = 1.0) -> str:
    """The colour of the pixel over a point of the scene."""
    return image.pixelColor(int(x * scale), int(y * scale)).name()


@pytest.mark.parametrize("scale", [1.0, 2.0, 3.5])
def test_every_shape_has_its_colour_at_its_place(scale: float) -> None:
    image = to_image(make_picture(), scale)
    assert (image.width(), image.height()) == (round(120 * scale), round(80 * scale))
    wanted = {
        (5, 5): WHITE,
        (20, 20): RED,
        (50, 14): GREEN,
        (75, 20): BLUE,
        (85, 20): WHITE,
        (100, 20): BLUE,
        (14, 44): RED,
        (26, 44): BLUE,
        (14, 56): GREEN,
        (26, 56): BLACK,
    }
    assert {point: color_at(image, *point, scale) for point in wanted} == wanted


def test_without_a_background_the_picture_is_transparent() -> None:
    image = to_image(make_picture(None))
    assert image.pixelColor(5, 5).alpha() == 0
    assert image.pixelColor(20, 20) == QColor(RED)


def test_text_is_drawn_inside_its_place() -> None:
    image = to_image(make_picture())
    chip = sum(color_at(image, x, y) != WHITE for x in range(38, 62) for y in range(45, 55))
    label = sum(color_at(image, x, y) != WHITE for x in range(80, 100) for y in range(40, 62))
    assert chip > 40
    assert label > 20


def test_a_chip_without_text_is_only_its_pill() -> None:
    scene = Scene(40, 20, Group("one", (Chip(20, 10, 30, 14, "", 11, GREEN, BLACK),)), WHITE)
    assert color_at(to_image(scene), 20, 10) == GREEN


def test_the_same_text_is_as_wide_as_measured(qtbot: QtBot) -> None:
    runs = (Run("gradient"),)
    scene = Scene(200, 40, Group("one", (Label(10, 20, runs, 24, BLACK, "start"),)), WHITE)
    image = to_image(scene)
    inked = [x for x in range(200) if any(color_at(image, x, y) != WHITE for y in range(40))]
    from rnnviz.scene.measure import measure

    assert inked[0] >= 10
    assert inked[-1] <= 10 + measure(runs, 24, "sans") + 1
    assert inked[-1] - inked[0] > 0.9 * measure(runs, 24, "sans")


def test_a_png_file_holds_the_picture(tmp_path: Path) -> None:
    to_png(make_picture(), tmp_path / "a.png", scale=2.0)
    assert QImage(str(tmp_path / "a.png")).pixelColor(40, 40) == QColor(RED)


def test_a_place_that_cannot_be_written_is_an_error(tmp_path: Path) -> None:
    with pytest.raises(OSError, match=r"missing.*a\.png"):
        to_png(Scene(4, 4, Group("one", (Box(0, 0, 4, 4, 0, RED),))), tmp_path / "missing" / "a.png")
