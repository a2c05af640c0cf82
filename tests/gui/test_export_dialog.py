"""The export dialog: the preview is the file, choices are remembered, and what goes wrong is said in it."""

from __future__ import annotations

import errno
import os
from collections import Counter
from collections.abc import Iterator
from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtGui import QImage
from PySide6.QtWidgets import (
    QAbstractButton,
    QApplication,
    QComboBox,
    QInputDialog,
    QLabel,
    QLineEdit,
    QToolButton,
    QWidget,
)
from pytestqt.qtbot import QtBot

from rnnviz.experiment.experiment import Experiment
from rnnviz.export.formats import FORMATS
from rnnviz.export.paint import to_image
from rnnviz.gui.export_choice import NUMBERS, Manner, Subject
from rnnviz.gui.export_dialog import ExportDialog, show_export
from rnnviz.gui.main_window import MainWindow

WAIT = 30_000


@pytest.fixture
def dialog(window: MainWindow, tmp_path: Path) -> Iterator[ExportDialog]:
    shown = show_export(window, Subject("cell", 2))
    name(shown, tmp_path / "cell.png")
    shown.refresh()
    yield shown
    shown.worker.close()
    shown.close()


def name(dialog: ExportDialog, path: Path) -> None:
    """Type the name of a file."""
    dialog.file_bar.line.setText(str(path))
    dialog.file_bar.line.textEdited.emit(str(path))


def press(qtbot: QtBot, dialog: ExportDialog) -> None:
    qtbot.mouseClick(dialog.foot.export_button, Qt.MouseButton.LeftButton)


def test_the_preview_is_the_picture_of_the_file(qtbot: QtBot, dialog: ExportDialog, tmp_path: Path) -> None:
    dialog.manner_form.dpi.setValue(96)
    dialog.refresh()
    scene = dialog.stage.scene
    assert scene is not None
    press(qtbot, dialog)
    written = QImage(str(tmp_path / "cell.png")).convertToFormat(QImage.Format.Format_RGB32)
    assert written == to_image(scene).convertToFormat(QImage.Format.Format_RGB32)
    assert not dialog.isVisible()
    assert dialog.worker.is_busy is False


def test_a_light_picture_is_made_in_a_dark_window(window: MainWindow, dialog: ExportDialog) -> None:
    window.toggle_theme()
    dialog.refresh()
    assert dialog.stage.scene is not None
    assert dialog.stage.scene.background == "#ffffff"
    dialog.manner_form.background.choose("transparent")
    dialog.refresh()
    assert dialog.stage.scene.background is None


@pytest.mark.parametrize("form", FORMATS)
def test_the_extension_follows_the_format(dialog: ExportDialog, tmp_path: Path, form: str) -> None:
    dialog.manner_form.format.choose(form)
    assert dialog.file_bar.path == tmp_path / f"cell{FORMATS[form].suffix}"


def test_a_file_that_is_there_is_replaced_after_one_more_press(
    qtbot: QtBot, dialog: ExportDialog, tmp_path: Path
) -> None:
    (tmp_path / "cell.png").write_text("mine")
    press(qtbot, dialog)
    assert (tmp_path / "cell.png").read_text() == "mine"
    assert dialog.foot.sentence.startswith("cell.png is there already.")
    assert dialog.foot.export_button.text() == "R&eplace"
    press(qtbot, dialog)
    assert (tmp_path / "cell.png").read_bytes().startswith(b"\x89PNG")


@pytest.mark.parametrize(
    ("file", "says"),
    [("none/cell.png", "folder that is there"), ("cell", "ends in .png"), ("{page}x{y}.png", "a pattern of {step}")],
)
def test_what_goes_wrong_is_one_sentence_and_nothing_is_lost(
    qtbot: QtBot, dialog: ExportDialog, tmp_path: Path, file: str, says: str
) -> None:
    name(dialog, tmp_path / file)
    press(qtbot, dialog)
    assert says in dialog.foot.sentence
    assert dialog.isVisible()
    assert dialog.file_bar.path == tmp_path / file
    assert list(tmp_path.iterdir()) == []


def test_a_picture_that_is_too_large_is_refused_in_the_dialog(
    qtbot: QtBot, dialog: ExportDialog, tmp_path: Path
) -> None:
    dialog.manner_form.show_manner(Manner(size="30000x30000px"))
    press(qtbot, dialog)
    assert "30,000 × 30,000 pixels" in dialog.foot.sentence
    assert list(tmp_path.iterdir()) == []


