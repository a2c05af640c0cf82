"""A column area tells its width and takes a height."""

from __future__ import annotations

from pytestqt.qtbot import QtBot

from rnnviz.gui.column_area import ColumnArea

from .editing import show


def test_a_new_width_is_told_but_a_new_height_is_not(qtbot: QtBot) -> None:
    area = ColumnArea()
    show(qtbot, area, 200, 200)
    told: list[int] = []
    area.room_changed.connect(lambda: told.append(area.room))
    area.resize(200, 300)
    assert not told
    area.resize(260, 300)
    assert told == [area.room]
    assert area.room < 260


def test_the_page_has_the_height_it_needs_and_fills_what_is_visible(qtbot: QtBot) -> None:
    area = ColumnArea()
    show(qtbot, area, 200, 200)
    area.set_height(1234)
    assert area.page.height() == 1234
    area.set_height(50)
    assert area.page.size() == area.viewport().size()
    area.resize(200, 500)
    assert area.page.height() == area.viewport().height()


def test_a_bar_takes_nothing_from_the_page(qtbot: QtBot) -> None:
    area = ColumnArea()
    show(qtbot, area, 200, 200)
    before = area.room
    area.set_height(5000)
    assert area.room == before
    assert area.viewport().width() >= before
