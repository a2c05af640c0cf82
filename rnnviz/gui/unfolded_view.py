"""The unfolded network on screen: zoomed, scrolled and scrubbed along time."""

from __future__ import annotations

from dataclasses import replace

from PySide6.QtCore import QEvent, QPointF, QRectF, QSize, Qt, Signal
from PySide6.QtGui import (
    QMouseEvent,
    QNativeGestureEvent,
    QPainter,
    QPaintEvent,
    QResizeEvent,
    QWheelEvent,
)
from PySide6.QtWidgets import QApplication, QWidget
from typing_extensions import override

from ..export.paint import draw_pixels, paint
from ..scene.arrangement import find_margins, least_height, natural_size, plan_strip
from ..scene.bounds import Bounds
from ..scene.hit import Direction
from ..scene.marker import draw_band, draw_marker
from ..scene.overview import make_rasters
from ..scene.raster import Raster, to_pixels
from ..scene.shapes import Key, Scene
from ..scene.strip import Row, Strip, Viewport
from ..scene.unfolded import draw_body, draw_scene
from ..scene.unfolding import Unfolding
from ..scene.zoom import Zoom
from .backward_view import backward_of
from .diagram import DiagramView
from .session import Session

LEAST_HEIGHT = 118.0
"""The height in pixels of the scene below which the picture is made smaller."""
SMALLEST = 0.86
"""How far a network of several cells is made smaller before its height is scrolled."""
LARGEST = 1.6
"""How far a short sequence is enlarged, in parts of the size of the window's text."""
WHEEL_STEP = 1.0015
MARKER_REACH = 6.0


