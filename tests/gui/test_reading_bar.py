"""The switch over the tables of parameters."""

from __future__ import annotations

from functools import partial

import pytest
from pytestqt.qtbot import QtBot

from rnnviz.experiment import edits
from rnnviz.gui.gradient_reading import read_gradient
from rnnviz.gui.reading_bar import ReadingBar
from rnnviz.gui.session import Session

from .editing import messages_of


@pytest.fixture
def bar(qtbot: QtBot, session: Session) -> ReadingBar:
    made = ReadingBar(session)
    qtbot.addWidget(made)
    return made


def test_values_are_shown_at_first_and_a_choice_is_told(bar: ReadingBar) -> None:
    told: list[str | None] = []
    bar.part_changed.connect(lambda: told.append(bar.part))
    assert bar.part is None
    bar.choose("sum")
    bar.choose("sum")
    bar.choose("value")
    assert told == ["sum", None]


def test_the_formula_is_shown_with_a_gradient_only(bar: ReadingBar, session: Session) -> None:
    reading = read_gradient(session, "total", {})
    assert reading is not None
    bar.say(reading)
    assert "∂L/∂W" in bar.caption
    bar.say(None)
    assert not bar.caption


def test_without_a_loss_only_values_can_be_chosen(bar: ReadingBar, session: Session) -> None:
    bar.choose("step")
    session.apply("no loss", partial(edits.set_loss, loss=None))
    assert bar.part is None
    told = messages_of(session)
    bar.choose("total")
    assert bar.part is None
    assert "loss" in told[0]
