"""A figure: title, view and read-out."""

from __future__ import annotations

from dataclasses import replace

import numpy as np
import pytest
from PySide6.QtCore import QPoint, Qt
from pytestqt.qtbot import QtBot

from rnnviz.gui.figure import Figure, View
from rnnviz.gui.heat_view import HeatView
from rnnviz.gui.plane_view import PlaneView
from rnnviz.gui.plot_view import PlotView
from rnnviz.scene.chart import Axis, Cloud, HeatMap, Plane
from rnnviz.scene.plot_scale import Scale, linear_scale
from rnnviz.scene.theme import DARK
from rnnviz.scene.trajectory import Trajectory

VALUES = np.array([[0.0], [0.5], [1.0]])
CURVE = Trajectory("A curve", VALUES, ("h",), ("h",), linear_scale(VALUES), "h_t")
HEAT = HeatMap("A map", np.eye(2), Axis("t", 1, 2, True), Axis("k", 1, 2, True), Scale("linear", 0.0, 1.0))
PLANE = Plane("A plane", (Cloud(np.zeros((1, 2))),), has_circle=True)


def figure_of(view: View, qtbot: QtBot) -> Figure:
    figure = Figure(view)
    qtbot.addWidget(figure)
    figure.resize(240, 160)
    figure.show()
    return figure


@pytest.mark.parametrize(("make", "data"), [(PlotView, CURVE), (HeatView, HEAT), (PlaneView, PLANE)])
def test_a_figure_shows_what_its_view_is_for(
    make: type[View], data: Trajectory | HeatMap | Plane, qtbot: QtBot
) -> None:
    figure = figure_of(make(), qtbot)
    figure.show_data(data)
    before = figure.grab().toImage()
    figure.set_theme(DARK)
    assert figure.title.text == data.title
    assert figure.view.accessibleName() == data.title
    assert figure.grab().toImage() != before


def test_other_data_are_refused(qtbot: QtBot) -> None:
    with pytest.raises(TypeError, match="PlotView does not show a Plane"):
        figure_of(PlotView(), qtbot).show_data(PLANE)


def test_pressing_in_a_curve_picks_a_step_and_elsewhere_coordinates(qtbot: QtBot) -> None:
    curve, plane = figure_of(PlotView(), qtbot), figure_of(PlaneView(), qtbot)
    curve.show_data(CURVE)
    plane.show_data(PLANE)
    for figure, signal in ((curve, curve.step_picked), (plane, plane.picked)):
        figure.grab()
        with qtbot.waitSignal(signal, timeout=1000):
            qtbot.mousePress(figure.view, Qt.MouseButton.LeftButton, pos=QPoint(130, 60))


def test_the_title_line_has_what_the_pointer_is_at(qtbot: QtBot) -> None:
    figure = figure_of(PlaneView(), qtbot)
    figure.show_data(PLANE)
    before = figure.grab().toImage()
    qtbot.mouseMove(figure.view, QPoint(130, 60))
    qtbot.waitUntil(
        lambda: figure.grab().toImage().copy(figure.title.geometry()) != before.copy(figure.title.geometry())
    )


def test_only_figures_over_time_have_a_step(qtbot: QtBot) -> None:
    view = PlotView()
    figure = figure_of(view, qtbot)
    figure.show_data(CURVE)
    figure.set_step(3)
    assert view.step == 3
    figure_of(PlaneView(), qtbot).set_step(3)


def test_a_title_that_is_too_long_ends_before_the_edge_and_is_told_whole_by_its_tip(qtbot: QtBot) -> None:
    figure = figure_of(HeatView(), qtbot)
    figure.show_data(replace(HEAT, title="M" * 80))
    image = figure.title.grab().toImage()
    edge = {image.pixelColor(image.width() - back, y).name() for back in (1, 2) for y in range(image.height())}
    assert len(edge) == 1
    assert figure.title.toolTip() == "M" * 80
