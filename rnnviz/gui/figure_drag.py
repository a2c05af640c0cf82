"""Pulling figures out of the window into other programs."""

from __future__ import annotations

from PySide6.QtCore import QEvent, QObject, QPointF, Qt
from PySide6.QtGui import QMouseEvent
from PySide6.QtWidgets import QApplication, QWidget
from typing_extensions import override


class FigureDrag(QObject):
    """Lets a figure be pulled out of the window with Ctrl held; without Ctrl its view has the mouse for itself."""

    def __init__(self, view: QWidget) -> None:
        super().__init__(view)
        self._view = view
        self._pressed: QPointF | None = None
        view.installEventFilter(self)

    @override
    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        if not isinstance(event, QMouseEvent):
            return False
        match event.type():
            case QEvent.Type.MouseButtonPress if _begins(event):
                self._pressed = event.position()
                return True
            case QEvent.Type.MouseMove if self._pressed is not None:
                if (event.position() - self._pressed).manhattanLength() >= QApplication.startDragDistance():
                    self._pressed = None
                    self._drag()
                return True
            case QEvent.Type.MouseButtonRelease if self._pressed is not None:
                self._pressed = None
                return True
            case _:
                return False

    def _drag(self) -> None:
        # What draws figures is imported when one is needed, as the window shall open soon.
        from .figure_mime import drag_away
        from .figure_source import subject_of, window_of

        window = window_of(self._view)
        subject = None if window is None else subject_of(self._view, window)
        mime = None if window is None or subject is None else window.exporter.mime(subject)
        if mime is not None:
            drag_away(self._view, mime)


def _begins(event: QMouseEvent) -> bool:
    has_ctrl = bool(event.modifiers() & Qt.KeyboardModifier.ControlModifier)
    return has_ctrl and event.button() == Qt.MouseButton.LeftButton
