"""Presets are kept under a name, shown where they hold, and deleted."""

from __future__ import annotations

import pytest
from PySide6.QtWidgets import QInputDialog
from pytestqt.qtbot import QtBot

from rnnviz.gui.export_choice import Manner
from rnnviz.gui.export_memory import ExportMemory
from rnnviz.gui.preset_bar import PresetBar
from rnnviz.gui.settings import Settings


@pytest.fixture
def memory() -> ExportMemory:
    memory = ExportMemory(Settings())
    memory.save_preset("slides", Manner("pdf"))
    return memory


@pytest.fixture
def bar(qtbot: QtBot, memory: ExportMemory) -> PresetBar:
    bar = PresetBar(memory)
    qtbot.addWidget(bar)
    return bar


def test_the_preset_that_holds_is_shown(bar: PresetBar) -> None:
    bar.show_manner(Manner("pdf"))
    assert bar.box.key == "slides"
    assert bar.delete_button.isEnabled()
    bar.show_manner(Manner("svg"))
    assert bar.box.key == ""
    assert not bar.delete_button.isEnabled()


def test_a_chosen_preset_gives_its_manner(qtbot: QtBot, bar: PresetBar) -> None:
    bar.box.choose("slides")
    with qtbot.waitSignal(bar.chosen) as chosen:
        bar.box.activated.emit(1)
    assert chosen.args == [Manner("pdf")]


@pytest.mark.parametrize(("answer", "kept"), [(("  web ", True), {"slides", "web"}), (("", True), {"slides"})])
def test_a_name_is_asked_for(
    bar: PresetBar,
    memory: ExportMemory,
    monkeypatch: pytest.MonkeyPatch,
    answer: tuple[str, bool],
    kept: set[str],
) -> None:
    monkeypatch.setattr(QInputDialog, "getText", lambda *_, **__: answer)
    bar.show_manner(Manner("svg"))
    bar.ask_name()
    assert set(memory.presets) == kept


def test_a_deleted_preset_is_gone(bar: PresetBar, memory: ExportMemory) -> None:
    bar.show_manner(Manner("pdf"))
    bar.delete()
    assert memory.presets == {}
    assert bar.box.key == ""
