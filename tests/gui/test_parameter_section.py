"""A section folds, and offers numbers where it shows pictures."""

from __future__ import annotations

from PySide6.QtWidgets import QToolButton
from pytestqt.qtbot import QtBot

from rnnviz.gui.parameter_section import ParameterSection
from rnnviz.gui.session import Session

from .editing import make_session, show


def make_section(qtbot: QtBot, session: Session) -> ParameterSection:
    section = ParameterSection(session, "f", "Forget gate", ("W_f", "U_f", "b_f"))
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
    toggle = section.findChildren(QToolButton)[0]
    assert toggle.isVisible()
    assert not section.group.shows_numbers
    toggle.click()
    assert section.group.shows_numbers
    assert toggle.isVisible()


def test_small_parameters_need_no_choice(qtbot: QtBot) -> None:
    section = make_section(qtbot, make_session(hidden_size=2))
    assert not section.findChildren(QToolButton)[0].isVisible()
    assert section.value == "f"
