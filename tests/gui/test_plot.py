"""What pyqtgraph draws of a plot."""

from __future__ import annotations

import gc

import numpy as np
import pyqtgraph as pg
import pytest
from numpy.typing import NDArray
from PySide6.QtCore import QCoreApplication, QEvent, QRectF, QSize
from PySide6.QtGui import QFont, QImage
from PySide6.QtWidgets import QVBoxLayout, QWidget
from pytestqt.qtbot import QtBot

from rnnviz.gui.plot import Plot
from rnnviz.gui.plot_frame import Frame, frame_of
from rnnviz.scene.curve_label import curve_color
from rnnviz.scene.plot_scale import linear_scale, log_scale
from rnnviz.scene.theme import DARK, LIGHT, mix
from rnnviz.scene.trajectory import Form, Trajectory

SIZE = QSize(300, 140)
GRID = mix(LIGHT.background, LIGHT.line, 0.6)


class Easel:
    """A plot with a place to draw in, and the picture and the frame of what was drawn last."""

    def __init__(self, parent: QWidget) -> None:
        self.parent = parent
        self.font = QFont()
        self.font.setPixelSize(11)
        self.plot = Plot(parent, LIGHT, self.font)
        self.frame: Frame
        self.image: QImage

    def draw(self, *columns: list[float], log: bool = False, chosen: str | None = None, first: int = 1) -> None:
        values = np.array(columns, dtype=float).T
        names = tuple("fiocxyzuvw"[: len(columns)]) if len(columns) <= 10 else ("h",) * len(columns)
        scale = log_scale(values) if log else linear_scale(values)
        trajectory = Trajectory("Test", values, names, names, scale, first=first)
        self.frame = frame_of(trajectory, QRectF(6.0, 6.0, 288.0, 131.0), self.font)
        self.image = self.plot.picture(trajectory, self.frame, SIZE, chosen).toImage()

    def color(self, x: float, y: float) -> str:
        return self.image.pixelColor(int(x), int(y)).name()

    def colors(self, area: QRectF) -> set[str]:
        inside = area.toAlignedRect().intersected(self.image.rect())
        rows = range(inside.top(), inside.bottom() + 1)
        return {self.color(x, y) for y in rows for x in range(inside.left(), inside.right() + 1)}

    def ink(self, color: str) -> NDArray[np.bool_]:
        """Which pixels are mostly of a colour, and for the rest of the background."""
        pixels = np.frombuffer(self.image.constBits(), np.uint8).reshape(SIZE.height(), SIZE.width(), 4)[..., 2::-1]
        way = np.array([int(color[k : k + 2], 16) for k in (1, 3, 5)]) - pixels[0, 0].astype(float)
        share = ((pixels - pixels[0, 0].astype(float)) @ way) / (way @ way)
        rest = pixels - pixels[0, 0].astype(float) - share[..., None] * way
        return np.asarray((share > 0.4) & (np.abs(rest).max(axis=-1) < 12))

    def has(self, color: str, step: float, level: float, reach: int = 2) -> bool:
        """Whether there is ink of a colour near a value."""
        x, y = int(self.frame.x(step)), int(self.frame.y(np.array([level]))[0])
        return bool(self.ink(color)[y - reach : y + reach + 1, x - reach : x + reach + 1].any())

    def begins_with_a_point(self) -> bool:
        """Whether there is ink of the first curve before its first value."""
        return bool(self.ink(curve_color(LIGHT, 0))[:, : int(self.frame.x(1))].any())

    def count(self, color: str) -> int:
        return int(self.ink(color).sum())


@pytest.fixture
def easel(qtbot: QtBot) -> Easel:
    parent = QWidget()
    qtbot.addWidget(parent)
    return Easel(parent)


def test_curves_go_through_their_values_in_their_colours(easel: Easel) -> None:
    easel.draw([0.0, 0.5, 1.0] * 20, [1.0, 0.5, 0.0] * 20)
    blue, red = (curve_color(LIGHT, k) for k in (0, 1))
    assert easel.has(blue, 1, 0.0)
    assert easel.has(blue, 60, 1.0)
    assert easel.has(red, 1, 1.0)
    assert not easel.has(blue, 1, 1.0)


def test_a_curve_is_broken_where_it_has_no_value_and_its_lone_values_are_points(easel: Easel) -> None:
    easel.draw([0.5] * 15 + [np.nan] * 15 + [0.5] + [np.nan] * 15 + [0.5] * 15)
    blue = curve_color(LIGHT, 0)
    level = float(easel.frame.levels(np.array([0.5]), linear_scale(np.array([0.5])))[0])
    assert easel.has(blue, 10, level)
    assert not easel.has(blue, 23, level)
    assert easel.has(blue, 31, level)


def test_special_values_are_points_in_their_bands(easel: Easel) -> None:
    easel.draw([1.0] * 30 + [0.0] * 30 + [np.inf] * 30 + [np.nan] * 30, log=True)
    blue = curve_color(LIGHT, 0)
    for step, text in ((45, "0"), (75, "∞"), (105, "NaN")):
        assert easel.has(blue, step, easel.frame.band_level(text))
        assert not easel.has(blue, 10, easel.frame.band_level(text), 4)
        y = float(easel.frame.y(np.array([easel.frame.band_level(text)]))[0])
        assert easel.color(easel.frame.x(10), y) == LIGHT.surface


