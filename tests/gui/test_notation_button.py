"""The button that chooses the notation."""

from __future__ import annotations

from pytestqt.qtbot import QtBot

from rnnviz.experiment.example import load_example
from rnnviz.gui.notation_button import NotationButton
from rnnviz.gui.session import Session


def test_its_menu_changes_the_notation_and_shows_what_is_chosen(qtbot: QtBot) -> None:
    session = Session(load_example("lstm-by-hand"))
    button = NotationButton(session)
    qtbot.addWidget(button)
    button.menu().aboutToShow.emit()
    next(action for action in button.menu().actions() if action.text().startswith("Stacked")).trigger()
    assert session.experiment.notation.key == "stacked"
    button.menu().aboutToShow.emit()
    assert next(a.text() for a in button.menu().actions() if a.isChecked()).startswith("Stacked")
