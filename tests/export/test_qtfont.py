"""Qt sets text in the shipped fonts, exactly as wide as it is measured without Qt."""

from __future__ import annotations

import pytest
from PySide6.QtGui import QFontInfo, QFontMetricsF

from rnnviz.export.qtfont import UNIT, qt_font
from rnnviz.scene.measure import measure
from rnnviz.scene.shapes import Family, Run

pytestmark = pytest.mark.usefixtures("qapp")


@pytest.mark.parametrize(("family", "name"), [("sans", "Inter"), ("math", "STIX Two Math")])
def test_the_shipped_font_is_used(family: Family, name: str) -> None:
    assert QFontInfo(qt_font(family)).family() == name


@pytest.mark.parametrize("text", ["+0.61 −0.38", "Forget gate", "AVATAR", "σ tanh"])
@pytest.mark.parametrize(
    ("italic", "weight"), [(False, "regular"), (False, "medium"), (False, "semibold"), (True, "regular")]
)
def test_text_is_as_wide_as_measured(text: str, italic: bool, weight: str) -> None:
    run = Run(
        text,
        italic=italic,
        weight="medium" if weight == "medium" else "semibold" if weight == "semibold" else "regular",
    )
    drawn = QFontMetricsF(qt_font("sans", italic, weight)).horizontalAdvance(text)
    assert drawn == pytest.approx(measure((run,), UNIT, "sans"), rel=0.005)
