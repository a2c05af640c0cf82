"""A painted picture has each colour where the scene says, at any scale."""

from __future__ import annotations

from pathlib import Path

import pytest
from PySide6.QtCore import QByteArray, Qt
from PySide6.QtGui import QColor, QImage, QPainter, QPdfWriter, QTransform
from PySide6.QtSvg import QSvgRenderer
from pytestqt.qtbot import QtBot

from rnnviz.engine.error import InputError
from rnnviz.export.paint import paint, to_image, to_png
from rnnviz.export.size import Size, frame_of
from rnnviz.export.svg import to_svg
from rnnviz.scene.cell import draw_cell
from rnnviz.scene.shapes import Chip, Group, Label, Run, Scene, Wire
from rnnviz.scene.theme import LIGHT

from ..scene.case import make_run
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


def test_a_png_file_holds_the_picture_and_its_dots_per_inch() -> None:
    image = QImage.fromData(to_png(make_picture(), 192))
    assert (image.width(), image.height()) == (240, 160)
    assert image.pixelColor(40, 40) == QColor(RED)
    assert image.dotsPerMeterX() == round(192 / 0.0254)


@pytest.mark.parametrize(("background", "has_alpha"), [(WHITE, False), (None, True)])
def test_a_png_file_is_transparent_only_without_a_background(background: str | None, has_alpha: bool) -> None:
    assert QImage.fromData(to_png(make_picture(background))).hasAlphaChannel() is has_alpha


def test_a_picture_stands_in_the_middle_of_a_larger_page() -> None:
    image = to_image(make_picture(), frame=frame_of(make_picture(), Size(480, 400, "px")))
    assert (image.width(), image.height()) == (480, 400)
    assert color_at(image, 10, 10) == WHITE
    assert color_at(image, 80, 40 + 80) == RED


def test_a_picture_too_large_for_the_memory_is_refused_before_it_is_made() -> None:
    with pytest.raises(InputError, match=r"picture: got 36,000 × 24,000 pixels, expected at most 32,000 a side"):
        to_image(make_picture(), 300.0)


def test_a_corner_is_rounded() -> None:
    elbow = ((10.0, 10.0), (80.0, 10.0), (80.0, 55.0))
    sharp, round_ = (Wire(elbow, RED, 3.0, radius) for radius in (0.0, 20.0))
    images = [to_image(Scene(100, 60, Group("one", (wire,)), WHITE), 4.0) for wire in (sharp, round_)]
    assert [color_at(image, 80, 11, 4.0) for image in images] == [RED, WHITE]


def test_the_painter_keeps_its_transformation() -> None:
    image = QImage(50, 50, QImage.Format.Format_ARGB32_Premultiplied)
    image.fill(QColor(WHITE))
    with QPainter(image) as painter:
        painter.translate(3, 4)
        paint(painter, make_picture())
        assert painter.transform() == QTransform.fromTranslate(3, 4)


def test_a_pdf_can_be_painted(tmp_path: Path) -> None:
    writer = QPdfWriter(str(tmp_path / "cell.pdf"))
    with QPainter(writer) as painter:
        paint(painter, draw_cell(make_run("gru", hidden_size=16), 1, theme=LIGHT))
    del painter, writer
    assert (tmp_path / "cell.pdf").read_bytes().startswith(b"%PDF")


@pytest.mark.parametrize("cell", ["lstm", "gru-reset-after"])
def test_the_written_picture_looks_like_the_painted_one(cell: str) -> None:
    scene = draw_cell(make_run(cell, hidden_size=4), 2, theme=LIGHT)
    painted = to_image(scene)
    written = QImage(painted.size(), QImage.Format.Format_ARGB32_Premultiplied)
    written.fill(QColor(WHITE))
    with QPainter(written) as painter:
        QSvgRenderer(QByteArray(to_svg(scene).encode())).render(painter)
    # A small picture smooths the different antialiasing of edges and text.
    smooth = Qt.TransformationMode.SmoothTransformation
    first, second = (image.scaledToWidth(painted.width() // 8, smooth) for image in (painted, written))
    pairs = [(x, y) for x in range(first.width()) for y in range(first.height())]
    far = [abs(first.pixelColor(*pair).lightness() - second.pixelColor(*pair).lightness()) for pair in pairs]
    assert sum(far) / len(far) < 1.5
