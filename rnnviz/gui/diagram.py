"""The widget that shows a scene: fitted into its place, searched by mouse and keyboard."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace

from PySide6.QtCore import QEvent, QPointF, QRectF, QSize, Qt, Signal
from PySide6.QtGui import (
    QColor,
    QFocusEvent,
    QFontInfo,
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
from ..scene.bounds import Bounds
from ..scene.hit import Direction, Target, bounds_of_key, find_targets, key_at, neighbour, wires_of_key
from ..scene.shapes import Group, Key, Scene, Wire
from .repainter import Repainter

TOLERANCE = 7.0
"""By how many pixels of the screen a wire may be missed."""
BASE_TEXT = 13.0
"""The size in pixels of the window's text at 100 %."""

_DIRECTIONS: dict[int, Direction] = {
    Qt.Key.Key_Left: "left",
    Qt.Key.Key_Right: "right",
    Qt.Key.Key_Up: "up",
    Qt.Key.Key_Down: "down",
}
_BY_KEYBOARD = (Qt.FocusReason.TabFocusReason, Qt.FocusReason.BacktabFocusReason, Qt.FocusReason.ShortcutFocusReason)
_ENTER = (Qt.Key.Key_Return, Qt.Key.Key_Enter)


class DiagramView(QWidget):
    """Shows one scene, as large as it fits.

    The painted picture is kept; pointing, selecting and moving the keyboard focus only draw outlines over it. The
    widget takes the keyboard focus by Tab alone, so that a click does not take the arrow keys from the transport.
    """

    key_clicked = Signal(object)

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setMouseTracking(True)
        self.setFocusPolicy(Qt.FocusPolicy.TabFocus)
        self._scene = Scene(1.0, 1.0, Group("empty", ()))
        self._targets: tuple[Target, ...] | None = None
        self._picture: QPixmap | None = None
        self._repainter = Repainter()
        self._hovered: Key | None = None
        self._focused: Key | None = None
        self._selected: Key | None = None
        self._shows_focus = False
        self._describe: Callable[[Key], str] = str
        self._accent = QColor(Qt.GlobalColor.black)
        self._largest_scale = 3.0

    def set_scene(self, scene: Scene, accent: str) -> None:
        """Show a scene; ``accent`` is the colour of the outline around what is pointed at."""
        self._accent = QColor(accent)
        if scene != self._scene:
            self._scene = scene
            self._targets = None
            self._picture = None
        self.update()

    def set_describer(self, describe: Callable[[Key], str]) -> None:
        """Choose the function that puts a key in words, for tool tips and screen readers."""
        self._describe = describe

    def set_largest_scale(self, scale: float) -> None:
        """Limit how far a small scene is enlarged, in parts of the size of the window's text."""
        self._largest_scale = scale

    def set_selection(self, key: Key | None) -> None:
        """Frame the key that is selected."""
        if key != self._selected:
            self._selected = key
            self.update()

    @property
    def scene(self) -> Scene:
        """What is shown."""
        return self._scene

    def picture(self) -> Scene:
        """The whole picture as it is to be exported."""
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

    def text_scale(self) -> float:
        """The size of the window's text in parts of its size at 100 %."""
        return max(0.5, QFontInfo(self.font()).pixelSize() / BASE_TEXT)

    def scale(self) -> float:
        """Pixels of the widget per pixel of the scene."""
        fitting = min(self.width() / self._scene.width, self.height() / self._scene.height)
        return max(0.01, min(fitting, self._largest_scale * self.text_scale()))

    def origin(self) -> QPointF:
        """Where the top left corner of the scene lies in the widget."""
        scale = self.scale()
        return QPointF(self.width() - self._scene.width * scale, self.height() - self._scene.height * scale) / 2

    def to_scene(self, position: QPointF) -> tuple[float, float]:
        """A position of the widget in pixels of the scene."""
        place = (position - self.origin()) / self.scale()
        return place.x(), place.y()

    def key_at(self, position: QPointF) -> Key | None:
        """The key under a position of the widget."""
        return key_at(self.targets, self.to_scene(position), TOLERANCE / self.scale())

    def bounds_of(self, key: Key) -> tuple[Bounds, ...]:
        """Where a key is drawn but for its wires, in pixels of the scene."""
        return bounds_of_key(self.targets, key)

    def wires_of(self, key: Key) -> tuple[Wire, ...]:
        """The wires that carry a key."""
        return wires_of_key(self.targets, key)

    def neighbour_of(self, key: Key, direction: Direction) -> Key | None:
        """Where an arrow key leads."""
        return neighbour(self.targets, key, direction)

    def first_key(self) -> Key | None:
        """Where the keyboard starts."""
        return self.targets[0].key if self.targets else None

    @override
    def sizeHint(self) -> QSize:
        return QSize(round(self._scene.width), round(self._scene.height)) * self.text_scale()

    @override
    def minimumSizeHint(self) -> QSize:
        return QSize(120, 80)

    @override
    def paintEvent(self, event: QPaintEvent) -> None:
        if self._picture is None or self._picture.devicePixelRatio() != self.devicePixelRatioF():
            self._picture = self._draw_picture()
        with QPainter(self) as painter:
            painter.setRenderHint(QPainter.RenderHint.Antialiasing)
            self.paint_under(painter)
            painter.drawPixmap(0, 0, self._picture)
            self.paint_over(painter)

    def _draw_picture(self) -> QPixmap:
        ratio = self.devicePixelRatioF()
        picture = QPixmap(self.size() * ratio)
        picture.fill(Qt.GlobalColor.transparent)
        with QPainter(picture) as painter:
            painter.setRenderHint(QPainter.RenderHint.Antialiasing)
            painter.scale(ratio, ratio)
            painter.translate(self.origin())
            painter.scale(self.scale(), self.scale())
            self.paint_picture(painter)
        picture.setDevicePixelRatio(ratio)
        return picture

    def paint_under(self, painter: QPainter) -> None:
        """Paint what lies behind the kept picture, in pixels of the widget."""
        if self._scene.background is not None:
            painter.fillRect(self.rect(), QColor(self._scene.background))

    def paint_picture(self, painter: QPainter) -> None:
        """Paint what is kept until the scene changes, in pixels of the scene."""
        self._repainter.paint(painter, self._scene.root)

    def paint_over(self, painter: QPainter) -> None:
        """Paint what lies over the kept picture, in pixels of the widget."""
        self.draw_outline(painter, self._selected, 2.0)
        self.draw_outline(painter, self._hovered, 1.5)
        if self._shows_focus:
            self.draw_outline(painter, self._focused, 2.5)

    def draw_outline(self, painter: QPainter, key: Key | None, width: float) -> None:
        """A frame around everything that stands for a key; a wire is traced."""
        painter.setBrush(Qt.BrushStyle.NoBrush)
        if key is None:
            return
        painter.save()
        painter.translate(self.origin())
        painter.scale(self.scale(), self.scale())
        for wire in self.wires_of(key):
            paint(painter, replace(wire, color=self._accent.name(), width=wire.width + width / 2))
        painter.restore()
        painter.setPen(QPen(self._accent, width))
        for bounds in self.bounds_of(key):
            painter.drawRoundedRect(self._to_widget(bounds).adjusted(-3, -3, 3, 3), 4, 4)

    def _to_widget(self, bounds: Bounds) -> QRectF:
        scale, origin = self.scale(), self.origin()
        top_left = QPointF(bounds.left, bounds.top) * scale + origin
        return QRectF(top_left, QPointF(bounds.right, bounds.bottom) * scale + origin)

    @override
    def resizeEvent(self, event: QResizeEvent) -> None:
        self._picture = None
        super().resizeEvent(event)

    @override
    def mouseMoveEvent(self, event: QMouseEvent) -> None:
        self.hover(self.key_at(event.position()))

    @override
    def leaveEvent(self, event: QEvent) -> None:
        self.hover(None)

    def hover(self, key: Key | None) -> None:
        """Show and tell what the mouse points at."""
        if key == self._hovered:
            return
        self._hovered = key
        self.setCursor(Qt.CursorShape.ArrowCursor if key is None else Qt.CursorShape.PointingHandCursor)
        words = "" if key is None else self._describe(key).replace("\n", "   ")
        QApplication.sendEvent(self, QStatusTipEvent(words))
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
        if isinstance(event, QKeyEvent) and event.type() == QEvent.Type.ShortcutOverride and _is_own(event):
            event.accept()
            return True
        return super().event(event)

    @override
    def keyPressEvent(self, event: QKeyEvent) -> None:
        if not _is_own(event):
            super().keyPressEvent(event)
        elif event.key() in _ENTER:
            self.key_clicked.emit(self._focused)
        else:
            self.move_focus(_DIRECTIONS[event.key()])

    def move_focus(self, direction: Direction) -> None:
        """Go to the next key in a direction; to the first if none is reached yet."""
        if self._focused is None or not self._is_drawn(self._focused):
            self.focus_key(self.first_key())
        else:
            self.focus_key(self.neighbour_of(self._focused, direction) or self._focused)

    def _is_drawn(self, key: Key) -> bool:
        return bool(self.bounds_of(key) or self.wires_of(key))

    def focus_key(self, key: Key | None) -> None:
        """Put the keyboard focus on a key and describe it to screen readers."""
        self._focused = key
        self.setAccessibleDescription("" if key is None else self._describe(key))
        self.update()

    @override
    def focusInEvent(self, event: QFocusEvent) -> None:
        self._shows_focus = event.reason() in _BY_KEYBOARD
        if self._focused is None:
            self.focus_key(self.first_key())
        super().focusInEvent(event)

    @override
    def focusOutEvent(self, event: QFocusEvent) -> None:
        self._shows_focus = False
        super().focusOutEvent(event)


def _is_own(event: QKeyEvent) -> bool:
    """Whether a key press is for the diagram and not for a shortcut of the window."""
    modifiers = event.modifiers() & ~Qt.KeyboardModifier.KeypadModifier
    return modifiers == Qt.KeyboardModifier.NoModifier and (event.key() in _DIRECTIONS or event.key() in _ENTER)
