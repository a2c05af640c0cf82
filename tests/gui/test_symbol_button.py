"""A symbol button can be pressed by mouse and keyboard, marked and folded."""

from __future__ import annotations

from collections.abc import Callable
from functools import partial
from itertools import pairwise

from PySide6.QtCore import Qt
from pytestqt.qtbot import QtBot

from rnnviz.gui.symbol_button import SymbolButton
from rnnviz.scene.symbol import symbol_runs
from rnnviz.scene.theme import DARK, LIGHT

from .editing import press, show


def make_button(qtbot: QtBot) -> SymbolButton:
    button = SymbolButton(symbol_runs("f", None), "f", "Forget gate", LIGHT)
    show(qtbot, button, 200, 30)
    return button


def test_it_is_named_by_symbol_and_words(qtbot: QtBot) -> None:
    assert make_button(qtbot).accessibleName() == "f Forget gate"


def test_space_presses_it(qtbot: QtBot) -> None:
    button = make_button(qtbot)
    with qtbot.waitSignal(button.clicked):
        press(button, Qt.Key.Key_Space)


def test_a_foldable_one_is_open_at_first(qtbot: QtBot) -> None:
    button = make_button(qtbot)
    button.make_foldable()
    assert button.isChecked()
    button.click()
    assert not button.isChecked()


def test_marking_folding_and_theme_show(qtbot: QtBot) -> None:
    button = make_button(qtbot)
    images = [button.grab().toImage()]
    changes: tuple[Callable[[], None], ...] = (
        partial(button.set_marked, True),
        button.make_foldable,
        partial(button.set_theme, DARK),
    )
    for change in changes:
        change()
        images.append(button.grab().toImage())
    assert all(a != b for a, b in pairwise(images))


def test_without_words_it_is_narrower(qtbot: QtBot) -> None:
    button = make_button(qtbot)
    wide = button.sizeHint().width()
    button.set_short(True)
    assert button.sizeHint().width() < wide
    assert button.toolTip() == "Forget gate"
