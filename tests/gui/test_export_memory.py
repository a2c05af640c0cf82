"""What is remembered of exports outlives the dialog; what is damaged does no harm."""

from __future__ import annotations

from pathlib import Path

from PySide6.QtCore import QSettings

from rnnviz.gui.export_choice import Manner
from rnnviz.gui.export_memory import ExportMemory
from rnnviz.gui.settings import Settings


def test_nothing_is_remembered_at_first() -> None:
    memory = ExportMemory(Settings())
    assert (memory.manner, memory.figure, memory.folder, memory.presets) == (Manner(), "", None, {})


def test_choices_and_presets_come_back_from_the_store(tmp_path: Path) -> None:
    store = str(tmp_path / "store.ini")
    memory = ExportMemory(Settings(QSettings(store, QSettings.Format.IniFormat)))
    memory.manner, memory.figure, memory.folder = Manner("svg"), "cell", tmp_path
    memory.save_preset("b, “slides”", Manner("pdf"))
    memory.save_preset("a", Manner("gif", seconds=0.5))
    again = ExportMemory(Settings(QSettings(store, QSettings.Format.IniFormat)))
    assert (again.manner, again.figure, again.folder) == (Manner("svg"), "cell", tmp_path)
    assert list(again.presets.items()) == [("a", Manner("gif", seconds=0.5)), ("b, “slides”", Manner("pdf"))]
    again.delete_preset("a")
    assert list(again.presets) == ["b, “slides”"]


def test_a_folder_that_is_gone_is_forgotten(tmp_path: Path) -> None:
    memory = ExportMemory(Settings())
    memory.folder = tmp_path / "gone"
    assert memory.folder is None
