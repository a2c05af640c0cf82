"""What follows the experiment does so while it is seen."""

from __future__ import annotations

from PySide6.QtGui import QFont
from pytestqt.qtbot import QtBot
from typing_extensions import override

from rnnviz.experiment import edits
from rnnviz.gui.editor_panel import EditorPanel

from .editing import make_session, show


class _Panel(EditorPanel):
    n_arranged = 0

    @override
    def catch_up(self) -> None:
        self._shown = self._session.experiment

    @override
    def arrange(self) -> None:
        self.n_arranged += 1


def test_it_shows_every_edit_while_visible_and_the_last_when_shown_again(qtbot: QtBot) -> None:
    session = make_session()
    panel = _Panel(session, "Some numbers")
    assert panel._shown is None
    show(qtbot, panel)
    assert panel._shown is session.experiment
    assert panel.accessibleName() == "Some numbers"
    before = session.experiment
    panel.hide()
    session.apply("title", lambda old: edits.retitle(old, "other"))
    assert panel._shown is before
    panel.show()
    assert panel._shown is session.experiment


def test_another_size_of_the_text_lays_it_out_again(qtbot: QtBot) -> None:
    panel = _Panel(make_session(), "Some numbers")
    show(qtbot, panel)
    before = panel.n_arranged
    font = QFont(panel.font())
    font.setPointSizeF(font.pointSizeF() + 3)
    panel.setFont(font)
    assert panel.n_arranged > before
