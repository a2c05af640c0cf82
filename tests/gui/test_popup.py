"""Dialogs open beside what they change and stay on the screen."""

from __future__ import annotations

import pytest
from PySide6.QtCore import QPoint
from PySide6.QtWidgets import QDialog, QWidget
from pytestqt.qtbot import QtBot

from rnnviz.gui.popup import GAP, place_beside, run_dialog

from .editing import show


@pytest.fixture
def owner(qtbot: QtBot) -> QWidget:
    widget = QWidget()
    show(qtbot, widget, 100, 100)
    return widget


def test_a_dialog_stands_to_the_right_of_its_owner(qtbot: QtBot, owner: QWidget) -> None:
    dialog = QDialog(owner)
    owner.move(10, 20)
    assert place_beside(dialog, owner) == owner.mapToGlobal(QPoint(100 + GAP, 0))


def test_a_dialog_never_leaves_the_screen(qtbot: QtBot, owner: QWidget) -> None:
    dialog = QDialog(owner)
    dialog.resize(200, 100)
    screen = owner.screen().availableGeometry()
    owner.move(screen.bottomRight())
    place = place_beside(dialog, owner)
    assert place.x() + dialog.width() <= screen.right()
    assert place.y() + dialog.height() <= screen.bottom()


def test_a_dialog_is_deleted_after_it_was_shown(qtbot: QtBot, owner: QWidget, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(QDialog, "exec", lambda _dialog: 0)
    dialog = QDialog(owner)
    with qtbot.waitSignal(dialog.destroyed):
        run_dialog(dialog, owner)
