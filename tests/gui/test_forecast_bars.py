"""The list of the likeliest classes at a step."""

from __future__ import annotations

from pytestqt.qtbot import QtBot

from rnnviz.experiment.example import load_example
from rnnviz.gui.forecast import forecast_of
from rnnviz.gui.forecast_bars import NOT_READ, ForecastBars

from .editing import show


def test_the_likeliest_come_first_and_as_many_as_there_is_room_for(qtbot: QtBot) -> None:
    view, forecast = ForecastBars(), forecast_of(load_example("hello"))
    show(qtbot, view, 160, 200)
    assert forecast is not None
    view.show_forecast(forecast, 2)
    assert len(view.lines) == 4
    assert view.lines[0][0] == forecast.classes[int(forecast.probabilities[1].argmax())]
    assert view.lines[0][0] in view.accessibleDescription()
    view.resize(160, 20)
    assert len(view.lines) == 1
    assert not view.grab().isNull()


def test_a_step_that_is_not_read_says_so(qtbot: QtBot) -> None:
    view = ForecastBars()
    show(qtbot, view, 160, 100)
    view.show_forecast(forecast_of(load_example("many-to-one")), 1)
    assert view.lines == ()
    assert view.accessibleDescription() == NOT_READ
    assert not view.grab().isNull()
