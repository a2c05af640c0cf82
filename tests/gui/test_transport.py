"""Player, transport bar and the keys that go through time."""

from __future__ import annotations

from functools import partial

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QLineEdit, QSpinBox
from pytestqt.qtbot import QtBot

from rnnviz.experiment import edits
from rnnviz.gui.main_window import MainWindow
from rnnviz.gui.transport import SPEEDS, place_in_words

KEY, SHIFT = Qt.Key, Qt.KeyboardModifier.ShiftModifier


def press(
    qtbot: QtBot, window: MainWindow, key: Qt.Key, modifier: Qt.KeyboardModifier = Qt.KeyboardModifier.NoModifier
) -> None:
    window.activateWindow()
    window.cell_view.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
    window.cell_view.setFocus()
    qtbot.keyClick(window.cell_view, key, modifier)


@pytest.mark.parametrize(
    ("start", "key", "end"),
    [
        (3, KEY.Key_Home, 1),
        (3, KEY.Key_Left, 2),
        (3, KEY.Key_Right, 4),
        (3, KEY.Key_End, 6),
        (6, KEY.Key_PageUp, 1),
        (1, KEY.Key_PageDown, 6),
        (6, KEY.Key_Right, 6),
    ],
)
def test_a_key_goes_to_a_step(qtbot: QtBot, window: MainWindow, start: int, key: Qt.Key, end: int) -> None:
    window.session.go(start)
    press(qtbot, window, key)
    assert window.session.step == end


def test_shift_and_arrows_go_through_the_equations(qtbot: QtBot, window: MainWindow) -> None:
    window.session.go(1)
    press(qtbot, window, KEY.Key_Right, SHIFT)
    assert (window.session.step, window.session.substep) == (2, 1)
    press(qtbot, window, KEY.Key_Left, SHIFT)
    assert (window.session.step, window.session.substep) == (1, 8)


def test_space_plays_and_pauses(qtbot: QtBot, window: MainWindow) -> None:
    press(qtbot, window, KEY.Key_Space)
    assert window.player.is_playing
    press(qtbot, window, KEY.Key_Space)
    assert not window.player.is_playing


def test_playing_reaches_the_end_and_stops_there(qtbot: QtBot, window: MainWindow) -> None:
    window.player.set_speed(SPEEDS[-1])
    window.player.toggle()
    qtbot.waitUntil(lambda: not window.player.is_playing)
    assert window.session.step == 6


def test_playing_by_equation_computes_one_name_at_a_time(window: MainWindow) -> None:
    window.player.toggle_by_equation()
    window.session.go(2, 0)
    window.player.tick()
    window.player.tick()
    assert (window.session.step, window.session.substep) == (2, 2)


def test_playing_from_the_end_starts_again(window: MainWindow) -> None:
    window.session.go(6)
    window.player.toggle()
    assert window.session.step == 1
    assert window.player.is_playing
    window.player.pause()


def test_a_step_by_hand_pauses(qtbot: QtBot, window: MainWindow) -> None:
    window.player.toggle()
    press(qtbot, window, KEY.Key_Right)
    assert not window.player.is_playing


def test_speed_stays_on_offer(window: MainWindow) -> None:
    for _ in range(20):
        window.player.faster()
    assert window.player.speed == SPEEDS[-1]
    assert window.transport.speed.currentData() == SPEEDS[-1]
    for _ in range(20):
        window.player.slower()
    assert window.player.speed == SPEEDS[0]


def test_the_scrubber_follows_and_leads(window: MainWindow) -> None:
    window.session.go(4)
    assert window.transport.slider.value() == 4
    window.transport.slider.setValue(2)
    assert window.session.step == 2


def test_the_place_says_step_and_sub_step(window: MainWindow) -> None:
    window.session.go(2)
    assert place_in_words(window.session) == "t = 2 of 6"
    window.session.go(2, 3)
    assert place_in_words(window.session) == "t = 2 of 6  ·  3 / 8"


def test_b_turns_round_and_everything_says_so(qtbot: QtBot, window: MainWindow) -> None:
    window.session.go(3)
    press(qtbot, window, KEY.Key_B)
    assert (window.session.direction, window.session.step) == ("backward", 3)
    assert window.transport.direction.choice == "backward"
    assert window.transport.shows.currentData() == "gradient"
    assert place_in_words(window.session) == "t = 3 of 6  ·  backward"
    assert window.commands["step.backward"].isChecked()
    assert window.transport.shows.isVisible()
    press(qtbot, window, KEY.Key_B)
    assert window.transport.direction.choice == "forward"
    assert not window.transport.shows.isVisible()
    assert place_in_words(window.session) == "t = 3 of 6"


