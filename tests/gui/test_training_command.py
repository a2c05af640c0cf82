"""Training as commands of the window."""

from __future__ import annotations

import pytest
from PySide6.QtWidgets import QDialog

from rnnviz.experiment import headless
from rnnviz.experiment.experiment import Experiment
from rnnviz.gui.task_dialog import TaskDialog
from rnnviz.gui.training_settings import SettingsDialog

from .conftest import MakeWindow


def test_commands_can_be_used_where_there_is_something_to_train(make_window: MakeWindow) -> None:
    window = make_window(Experiment.new("rnn", input_size=1, hidden_size=2))
    ids = ("train.start", "train.step", "train.phase", "train.reset", "train.keep")
    assert not any(window.commands[command].isEnabled() for command in ids)
    window.session.open(headless.train(Experiment.new_task("hello"), 3))
    window.commands.refresh()
    assert [command for command in ids if window.commands[command].isEnabled()] == list(ids[:4])
    assert window.commands["train.phase"].text() == "Next p&hase: forward"


@pytest.mark.parametrize(
    ("command", "kind"),
    [
        ("train.task", TaskDialog),
        ("train.text", TaskDialog),
        ("train.table", TaskDialog),
        ("train.settings", SettingsDialog),
    ],
)
def test_dialogs_open(
    make_window: MakeWindow, monkeypatch: pytest.MonkeyPatch, command: str, kind: type[QDialog]
) -> None:
    shown: list[QDialog] = []

    def note(dialog: QDialog) -> int:
        shown.append(dialog)
        return 0

    monkeypatch.setattr(kind, "exec", note)
    make_window(Experiment.new_task("hello")).commands[command].trigger()
    assert len(shown) == 1


def test_what_is_looked_at_can_be_opened(make_window: MakeWindow) -> None:
    window = make_window(headless.train(Experiment.new_task("hello"), 3))
    window.training.scrubber.show(1)
    assert window.commands["train.keep"].isEnabled()
    window.commands["train.keep"].trigger()
    assert window.session.experiment.title.endswith("after 1 step")
    assert not window.commands["train.keep"].isEnabled()
