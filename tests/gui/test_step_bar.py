"""Each button of the bar has a name, an icon and a signal."""

from __future__ import annotations

from functools import partial

import pytest
from pytestqt.qtbot import QtBot

from rnnviz.gui.step_bar import StepBar
from rnnviz.scene.theme import DARK, LIGHT

from .editing import show


@pytest.fixture
def bar(qtbot: QtBot) -> StepBar:
    made = StepBar(LIGHT)
    show(qtbot, made, 280, 40)
    return made


@pytest.mark.parametrize(
    ("button", "signal"),
    [
        ("add", "add"),
        ("duplicate", "duplicate"),
        ("earlier", "move_earlier"),
        ("later", "move_later"),
        ("remove", "remove"),
    ],
)
def test_a_button_has_its_signal_and_its_words(qtbot: QtBot, bar: StepBar, button: str, signal: str) -> None:
    assert "step" in bar.buttons[button].accessibleName()
    assert not bar.buttons[button].icon().isNull()
    with qtbot.waitSignal(getattr(bar, signal)):
        bar.buttons[button].click()


def test_the_count_and_the_theme_show(bar: StepBar) -> None:
    images = []
    for change in (partial(bar.set_count, 1), partial(bar.set_count, 7), partial(bar.set_theme, DARK)):
        change()
        images.append(bar.grab().toImage())
    assert images[0] != images[1] != images[2]


def test_the_marks_are_shown_and_pressed(qtbot: QtBot, bar: StepBar) -> None:
    bar.set_marks(is_given=True, is_read=False)
    assert [mark.isChecked() for mark in bar.marks.values()] == [True, False]
    with qtbot.waitSignal(bar.given) as heard:
        bar.marks["given"].click()
    assert heard.args == [False]
    with qtbot.waitSignal(bar.read) as heard:
        bar.marks["read"].click()
    assert heard.args == [True]
