"""The window as a whole: titles, themes, text size, keys, closing and dropping."""

from __future__ import annotations

from functools import partial
from pathlib import Path

import pytest
from PySide6.QtCore import QMimeData, QPoint, QPointF, Qt, QUrl
from PySide6.QtGui import QDropEvent
from PySide6.QtWidgets import QAbstractSpinBox, QApplication, QComboBox, QMenuBar, QMessageBox, QTabBar, QWidget
from pytestqt.qtbot import QtBot

from rnnviz.experiment import edits, storage
from rnnviz.experiment.experiment import Experiment
from rnnviz.gui.main_window import MainWindow
from rnnviz.gui.settings import Settings
from rnnviz.gui.style import TEXT_SIZES
from rnnviz.scene.theme import DARK

from .conftest import MakeWindow

SET_WEIGHT = partial(edits.set_entry, name="W_f", index=(0, 0), value=2.0)


def drop(window: MainWindow, *paths: Path) -> None:
    mime = QMimeData()
    mime.setUrls([QUrl.fromLocalFile(str(path)) for path in paths])
    window.dropEvent(
        QDropEvent(
            QPointF(9, 9), Qt.DropAction.CopyAction, mime, Qt.MouseButton.LeftButton, Qt.KeyboardModifier.NoModifier
        )
    )


def test_the_title_names_the_experiment_and_marks_changes(window: MainWindow) -> None:
    assert window.windowTitle() == "untitled[*] – rnnviz"
    assert not window.isWindowModified()
    window.session.apply("set a weight", SET_WEIGHT)
    assert window.isWindowModified()
    window.session.mark_saved(Path("/somewhere/mine.rnnviz"))
    assert window.windowTitle() == "mine[*] – rnnviz"
    assert not window.isWindowModified()


def test_undo_is_named_after_the_edit(window: MainWindow) -> None:
    assert not window.commands["edit.undo"].isEnabled()
    window.session.apply("set W_f", SET_WEIGHT)
    assert window.commands["edit.undo"].text() == "&Undo set W_f"
    window.commands["edit.undo"].trigger()
    assert window.commands["edit.redo"].text() == "&Redo set W_f"
    assert not window.commands["edit.undo"].isEnabled()


def test_the_theme_changes_the_window_and_is_remembered(window: MainWindow) -> None:
    window.commands["view.dark"].trigger()
    assert window.session.theme is DARK
    assert window.settings.theme is DARK
    assert QApplication.palette().window().color().name() == DARK.surface
    window.commands["view.dark"].trigger()
    assert not window.session.theme.is_dark


def test_text_size_goes_through_its_steps_and_back(window: MainWindow) -> None:
    for _ in TEXT_SIZES:
        window.commands["view.text-larger"].trigger()
    assert window.settings.text_size == TEXT_SIZES[-1]
    window.commands["view.text-normal"].trigger()
    assert window.settings.text_size == 100


def test_the_docks_at_the_sides_follow_the_size_of_the_text(window: MainWindow) -> None:
    window.resize(1920, 1080)
    window.reset_layout()
    docks = [window.panels.docks[name] for name in ("parameters", "equations")]
    before = [dock.width() for dock in docks]
    window.set_text_size(150)
    QApplication.processEvents()
    larger = [dock.width() for dock in docks]
    window.set_text_size(100)
    QApplication.processEvents()
    assert all(wide > 1.3 * narrow for wide, narrow in zip(larger, before, strict=True))
    assert [dock.width() for dock in docks] == before


@pytest.mark.parametrize("percent", [75, 100, 200, 300])
def test_the_window_fits_a_small_screen_at_every_text_size(window: MainWindow, percent: int) -> None:
    window.set_text_size(percent)
    QApplication.processEvents()
    size = window.minimumSizeHint()
    window.set_text_size(100)
    assert size.width() <= 1280
    assert size.height() <= 720


def test_layout_and_size_come_back(make_window: MakeWindow) -> None:
    settings = Settings()
    first = make_window(_experiment(), settings)
    first.panels.docks["start"].close()
    first.resize(1100, 650)
    first.close()
    second = make_window(_experiment(), settings)
    second.restore()
    assert second.panels.docks["start"].isHidden()
    second.commands["view.reset-layout"].trigger()
    assert not second.panels.docks["start"].isHidden()


