"""Palette and style sheet: readable in both themes at every text size."""

from __future__ import annotations

import pytest
from PySide6.QtGui import QPalette
from PySide6.QtWidgets import QApplication, QPushButton
from pytestqt.qtbot import QtBot

from rnnviz.gui.style import TEXT_SIZES, apply_style, palette_of, style_sheet, text_height
from rnnviz.scene.theme import DARK, LIGHT, Theme, contrast

ROLE, DISABLED = QPalette.ColorRole, QPalette.ColorGroup.Disabled


@pytest.mark.parametrize("theme", [LIGHT, DARK], ids=["light", "dark"])
@pytest.mark.parametrize(
    ("ink", "ground"),
    [
        (ROLE.WindowText, ROLE.Window),
        (ROLE.Text, ROLE.Base),
        (ROLE.ButtonText, ROLE.Button),
        (ROLE.HighlightedText, ROLE.Highlight),
        (ROLE.PlaceholderText, ROLE.Base),
    ],
)
def test_text_is_readable(theme: Theme, ink: QPalette.ColorRole, ground: QPalette.ColorRole) -> None:
    palette = palette_of(theme)
    assert contrast(palette.color(ink).name(), palette.color(ground).name()) >= 4.5


def test_what_cannot_be_used_is_fainter_than_what_can() -> None:
    palette = palette_of(LIGHT)
    ground = palette.color(ROLE.Window).name()
    faint, strong = palette.color(DISABLED, ROLE.WindowText).name(), palette.color(ROLE.WindowText).name()
    assert contrast(faint, ground) < contrast(strong, ground)


@pytest.mark.parametrize("percent", TEXT_SIZES)
def test_the_sheet_is_complete_at_every_size(percent: int) -> None:
    sheet = style_sheet(DARK, 13 * percent / 100)
    assert "$" not in sheet
    assert sheet.count("{") == sheet.count("}")


def test_text_and_controls_grow_together(qtbot: QtBot) -> None:
    app = QApplication.instance()
    assert isinstance(app, QApplication)
    button = QPushButton("Create")
    qtbot.addWidget(button)
    heights = []
    for percent in (100, 300):
        apply_style(app, LIGHT, percent)
        heights.append((text_height(), button.sizeHint().height()))
    apply_style(app, LIGHT, 100)
    assert heights[1][0] == pytest.approx(3 * heights[0][0], rel=0.05)
    assert heights[1][1] == pytest.approx(3 * heights[0][1], rel=0.15)