def test_a_full_disk_leaves_no_file(
    qtbot: QtBot, dialog: ExportDialog, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def is_full(_file: int) -> None:
        raise OSError(errno.ENOSPC, os.strerror(errno.ENOSPC))

    monkeypatch.setattr(os, "fsync", is_full)
    press(qtbot, dialog)
    assert "no space left on device" in dialog.foot.sentence
    assert dialog.isVisible()
    assert list(tmp_path.iterdir()) == []


def test_no_two_fields_have_one_access_key(dialog: ExportDialog) -> None:
    labels = [label.text() for label in dialog.findChildren(QLabel) if label.buddy() is not None]
    buttons = [button.text() for button in dialog.findChildren(QAbstractButton) if button.isVisible()]
    keys = Counter(text[text.index("&") + 1].lower() for text in (*labels, *buttons) if "&" in text)
    # Rows of the same name are never in sight together.
    assert {key for key, n in keys.items() if n > 1} <= {"m", "t"}


def test_closing_the_dialog_cancels_a_sequence(qtbot: QtBot, dialog: ExportDialog) -> None:
    dialog.show_subject(Subject("cell", 1, 6, True))
    dialog.manner_form.show_manner(Manner("gif", size="1600px"))
    press(qtbot, dialog)
    with qtbot.waitSignal(dialog.worker.cancelled, timeout=WAIT):
        assert not dialog.close()
    assert dialog.isVisible()
    assert dialog.close()


def test_a_sequence_is_written_while_the_window_goes_on(
    qtbot: QtBot, window: MainWindow, dialog: ExportDialog, tmp_path: Path
) -> None:
    dialog.show_subject(Subject("cell", 1, 3))
    dialog.manner_form.format.choose("svg")
    dialog.refresh()
    assert dialog.foot.sentence == "3 files, cell-01.svg to cell-03.svg"
    press(qtbot, dialog)
    assert dialog.foot.cancel_button.isVisible()
    assert not dialog.choices.isEnabled()
    window.session.go(4)
    qtbot.waitUntil(lambda: not dialog.isVisible(), timeout=WAIT)
    assert sorted(path.name for path in tmp_path.iterdir()) == ["cell-01.svg", "cell-02.svg", "cell-03.svg"]


def test_escape_cancels_a_sequence_and_keeps_the_dialog(qtbot: QtBot, dialog: ExportDialog, tmp_path: Path) -> None:
    dialog.show_subject(Subject("cell", 1, 6, True))
    dialog.manner_form.show_manner(Manner("gif", size="1600px"))
    with qtbot.waitSignal(dialog.worker.told, timeout=WAIT):
        press(qtbot, dialog)
    with qtbot.waitSignal(dialog.worker.cancelled, timeout=WAIT):
        qtbot.keyClick(dialog, Qt.Key.Key_Escape)
    assert dialog.foot.sentence == "Cancelled; nothing was written."
    assert dialog.isVisible()
    assert dialog.choices.isEnabled()
    assert list(tmp_path.iterdir()) == []


def test_the_last_choices_are_remembered(
    qtbot: QtBot, window: MainWindow, dialog: ExportDialog, tmp_path: Path
) -> None:
    dialog.show_subject(Subject("folded"))
    manner = Manner("svg", "json", "12cm", outlines=True)
    dialog.manner_form.show_manner(manner)
    press(qtbot, dialog)
    assert (tmp_path / "cell.svg").is_file()
    dialog.setParent(None)
    again = ExportDialog(window)
    assert (again.manner, again.subject.figure, again.file_bar.path.parent) == (manner, "folded", tmp_path)
    dialog.deleteLater()


def test_a_preset_is_kept_chosen_and_deleted(dialog: ExportDialog, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(QInputDialog, "getText", lambda *_, **__: ("slides", True))
    slides = Manner("pdf", size="slide")
    dialog.manner_form.show_manner(slides)
    dialog.presets.ask_name()
    dialog.manner_form.show_manner(Manner())
    assert dialog.presets.box.key == ""
    dialog.presets.box.choose("slides")
    dialog.presets.box.activated.emit(dialog.presets.box.currentIndex())
    assert dialog.manner == slides
    dialog.presets.delete()
    assert dialog.presets.box.count() == 1
    assert dialog.manner == slides


def test_numbers_are_shown_as_text(dialog: ExportDialog) -> None:
    dialog.show_subject(Subject(NUMBERS, 2))
    dialog.refresh()
    assert dialog.stage.text.toPlainText().startswith("t,x[1]")
    assert not dialog.foot.copy_button.isEnabled()
    assert dialog.file_bar.path.suffix == ".csv"


def test_what_takes_very_long_is_not_drawn_before_it_is_exported(window: MainWindow, dialog: ExportDialog) -> None:
    large = Experiment.new("rnn", input_size=1, hidden_size=50).with_inputs([[1]] * 50)
    window.session.open(large)
    dialog.show_subject(Subject("sweep"))
    dialog.refresh()
    assert "only when it is exported" in dialog.stage.text.toPlainText()
    assert dialog.job().takes_long


def test_copying_takes_the_page_of_the_preview(dialog: ExportDialog) -> None:
    dialog.manner_form.show_manner(Manner(size="400x300px"))
    dialog.refresh()
    dialog.copy()
    mime = QApplication.clipboard().mimeData()
    assert (QApplication.clipboard().image().width(), QApplication.clipboard().image().height()) == (400, 300)
    assert b"<svg" in bytes(mime.data("image/svg+xml").data())


def test_the_dialog_follows_another_experiment(window: MainWindow, dialog: ExportDialog) -> None:
    window.commands["example.bidirectional"].trigger()
    assert dialog.subject_form.layer.count() == 2
    dialog.refresh()
    assert dialog.stage.scene is not None


def test_every_field_has_a_name_for_screen_readers(dialog: ExportDialog) -> None:
    fields: list[QWidget] = [*dialog.findChildren(QComboBox), *dialog.findChildren(QToolButton)]
    fields += [line for line in dialog.findChildren(QLineEdit) if line.objectName() != "qt_spinbox_lineedit"]
    assert [field for field in fields if not field.accessibleName()] == []
