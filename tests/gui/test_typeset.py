"""LaTeX as pictures."""

from __future__ import annotations

import pytest
from PySide6.QtCore import QPointF, QRectF
from PySide6.QtGui import QColor, QImage, QPainter, QPixmap
from pytestqt.qtbot import QtBot

from rnnviz.gui.typeset import draw_math, outline, picture, rise, text_width


def test_an_outline_is_as_wide_as_its_ink() -> None:
    shape = outline(r"f_t = \sigma(W_f x_t)")
    assert shape.path.boundingRect().left() == pytest.approx(0.0, abs=1e-6)
    assert shape.path.boundingRect().width() == pytest.approx(shape.width)
    assert 3.0 < shape.width < 12.0


def test_a_subscript_reaches_below_the_baseline_and_a_hat_above_its_letter() -> None:
    assert outline("c_t").descent > outline("c").descent + 0.1
    assert outline(r"\hat{c}").ascent > outline("c").ascent + 0.1


def test_a_hat_is_no_wider_than_its_letter() -> None:
    assert outline(r"\hat{c}").width < 1.2 * outline("c").width


def test_drawn_lines_such_as_fractions_are_part_of_the_outline() -> None:
    bar = outline(r"\frac{1}{2}").path.boundingRect()
    assert bar.intersects(QRectF(0.0, -0.35, 0.2, 0.2))


@pytest.mark.parametrize("below", ["f_t", r"\tanh(c_t)", r"\hat{h}_t", "W_f^{(2)}"])
def test_a_fraction_of_known_parts_is_the_one_that_is_set_as_a_whole(below: str) -> None:
    parts, whole = (outline(rf"{brace}\frac{{\partial L}}{{\partial {below}}}") for brace in ("", "{}"))
    assert (parts.width, parts.ascent, parts.descent) == pytest.approx(
        (whole.width, whole.ascent, whole.descent), abs=0.03
    )


def test_a_picture_has_the_pixels_of_its_screen(qtbot: QtBot) -> None:
    plain, dense = picture("h_t", 16.0, "#000000", 1.0), picture("h_t", 16.0, "#000000", 2.0)
    assert dense.devicePixelRatio() == 2.0
    assert dense.width() == pytest.approx(2 * plain.width(), abs=2)
    assert picture("h_t", 16.0, "#000000", 1.0) is plain


def test_a_picture_is_painted_in_its_colour_on_its_baseline(qtbot: QtBot) -> None:
    image = picture("-", 40.0, "#ff0000", 1.0).toImage()
    painted = [
        (x, y) for y in range(image.height()) for x in range(image.width()) if image.pixelColor(x, y).alpha() == 255
    ]
    assert painted
    assert all(image.pixelColor(x, y).name() == "#ff0000" for x, y in painted)
    assert max(y for _, y in painted) < rise("-", 40.0)


def test_a_formula_is_drawn_on_its_baseline_and_as_wide_as_it_says(qtbot: QtBot) -> None:
    image = QImage(60, 60, QImage.Format.Format_RGB32)
    image.fill(QColor("#ffffff"))
    painter = QPainter(image)
    width = draw_math(painter, "x", QPointF(10.0, 40.0), 40.0, "#0000ff")
    painter.end()
    inked = [(x, y) for x in range(60) for y in range(60) if image.pixelColor(x, y).lightness() < 200]
    left, right = min(x for x, _ in inked), max(x for x, _ in inked)
    assert left == pytest.approx(10, abs=1)
    assert right - left + 1 == pytest.approx(width, abs=2)
    assert max(y for _, y in inked) == pytest.approx(40, abs=1)


def test_figures_have_equal_widths(qtbot: QtBot) -> None:
    assert QPixmap(1, 1).width() == 1
    assert text_width("111", 13) == text_width("808", 13)
    assert text_width("−0.5", 26) == pytest.approx(2 * text_width("−0.5", 13), rel=0.05)
