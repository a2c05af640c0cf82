"""The fields that describe a network."""

from __future__ import annotations

from PySide6.QtCore import QEvent, Qt
from PySide6.QtGui import QFont, QFontInfo
from PySide6.QtWidgets import QApplication, QLabel, QWidget
from pytestqt.qtbot import QtBot

from rnnviz.cells import CELLS
from rnnviz.gui.network_form import Note, cell_box, labelled, loss_box, size_box


def test_every_cell_is_offered_with_its_variant_in_words(qtbot: QtBot) -> None:
    parent = QWidget()
    qtbot.addWidget(parent)
    box = cell_box(parent)
    offered = {box.itemData(k): box.itemData(k, Qt.ItemDataRole.ToolTipRole) for k in range(box.count())}
    assert offered == {key: cell.description for key, cell in CELLS.items()}


def test_a_cell_without_room_for_its_name_ends_in_dots(qtbot: QtBot) -> None:
    parent = QWidget()
    qtbot.addWidget(parent)
    box = cell_box(parent)
    box.setCurrentIndex(box.findData("gru-reset-after"))
    box.resize(110, box.sizeHint().height())
    drawn = box.grab().toImage()
    endings = [f"{box.currentText()[:n]}…" for n in range(1, len(box.currentText()))]
    pictures = []
    for text in endings:
        box.setItemText(box.currentIndex(), text)
        pictures.append(box.grab().toImage())
    assert drawn in pictures


def test_every_loss_is_offered(qtbot: QtBot) -> None:
    parent = QWidget()
    qtbot.addWidget(parent)
    box = loss_box(parent)
    assert [box.itemData(k) for k in range(box.count())] == [None, "squared", "softmax"]


def test_no_size_is_shown_as_a_word(qtbot: QtBot) -> None:
    parent = QWidget()
    qtbot.addWidget(parent)
    box = size_box(parent, "Read-out size", 0, 9)
    box.setValue(0)
    assert box.text() == "none"
    assert box.accessibleName() == "Read-out size"


def test_the_least_width_of_a_size_follows_the_text(qtbot: QtBot) -> None:
    parent = QWidget()
    qtbot.addWidget(parent)
    box, usual = size_box(parent, "Steps", 1, 9), QApplication.font()
    before = box.minimumWidth()
    larger = QFont(usual)
    larger.setPixelSize(2 * QFontInfo(usual).pixelSize())
    QApplication.setFont(larger)
    QApplication.sendEvent(box, QEvent(QEvent.Type.FontChange))
    widened = box.minimumWidth()
    QApplication.setFont(usual)
    assert widened > 1.5 * before


def test_a_label_leads_to_its_field(qtbot: QtBot) -> None:
    parent = QWidget()
    qtbot.addWidget(parent)
    field = size_box(parent, "Steps", 1, 9)
    layout = labelled("Steps", field)
    item = layout.itemAt(0)
    assert item is not None
    label = item.widget()
    assert isinstance(label, QLabel)
    assert label.buddy() is field


def test_a_note_takes_the_lines_that_it_needs(qtbot: QtBot) -> None:
    note = Note()
    qtbot.addWidget(note)
    note.say("A sentence that is far too long for a line of so few pixels.")
    note.resize(400, 10)
    note.show()
    one = note.height()
    note.resize(120, one)
    assert note.height() > 2 * one
    few = note.height()
    font = QFont(note.font())
    font.setPointSizeF(2 * font.pointSizeF())
    note.setFont(font)
    assert note.height() > few
    note.say("")
    assert note.isHidden()
