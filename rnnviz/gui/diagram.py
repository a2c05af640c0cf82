"""The widget that shows a scene: fitted into its place, searched by mouse and keyboard."""

from __future__ import annotations

from collections.abc import Callable

from PySide6.QtCore import QEvent, QPointF, QRectF, QSize, Qt, Signal
from PySide6.QtGui import (
    QColor,
    QFocusEvent,
    QHelpEvent,
    QKeyEvent,
    QMouseEvent,
    QPainter,
    QPaintEvent,
    QPen,
    QPixmap,
    QResizeEvent,
    QStatusTipEvent,
)
from PySide6.QtWidgets import QApplication, QToolTip, QWidget
from typing_extensions import override

from ..export.paint import paint
from ..scene.hit import Bounds, Direction, Target, bounds_of_key, find_targets, key_at, neighbour
from ..scene.shapes import Group, Key, Scene

_DIRECTIONS: dict[int, Direction] = {
    Qt.Key.Key_Left: "left",
    Qt.Key.Key_Right: "right",
    Qt.Key.Key_Up: "up",
    Qt.Key.Key_Down: "down",
}
_TOLERANCE = 7.0


class DiagramView(QWidget):
    """Shows one scene, as large as it fits.

    The painted picture is kept; moving the mouse or the keyboard focus only draws an outline over it. Takes the
    keyboard focus by Tab alone, so that a click does not take the arrow keys from the transport.
    """

    key_clicked = Signal(object)
    key_hovered = Signal(object)

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setMouseTracking(True)
        self.setFocusPolicy(Qt.FocusPolicy.TabFocus)
        self._scene = Scene(1.0, 1.0, Group("empty", ()))
        self._targets: tuple[Target, ...] | None = None
        self._picture: QPixmap | None = None
        self._hovered: Key | None = None
        self._focused: Key | None = None
        self._describe: Callable[[Key], str] = str
        self._accent = QColor("#1f6feb")
        self._margin = 0.0
        self._largest_scale = 4.0

    def set_scene(self, scene: Scene, accent: str) -> None:
        """Show a scene; ``accent`` is the colour of the outline around what is pointed at."""
        self._scene = scene
        self._accent = QColor(accent)
        self._targets = None
        self._picture = None
        self.update()

    def set_describer(self, describe: Callable[[Key], str]) -> None:
        """Choose the function that puts a key in words, for tool tips and screen readers."""
        self._describe = describe

    @property
    def scene(self) -> Scene:
        return self._scene

    @property
    def hovered(self) -> Key | None:
        """The key under the mouse."""
        return self._hovered

    @property
    def focused(self) -> Key | None:
        """The key that the arrow keys have reached."""
        return self._focused

    @property
    def targets(self) -> tuple[Target, ...]:
        """What can be pointed at; found when first asked for after a change of scene."""
        if self._targets is None:
            self._targets = find_targets(self._scene)
        return self._targets

    def scale(self) -> float:
        """Pixels of the widget per pixel of the scene."""
        room_x, room_y = self.width() - 2 * self._margin, self.height() - 2 * self._margin
        fitting = min(room_x / self._scene.width, room_y / self._scene.height)
        return max(0.01, min(fitting, self._largest_scale))

    def origin(self) -> QPointF:
        """Where the top left corner of the scene lies in the widget."""
        scale = self.scale()
        x, y = (self.width() - self._scene.width * scale) / 2, (self.height() - self._scene.height * scale) / 2
        return QPointF(x, y)

    def key_at(self, position: QPointF) -> Key | None:
        """The key under a position of the widget."""
        place = (position - self.origin()) / self.scale()
        return key_at(self.targets, (place.x(), place.y()), _TOLERANCE / self.scale())

    @override
    def sizeHint(self) -> QSize:
        return QSize(round(self._scene.width), round(self._scene.height))

    @override
    def minimumSizeHint(self) -> QSize:
        return QSize(120, 80)

    @override
    def paintEvent(self, event: QPaintEvent) -> None:
        if self._picture is None or self._picture.devicePixelRatio() != self.devicePixelRatioF():
            self._picture = self._draw_picture()
        with QPainter(self) as painter:
            painter.drawPixmap(0, 0, self._picture)
            painter.setRenderHint(QPainter.RenderHint.Antialiasing)
            for key, width in ((self._hovered, 1.5), (self._focused if self.hasFocus() else None, 2.5)):
                if key is not None:
                    self._draw_outline(painter, key, width)

    def _draw_picture(self) -> QPixmap:
        ratio = self.devicePixelRatioF()
        picture = QPixmap(self.size() * ratio)
        picture.setDevicePixelRatio(ratio)
        picture.fill(QColor(self._scene.background) if self._scene.background else QColor(Qt.GlobalColor.transparent))
        with QPainter(picture) as painter:
            painter.setRenderHint(QPainter.RenderHint.Antialiasing)
            painter.translate(self.origin())
            painter.scale(self.scale(), self.scale())
            paint(painter, self._scene.root)
        return picture

    def _draw_outline(self, painter: QPainter, key: Key, width: float) -> None:
        painter.setPen(QPen(self._accent, width))
        painter.setBrush(Qt.BrushStyle.NoBrush)
        for bounds in bounds_of_key(self.targets, key):
            painter.drawRoundedRect(self._to_widget(bounds).adjusted(-4, -4, 4, 4), 5, 5)

    def _to_widget(self, bounds: Bounds) -> QRectF:
        scale, origin = self.scale(), self.origin()
        top_left = QPointF(bounds.left, bounds.top) * scale + origin
        return QRectF(top_left, QPointF(bounds.right, bounds.bottom) * scale + origin)

    @override
    def resizeEvent(self, event: QResizeEvent) -> None:
        self._picture = None

    @override
    def mouseMoveEvent(self, event: QMouseEvent) -> None:
        self._hover(self.key_at(event.position()))

    @override
    def leaveEvent(self, event: QEvent) -> None:
        self._hover(None)

    def _hover(self, key: Key | None) -> None:
        if key == self._hovered:
            return
        self._hovered = key
        self.setCursor(Qt.CursorShape.ArrowCursor if key is None else Qt.CursorShape.PointingHandCursor)
        text = "" if key is None else self._describe(key).replace("\n", " · ")
        QApplication.sendEvent(self, QStatusTipEvent(text))
        self.key_hovered.emit(key)
        self.update()

    @override
    def mousePressEvent(self, event: QMouseEvent) -> None:
        if event.button() == Qt.MouseButton.LeftButton:
            self.key_clicked.emit(self.key_at(event.position()))

    @override
    def event(self, event: QEvent) -> bool:
        if isinstance(event, QHelpEvent) and event.type() == QEvent.Type.ToolTip:
            key = self.key_at(QPointF(event.pos()))
            QToolTip.showText(event.globalPos(), "" if key is None else self._describe(key), self)
            return True
        if event.type() == QEvent.Type.ShortcutOverride and isinstance(event, QKeyEvent) and self._takes(event):
            event.accept()
            return True
        return super().event(event)

    def _takes(self, event: QKeyEvent) -> bool:
        plain = event.modifiers() in (Qt.KeyboardModifier.NoModifier, Qt.KeyboardModifier.KeypadModifier)
        return plain and (event.key() in _DIRECTIONS or event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter))

    @override
    def keyPressEvent(self, event: QKeyEvent) -> None:
        if not self._takes(event):
            super().keyPressEvent(event)
        elif event.key() in _DIRECTIONS:
            self.move_focus(_DIRECTIONS[event.key()])
        else:
            self.key_clicked.emit(self._focused)

    def move_focus(self, direction: Direction) -> None:
        """Go to the next keyed shape in a direction; to the first if none is reached yet."""
        known = {target.key for target in self.targets}
        if self._focused in known and self._focused is not None:
            self._focused = neighbour(self.targets, self._focused, direction) or self._focused
        else:
            self._focused = self.targets[0].key if self.targets else None
        self.setAccessibleDescription("" if self._focused is None else self._describe(self._focused))
        self.update()

    @override
    def focusInEvent(self, event: QFocusEvent) -> None:
        if self._focused is None and self.targets:
            self._focused = self.targets[0].key
        super().focusInEvent(event)
