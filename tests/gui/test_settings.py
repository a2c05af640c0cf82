"""What the window remembers, also when the store holds nonsense."""

from __future__ import annotations

from pathlib import Path

import pytest
from PySide6.QtCore import QByteArray, QSettings

from rnnviz.gui.settings import MAX_RECENT, Settings
from rnnviz.scene.theme import DARK, LIGHT


@pytest.fixture
def store(tmp_path: Path) -> QSettings:
    return QSettings(str(tmp_path / "rnnviz.ini"), QSettings.Format.IniFormat)


def test_everything_comes_back(store: QSettings) -> None:
    settings = Settings(store)
    settings.theme = DARK
    settings.text_size = 150
    settings.geometry = QByteArray(b"place")
    settings.layout = QByteArray(b"docks")
    settings.add_recent(Path("/a b/c.rnnviz"))
    store.sync()
    again = Settings(QSettings(store.fileName(), QSettings.Format.IniFormat))
    assert again.theme is DARK
    assert again.text_size == 150
    assert again.geometry == QByteArray(b"place")
    assert again.layout == QByteArray(b"docks")
    assert again.recent == (Path("/a b/c.rnnviz"),)


def test_nothing_remembered_is_the_default() -> None:
    settings = Settings()
    assert settings.theme is LIGHT
    assert settings.text_size == 100
    assert settings.geometry is None
    assert settings.layout is None
    assert settings.recent == ()


@pytest.mark.parametrize("nonsense", ["", "many", "101", "-3"])
def test_a_damaged_text_size_is_the_default(store: QSettings, nonsense: str) -> None:
    store.setValue("text_size", nonsense)
    assert Settings(store).text_size == 100


def test_a_damaged_layout_is_none(store: QSettings) -> None:
    store.setValue("layout", "text")
    assert Settings(store).layout is None


def test_recent_files_are_newest_first_once_and_limited() -> None:
    settings = Settings()
    for number in range(MAX_RECENT + 3):
        settings.add_recent(Path(f"/{number}.rnnviz"))
    settings.add_recent(Path("/5.rnnviz"))
    assert len(settings.recent) == MAX_RECENT
    assert settings.recent[:2] == (Path("/5.rnnviz"), Path(f"/{MAX_RECENT + 2}.rnnviz"))
    settings.forget_recent(Path("/5.rnnviz"))
    assert Path("/5.rnnviz") not in settings.recent
    settings.forget_recent()
    assert settings.recent == ()
