"""The foot of the export dialog says what happens and offers what can be done then."""

from __future__ import annotations

from pytestqt.qtbot import QtBot

from rnnviz.gui.export_foot import ExportFoot


def test_progress_takes_the_place_of_exporting(qtbot: QtBot) -> None:
    foot = ExportFoot()
    qtbot.addWidget(foot)
    foot.show()
    foot.show_busy("Drawing", 2, 20)
    assert foot.sentence == "Drawing 3 of 20"
    assert (foot.progress.value(), foot.progress.maximum()) == (2, 20)
    assert (foot.cancel_button.isVisible(), foot.close_button.isVisible()) == (True, False)
    assert not foot.export_button.isEnabled()
    foot.clear()
    assert (foot.cancel_button.isVisible(), foot.close_button.isVisible()) == (False, True)
    assert foot.export_button.isEnabled()
    assert foot.sentence == ""


def test_a_beginning_has_no_numbers(qtbot: QtBot) -> None:
    foot = ExportFoot()
    qtbot.addWidget(foot)
    foot.show_busy("Beginning", 0, 0)
    assert foot.sentence == "Beginning…"


def test_replacing_is_asked_for_on_the_button(qtbot: QtBot) -> None:
    foot = ExportFoot()
    qtbot.addWidget(foot)
    foot.ask_replace("It is there already.")
    assert foot.export_button.text() == "R&eplace"
    foot.clear()
    foot.say_trouble("It is full.")
    assert (foot.sentence, foot.export_button.text()) == ("It is full.", "&Export")
