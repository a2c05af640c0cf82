"""The message over the pictures."""

from __future__ import annotations

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QToolButton, QWidget
from pytestqt.qtbot import QtBot

from rnnviz.gui.banner import Banner


@pytest.fixture
def parent(qtbot: QtBot) -> QWidget:
    widget = QWidget()
    qtbot.addWidget(widget)
    widget.resize(600, 300)
    widget.show()
    return widget


@pytest.fixture
def banner(parent: QWidget) -> Banner:
    return Banner(parent)


def test_it_is_hidden_until_something_is_told(banner: Banner) -> None:
    assert not banner.isVisible()
    banner.tell("No such file")
    assert banner.isVisible()
    assert banner.accessibleDescription() == "No such file"


def test_it_stays_inside_its_parent_when_that_shrinks(parent: QWidget, banner: Banner) -> None:
    banner.tell("A long message " * 20)
    parent.resize(300, 300)
    assert parent.rect().contains(banner.geometry())


def test_it_can_be_closed(qtbot: QtBot, banner: Banner) -> None:
    banner.tell("No such file")
    qtbot.mouseClick(banner.findChild(QToolButton), Qt.MouseButton.LeftButton)
    assert not banner.isVisible()


def test_it_goes_away_by_itself(banner: Banner) -> None:
    banner.tell("No such file")
    assert banner.is_going
    banner.hide()
    assert not banner.is_going
