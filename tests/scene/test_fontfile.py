"""The widths read from the font files are those of a font library."""

from __future__ import annotations

from pathlib import Path

import pytest
import ziafont

from rnnviz import resource
from rnnviz.scene.fontfile import FontFile
from rnnviz.scene.measure import math_font_path

REGULAR = resource.path("fonts", "Inter-Regular.otf")


@pytest.mark.parametrize("path", [REGULAR, math_font_path()], ids=["Inter", "STIX"])
@pytest.mark.parametrize("character", "aWxh019+−σ∞ ")
def test_a_character_is_as_wide_as_in_the_font(path: Path, character: str) -> None:
    font = ziafont.Font(str(path))
    wanted = font.glyph(character).advance() / font.info.layout.unitsperem
    assert FontFile(path).advance(character) == pytest.approx(wanted)


def test_tabular_figures_have_one_width_and_others_do_not() -> None:
    assert len({FontFile(REGULAR, tabular=True).advance(figure) for figure in "0123456789"}) == 1
    assert len({FontFile(REGULAR).advance(figure) for figure in "0123456789"}) > 1


def test_only_figures_change_under_tabular() -> None:
    plain, tabular = FontFile(REGULAR), FontFile(REGULAR, tabular=True)
    assert all(plain.advance(letter) == tabular.advance(letter) for letter in "abcxyzABC")


def test_a_character_the_font_does_not_have_is_as_wide_as_its_empty_box() -> None:
    assert FontFile(REGULAR).advance("\U000e0001") == FontFile(REGULAR).advance("\U000e0002") > 0


def test_capitals_are_higher_than_small_letters() -> None:
    font = FontFile(REGULAR)
    assert font.x_height == pytest.approx(0.546, abs=0.01)
    assert font.cap_height == pytest.approx(0.727, abs=0.01)
