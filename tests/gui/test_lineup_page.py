"""Pages on several networks: what is added on one is on the other."""

from __future__ import annotations

from pathlib import Path

import pytest
from PySide6.QtGui import QAction
from pytestqt.qtbot import QtBot

from rnnviz.experiment import storage
from rnnviz.experiment.example import load_example
from rnnviz.gui.compare_page import ComparePage
from rnnviz.gui.laboratory import COMPARE, RACE, LaboratoryPanel
from rnnviz.gui.race_page import RacePage
from rnnviz.gui.session import Session

from .editing import messages_of, show


@pytest.fixture
def panel(qtbot: QtBot) -> LaboratoryPanel:
    made = LaboratoryPanel(Session(load_example("recall-rnn")))
    show(qtbot, made, 690, 190)
    return made


def pages(panel: LaboratoryPanel) -> tuple[ComparePage, RacePage]:
    panel.show_page(COMPARE)
    compare = panel.page
    panel.show_page(RACE)
    race = panel.page
    assert isinstance(compare, ComparePage)
    assert isinstance(race, RacePage)
    return compare, race


def test_both_pages_have_the_same_networks(panel: LaboratoryPanel) -> None:
    compare, race = pages(panel)
    race.compare_with("lstm", "gru")
    assert [row[0] for row in race.legend.rows] == ["RNN", "LSTM", race.race.runners[2].lane.title]
    panel.show_page(COMPARE)
    assert len(compare.legend.rows) == 3
    compare.remove(1)
    panel.show_page(RACE)
    assert len(race.race.runners) == 2


def test_the_menu_of_either_adds_cells_examples_and_files(panel: LaboratoryPanel, tmp_path: Path) -> None:
    _, race = pages(panel)
    race.compare_with()
    next(action for action in race.findChildren(QAction) if action.data() == "cell lstm").trigger()
    next(action for action in race.findChildren(QAction) if action.data() == "example recall-gru").trigger()
    path = tmp_path / "saved.rnnviz"
    storage.save(load_example("recall-lstm"), path)
    race.open_path(path)
    assert [runner.lane.problem for runner in race.race.runners] == ["", "", "", ""]


def test_a_file_that_cannot_be_read_is_told(panel: LaboratoryPanel, tmp_path: Path) -> None:
    _, race = pages(panel)
    said = messages_of(race.session)
    race.open_path(tmp_path / "missing.rnnviz")
    assert len(said) == 1


def test_a_full_lineup_takes_no_more(panel: LaboratoryPanel) -> None:
    _, race = pages(panel)
    race.compare_with(*["gru"] * 5)
    assert not any(action.isEnabled() for action in race.findChildren(QAction) if action.data())
    assert "take one out" in race.add.toolTip()
