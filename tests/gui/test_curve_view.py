"""Curves over the steps of a training."""

from __future__ import annotations

import numpy as np
from PySide6.QtCore import QPointF
from pytestqt.qtbot import QtBot

from rnnviz.gui.curve_view import CurveView
from rnnviz.scene.chart import Curve, CurveChart
from rnnviz.scene.plot_scale import Scale
from rnnviz.scene.theme import LIGHT

from .editing import show


def make_chart(**more: object) -> CurveChart:
    x = np.arange(0.0, 101.0)
    curves = (Curve(x, x / 100, "rising"), Curve(x, np.full(101, np.nan), "missing", 1))
    return CurveChart("Loss", curves, Scale("linear", 0.0, 1.0), 0, 100, **more)  # type: ignore[arg-type]


def make_view(qtbot: QtBot, chart: CurveChart) -> CurveView:
    view = CurveView()
    view.set_chart(chart)
    show(qtbot, view, 300, 150)
    view.grab()
    return view


def test_a_place_stands_for_a_step_and_a_share(qtbot: QtBot) -> None:
    view = make_view(qtbot, make_chart())
    left, right = view._area.left(), view._area.right()
    assert view.coordinates(QPointF((left + right) / 2, view._area.center().y())) == (50.0, 0.5)
    assert view.coordinates(QPointF(1, 1)) is None


def test_the_pointer_reads_every_curve(qtbot: QtBot) -> None:
    view = make_view(qtbot, make_chart(unit=" %"))
    view.pointer = view._area.center()
    assert view.readout().startswith("step 50: rising 0.5000 %")


def test_a_rising_curve_is_drawn_from_the_lower_left(qtbot: QtBot) -> None:
    view = make_view(qtbot, make_chart())
    image, area = view.grab().toImage(), view._area
    blue = LIGHT.unit_colors[0]
    places = [
        (x, y)
        for x in range(int(area.left()), int(area.right()))
        for y in range(int(area.top()), int(area.bottom()))
        if image.pixelColor(x, y).name() == blue
    ]
    assert min(places)[1] > area.center().y() > max(places)[1]


def test_words_stand_in_place_of_curves(qtbot: QtBot) -> None:
    view = make_view(qtbot, make_chart(message="nothing yet"))
    assert view.accessibleDescription() == "nothing yet"
    assert view.coordinates(QPointF(150, 75)) is None


def test_the_cursor_changes_the_picture_only_where_it_stands(qtbot: QtBot) -> None:
    view = make_view(qtbot, make_chart())
    before = view.grab().toImage()
    view.set_cursor(25)
    after = view.grab().toImage()
    x = round(view._area.left() + 0.25 * view._area.width())
    assert before != after
    assert after.pixelColor(x, int(view._area.center().y())).name() == LIGHT.accent
