"""A switch tells what is wished and shows what holds."""

from __future__ import annotations

import pytest
from PySide6.QtCore import Qt
from pytestqt.qtbot import QtBot

from rnnviz.gui.switch import Switch


@pytest.fixture
def switch(qtbot: QtBot) -> Switch:
    made = Switch("Side", {"left": ("&Left", "To the left"), "middle": ("&Middle", ""), "right": ("&Right", "")})
    qtbot.addWidget(made)
    made.show()
    return made


def down(switch: Switch) -> list[str]:
    return [key for key, button in switch.buttons.items() if button.isChecked()]


def test_the_first_choice_is_down_at_first(switch: Switch) -> None:
    assert (switch.choice, down(switch)) == ("left", ["left"])


def test_a_click_is_a_wish_that_shows_only_when_it_is_granted(qtbot: QtBot, switch: Switch) -> None:
    wishes: list[str] = []
    switch.chosen.connect(wishes.append)
    qtbot.mouseClick(switch.buttons["right"], Qt.MouseButton.LeftButton)
    assert (wishes, down(switch)) == (["right"], ["left"])
    switch.chosen.connect(switch.show_choice)
    qtbot.mouseClick(switch.buttons["right"], Qt.MouseButton.LeftButton)
    assert (switch.choice, down(switch)) == ("right", ["right"])


def test_the_choice_that_holds_is_no_wish(qtbot: QtBot, switch: Switch) -> None:
    wishes: list[str] = []
    switch.chosen.connect(wishes.append)
    qtbot.mouseClick(switch.buttons["left"], Qt.MouseButton.LeftButton)
    assert (wishes, down(switch)) == ([], ["left"])


def test_buttons_are_named_by_the_switch_and_their_text(switch: Switch) -> None:
    assert switch.buttons["left"].accessibleName() == "Side: Left"
    assert switch.buttons["left"].toolTip() == "To the left"


def test_the_keyboard_reaches_every_button(qtbot: QtBot, switch: Switch) -> None:
    wishes: list[str] = []
    switch.chosen.connect(wishes.append)
    switch.buttons["middle"].setFocus()
    qtbot.keyClick(switch.buttons["middle"], Qt.Key.Key_Space)
    assert wishes == ["middle"]


def test_longer_texts_are_shown_where_they_fit(switch: Switch) -> None:
    longer = ({"left": "Far to the left", "right": "Far to the right"}, {"left": "To the left"})
    texts = []
    for width in (2000, switch.minimumSizeHint().width() + 40, 10):
        switch.fit_texts(longer, width)
        texts.append(switch.buttons["left"].text())
    assert texts == ["Far to the left", "To the left", "&Left"]


def test_the_least_width_does_not_depend_on_the_texts_shown(switch: Switch) -> None:
    before = switch.minimumSizeHint().width()
    switch.fit_texts(({"left": "Far to the left"},), 2000)
    assert switch.minimumSizeHint().width() == pytest.approx(before, abs=8)
