"""Exported pictures are those on screen; exported numbers those of the run."""

from __future__ import annotations

from pathlib import Path

import pytest
from PySide6.QtGui import QImage
from PySide6.QtWidgets import QFileDialog

from rnnviz.gui.main_window import MainWindow
from rnnviz.gui.picture_export import PNG_SCALE


@pytest.mark.parametrize("what", ["cell", "unfolded"])
@pytest.mark.parametrize("suffix", [".svg", ".png"])
def test_a_picture_is_written(
    window: MainWindow, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, what: str, suffix: str
) -> None:
    monkeypatch.setattr(QFileDialog, "getSaveFileName", lambda *_: (str(tmp_path / "picture"), ""))
    window.commands[f"export.{what}{suffix}"].trigger()
    written = tmp_path / f"picture{suffix}"
    view = window.cell_view.diagram if what == "cell" else window.network_view.unfolded
    if suffix == ".png":
        assert QImage(str(written)).width() == round(view.scene.width * PNG_SCALE)
    else:
        assert written.read_text("utf-8").startswith(("<svg", "<?xml"))


def test_numbers_are_written(window: MainWindow, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(QFileDialog, "getSaveFileName", lambda *_: (str(tmp_path / "numbers"), ""))
    for suffix in (".json", ".csv", ".npz"):
        window.commands[f"export.data{suffix}"].trigger()
        assert (tmp_path / f"numbers{suffix}").stat().st_size > 100
