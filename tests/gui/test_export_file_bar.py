"""The file that is exported to follows figure and format until it is named."""

from __future__ import annotations

from pathlib import Path

import pytest
from PySide6.QtWidgets import QFileDialog
from pytestqt.qtbot import QtBot

from rnnviz.gui.export_file_bar import FileBar


@pytest.fixture
def bar(qtbot: QtBot, tmp_path: Path) -> FileBar:
    bar = FileBar(tmp_path)
    qtbot.addWidget(bar)
    return bar


def own(qtbot: QtBot, bar: FileBar, text: str) -> None:
    bar.line.clear()
    qtbot.keyClicks(bar.line, text)


def test_a_name_is_suggested_without_what_a_folder_or_pattern_would_be(bar: FileBar, tmp_path: Path) -> None:
    bar.suggest("A/B: {two} steps-cell", ".svg")
    assert bar.path == tmp_path / "A-B-two-steps-cell.svg"
    bar.suggest("other", ".png")
    assert bar.path == tmp_path / "other.png"


def test_a_name_that_was_typed_stays_and_takes_the_suffix(qtbot: QtBot, bar: FileBar, tmp_path: Path) -> None:
    own(qtbot, bar, "mine.svg")
    bar.suggest("other", ".png")
    assert bar.path == tmp_path / "mine.png"
    own(qtbot, bar, "version-1.5")
    bar.suggest("other", ".svg")
    assert bar.path == tmp_path / "version-1.5"


def test_a_file_can_be_looked_for(bar: FileBar, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    bar.suggest("cell", ".gif")
    monkeypatch.setattr(QFileDialog, "getSaveFileName", lambda *_, **__: ("", ""))
    bar.browse()
    assert bar.path == tmp_path / "cell.gif"
    monkeypatch.setattr(QFileDialog, "getSaveFileName", lambda *_, **__: (str(tmp_path / "far" / "film"), ""))
    bar.browse()
    assert bar.path == tmp_path / "far" / "film.gif"
