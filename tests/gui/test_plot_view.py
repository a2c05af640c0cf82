"""One plot: cursor, read-out, picking."""

from __future__ import annotations

from collections.abc import Callable
from functools import partial

import numpy as np
import pytest
from PySide6.QtCore import QEvent, QPoint, QSize, Qt
from PySide6.QtGui import QWheelEvent
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from rnnviz.gui.plot_view import PlotView
from rnnviz.scene.curve_label import curve_color
from rnnviz.scene.plot_scale import linear_scale
from rnnviz.scene.theme import DARK, LIGHT
from rnnviz.scene.trajectory import Trajectory

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
    y = frame.y(frame.levels(np.array([value]), GATES.scale))[0]
    return QPoint(round(frame.x(step)), round(float(y)))


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
    assert view.readout() == "f₂: +0.2500"
    view._pointer = place(view, 1, 0.5).toPointF()
    assert view.readout() == "t = 1"


def test_the_read_out_of_an_image_names_the_unit(view: PlotView) -> None:
    values = np.tile(np.linspace(-1.0, 1.0, 20), (5, 1))
    labels = tuple(str(k) for k in range(1, 21))
    view.set_trajectory(Trajectory("Hidden state", values, ("h",) * 20, labels, linear_scale(values), "h_t"))
    view.grab()
    frame = view._frame
    assert frame is not None
    view._pointer = QPoint(round(frame.x(4)), round(frame.axes.top()) + 1).toPointF()
    assert view.readout() == "h₄, unit 1: −1.0000"


def test_a_plot_without_values_says_why(view: PlotView) -> None:
    view.set_trajectory(MISSING)
    view.grab()
    view._pointer = QPoint(100, 60).toPointF()
    assert view.accessibleDescription() == "No gradients yet."
    assert view.readout() == ""


def test_a_value_that_is_not_computed_yet_has_no_point_at_the_cursor(view: PlotView) -> None:
    view.set_step(2)
    f, i = (place(view, 2, value) for value in (0.25, 0.75))
    shown = view.grab().toImage()
    assert (shown.pixelColor(f).name(), shown.pixelColor(i).name()) == (curve_color(LIGHT, 0), curve_color(LIGHT, 1))
    view.set_step(2, pending=["i"])
    beside = QPoint(3, 0)
    pending = view.grab().toImage()
    assert view.is_painted
    assert pending.pixelColor(f + beside) == shown.pixelColor(f + beside)
    assert pending.pixelColor(i + beside) != shown.pixelColor(i + beside)
    view.set_step(2)
    assert view.grab().toImage() == shown


def test_numbers_of_the_time_axis_make_way_for_the_current_step(view: PlotView) -> None:
    values = np.zeros((50, 1))
    view.set_trajectory(Trajectory("Loss per step", values, ("loss",), ("",), linear_scale(values)))

    def inked(step: int) -> bool:
        """Whether there is a number in plain ink at a step of the time axis."""
        image, x = view.grab().toImage(), place(view, step, 0.0).x()
        colors = [image.pixelColor(x + d, y) for d in range(-6, 7) for y in range(view.height() - 13, view.height())]
        return any(color != LIGHT.background and color.hslSaturation() < 60 for color in colors)

    view.set_step(25)
    assert [inked(step) for step in (10, 20, 30)] == [True, True, True]
    view.set_step(21)
    assert [inked(step) for step in (10, 20, 30)] == [True, False, True]


def test_the_initial_state_is_step_0_but_no_step_to_go_to(view: PlotView, qtbot: QtBot) -> None:
    view.set_trajectory(Trajectory("Cell state", VALUES, ("c", "c"), ("1", "2"), GATES.scale, first=0))
    view.grab()
    view._pointer = place(view, 0, 1.0).toPointF()
    assert view.readout() == "c₀, unit 2: +1.0000"
    view._pointer = place(view, 4, 1.0).toPointF()
    assert view.readout() == "c₄, unit 1: +1.0000"
    assert view.accessibleDescription() == "Cell state over 4 steps"
    with qtbot.waitSignal(view.step_picked) as step:
        qtbot.mouseClick(view, Qt.MouseButton.LeftButton, pos=place(view, 0, 0.5))
    assert step.args == [1]


def test_the_pointer_finds_nothing_between_new_values_and_their_picture(view: PlotView) -> None:
    view._pointer = place(view, 5, 1.0).toPointF()
    assert view.readout() == "f₅: +1.0000"
    view.set_trajectory(Trajectory("Gates", VALUES[:2], ("f", "i"), ("f", "i"), GATES.scale))
    assert view.readout() == ""
    view.grab()
    assert view.readout() == "t = 2"


def test_the_mouse_neither_zooms_nor_opens_a_menu(view: PlotView, qtbot: QtBot) -> None:
    before = view.grab().toImage()
    middle = view.rect().center()
    qtbot.mousePress(view, Qt.MouseButton.LeftButton, pos=middle)
    qtbot.mouseMove(view, middle + QPoint(40, 20))
    qtbot.mouseRelease(view, Qt.MouseButton.LeftButton, pos=middle + QPoint(40, 20))
    qtbot.mouseClick(view, Qt.MouseButton.RightButton, pos=middle)
    where = view.mapToGlobal(middle).toPointF()
    none = Qt.MouseButton.NoButton, Qt.KeyboardModifier.NoModifier, Qt.ScrollPhase.NoScrollPhase
    wheel = QWheelEvent(middle.toPointF(), where, QPoint(), QPoint(0, 120), *none, False)
    QApplication.sendEvent(view, wheel)
    QApplication.sendEvent(view, QEvent(QEvent.Type.Leave))
    assert view.grab().toImage() == before
    assert QApplication.activePopupWidget() is None


def test_a_gap_has_neither_a_point_nor_a_number(view: PlotView) -> None:
    view.set_trajectory(Trajectory("Gates", VALUES, ("f", "i"), ("f", "i"), GATES.scale, gaps=(2,)))
    view.set_step(2)
    image = view.grab().toImage()
    frame = view._frame
    assert frame is not None
    colors = {image.pixelColor(round(frame.x(2)) + dx, y).name() for dx in (-3, 3) for y in range(10, 110)}
    assert not colors & {curve_color(LIGHT, 0), curve_color(LIGHT, 1)}
    view._pointer = place(view, 2, 0.25).toPointF()
    assert view.readout() == "t = 2: no target"
