"""The shipped files are found, and both readers of fonts and icons accept them."""

from __future__ import annotations

from xml.etree import ElementTree as ET

import pytest
from pytestqt.qtbot import QtBot

from rnnviz import resource
from rnnviz.scene.fontfile import FontFile

FONTS = ("Inter-Regular", "Inter-Medium", "Inter-SemiBold", "Inter-Italic")
DRAWINGS = sorted(path.stem for path in resource.path("icons").glob("*.svg"))
ICONS = [name for name in DRAWINGS if name not in ("rnnviz", "chevron-down", "chevron-up")]


@pytest.mark.parametrize("name", FONTS)
def test_qt_and_the_text_measure_read_each_font(name: str, qtbot: QtBot) -> None:
    from PySide6.QtGui import QFontDatabase

    path = resource.path("fonts", f"{name}.otf")
    number = QFontDatabase.addApplicationFont(str(path))
    families = QFontDatabase.applicationFontFamilies(number)
    QFontDatabase.removeApplicationFont(number)
    assert "Inter" in families
    assert 0.5 < FontFile(path).x_height < FontFile(path).cap_height < 0.8


def test_the_font_has_figures_of_one_width() -> None:
    font = FontFile(resource.path("fonts", "Inter-Regular.otf"), tabular=True)
    assert len({font.advance(figure) for figure in "0123456789"}) == 1


def test_the_licence_of_the_fonts_is_shipped_with_them() -> None:
    assert "SIL OPEN FONT LICENSE" in resource.path("fonts", "OFL.txt").read_text("utf-8")


@pytest.mark.parametrize("name", ICONS)
def test_an_icon_is_drawn_on_the_common_grid_in_one_colour(name: str) -> None:
    root = ET.parse(resource.path("icons", f"{name}.svg")).getroot()
    assert root.get("viewBox") == "0 0 24 24"
    assert root.get("stroke-width") == "1.75"
    assert root.get("stroke") == "currentColor"
    assert {part.get("fill", "currentColor") for part in root.iter() if part is not root} == {"currentColor"}


@pytest.mark.parametrize("name", DRAWINGS)
def test_qt_draws_each_icon(name: str, qtbot: QtBot) -> None:
    from PySide6.QtSvg import QSvgRenderer

    assert QSvgRenderer(str(resource.path("icons", f"{name}.svg"))).isValid()