def test_a_single_step_is_a_point(easel: Easel) -> None:
    easel.draw([0.5])
    assert easel.count(curve_color(LIGHT, 0)) > 4


def test_values_far_apart_are_marked_and_close_ones_are_not(easel: Easel) -> None:
    easel.draw([0.5, 1.0, 0.0])
    assert easel.begins_with_a_point()
    easel.draw([0.5, 1.0] * 100)
    assert not easel.begins_with_a_point()


def test_the_chosen_curve_is_stronger(easel: Easel) -> None:
    steps = np.arange(400)
    columns = [list(np.sin(steps / 40)), list(np.cos(steps / 40))]
    easel.draw(*columns)
    plain = easel.count(curve_color(LIGHT, 0))
    easel.draw(*columns, chosen="f")
    assert easel.count(curve_color(LIGHT, 0)) > 1.3 * plain


def test_a_short_peak_in_a_long_sequence_is_seen(easel: Easel) -> None:
    values = np.zeros(10_000)
    values[6543] = 1.0
    easel.draw(list(values))
    assert easel.has(curve_color(LIGHT, 0), 6544, 0.5)


def test_what_was_drawn_before_is_gone(easel: Easel) -> None:
    easel.draw([0.2] * 50, [0.4] * 50, [np.nan] * 50)
    assert easel.count(curve_color(LIGHT, 1)) > 0
    easel.draw([0.2] * 50)
    assert easel.count(curve_color(LIGHT, 1)) == 0
    easel.draw(*[[0.5] * 50] * 20)
    assert easel.count(curve_color(LIGHT, 0)) == 0
    easel.draw([0.2] * 50)
    assert easel.count(LIGHT.value_colors[255]) == 0


def test_the_numbers_of_an_axis_stand_left_of_lines_through_the_plot(easel: Easel) -> None:
    easel.draw([-0.4] * 50, [0.9] * 50)
    axes = easel.frame.axes
    bottom, zero, top = (float(y) for y in easel.frame.y(np.array([0.0, 1 / 3, 1.0])))
    assert GRID in easel.colors(QRectF(axes.center().x(), bottom - 1, 1, 2))
    assert LIGHT.line in easel.colors(QRectF(axes.center().x(), zero - 1, 1, 2))
    for y in (bottom, zero, top):
        assert easel.colors(QRectF(6.0, y - 3, axes.left() - 12, 6)) != {LIGHT.background}
    assert easel.colors(QRectF(axes.left() - 4, 0, 2, 138)) == {LIGHT.background}


def test_powers_of_ten_have_raised_exponents(easel: Easel) -> None:
    easel.draw([1e-6] * 50, [1.0] * 50, log=True)
    left = easel.frame.axes.left()
    y = float(easel.frame.y(np.array([1.0]))[0])
    exponent = easel.colors(QRectF(left - 12, y - 9, 7, 8))
    below = easel.colors(QRectF(left - 12, y + 3, 7, 5))
    assert exponent != {LIGHT.background}
    assert below == {LIGHT.background}


def test_the_time_axis_tells_where_its_numbers_stand(easel: Easel) -> None:
    easel.draw([0.1] * 51, first=0)
    places = easel.plot.step_places
    assert [easel.frame.step_at(place.center().x()) for place in places] == [0, 10, 20, 30, 40, 50]
    assert all(easel.colors(place.adjusted(0, 2, 0, 2)) != {LIGHT.background} for place in places)
    gap = QRectF(places[1].right() + 2, places[1].top() + 2, 4, places[1].height())
    assert easel.colors(gap) == {LIGHT.background}
    assert all(place.top() >= easel.frame.view.bottom() for place in places)


def test_many_units_are_an_image_with_the_first_at_the_top(easel: Easel) -> None:
    easel.draw([1.0] * 50, *[[0.0] * 50] * 18, [-1.0] * 25 + [np.nan] * 12 + [-np.inf] * 13)
    axes = easel.frame.axes
    x = [easel.frame.x(step) for step in (10, 30, 45)]
    assert easel.color(x[0], axes.top() + 2) == LIGHT.value_colors[255]
    assert easel.color(x[0], axes.center().y()) in LIGHT.value_colors[127:129]
    assert easel.color(x[0], axes.bottom() - 3) == LIGHT.value_colors[0]
    assert easel.color(x[1], axes.bottom() - 3) == LIGHT.error
    assert easel.color(x[2], axes.bottom() - 3) == LIGHT.error


def test_the_scale_of_the_colours_stands_beside_an_image(easel: Easel) -> None:
    easel.draw(*[[0.3] * 50] * 20)
    bar = easel.frame.bar
    ramp = [easel.color(bar.center().x(), y) for y in (bar.top() + 1, bar.center().y(), bar.bottom() - 2)]
    assert ramp[0] == LIGHT.value_colors[255]
    assert ramp[2] == LIGHT.value_colors[0]
    assert easel.color(easel.frame.x(10), easel.frame.axes.center().y()) == LIGHT.value_colors[255]
    for y in (bar.top(), bar.bottom() - 9):
        assert easel.colors(QRectF(bar.right() + 3, y, 20, 9)) != {LIGHT.background}