class UnfoldedView(DiagramView):
    """Draws the visible steps of the session's run.

    What does not depend on the current step is painted once and kept, so that scrubbing moves the marker only. The
    axis and the marker scrub; elsewhere a drag scrolls, or scrubs too where the whole sequence is in view.
    """

    zoom_changed = Signal(object)

    def __init__(self, session: Session, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._session = session
        self._zoom = Zoom()
        self._enlargement = 1.0
        self._least_height = LEAST_HEIGHT
        self._unfolding: Unfolding | None = None
        self._rasters: tuple[Raster, ...] = ()
        self._follows = True
        self._pressed: QPointF | None = None
        self._pressed_offset = 0.0
        self._drag: str = ""

    @property
    def zoom(self) -> Zoom:
        """Which part of the sequence is seen."""
        return self._zoom

    @property
    def follows(self) -> bool:
        """Whether the picture scrolls along with the current step."""
        return self._follows

    def set_follows(self, follows: bool) -> None:
        """Scroll along with the current step, or stay."""
        self._follows = follows
        self.show_step()

    def fit(self) -> None:
        """Bring the whole sequence into view."""
        self.set_zoom(self._zoom.fitted())

    def zoom_by(self, factor: float, x: float | None = None) -> None:
        """Enlarge around ``x`` in pixels of the scene, or around the current step."""
        around = self.strip.center(self._session.step) if x is None else x
        self.set_zoom(self._zoom.zoomed(factor, around))

    def set_zoom(self, zoom: Zoom) -> None:
        """See another part of the sequence."""
        if zoom != self._zoom:
            self._zoom = zoom
            self.refresh()
            self.zoom_changed.emit(zoom)

    @property
    def strip(self) -> Strip:
        """Where everything stands."""
        return self.unfolding.strip

    @property
    def unfolding(self) -> Unfolding:
        """What is drawn; made when first asked for after a change."""
        if self._unfolding is None:
            self._unfolding = self._unfold()
        return self._unfolding

    def _unfold(self) -> Unfolding:
        session, scale = self._session, self.scale()
        height = self.height() / scale
        viewport = Viewport(self._zoom.width, height, self._zoom.pitch, self._zoom.offset)
        backward, alphabet = backward_of(session), session.experiment.alphabet
        strip = plan_strip(session.run, viewport, backward is not None)
        return Unfolding(session.run, strip, session.theme, alphabet, session.step, self._substep(), backward)

    def _substep(self) -> int | None:
        session = self._session
        substep = session.value_substep if backward_of(session) is None else session.substep
        return None if substep >= len(self._session.run.order) else substep

    def refresh(self) -> None:
        """Draw anew at the next paint."""
        run = self._session.run
        self._least_height = max(LEAST_HEIGHT, least_height(run))
        has_one = len(run.network.sweeps) == 1
        self.setMinimumHeight(0 if has_one else round(SMALLEST * self._least_height * self.text_scale()))
        natural_width, natural_height = natural_size(run, backward_of(self._session) is not None)
        room = min(self.width() / natural_width, self.height() / natural_height) / self.text_scale()
        self._enlargement = max(1.0, min(LARGEST, room))
        width, margins = self.width() / self.scale(), find_margins(run.network, run.writing)
        self._zoom = replace(self._zoom, width=width, n_steps=run.n_steps, margins=margins)
        self._unfolding = None
        self._picture = None
        self.update()

    def show_step(self) -> None:
        """Show the session's current step and sub-step."""
        drawn = self._unfolding
        if drawn is not None and (drawn.substep is not None or self._substep() is not None):
            self.refresh()
        if self._follows and self._drag != "scrub":
            self.set_zoom(self._zoom.revealing(self._session.step))
        self.update()

    @override
    def picture(self) -> Scene:
        return draw_scene(replace(self.unfolding, step=self._session.step))

    @override
    def scale(self) -> float:
        return max(0.1, min(self.text_scale() * self._enlargement, self.height() / self._least_height))

    @override
    def origin(self) -> QPointF:
        return QPointF(0.0, 0.0)

    @override
    def sizeHint(self) -> QSize:
        return QSize(560, 190) * self.text_scale()

    @override
    def paintEvent(self, event: QPaintEvent) -> None:
        if self._picture is None:
            self._build()
        super().paintEvent(event)

    def _build(self) -> None:
        unfolding, page = self.unfolding, self.strip.viewport
        self._rasters = () if self.strip.detail == "full" else make_rasters(unfolding)
        theme = self._session.theme
        self.set_scene(Scene(page.width, page.height, draw_body(unfolding), theme.background), theme.accent)

    @override
    def paint_under(self, painter: QPainter) -> None:
        super().paint_under(painter)
        painter.save()
        painter.scale(self.scale(), self.scale())
        paint(painter, draw_band(self.strip, self._session.step, self._session.theme))
        painter.restore()

    @override
    def paint_picture(self, painter: QPainter) -> None:
        unfolding = self.unfolding
        for raster in self._rasters:
            palette = unfolding.gradient_palette if raster.is_gradient else unfolding.palette
            place = QRectF(raster.x, raster.y, raster.width, raster.height)
            draw_pixels(painter, place, to_pixels(raster, palette).data, raster.levels.shape)
        super().paint_picture(painter)

    @override
    def paint_over(self, painter: QPainter) -> None:
        painter.save()
        painter.scale(self.scale(), self.scale())
        paint(painter, draw_marker(self.strip, self._session.step, self._session.theme))
        painter.restore()
        super().paint_over(painter)

    @override
    def resizeEvent(self, event: QResizeEvent) -> None:
        self.refresh()
        super().resizeEvent(event)
        self.zoom_changed.emit(self._zoom)

    @override
    def key_at(self, position: QPointF) -> Key | None:
        if self.strip.detail == "full":
            return super().key_at(position)
        x, y = self.to_scene(position)
        row = self.strip.row_at(y)
        if row is None or not self.strip.left <= x <= self.strip.left + self.strip.content_width:
            return None
        return self._key(row, self.strip.step_of(row, x))

    def _key(self, row: Row, step: int | None) -> Key | None:
        return None if step is None or not (step or row.kind == "state") else Key(step, row.name)

    @override
    def bounds_of(self, key: Key) -> tuple[Bounds, ...]:
        row = self.strip.row_of(key.name)
        if self.strip.detail == "full" or row is None or key.step is None:
            return super().bounds_of(key)
        x, half = self.strip.center(self.strip.column_of(row, key.step)), max(2.0, self.strip.viewport.pitch / 2)
        return (Bounds(x - half, row.top, x + half, row.bottom),)

    @override
    def first_key(self) -> Key | None:
        state = next(row for row in self.strip.rows if row.kind == "state")
        return Key(self._session.step, state.name)

    @override
    def neighbour_of(self, key: Key, direction: Direction) -> Key | None:
        """Left and right lead along time, up and down from row to row."""
        rows = self.strip.rows
        place = next((k for k, row in enumerate(rows) if row.name == key.name), None)
        if key.step is None or place is None:
            return super().neighbour_of(key, direction)
        place += {"up": -1, "down": 1}.get(direction, 0)
        if not 0 <= place < len(rows):
            return None
        along = {"left": -1, "right": 1}.get(direction, 0)
        return self._key(rows[place], self.strip.step_beside(rows[place], key.step, along))

    @override
    def focus_key(self, key: Key | None) -> None:
        if key is not None and key.step:
            self.set_zoom(self._zoom.revealing(key.step))
        super().focus_key(key)

    @override
    def mousePressEvent(self, event: QMouseEvent) -> None:
        if event.button() != Qt.MouseButton.LeftButton:
            return
        self._pressed, self._pressed_offset = event.position(), self._zoom.offset
        self._drag = "scrub" if self._is_handle(event.position()) else ""
        if self._drag:
            self._scrub(event.position())

    def _is_handle(self, position: QPointF) -> bool:
        """Whether a drag from here moves the current step."""
        x, y = self.to_scene(position)
        is_on_marker = self.strip.detail == "overview" and abs(x - self._marker_x()) <= MARKER_REACH
        return is_on_marker or y > self.strip.rows[-1].bottom

    def _marker_x(self) -> float:
        return self.strip.center(self._session.step)

    def _scrub(self, position: QPointF) -> None:
        self._session.go(max(1, self.strip.step_at(self.to_scene(position)[0])))

    @override
    def mouseMoveEvent(self, event: QMouseEvent) -> None:
        if self._pressed is None:
            super().mouseMoveEvent(event)
            return
        moved = event.position() - self._pressed
        if not self._drag and moved.manhattanLength() > QApplication.startDragDistance() / 2:
            self._drag = "scroll" if self._zoom.furthest_offset > 0 else "scrub"
        if self._drag == "scroll":
            self.set_zoom(self._zoom.scrolled(self._pressed_offset - moved.x() / self.scale()))
        elif self._drag == "scrub":
            self._scrub(event.position())

    @override
    def mouseReleaseEvent(self, event: QMouseEvent) -> None:
        if self._pressed is None or event.button() != Qt.MouseButton.LeftButton:
            return
        was_click, self._pressed, self._drag = not self._drag, None, ""
        if was_click:
            self._click(event.position())

    def _click(self, position: QPointF) -> None:
        key = self.key_at(position)
        step = self.strip.step_at(self.to_scene(position)[0])
        if step and step != self._session.step:
            self._session.go(step)
        self.key_clicked.emit(key)

    @override
    def wheelEvent(self, event: QWheelEvent) -> None:
        turn, sideways = event.angleDelta().y(), event.angleDelta().x()
        if event.modifiers() & Qt.KeyboardModifier.ShiftModifier:
            turn, sideways = 0, sideways or turn
        if abs(sideways) > abs(turn):
            self.set_zoom(self._zoom.scrolled(self._zoom.offset - sideways / 2))
        elif turn:
            self.zoom_by(WHEEL_STEP**turn, self.to_scene(event.position())[0])
        event.accept()

    @override
    def event(self, event: QEvent) -> bool:
        if isinstance(event, QNativeGestureEvent) and event.gestureType() == Qt.NativeGestureType.ZoomNativeGesture:
            self.zoom_by(1.0 + event.value(), self.to_scene(event.position())[0])
            return True
        return super().event(event)
