"""The page that an export will write, painted as it will be."""

from __future__ import annotations

from PySide6.QtCore import QPointF, QRectF, QSize, Qt, Signal
from PySide6.QtGui import QColor, QMouseEvent, QPainter, QPaintEvent, QPalette, QPen
from PySide6.QtWidgets import QApplication, QWidget
from typing_extensions import override

from ..export.paint import paint, paint_page
from ..export.size import Frame
from ..scene.shapes import Scene
from .export_sheet import Sheet

MARGIN = 12
LARGEST = 3.0
"""A page is enlarged so far at most."""
CHECK = 8
"""The side of the squares that show what is transparent."""
CHECKS = ("#ffffff", "#e4e7eb")


class PagePreview(QWidget):
    """Shows one page as large as fits; ``dragged`` says that it is pulled away."""

    dragged = Signal()

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._sheet: Sheet | None = None
        self._pressed: QPointF | None = None
        self.setAccessibleName("Preview")
        self.setObjectName("Preview")
        self.setToolTip("Drag it into another program")

    @property
    def scene(self) -> Scene | None:
        """What is shown."""
        return None if self._sheet is None else self._sheet.scene

    @property
    def page(self) -> Frame:
        """The page that it stands on."""
        return Frame(1.0, 1.0) if self._sheet is None else self._sheet.page

    def show_sheet(self, sheet: Sheet) -> None:
        """Show a picture on its sheet."""
        self._sheet = sheet
        self.setCursor(Qt.CursorShape.OpenHandCursor)
        self.update()

    def clear(self) -> None:
        """Show nothing."""
        self._sheet = None
        self.unsetCursor()
        self.update()

    def place(self) -> QRectF:
        """Where the page lies in the widget."""
        room = QRectF(self.rect()).adjusted(MARGIN, MARGIN, -MARGIN, -MARGIN)
        page = self.page
        scale = min(room.width() / page.width, room.height() / page.height, LARGEST)
        place = QRectF(0, 0, page.width * scale, page.height * scale)
        place.moveCenter(room.center())
        return place

    @override
    def sizeHint(self) -> QSize:
        return QSize(640, 420)

    @override
    def minimumSizeHint(self) -> QSize:
        return QSize(200, 140)

    @override
    def paintEvent(self, event: QPaintEvent) -> None:
        sheet = self._sheet
        if sheet is None:
            return
        place = self.place()
        with QPainter(self) as painter:
            _paint_ground(painter, place, sheet.scene.background)
            painter.save()
            painter.setClipRect(place)
            painter.translate(place.topLeft())
            painter.scale(place.width() / sheet.page.width, place.height() / sheet.page.height)
            if sheet.title is not None:
                paint(painter, sheet.title)
            paint_page(painter, sheet.scene, sheet.page)
            painter.restore()
            painter.setPen(QPen(self.palette().color(QPalette.ColorRole.Mid), 1))
            painter.setBrush(Qt.BrushStyle.NoBrush)
            painter.drawRect(place.adjusted(-0.5, -0.5, 0.5, 0.5))

    @override
    def mousePressEvent(self, event: QMouseEvent) -> None:
        is_on_page = self._sheet is not None and self.place().contains(event.position())
        if event.button() == Qt.MouseButton.LeftButton and is_on_page:
            self._pressed = event.position()

    @override
    def mouseMoveEvent(self, event: QMouseEvent) -> None:
        if self._pressed is None:
            return
        moved = (event.position() - self._pressed).manhattanLength()
        if moved >= QApplication.startDragDistance():
            self._pressed = None
            self.dragged.emit()

    @override
    def mouseReleaseEvent(self, event: QMouseEvent) -> None:
        self._pressed = None


def _paint_ground(painter: QPainter, place: QRectF, background: str | None) -> None:
    """The colour of a page, or squares where it is transparent."""
    painter.fillRect(place, QColor(background or CHECKS[0]))
    if background is not None:
        return
    painter.save()
    painter.setClipRect(place)
    rows, columns = (int(side // CHECK) + 1 for side in (place.height(), place.width()))
    for row in range(rows):
        for column in range(row % 2, columns, 2):
            square = QRectF(place.x() + column * CHECK, place.y() + row * CHECK, CHECK, CHECK)
            painter.fillRect(square, QColor(CHECKS[1]))
    painter.restore()
