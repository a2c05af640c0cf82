"""The size of a page is shown as it was chosen and told as text."""

from __future__ import annotations

import pytest
from pytestqt.qtbot import QtBot

from rnnviz.gui.export_size_field import SizeField


@pytest.mark.parametrize("text", ["", "slide", "slide-4:3", "16cm", "12.5x9cm", "1920px", "1920x1080px", "30000px"])
def test_every_size_survives(qtbot: QtBot, text: str) -> None:
    field = SizeField()
    qtbot.addWidget(field)
    with qtbot.assertNotEmitted(field.changed):
        field.show_text(text)
    assert field.text == text
    assert field.is_in_pixels == text.endswith("px")


def test_a_unit_begins_with_its_usual_width(qtbot: QtBot) -> None:
    field = SizeField()
    qtbot.addWidget(field)
    with qtbot.waitSignal(field.changed):
        field.kind.choose("px")
    assert field.text == "1920px"
    field.height_box.setValue(1080)
    assert field.text == "1920x1080px"
    field.kind.choose("cm")
    assert field.text == "16cm"


def test_the_usual_size_of_a_presentation_is_a_slide(qtbot: QtBot) -> None:
    field = SizeField()
    qtbot.addWidget(field)
    for are_slides, says in ((True, "usual slide, 16:9"), (False, "as it is drawn")):
        field.set_slides(are_slides)
        assert (field.kind.currentText(), field.text) == (says, "")
