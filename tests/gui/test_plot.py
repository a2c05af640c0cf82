"""One plot: cursor, read-out, picking."""

from __future__ import annotations

from collections.abc import Callable
from functools import partial

import numpy as np
import pytest
from PySide6.QtCore import QPoint, QSize, Qt
from pytestqt.qtbot import QtBot

from rnnviz.gui.plot import PlotView
from rnnviz.gui.plot_scale import linear_scale
from rnnviz.gui.trajectory import Trajectory
from rnnviz.scene.theme import DARK, LIGHT

VALUES = np.array([[0.0, 1.0], [0.25, 0.75], [0.5, 0.5], [0.75, 0.25], [1.0, 0.0]])
GATES = Trajectory("Gates", VALUES, ("f", "i"), ("f", "i"), linear_scale(VALUES))
MISSING = Trajectory("Gradients", np.zeros((5, 0)), (), (), linear_scale(np.zeros(0)), "", "No gradients yet.")


@pytest.fixture
def view(qtbot: QtBot) -> PlotView:
    view = PlotView()
    qtbot.addWidget(view)
    view.resize(320, 140)
    view.set_trajectory(GATES)
    view.show()
    view.grab()
    return view


def place(view: PlotView, step: int, value: float) -> QPoint:
    """The pixel of a value at a step."""
    frame = view._frame
    assert frame is not None
    y = frame.y(np.array([value]), GATES.scale)[0]
    return QPoint(round(frame.x_of(step)), round(float(y)))


def test_a_step_moves_the_cursor_without_painting_the_plot_again(view: PlotView) -> None:
    before, picture = view.grab().toImage(), view._picture
    view.set_step(3)
    after = view.grab().toImage()
    assert view._picture is picture
    assert before != after
    column = [after.pixelColor(place(view, 3, 0.2).x(), y).name() for y in range(20, 100)]
    assert LIGHT.accent in column


def test_new_values_a_new_size_and_a_new_theme_paint_it_again(view: PlotView) -> None:
    changes: list[Callable[[], None]] = [
        partial(view.set_trajectory, GATES),
        partial(view.resize, QSize(300, 150)),
        partial(view.set_theme, DARK),
    ]
    for change in changes:
        change()
        assert not view.is_painted
        view.grab()
        assert view.is_painted


def test_pressing_goes_to_the_step_and_picks_a_curve_only_near_one(view: PlotView, qtbot: QtBot) -> None:
    picked: list[str] = []
    view.name_picked.connect(picked.append)
    with qtbot.waitSignal(view.step_picked) as step:
        qtbot.mouseClick(view, Qt.MouseButton.LeftButton, pos=place(view, 4, 0.25))
    assert (step.args, picked) == ([4], ["i"])
    with qtbot.waitSignal(view.step_picked) as step:
        qtbot.mouseClick(view, Qt.MouseButton.LeftButton, pos=place(view, 1, 0.5))
    assert (step.args, picked) == ([1], ["i"])


def test_dragging_scrubs_through_the_steps_and_stops_at_the_ends(view: PlotView, qtbot: QtBot) -> None:
    steps: list[int] = []
    view.step_picked.connect(steps.append)
    qtbot.mousePress(view, Qt.MouseButton.LeftButton, pos=place(view, 1, 0.5))
    for step in (2, 3, 5):
        qtbot.mouseMove(view, place(view, step, 0.5))
    qtbot.mouseMove(view, QPoint(319, 60))
    qtbot.mouseRelease(view, Qt.MouseButton.LeftButton, pos=QPoint(319, 60))
    assert steps[0] == 1
    assert set(steps) <= {1, 2, 3, 4, 5}


def test_the_read_out_names_value_and_number_under_the_pointer(view: PlotView, qtbot: QtBot) -> None:
    assert view.readout() == ""
    view._pointer = place(view, 2, 0.25).toPointF()
    assert view.readout() == "f_2: +0.2500"
    view._pointer = place(view, 1, 0.5).toPointF()
    assert view.readout() == "t = 1"


def test_the_read_out_of_an_image_names_the_unit(view: PlotView) -> None:
    values = np.tile(np.linspace(-1.0, 1.0, 20), (5, 1))
    labels = tuple(str(k) for k in range(1, 21))
    view.set_trajectory(Trajectory("Hidden state", values, ("h",) * 20, labels, linear_scale(values), "h_t"))
    view.grab()
    frame = view._frame
    assert frame is not None
    view._pointer = QPoint(round(frame.x_of(4)), round(frame.axes.top()) + 1).toPointF()
    assert view.readout() == "h_4, unit 1: −1.0000"


def test_a_plot_without_values_says_why(view: PlotView) -> None:
    view.set_trajectory(MISSING)
    view.grab()
    view._pointer = QPoint(100, 60).toPointF()
    assert view.accessibleDescription() == "No gradients yet."
    assert view.readout() == ""


def test_a_single_step_and_values_that_are_no_numbers_are_shown(view: PlotView) -> None:
    for values in (np.array([[0.5]]), np.array([[np.nan], [np.inf], [0.0]])):
        view.set_trajectory(Trajectory("Loss per step", values, ("loss",), ("",), linear_scale(values)))
        assert not view.grab().isNull()
