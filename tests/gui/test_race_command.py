"""The command that opens the shipped race and starts it."""

from __future__ import annotations

import pytest
from pytestqt.qtbot import QtBot

from rnnviz.experiment.example import load_example
from rnnviz.gui.files import Files
from rnnviz.gui.race_page import RacePage

from .conftest import MakeWindow

PATIENCE = 60_000


def test_one_command_leads_to_the_running_recall_race(make_window: MakeWindow, qtbot: QtBot) -> None:
    window = make_window(load_example("lstm-by-hand"))
    window.commands["race.recall"].trigger()
    laboratory = window.panels.docks["laboratory"].panel
    page = laboratory.page  # type: ignore[union-attr]
    assert isinstance(page, RacePage)
    assert page.isVisible()
    assert page.race.is_running
    assert [runner.lane.title for runner in page.race.runners] == ["RNN", "LSTM", "GRU"]
    qtbot.waitUntil(lambda: any(runner.n_done for runner in page.race.runners), timeout=PATIENCE)
    page.race.close()


def test_the_race_of_the_networks_on_screen_is_a_command_of_the_training(make_window: MakeWindow) -> None:
    window = make_window(load_example("learn-hello"))
    window.commands["race.show"].trigger()
    page = window.panels.docks["laboratory"].panel.page  # type: ignore[union-attr]
    assert isinstance(page, RacePage)
    assert page.isVisible()
    assert not page.race.is_running


def test_who_wants_to_keep_an_experiment_has_no_race(make_window: MakeWindow, monkeypatch: pytest.MonkeyPatch) -> None:
    window = make_window(load_example("lstm-by-hand"))
    before = window.session.experiment
    monkeypatch.setattr(Files, "may_leave", lambda _self: False)
    window.commands["race.recall"].trigger()
    assert window.session.experiment is before
    assert not isinstance(window.panels.docks["laboratory"].panel.page, RacePage)  # type: ignore[union-attr]
