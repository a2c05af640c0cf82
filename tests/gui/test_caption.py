"""The line above the pictures."""

from __future__ import annotations

from dataclasses import replace
from functools import partial

import pytest
from PySide6.QtWidgets import QInputDialog, QLabel
from pytestqt.qtbot import QtBot

from rnnviz.experiment import edits
from rnnviz.experiment.experiment import Experiment
from rnnviz.gui.caption import Caption
from rnnviz.gui.session import Session


def make(qtbot: QtBot, description: str, width: int = 500) -> tuple[Caption, Session]:
    fresh = Experiment.new("rnn", input_size=1, hidden_size=1)
    session = Session(replace(fresh, title="Memory", description=description))
    caption = Caption(session)
    qtbot.addWidget(caption)
    caption.resize(width, 40)
    caption.show()
    return caption, session


def texts(caption: Caption) -> list[str]:
    return [label.text() for label in caption.findChildren(QLabel)]


def test_a_short_description_is_shown_whole(qtbot: QtBot) -> None:
    caption, _ = make(qtbot, "Two steps.")
    assert texts(caption) == ["Memory", "Two steps."]
    assert not caption.more.isVisible()


def test_a_long_description_opens_on_demand(qtbot: QtBot) -> None:
    whole = "A value must be kept over many steps. " * 9
    caption, _ = make(qtbot, whole)
    assert texts(caption)[1].endswith("…")
    caption.more.click()
    assert texts(caption)[1] == " ".join(whole.split())
    caption.more.click()
    assert texts(caption)[1].endswith("…")


def test_it_follows_the_experiment_and_hides_when_there_is_nothing_to_say(qtbot: QtBot) -> None:
    caption, session = make(qtbot, "")
    session.apply("retitle", partial(edits.retitle, title="Other"))
    assert texts(caption)[0] == "Other"
    session.open(Experiment.new("rnn", input_size=1, hidden_size=1))
    assert not caption.isVisible()


def test_the_title_is_changed_as_a_step_that_can_be_undone(qtbot: QtBot, monkeypatch: pytest.MonkeyPatch) -> None:
    caption, session = make(qtbot, "")
    monkeypatch.setattr(QInputDialog, "getText", lambda *_, **__: (" Two gates ", True))
    caption.ask_title()
    assert session.experiment.title == "Two gates"
    session.undo()
    assert session.experiment.title == "Memory"
    monkeypatch.setattr(QInputDialog, "getText", lambda *_, **__: ("Other", False))
    caption.ask_title()
    assert session.experiment.title == "Memory"
