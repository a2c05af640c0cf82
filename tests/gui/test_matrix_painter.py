"""Cells have the colour of their value, gaps between them, and text that reads on it."""

from __future__ import annotations

import numpy as np
import pytest
from PySide6.QtGui import QColor, QImage, QPainter
from pytestqt.qtbot import QtBot

from rnnviz.engine.ops import Array
from rnnviz.gui.entry import NumberEntry, SymbolEntry
from rnnviz.gui.grid import Grid
from rnnviz.gui.matrix_painter import Look, Window, cell_size, color_limit, number_font, paint_cells
from rnnviz.scene.theme import DARK, LIGHT, Theme


def painted(
    values: Array,
    theme: Theme,
    *,
    with_text: bool = False,
    entries: tuple[NumberEntry | SymbolEntry, ...] | None = None,
) -> QImage:
    n_rows, n_columns = values.shape
    grid = Grid("W", values, entries or (NumberEntry(),) * n_columns, (), (), "{} {}".format)
    image = QImage(40 * n_columns, 20 * n_rows, QImage.Format.Format_RGB32)
    image.fill(QColor("#123456"))
    with QPainter(image) as painter:
        paint_cells(painter, grid, Window(range(n_rows), range(n_columns), 0, 0, 40, 20), Look(theme, 1.0, with_text))
    return image


@pytest.mark.parametrize("theme", [LIGHT, DARK], ids=lambda theme: theme.name)
def test_a_cell_has_the_colour_of_its_value(qapp: object, theme: Theme) -> None:
    image = painted(np.array([[-1.0, 0.0, 1.0, np.nan, np.inf]]), theme)
    found = [image.pixelColor(40 * k + 5, 5).name() for k in range(5)]
    colors = theme.value_colors
    assert found == [colors[0], colors[128], colors[255], theme.error, theme.error]


def gradient_colors(values: list[float], *, by_decades: bool, limit: float = 1.0) -> list[str]:
    """The colours of the cells of a gradient in one row."""
    grid = Grid("W", np.array([values]), (NumberEntry(),) * len(values), (), (), "{} {}".format, is_gradient=True)
    image = QImage(40 * len(values), 20, QImage.Format.Format_RGB32)
    with QPainter(image) as painter:
        look = Look(LIGHT, limit, has_text=False, by_decades=by_decades)
        paint_cells(painter, grid, Window(range(1), range(len(values)), 0, 0, 40, 20), look)
    return [image.pixelColor(40 * k + 5, 5).name() for k in range(len(values))]


def test_a_gradient_has_colours_of_its_own(qapp: object) -> None:
    colors = LIGHT.gradient_colors
    found = gradient_colors([-2.0, 0.0, 2.0, np.nan], by_decades=False, limit=2.0)
    assert found == [colors[0], colors[128], colors[255], LIGHT.error]


def test_by_decades_small_gradients_are_told_apart(qapp: object) -> None:
    places = [LIGHT.gradient_colors.index(c) for c in gradient_colors([1.0, 1e-6, 1e-300, 0.0], by_decades=True)]
    assert places[0] == 255
    assert places[1] == pytest.approx(128 + 64, abs=1)
    assert 128 < places[2] < 140
    assert places[3] == 128
    assert len(set(gradient_colors([1e-6, 1e-9], by_decades=False))) == 1


def test_missing_values_and_symbols_have_the_colour_of_the_surface(qapp: object) -> None:
    entries = (NumberEntry(optional=True), SymbolEntry(("a", "b")))
    image = painted(np.array([[np.nan, 1.0]]), LIGHT, entries=entries)
    assert [image.pixelColor(x, 5).name() for x in (5, 45)] == [LIGHT.surface] * 2


def test_there_is_a_gap_between_cells(qapp: object) -> None:
    image = painted(np.ones((2, 2)), LIGHT)
    assert image.pixelColor(39, 5).name() == image.pixelColor(5, 19).name() == LIGHT.background


def test_text_changes_pixels_only_when_wanted(qapp: object) -> None:
    values = np.full((1, 1), 0.5)
    assert painted(values, LIGHT, with_text=True) != painted(values, LIGHT)


@pytest.mark.parametrize("value", [1e300, -1e-10, -1e-100])
def test_a_number_too_long_for_its_cell_is_painted_smaller_and_not_cut_off(qapp: object, value: float) -> None:
    image = painted(np.full((1, 1), value), LIGHT, with_text=True)
    inked = [x for x in range(39) if any(image.pixel(x, y) != image.pixel(1, 1) for y in range(19))]
    assert 0 < inked[0] < 6
    assert 32 < inked[-1] < 38


@pytest.mark.parametrize(
    ("largest", "limit"),
    [(0.0, 1.0), (0.13, 0.2), (0.2, 0.2), (0.21, 0.5), (0.7, 1.0), (1.0, 1.0), (3.0, 5.0), (60.0, 100.0)],
)
def test_the_limit_of_colours_is_the_next_round_number(largest: float, limit: float) -> None:
    assert color_limit(largest) == pytest.approx(limit)


def test_the_limit_stays_finite_and_may_be_tiny() -> None:
    assert np.isfinite(color_limit(1.7e308))
    assert color_limit(3e-250, 1e-300) == pytest.approx(5e-250)
    assert color_limit(0.0, 1e-300) == 1.0


def test_nothing_visible_is_nothing_painted(qapp: object) -> None:
    image = QImage(10, 10, QImage.Format.Format_RGB32)
    image.fill(QColor("#123456"))
    grid = Grid("W", np.zeros((0, 3)), (NumberEntry(),) * 3, (), (), "{} {}".format)
    with QPainter(image) as painter:
        paint_cells(painter, grid, Window(range(0), range(3), 0, 0, 40, 20), Look(LIGHT, 1.0, True))
    assert image.pixelColor(5, 5).name() == "#123456"


def test_a_cell_grows_with_the_text(qtbot: QtBot, qapp: object) -> None:
    from PySide6.QtWidgets import QApplication

    font = QApplication.font()
    font.setPointSizeF(10)
    small = cell_size(font)
    font.setPointSizeF(30)
    large = cell_size(font)
    assert large[0] > 2 * small[0]
    assert large[1] > 2 * small[1]
    assert number_font(font).pointSizeF() < 30


@pytest.mark.parametrize("value", [12345.6, -98765.4, 123.456, -1234.5, 1e300, -1e-300, np.inf, np.nan])
def test_a_number_too_long_for_its_cell_is_painted_all_the_same(qapp: object, value: float) -> None:
    image = QImage(20, 20, QImage.Format.Format_RGB32)
    grid = Grid("W", np.array([[value]]), (NumberEntry(),), (), (), "{} {}".format)
    with QPainter(image) as painter:
        paint_cells(painter, grid, Window(range(1), range(1), 0, 0, 20, 20), Look(LIGHT, 1.0, True))
    assert not image.isNull()