def test_the_switch_turns_round_and_falls_back_where_there_is_no_loss(qtbot: QtBot, window: MainWindow) -> None:
    button = window.transport.direction.buttons["backward"]
    qtbot.mouseClick(button, Qt.MouseButton.LeftButton)
    assert (window.session.direction, button.isChecked()) == ("backward", True)
    window.session.apply("no loss", partial(edits.set_loss, loss=None))
    assert (window.session.direction, button.isChecked()) == ("forward", False)
    qtbot.mouseClick(button, Qt.MouseButton.LeftButton)
    assert (window.session.direction, button.isChecked()) == ("forward", False)
    assert "loss" in window.banner.label.text()


def test_v_goes_through_values_gradients_and_both(qtbot: QtBot, window: MainWindow) -> None:
    seen = []
    for _ in range(4):
        press(qtbot, window, KEY.Key_V)
        seen.append((window.session.shows, window.transport.shows.currentData()))
    assert seen == [(shows, shows) for shows in ("gradient", "both", "value", "gradient")]
    assert window.commands["shows.gradient"].isChecked()


def test_playing_backward_goes_from_the_last_step_to_the_first(qtbot: QtBot, window: MainWindow) -> None:
    window.session.set_direction("backward")
    window.player.set_speed(SPEEDS[-1])
    steps: list[int] = []
    window.session.step_changed.connect(steps.append)
    window.player.toggle()
    qtbot.waitUntil(lambda: not window.player.is_playing)
    assert steps == [6, 5, 4, 3, 2, 1]


def test_playing_backward_by_equation_begins_with_the_last_loss(window: MainWindow) -> None:
    window.session.set_direction("backward")
    window.player.toggle_by_equation()
    window.player.toggle()
    assert (window.session.step, window.session.substep) == (6, 0)
    window.player.tick()
    assert not window.session.is_pending("loss")
    assert window.session.is_pending("y")
    window.player.pause()


def test_shift_and_arrows_keep_to_the_direction_of_time_backward(qtbot: QtBot, window: MainWindow) -> None:
    window.session.set_direction("backward")
    window.session.go(3)
    press(qtbot, window, KEY.Key_Left, SHIFT)
    assert (window.session.step, window.session.substep) == (2, 1)
    assert place_in_words(window.session) == "t = 2 of 6  ·  backward  ·  1 / 8"
    press(qtbot, window, KEY.Key_Right, SHIFT)
    assert (window.session.step, window.session.substep) == (3, 8)


def test_a_narrow_bar_keeps_the_step_and_if_it_can_the_direction_and_leaves_the_rest(window: MainWindow) -> None:
    bar, session = window.transport, window.session
    session.set_direction("backward")
    session.go(2, 3)
    seen = []
    least = bar.minimumSizeHint().width()
    for width in (1200, least + bar.direction.sizeHint().width() + 20, least):
        bar.resize(width, bar.height())
        seen.append([w.isVisibleTo(bar) for w in (bar.direction, bar.slider, bar.shows, bar.speed)])
    assert seen == [[True] * 4, [True, False, False, False], [False] * 4]
    assert bar._place.text() == "t = 2 of 6"
    assert bar._place.toolTip() == "t = 2 of 6  ·  backward  ·  3 / 8"


@pytest.mark.parametrize("editor", [QLineEdit, QSpinBox])
def test_keys_in_an_editor_do_not_go_through_time(
    qtbot: QtBot, window: MainWindow, editor: type[QLineEdit] | type[QSpinBox]
) -> None:
    field = editor(window)
    field.show()
    field.setFocus()
    window.session.go(3)
    for key in (KEY.Key_Left, KEY.Key_Right, KEY.Key_Home, KEY.Key_End, KEY.Key_Space, KEY.Key_PageUp):
        qtbot.keyClick(field, key)
    assert window.session.step == 3
    assert not window.player.is_playing


def test_the_largest_text_leaves_step_and_slider_in_a_wide_window(window: MainWindow, qtbot: QtBot) -> None:
    window.resize(1920, 1080)
    window.set_text_size(300)
    qtbot.waitUntil(lambda: window.toolbar.iconSize().width() > 50)
    window.resize(1921, 1080)
    qtbot.waitUntil(lambda: window.transport.isVisible() and window.transport.slider.isVisible())
    assert window.transport._place.text() == f"t = 1 of {window.session.run.n_steps}"
    window.set_text_size(100)


def test_playing_from_where_nothing_is_computed_completes_that_step_first(window: MainWindow) -> None:
    window.session.go(1)
    window.session.set_direction("backward")
    seen = []
    for _ in range(2):
        window.player.tick()
        seen.append((window.session.step, window.session.substep))
    assert seen == [(6, 8), (5, 8)]
