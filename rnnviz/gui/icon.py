"""Icons: the shipped line drawings, tinted for a theme."""

from __future__ import annotations

from PySide6.QtCore import QByteArray, QRectF, Qt
from PySide6.QtGui import QIcon, QPainter, QPixmap
from PySide6.QtSvg import QSvgRenderer

from .. import resource
from ..scene.theme import Theme, mix

_RATIOS = (1, 2)


def icon(name: str, theme: Theme, pixels: int) -> QIcon:
    """The icon ``name`` in the ink of a theme, ``pixels`` wide; empty where no such icon is shipped."""
    file = resource.path("icons", f"{name}.svg")
    made = QIcon()
    if not file.is_file():
        return made
    drawing = file.read_text("utf-8")
    inks = {QIcon.Mode.Normal: theme.ink, QIcon.Mode.Disabled: mix(theme.muted, theme.surface, 0.55)}
    for mode, ink in inks.items():
        renderer = QSvgRenderer(QByteArray(drawing.replace("currentColor", ink).encode()))
        for ratio in _RATIOS:
            made.addPixmap(_render(renderer, pixels, ratio), mode)
    return made


def _render(renderer: QSvgRenderer, pixels: int, ratio: int) -> QPixmap:
    picture = QPixmap(pixels * ratio, pixels * ratio)
    picture.fill(Qt.GlobalColor.transparent)
    with QPainter(picture) as painter:
        renderer.render(painter, QRectF(0, 0, pixels * ratio, pixels * ratio))
    picture.setDevicePixelRatio(ratio)
    return picture
