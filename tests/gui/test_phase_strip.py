"""The phases of a step as buttons."""

from __future__ import annotations

from pytestqt.qtbot import QtBot

from rnnviz.experiment.experiment import Experiment
from rnnviz.gui.phase_strip import PhaseStrip

from .conftest import Trains


def test_only_the_next_phase_can_be_pressed(train: Trains, qtbot: QtBot) -> None:
    training = train(Experiment.new_task("hello"))
    strip = PhaseStrip(training)
    qtbot.addWidget(strip)
    training.phase_done.connect(strip.refresh)
    for phase, button in strip.buttons.items():
        strip.refresh()
        enabled = [name for name, other in strip.buttons.items() if other.isEnabled()]
        assert enabled == [phase]
        with qtbot.waitSignal(training.phase_done, timeout=30_000):
            button.click()
        strip.refresh()
        assert button.isChecked()


def test_nothing_can_be_pressed_where_there_is_nothing_to_learn(train: Trains, qtbot: QtBot) -> None:
    strip = PhaseStrip(train(Experiment.new("rnn", input_size=1, hidden_size=2)))
    qtbot.addWidget(strip)
    assert not any(button.isEnabled() for button in strip.buttons.values())
