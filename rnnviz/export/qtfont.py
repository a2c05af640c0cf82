"""The shipped fonts inside Qt: loaded once, so that nothing depends on the fonts of the system."""

from __future__ import annotations

from functools import cache

from PySide6.QtGui import QFont, QFontDatabase, QGuiApplication

from .. import resource
from ..scene.measure import INTER_STYLES, math_font_path
from ..scene.shapes import Family

UNIT = 100
"""The size in pixels of the fonts given here; painters scale, because Qt knows only whole pixels."""
_WEIGHTS = {"regular": QFont.Weight.Normal, "medium": QFont.Weight.Medium, "semibold": QFont.Weight.DemiBold}


@cache
def begin_drawing() -> QGuiApplication:
    """The application that Qt needs to draw text; where there is none, one without a display."""
    found = QGuiApplication.instance()
    return found if isinstance(found, QGuiApplication) else QGuiApplication(["rnnviz", "-platform", "offscreen"])


@cache
def load_fonts() -> None:
    """Make Inter and STIX Two Math known to Qt."""
    begin_drawing()
    files = [resource.path("fonts", f"Inter-{style}.otf") for style in (*INTER_STYLES.values(), "Italic")]
    for file in (*files, math_font_path()):
        if QFontDatabase.addApplicationFont(str(file)) < 0:
            raise FileNotFoundError(f"Qt cannot read the font {file}")


@cache
def qt_font(family: Family, italic: bool = False, weight: str = "regular") -> QFont:
    """A font of 100 pixels: figures of equal width, no hinting, no kerning, so that it is as wide as measured."""
    load_fonts()
    font = QFont("STIX Two Math" if family == "math" else "Inter")
    font.setPixelSize(UNIT)
    font.setHintingPreference(QFont.HintingPreference.PreferNoHinting)
    font.setKerning(False)
    if family == "sans":
        font.setItalic(italic)
        font.setWeight(_WEIGHTS[weight])
        font.setFeature(QFont.Tag("tnum"), 1)
    return font
