"""Where the parts of a plot lie."""

from __future__ import annotations

import numpy as np
import pytest
from PySide6.QtCore import QRectF
from PySide6.QtGui import QFont
from pytestqt.qtbot import QtBot

from rnnviz.gui.plot_frame import Frame, frame_of, word_of
from rnnviz.scene.plot_scale import linear_scale, log_scale
from rnnviz.scene.trajectory import Trajectory

AREA = QRectF(0.0, 0.0, 300.0, 140.0)


def font(size: int = 11) -> QFont:
    font = QFont()
    font.setPixelSize(size)
    return font


def plot(*columns: list[float], log: bool = False, first: int = 1) -> Trajectory:
    values = np.array(columns, dtype=float).T
    names = tuple("v" * len(columns))
    return Trajectory("Test", values, names, names, log_scale(values) if log else linear_scale(values), first=first)


def heights(frame: Frame, trajectory: Trajectory) -> list[float]:
    return [float(y) for y in frame.y(frame.levels(trajectory.values, trajectory.scale))[:, 0]]


def test_steps_lie_evenly_and_a_position_gives_its_step_back(qtbot: QtBot) -> None:
    frame = frame_of(plot([0.1, 0.2, 0.3, 0.4]), AREA, font())
    places = [frame.x(step) for step in range(1, 5)]
    np.testing.assert_allclose(np.diff(places), frame.pitch)
    assert [frame.step_at(x) for x in places] == [1, 2, 3, 4]
    assert (frame.step_at(-50.0), frame.step_at(1e4)) == (1, 4)


def test_a_plot_may_begin_at_step_0(qtbot: QtBot) -> None:
    frame = frame_of(plot([0.1, 0.2, 0.3], first=0), AREA, font())
    assert (frame.first, frame.last) == (0, 2)
    assert frame.x(1) == pytest.approx(frame.axes.center().x())
    assert [frame.step_at(x) for x in (-50.0, frame.x(0), frame.x(2))] == [0, 0, 2]


def test_a_single_step_lies_in_the_middle(qtbot: QtBot) -> None:
    frame = frame_of(plot([0.1]), AREA, font())
    assert frame.x(1) == pytest.approx(frame.axes.center().x())


def test_heights_and_levels_are_inverse_to_each_other(qtbot: QtBot) -> None:
    frame = frame_of(plot([0.0, 1.0]), AREA, font())
    assert frame.level_at(frame.axes.bottom()) == 0.0
    assert frame.level_at(frame.axes.top()) == 1.0
    np.testing.assert_allclose([frame.level_at(y) for y in frame.y(np.array([-0.1, 0.3, 1.2]))], [-0.1, 0.3, 1.2])


def test_long_numbers_get_the_room_they_need(qtbot: QtBot) -> None:
    short, long = (frame_of(plot([0.0, size]), AREA, font()) for size in (0.5, 1.5e306))
    assert long.axes.left() > short.axes.left() + 4
    narrow, wide = (frame_of(plot(*[[0.0, size]] * 20), AREA, font()) for size in (0.5, 1.5e-106))
    assert wide.axes.right() < narrow.axes.right() - 4


def test_special_values_lie_in_their_bands_outside_the_axes(qtbot: QtBot) -> None:
    trajectory = plot([1.0, 0.0, np.inf, np.nan, 10.0], log=True)
    frame = frame_of(trajectory, AREA, font())
    one, zero, infinite, missing, ten = heights(frame, trajectory)
    half = frame.band / 2
    assert frame.view.top() == pytest.approx(missing - half)
    assert missing + 2 * half == pytest.approx(infinite)
    assert infinite + half < frame.axes.top() <= ten < one <= frame.axes.bottom() < zero - half
    assert zero + half == pytest.approx(frame.view.bottom())


def test_numbers_at_the_ends_of_the_axis_and_of_the_next_band_do_not_touch(qtbot: QtBot) -> None:
    trajectory = plot([0.0, np.nan, 1.0, 10.0], log=True)
    for size in (9, 11, 33):
        frame = frame_of(trajectory, QRectF(0.0, 0.0, 100.0 * size, 20.0 * size), font(size))
        zero, missing = heights(frame, trajectory)[:2]
        assert min(zero - frame.axes.bottom(), frame.axes.top() - missing) > size


def test_an_image_fills_its_view_and_has_no_bands(qtbot: QtBot) -> None:
    frame = frame_of(plot(*[[0.0, np.nan]] * 20), AREA, font())
    assert (frame.above, frame.below) == ((), ())
    assert frame.axes == frame.view
    assert frame.axes.right() < frame.bar.left() < frame.bar.right() < AREA.right()


def test_a_plot_without_any_room_still_has_a_frame(qtbot: QtBot) -> None:
    frame = frame_of(plot([1.0, np.nan, np.inf, -np.inf]), QRectF(0.0, 0.0, 8.0, 8.0), font())
    assert frame.axes.width() > 0
    assert frame.axes.height() > 0
    assert frame.step_at(4.0) in {1, 2, 3, 4}


def test_a_label_is_a_word_a_number_or_a_formula() -> None:
    assert [word_of(label) for label in (r"\text{belt}", "12", "h", "")] == ["belt", "12", "", ""]


def test_long_names_at_the_ends_of_curves_get_room(qtbot: QtBot) -> None:
    values = np.zeros((4, 2))
    rights = [
        frame_of(Trajectory("Test", values, ("h", "h"), labels, linear_scale(values)), AREA, font()).axes.right()
        for labels in (("h", "c"), (r"\text{Frobenius}", r"\text{bound}"))
    ]
    assert rights[1] < rights[0] - 20
