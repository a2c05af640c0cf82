"""Headings show short names, mark the current one, and need little room."""

from __future__ import annotations

from PySide6.QtCore import QSize
from pytestqt.qtbot import QtBot

from rnnviz.gui.array_source import ParameterSource
from rnnviz.gui.input_panel import InputPanel
from rnnviz.gui.matrix_heading import MatrixHeading
from rnnviz.scene.theme import DARK

from .editing import make_session, make_table, show


def test_a_marked_section_has_the_colour_of_the_selection(qtbot: QtBot) -> None:
    session = make_session()
    panel = InputPanel(session)
    show(qtbot, panel)
    heading = panel.table.verticalHeader()
    assert isinstance(heading, MatrixHeading)
    image = heading.grab().toImage()
    y = heading.sectionViewportPosition(0) + 3
    assert image.pixelColor(2, y).name() == session.theme.accent
    session.go(2)
    image = heading.grab().toImage()
    assert image.pixelColor(2, y).name() == session.theme.background
    session.set_theme(DARK)
    image = heading.grab().toImage()
    assert image.pixelColor(2, heading.sectionViewportPosition(1) + 3).name() == DARK.accent


def test_the_room_for_rows_grows_with_their_names(qtbot: QtBot) -> None:
    heading = make_table(qtbot, make_session()).verticalHeader()
    assert isinstance(heading, MatrixHeading)
    narrow = heading.extent()
    heading.set_names(tuple(str(k) for k in range(1000)))
    assert heading.extent() > narrow
    assert heading.sizeHint() == QSize(heading.extent(), heading.extent())


def test_symbols_name_the_columns_of_an_input_matrix() -> None:
    session = make_session(alphabet="helo", output_size=None, loss="softmax")
    assert ParameterSource("W_f").unit_names(session.experiment) == (("1", "2", "3"), tuple("helo"))


def test_white_space_in_an_alphabet_is_made_visible_in_headings() -> None:
    session = make_session(alphabet="a \n", output_size=None, loss="softmax")
    assert ParameterSource("W_f").unit_names(session.experiment)[1] == ("a", "␣", "↵")
