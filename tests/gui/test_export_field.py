"""The fields of the export dialog tell what was chosen, and nothing where they are only shown something."""

from __future__ import annotations

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QWidget
from pytestqt.qtbot import QtBot

from rnnviz.gui.export_field import ChoiceBox, OfField, RangeField, label_of, number_box


def test_a_choice_stays_while_it_is_offered(qtbot: QtBot) -> None:
    box = ChoiceBox("Letter", {"a": "A", "b": "B"}, None)  # type: ignore[arg-type]
    qtbot.addWidget(box)
    box.choose("b")
    with qtbot.assertNotEmitted(box.currentIndexChanged):
        box.offer({"c": "C", "b": "B"})
    assert box.key == "b"
    box.offer({"c": "C"})
    box.choose("nothing")
    assert box.key == "c"


def test_a_range_tells_when_one_end_changes(qtbot: QtBot) -> None:
    field = RangeField("step", None)  # type: ignore[arg-type]
    qtbot.addWidget(field)
    with qtbot.assertNotEmitted(field.changed):
        field.offer(9)
        field.show_ends(2, 7)
    with qtbot.waitSignal(field.changed):
        field.last.setValue(5)
    assert field.ends == (2, 5)


def test_names_can_be_typed_and_are_forgotten_with_what_is_offered(qtbot: QtBot) -> None:
    field = OfField("Of", None)  # type: ignore[arg-type]
    qtbot.addWidget(field)
    field.offer(["W", "U"])
    assert field.text is None
    line = field.lineEdit()
    assert line is not None
    qtbot.keyClicks(line, "W,U")
    with qtbot.waitSignal(field.changed):
        qtbot.keyClick(line, Qt.Key.Key_Return)
    field.offer(["W", "U"])
    assert field.text == "W,U"
    field.offer(["b"])
    assert field.text is None


def test_a_number_is_told_when_it_is_typed_to_the_end(qtbot: QtBot) -> None:
    parent = QWidget()
    qtbot.addWidget(parent)
    box = number_box(parent, "Speed", (0, 9), 0.5)
    box.selectAll()
    with qtbot.assertNotEmitted(box.valueChanged):
        qtbot.keyClicks(box, "2.5")
    qtbot.keyClick(box, Qt.Key.Key_Return)
    assert box.value() == 2.5
    assert label_of("&Speed", box).buddy() is box
