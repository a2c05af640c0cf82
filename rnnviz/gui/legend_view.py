"""The scale of the gradients in the pictures, for as long as they show any."""

from __future__ import annotations

from PySide6.QtCore import QSize
from PySide6.QtGui import QFontInfo, QPainter, QPaintEvent
from PySide6.QtWidgets import QWidget
from typing_extensions import override

from ..export.paint import paint
from ..scene.legend import SIZE, draw_legend, legend_width
from ..scene.shapes import Group
from .backward_view import backward_of
from .session import Session

MARGIN = 6.0


class LegendView(QWidget):
    """Paints one line; hidden while values alone are shown."""

    def __init__(self, session: Session, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._session = session
        self.setAccessibleName("Scale of the gradients")
        for signal in (session.run_changed, session.shows_changed, session.scale_changed, session.theme_changed):
            signal.connect(self._show)
        self._show()

    def _show(self, _what: object = None) -> None:
        self.setVisible(self._session.shows != "value")
        self.updateGeometry()
        self.update()

    @property
    def _zoom(self) -> float:
        """Pixels of the screen to one of the legend, for texts of the same size."""
        return QFontInfo(self.font()).pixelSize() / SIZE

    @override
    def sizeHint(self) -> QSize:
        backward = backward_of(self._session)
        width = 0.0 if backward is None else legend_width(backward) + 2 * MARGIN
        return QSize(round(width * self._zoom), round(1.4 * SIZE * self._zoom))

    @override
    def minimumSizeHint(self) -> QSize:
        return self.sizeHint()

    @override
    def paintEvent(self, event: QPaintEvent) -> None:
        backward = backward_of(self._session)
        if backward is None:
            return
        shapes = tuple(draw_legend(backward, self._session.theme, MARGIN, self.height() / self._zoom / 2))
        with QPainter(self) as painter:
            painter.setRenderHint(QPainter.RenderHint.Antialiasing)
            painter.scale(self._zoom, self._zoom)
            paint(painter, Group("legend", shapes))
