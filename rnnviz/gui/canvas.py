"""A widget that paints a picture once per change, and over it what moves."""

from __future__ import annotations

from PySide6.QtCore import QEvent, QPointF, QRectF, QSize, Qt, Signal
from PySide6.QtGui import QColor, QFont, QMouseEvent, QPainter, QPaintEvent, QPixmap, QResizeEvent
from PySide6.QtWidgets import QWidget
from typing_extensions import override

from ..scene.theme import LIGHT, Theme


class Canvas(QWidget):
    """What a heat map and a plane of points have in common: a kept picture, and coordinates that are picked."""

    picked = Signal(float, float)

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.theme = LIGHT
        self.pointer: QPointF | None = None
        self._picture: QPixmap | None = None
        self.setMouseTracking(True)

    def set_theme(self, theme: Theme) -> None:
        """Paint in the colours of a theme."""
        self.theme = theme
        self.repaint_picture()

    def repaint_picture(self) -> None:
        """Paint the kept picture anew, when it is needed next."""
        self._picture = None
        self.update()

    def paint_picture(self, painter: QPainter) -> None:
        """Paint what is kept until ``repaint_picture``."""
        raise NotImplementedError

    def paint_over(self, painter: QPainter) -> None:
        """Paint what moves without the picture."""

    def coordinates(self, place: QPointF) -> tuple[float, float] | None:
        """What a place in the picture stands for; None beside the axes."""
        raise NotImplementedError

    def small_font(self) -> QFont:
        """The font of the numbers at the axes."""
        font = QFont(self.font())
        font.setPixelSize(max(11, round(0.85 * self.fontInfo().pixelSize())))
        font.setFeature(QFont.Tag("tnum"), 1)
        return font

    def paint_message(self, painter: QPainter, message: str) -> None:
        """Words in place of a picture."""
        painter.setFont(self.font())
        painter.setPen(QColor(self.theme.muted))
        flags = Qt.AlignmentFlag.AlignCenter | Qt.TextFlag.TextWordWrap
        painter.drawText(QRectF(self.rect().adjusted(8, 0, -8, 0)), int(flags), message)

    @override
    def sizeHint(self) -> QSize:
        return QSize(200, 130)

    @override
    def minimumSizeHint(self) -> QSize:
        return QSize(100, 60)

    @override
    def paintEvent(self, event: QPaintEvent) -> None:
        ratio = self.devicePixelRatioF()
        if self._picture is None or self._picture.devicePixelRatio() != ratio:
            self._picture = QPixmap(self.size() * ratio)
            self._picture.setDevicePixelRatio(ratio)
            self._picture.fill(QColor(self.theme.background))
            painter = QPainter(self._picture)
            painter.setFont(self.small_font())
            self.paint_picture(painter)
            painter.end()
        painter = QPainter(self)
        painter.drawPixmap(0, 0, self._picture)
        painter.setFont(self.small_font())
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        self.paint_over(painter)

    @override
    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self.repaint_picture()

    @override
    def changeEvent(self, event: QEvent) -> None:
        super().changeEvent(event)
        if event.type() == QEvent.Type.FontChange:
            self.repaint_picture()

    @override
    def mousePressEvent(self, event: QMouseEvent) -> None:
        if event.button() == Qt.MouseButton.LeftButton:
            self._pick(event.position())

    @override
    def mouseMoveEvent(self, event: QMouseEvent) -> None:
        self.pointer = event.position()
        if event.buttons() & Qt.MouseButton.LeftButton:
            self._pick(event.position())
        self.update()

    @override
    def leaveEvent(self, event: QEvent) -> None:
        self.pointer = None
        self.update()

    def _pick(self, place: QPointF) -> None:
        found = self.coordinates(place)
        if found is not None:
            self.picked.emit(*found)
