"""The strip of probabilities: its columns, what is picked in it, and how it follows the step."""

from __future__ import annotations

import pytest
from PySide6.QtCore import QPoint, QPointF, Qt
from PySide6.QtTest import QTest
from pytestqt.qtbot import QtBot

from rnnviz.experiment.example import load_example
from rnnviz.gui.forecast import forecast_of
from rnnviz.gui.forecast_view import ForecastView
from rnnviz.scene.theme import DARK

from .editing import show


@pytest.fixture
def view(qtbot: QtBot) -> ForecastView:
    made = ForecastView()
    made.set_forecast(forecast_of(load_example("stacked-lstm")))
    show(qtbot, made, 120, 120)
    return made


def test_a_press_picks_the_step_under_it(view: ForecastView, qtbot: QtBot) -> None:
    place = QPoint(round(view._x(3) + view._grid.pitch / 2), round(view._grid.head + 3))
    with qtbot.waitSignal(view.picked) as told:
        QTest.mouseClick(view, Qt.MouseButton.LeftButton, pos=place)
    assert told.args == [3.0, 0.0]


def test_the_current_step_is_brought_into_view(view: ForecastView) -> None:
    assert view.bar.isVisible()
    view.set_step(16)
    assert view.bar.value() <= 16 <= view._last()
    view.set_step(1)
    assert view.bar.value() == 1


def test_no_bar_is_needed_where_everything_has_room(view: ForecastView) -> None:
    view.resize(900, 120)
    assert not view.bar.isVisible()


def test_the_pointer_reads_a_symbol_with_its_probability(view: ForecastView) -> None:
    forecast = view.forecast
    assert forecast is not None
    view.pointer = QPointF(view._x(1) + 2, view._grid.head + 2)
    place, _ = forecast.likeliest(1, 1)[0]
    assert view.readout().startswith(f"t = 1 after “o”: “{forecast.classes[place]}” ")
    view.pointer = QPointF(view._x(1) + 2, 1)
    assert view.readout() == "t = 1 after “o”"
    view.set_rows("all")
    view.pointer = QPointF(view._x(1) + 2, view._grid.head + 0.5)
    assert f"“{forecast.classes[0]}”" in view.readout()


def test_all_rows_are_those_of_the_alphabet(view: ForecastView) -> None:
    view.set_rows("all")
    assert view._grid.n_rows == 6
    assert view._order(4) == list(range(6))


def test_without_probabilities_it_says_what_is_missing(view: ForecastView) -> None:
    view.set_forecast(None)
    view.set_theme(DARK)
    assert "softmax" in view.accessibleDescription()
    assert view.coordinates(QPointF(10, 30)) is None
    assert not view.grab().isNull()