def test_another_theme_and_another_font_change_everything(easel: Easel) -> None:
    easel.draw([0.2] * 50)
    places = easel.plot.step_places
    easel.font.setPixelSize(22)
    easel.plot.dress(DARK, easel.font)
    easel.draw([0.2] * 50)
    assert easel.color(2, 2) == DARK.background
    assert easel.count(curve_color(DARK, 0)) > 0
    assert easel.count(curve_color(LIGHT, 0)) == 0
    assert easel.plot.step_places[0].width() > 1.7 * places[0].width()


def test_the_view_behind_is_never_shown_and_takes_no_focus(easel: Easel) -> None:
    easel.draw([0.2] * 50)
    view = easel.plot._view
    assert not view.isVisibleTo(view.parentWidget())


def test_drawing_lays_nothing_out_in_the_window(easel: Easel) -> None:
    window = easel.parent
    window.resize(500, 400)
    window.show()
    child = QWidget(window)
    child.show()
    layout = QVBoxLayout(window)
    layout.addWidget(child)
    before = child.size()
    easel.draw([0.2] * 50)
    assert child.size() == before
    layout.activate()
    assert child.size() != before


def test_nothing_is_left_of_a_plot_that_is_gone(qtbot: QtBot) -> None:
    gc.collect()
    before = len(pg.ViewBox.AllViews)
    parent = QWidget()
    plot = Plot(parent, LIGHT, QFont())
    assert len(pg.ViewBox.AllViews) == before + 1
    del plot
    parent.deleteLater()
    QCoreApplication.sendPostedEvents(None, QEvent.Type.DeferredDelete)
    gc.collect()
    assert len(pg.ViewBox.AllViews) == before


def show(easel: Easel, values: list[list[float]], form: Form, dashed: tuple[int, ...] = ()) -> None:
    columns = np.array(values, dtype=float).T
    names = tuple("fio"[: columns.shape[1]])
    scale = linear_scale(np.array([0.0, 1.0]))
    shown = Trajectory("Test", columns, names, names, scale, form=form, dashed=dashed)
    easel.frame = frame_of(shown, QRectF(6.0, 6.0, 288.0, 131.0), easel.font)
    easel.image = easel.plot.picture(shown, easel.frame, SIZE).toImage()


def at(easel: Easel, step: float, level: float) -> str:
    return easel.color(easel.frame.x(step), float(easel.frame.y(np.array([level]))[0]))


def fill(k: int) -> str:
    return mix(LIGHT.background, curve_color(LIGHT, k), 0.6)


def test_shares_lie_on_each_other_as_areas(easel: Easel) -> None:
    show(easel, [[0.25] * 10, [0.5] * 10, [0.25] * 10], "stack")
    assert [at(easel, 3.5, level) for level in (0.1, 0.5, 0.9)] == [fill(0), fill(1), fill(2)]


def test_a_step_without_shares_stays_empty(easel: Easel) -> None:
    show(easel, [[0.5, np.nan, 0.5], [0.5, np.nan, 0.5]], "stack")
    assert at(easel, 1.3, 0.1) == fill(0)
    assert at(easel, 2.3, 0.1) == LIGHT.background


def test_bars_reach_from_the_foot_of_the_axis_to_their_values(easel: Easel) -> None:
    show(easel, [[0.5, 1.0, 0.25]], "bars")
    assert at(easel, 1.0, 0.4) == fill(0)
    assert at(easel, 1.0, 0.65) == LIGHT.background
    assert at(easel, 2.0, 0.9) == fill(0)
    assert at(easel, 1.5, 0.1) == LIGHT.background


def test_a_thousand_areas_are_drawn_without_gaps(easel: Easel) -> None:
    show(easel, [[0.5] * 1000, [0.5] * 1000], "stack")
    axes = easel.frame.axes
    y = float(easel.frame.y(np.array([0.2]))[0])
    assert {easel.color(x, y) for x in range(int(axes.left()) + 2, int(axes.right()) - 2)} == {fill(0)}


def test_curves_take_the_place_of_areas_and_areas_that_of_curves(easel: Easel) -> None:
    show(easel, [[0.5] * 10, [0.5] * 10], "stack")
    easel.draw([0.5] * 10, [0.5] * 10)
    assert at(easel, 3.5, 0.2) == LIGHT.background
    assert easel.count(curve_color(LIGHT, 1)) > 0


def test_a_dashed_curve_has_gaps_and_no_points(easel: Easel) -> None:
    show(easel, [[0.5] * 20, [0.8] * 20], "curves", dashed=(1,))
    row = int(easel.frame.y(np.array([0.8]))[0])
    colors = [easel.color(x, row) for x in range(int(easel.frame.x(2)), int(easel.frame.x(19)))]
    inked = [color not in {LIGHT.background, GRID} for color in colors]
    assert 0.3 < sum(inked) / len(inked) < 0.9
