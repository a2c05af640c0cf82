"""The button that sweeps: progress, cancel, and rows that are those of the engine."""

from __future__ import annotations

import numpy as np
import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from pytestqt.qtbot import QtBot

from rnnviz.cells import CELLS
from rnnviz.engine.sweep import sweep
from rnnviz.gui.sweep_control import SweepControl
from rnnviz.scene.sweep_figure import RADII, Sweeping

from .editing import show

OF = Sweeping("gru", "GRU", 2, 5, 1, 2.0)


@pytest.fixture
def control(qtbot: QtBot) -> SweepControl:
    made = SweepControl()
    show(qtbot, made, 240, 40)
    return made


def test_a_sweep_is_done_row_by_row(qtbot: QtBot, control: SweepControl) -> None:
    with qtbot.waitSignal(control.done):
        control.start(OF)
        assert control.is_running
        assert control.button.text() == "Cancel"
        assert control.progress.isVisible()
    assert len(control.rows) == len(RADII)
    (row,) = sweep(CELLS["gru"], 2, [RADII[30]], 5, 1, 2.0)
    np.testing.assert_array_equal(control.rows[30], row)
    assert not control.progress.isVisible()


def test_a_click_cancels_and_drops_what_was_found(qtbot: QtBot, control: SweepControl) -> None:
    control.start(OF)
    qtbot.waitUntil(lambda: bool(control.rows))
    with qtbot.waitSignal(control.cancelled):
        QTest.mouseClick(control.button, Qt.MouseButton.LeftButton)
    assert (control.of, control.rows, control.is_running) == (None, [], False)
    with qtbot.waitSignal(control.wished):
        QTest.mouseClick(control.button, Qt.MouseButton.LeftButton)
