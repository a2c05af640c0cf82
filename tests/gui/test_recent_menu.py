"""The menu of recent files."""

from __future__ import annotations

from pathlib import Path

from PySide6.QtCore import QCoreApplication, QEvent
from PySide6.QtWidgets import QApplication, QMenu

from rnnviz.experiment import storage
from rnnviz.experiment.experiment import Experiment
from rnnviz.gui.main_window import MainWindow


def recent_menu(window: MainWindow) -> QMenu:
    holders = window.commands["file.forget-recent"].associatedObjects()
    menu = next(holder for holder in holders if isinstance(holder, QMenu))
    menu.aboutToShow.emit()
    return menu


def entries(window: MainWindow) -> list[str]:
    return [action.text() for action in recent_menu(window).actions() if not action.isSeparator()]


def test_it_lists_the_recent_files_newest_first_each_time(window: MainWindow) -> None:
    assert entries(window) == ["&Forget all"]
    for name in ("a", "b"):
        window.settings.add_recent(Path(f"/files/{name}.rnnviz"))
    assert entries(window) == ["&1  b.rnnviz  –  /files", "&2  a.rnnviz  –  /files", "&Forget all"]
    assert len(entries(window)) == 3


def test_a_name_is_shown_as_it_is_and_the_tenth_has_the_key_0(window: MainWindow) -> None:
    for k in range(10):
        window.settings.add_recent(Path(f"/R&D/&10 {k}.rnnviz"))
    assert entries(window)[0] == "&1  &&10 9.rnnviz  –  /R&&D"
    assert entries(window)[9] == "1&0  &&10 0.rnnviz  –  /R&&D"


def test_choosing_one_opens_it(window: MainWindow, tmp_path: Path) -> None:
    path = tmp_path / "old.rnnviz"
    storage.save(Experiment.new("rnn", input_size=1, hidden_size=1), path)
    window.settings.add_recent(path)
    recent_menu(window).actions()[0].trigger()
    assert window.session.path == path


def test_forgetting_empties_it(window: MainWindow) -> None:
    window.settings.add_recent(Path("/files/a.rnnviz"))
    window.commands["file.forget-recent"].trigger()
    assert entries(window) == ["&Forget all"]


def test_it_still_opens_when_another_network_has_replaced_the_editors(window: MainWindow) -> None:
    for cell in ("rnn", "gru", "lstm"):
        window.session.open(Experiment.new(cell, input_size=2, hidden_size=3))
        QApplication.processEvents()
        QCoreApplication.sendPostedEvents(None, QEvent.Type.DeferredDelete)
    assert entries(window) == ["&Forget all"]