def test_closing_with_changes_asks_and_can_be_cancelled(window: MainWindow, monkeypatch: pytest.MonkeyPatch) -> None:
    window.session.apply("set a weight", SET_WEIGHT)
    monkeypatch.setattr(QMessageBox, "exec", lambda _box: QMessageBox.StandardButton.Cancel)
    assert not window.close()
    assert window.isVisible()
    monkeypatch.setattr(QMessageBox, "exec", lambda _box: QMessageBox.StandardButton.Discard)
    assert window.close()


def test_a_dropped_file_is_opened(window: MainWindow, tmp_path: Path) -> None:
    path = tmp_path / "dropped.rnnviz"
    storage.save(_experiment(), path)
    drop(window, path)
    assert window.session.path == path


def test_other_things_dropped_are_ignored(window: MainWindow, tmp_path: Path) -> None:
    before = window.session.experiment
    drop(window, tmp_path / "a.txt")
    drop(window, tmp_path / "a.rnnviz", tmp_path / "b.rnnviz")
    assert window.session.experiment is before


def test_a_message_is_shown_over_the_pictures(window: MainWindow) -> None:
    window.session.message.emit("W_f: got 'x', expected a number")
    assert window.banner.isVisible()
    assert window.banner.label.text() == "W_f: got 'x', expected a number"


def test_the_play_icon_shows_what_the_key_will_do(window: MainWindow) -> None:
    def picture() -> object:
        return window.commands["step.play"].icon().pixmap(20).toImage()

    resting = picture()
    window.player.toggle()
    assert picture() != resting
    window.player.pause()
    assert picture() == resting


def test_every_field_has_a_name_for_screen_readers(qtbot: QtBot, window: MainWindow) -> None:
    fields = [w for w in window.findChildren(QWidget) if w.focusPolicy() & Qt.FocusPolicy.TabFocus and w.isVisible()]
    nameless = [
        f"{type(w).__name__} in {type(w.parentWidget()).__name__}"
        for w in fields
        if not (w.accessibleName() or getattr(w, "text", str)()) and not _is_inner(w)
    ]
    assert fields
    assert nameless == []


def _is_inner(widget: QWidget) -> bool:
    """Whether a widget is part of another control, which carries the name."""
    return isinstance(widget.parentWidget(), QAbstractSpinBox | QComboBox) or isinstance(widget, QTabBar | QMenuBar)


def _experiment() -> Experiment:
    return Experiment.new("gru", input_size=1, hidden_size=2)


def test_a_click_into_a_picture_gives_the_keys_back_to_the_steps(qtbot: QtBot, window: MainWindow) -> None:
    window.activateWindow()
    box = window.panels.docks["network"].findChild(QAbstractSpinBox)
    assert box is not None
    box.setFocus()
    qtbot.mouseClick(window.cell_view.diagram, Qt.MouseButton.LeftButton, pos=QPoint(3, 3))
    focused = window.focusWidget()
    assert focused is not None
    assert focused is not box
    qtbot.keyClick(focused, Qt.Key.Key_End)
    assert window.session.step == 6


def test_the_keys_of_time_work_from_the_start(qtbot: QtBot, window: MainWindow) -> None:
    window.activateWindow()
    QApplication.processEvents()
    focused = window.focusWidget()
    assert focused is not None
    qtbot.keyClick(focused, Qt.Key.Key_Right)
    assert window.session.step == 2


def test_tab_reaches_the_toolbar_then_editors_then_pictures(window: MainWindow) -> None:
    QApplication.processEvents()
    places: list[QWidget] = []
    widget: QWidget | None = window.toolbar.widgetForAction(window.commands["file.open"])
    while widget is not None and widget not in places:
        places.append(widget)
        widget = widget.nextInFocusChain()
    places = [place for place in places if place.focusPolicy() & Qt.FocusPolicy.TabFocus]
    docks = window.panels.docks
    regions = [
        window.toolbar,
        docks["network"],
        docks["parameters"],
        window.network_view,
        window.cell_view,
        docks["plots"],
    ]
    firsts = [next(k for k, place in enumerate(places) if region.isAncestorOf(place)) for region in regions]
    assert firsts == sorted(firsts)
