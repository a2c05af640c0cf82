"""The heading of a plot."""

from __future__ import annotations

import pytest
from PySide6.QtCore import Qt
from pytestqt.qtbot import QtBot

from rnnviz.gui.plot_heading import PlotHeading
from rnnviz.scene.theme import DARK, LIGHT

CHOICES = {"h": "Hidden state", "gates": "Gates"}


def heading(qtbot: QtBot) -> PlotHeading:
    widget = PlotHeading()
    qtbot.addWidget(widget)
    widget.resize(300, 24)
    widget.set_title("Hidden state", "h_t")
    widget.set_choices(CHOICES, "h")
    widget.show()
    return widget


def test_the_menu_offers_the_plots_and_checks_the_one_shown(qtbot: QtBot) -> None:
    widget = heading(qtbot)
    menu = widget.menu()
    assert [action.text() for action in menu.actions()] == ["Hidden state", "Gates"]
    assert [action.isChecked() for action in menu.actions()] == [True, False]


def test_choosing_tells_the_key(qtbot: QtBot) -> None:
    widget = heading(qtbot)
    menu = widget.menu()
    with qtbot.waitSignal(widget.chosen) as chosen:
        menu.actions()[1].trigger()
    assert chosen.args == ["gates"]


def test_it_has_a_name_and_is_reached_by_the_tab_key(qtbot: QtBot) -> None:
    widget = heading(qtbot)
    assert widget.accessibleName() == "Plot: Hidden state"
    assert widget.focusPolicy() == Qt.FocusPolicy.TabFocus


def first_change(widget: PlotHeading, readout: str) -> int:
    """Where painting begins to differ when a read-out is shown."""
    before = widget.grab().toImage()
    widget.set_readout(readout)
    after = widget.grab().toImage()
    width, height = widget.width(), widget.height()
    return next(x for x in range(width) if any(before.pixel(x, y) != after.pixel(x, y) for y in range(height)))


@pytest.mark.parametrize("size", range(11, 27))
def test_a_high_symbol_is_not_cut_at_the_top(qtbot: QtBot, size: int) -> None:
    widget = heading(qtbot)
    font = widget.font()
    font.setPixelSize(size)
    widget.setFont(font)
    widget.resize(widget.sizeHint())
    widget.set_title("Candidate", r"\hat h_t^{(2\leftarrow)}")
    image = widget.grab().toImage()
    assert {image.pixelColor(x, 0).name() for x in range(image.width())} == {LIGHT.background}


def test_a_read_out_stands_beside_the_title(qtbot: QtBot) -> None:
    assert first_change(heading(qtbot), "t = 3") > 240


def test_a_long_read_out_may_cover_the_title_but_never_its_symbol(qtbot: QtBot) -> None:
    assert 35 < first_change(heading(qtbot), "h_3, unit 2: +0.1234 " * 4) < 110


def test_a_selected_plot_has_its_title_in_the_accent_colour(qtbot: QtBot) -> None:
    widget = heading(qtbot)
    widget.set_theme(DARK)
    widget.set_selected(True)
    image = widget.grab().toImage()
    colors = {image.pixelColor(x, y).name() for x in range(120) for y in range(24)}
    assert DARK.accent in colors
