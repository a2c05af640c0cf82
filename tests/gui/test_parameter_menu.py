"""The menus of parameters name every command and do those that need no dialog."""

from __future__ import annotations

import pytest
from PySide6.QtGui import QAction, QGuiApplication
from PySide6.QtWidgets import QDialog, QMenu
from pytestqt.qtbot import QtBot

from rnnviz.gui.initialise_dialog import SAYS
from rnnviz.gui.matrix_table import MatrixTable
from rnnviz.gui.parameter_menu import fill_parameter_menu
from rnnviz.gui.session import Session

from .editing import make_table


@pytest.fixture
def menu(qtbot: QtBot, session: Session) -> QMenu:
    table: MatrixTable = make_table(qtbot, session)
    made = QMenu(table)
    fill_parameter_menu(made, session, "W_f", table)
    return made


def action(menu: QMenu, text: str) -> QAction:
    return next(found for found in menu.actions() if found.text() == text)


def schemes_of(menu: QMenu) -> QMenu:
    """The submenu of schemes; found as a child, as releases before 6.11 delete the one that QAction.menu gives."""
    (schemes,) = menu.findChildren(QMenu)
    return schemes


def test_it_names_every_scheme_and_command(menu: QMenu) -> None:
    assert [found.text() for found in menu.actions() if found.text()] == [
        "Initialise",
        "Scale…",
        "Copy W_f",
        "Paste into W_f",
    ]
    assert [found.text() for found in schemes_of(menu).actions()] == [f"{title}…" for title, _ in SAYS.values()]


def test_copy_and_paste_take_the_whole_parameter(session: Session, menu: QMenu) -> None:
    action(menu, "Copy W_f").trigger()
    assert len(QGuiApplication.clipboard().text().splitlines()) == 3
    QGuiApplication.clipboard().setText("1\t2\n3\t4\n5\t6\n")
    action(menu, "Paste into W_f").trigger()
    assert session.experiment.parameters["W_f"].tolist() == [[1, 2], [3, 4], [5, 6]]


@pytest.mark.parametrize("text", ["Scale…", "Zeros…"])
def test_a_dialog_that_is_cancelled_leaves_no_step(
    session: Session, menu: QMenu, monkeypatch: pytest.MonkeyPatch, text: str
) -> None:
    opened: list[str] = []

    def cancel(dialog: QDialog) -> int:
        opened.append(dialog.windowTitle())
        dialog.reject()
        return 0

    monkeypatch.setattr(QDialog, "exec", cancel)
    action(schemes_of(menu) if text == "Zeros…" else menu, text).trigger()
    assert opened == ["Initialise W_f" if text == "Zeros…" else "Scale W_f"]
    assert not session.history.can_undo
