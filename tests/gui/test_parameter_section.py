"""A section folds, and offers numbers where it shows pictures."""

from __future__ import annotations

import pytest
from PySide6.QtCore import QPoint
from PySide6.QtWidgets import QMenu
from pytestqt.qtbot import QtBot

from rnnviz.gui import parameter_section
from rnnviz.gui.parameter_section import ParameterSection
from rnnviz.gui.session import Session
from rnnviz.gui.table_group import table_groups

from .editing import make_session, show


def make_section(qtbot: QtBot, session: Session) -> ParameterSection:
    section = ParameterSection(session, table_groups(session.run.network, session.run.writing)[0])
    show(qtbot, section, 260, 600)
    section.resized.connect(lambda: section.arrange(260))
    section.arrange(260)
    return section


def test_folding_hides_the_tables_and_takes_little_height(qtbot: QtBot) -> None:
    section = make_section(qtbot, make_session())
    tall = section.arrange(260)
    section.title.click()
    assert not section.group.isVisible()
    assert section.arrange(260) < tall / 3
    section.title.click()
    assert section.group.isVisible()


def test_numbers_can_be_had_in_place_of_a_picture(qtbot: QtBot) -> None:
    section = make_section(qtbot, make_session(hidden_size=16))
    toggle = section.toggle
    assert toggle.isVisible()
    assert not section.group.shows_numbers
    toggle.click()
    assert section.group.shows_numbers
    assert toggle.isVisible()


def test_small_parameters_need_no_choice(qtbot: QtBot) -> None:
    section = make_section(qtbot, make_session(hidden_size=2))
    assert not section.toggle.isVisible()
    assert section.value == "f"


def test_the_menu_holds_the_whole_section_and_each_parameter(qtbot: QtBot, monkeypatch: pytest.MonkeyPatch) -> None:
    opened: list[list[str]] = []

    def open_menu(menu: QMenu, _place: QPoint) -> None:
        opened.append([action.text() for action in menu.actions() if action.text()])

    monkeypatch.setattr(parameter_section, "run_menu", open_menu)
    section = make_section(qtbot, make_session())
    section.menu_button.click()
    section.title.customContextMenuRequested.emit(QPoint(2, 2))
    section.group.blocks[1].title.customContextMenuRequested.emit(QPoint(2, 2))
    assert opened == [
        ["Initialise", "Scale…", "W_f", "U_f", "b_f"],
        ["Initialise", "Scale…", "W_f", "U_f", "b_f"],
        ["Initialise", "Scale…", "Copy U_f", "Paste into U_f"],
    ]
