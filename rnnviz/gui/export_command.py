"""Exporting, copying and dragging the figures of a window."""

from __future__ import annotations

from collections.abc import Iterator
from functools import partial
from typing import TYPE_CHECKING

from PySide6.QtCore import QEvent, QMimeData, QObject, QPoint, QPointF, Qt
from PySide6.QtGui import QCursor, QMouseEvent
from PySide6.QtWidgets import QApplication, QMenu, QWidget
from typing_extensions import override

from ..engine.error import InputError
from ..export.figure import FIGURES
from .command import Command
from .export_choice import NUMBERS, Subject
from .export_memory import ExportMemory
from .figure_source import cell_subject, subject_of, usual_subject
from .popup import run_menu

if TYPE_CHECKING:
    from .main_window import MainWindow


class Exporter:
    """The export commands of one window, and what a figure's own menu offers."""

    def __init__(self, window: MainWindow) -> None:
        self._window = window
        self._memory = ExportMemory(window.settings)

    def export(self, subject: Subject | None = None) -> None:
        """Open the dialog on a subject; without one on the figure with the focus, else on that of last time."""
        from .export_dialog import show_export

        session = self._window.session
        focused = subject_of(QApplication.focusWidget(), self._window)
        show_export(self._window, subject or focused or usual_subject(session, self._memory.figure))

    def export_numbers(self) -> None:
        """Open the dialog on the numbers."""
        self.export(Subject(NUMBERS, self._window.session.step))

    def copy(self, subject: Subject | None = None) -> None:
        """Put a figure on the clipboard: the one with the focus, or under the pointer, or else the cell."""
        subject = subject or self.nearest()
        mime = self.mime(subject)
        if mime is not None:
            QApplication.clipboard().setMimeData(mime)
            self._window.tell(f"Copied as PNG and SVG: {FIGURES[subject.figure].title.lower()}")

    def nearest(self) -> Subject:
        """The figure with the focus, or under the pointer, or else the cell."""
        window = self._window
        under = QApplication.widgetAt(QCursor.pos())
        focused = subject_of(QApplication.focusWidget(), window)
        found = focused or (subject_of(under, window) if under is not None and under.window() is window else None)
        return found or cell_subject(window.session)

    def mime(self, subject: Subject) -> QMimeData | None:
        """The data of a figure in the look of last time; what cannot be drawn is told in the window."""
        from .figure_mime import mime_of

        try:
            figure = subject.pictures(self._window.session.experiment, self._memory.manner.look)
            return mime_of(figure.scene(), subject.figure)
        except InputError as error:
            self._window.banner.tell(str(error))
            return None

    def open_menu(self, place: QPoint) -> None:
        """The menu of the figure at a place of the window."""
        window = self._window
        subject = subject_of(window.childAt(place), window)
        if subject is None:
            return
        title = FIGURES[subject.figure].title.lower()
        menu = QMenu(window)
        copy = menu.addAction(f"&Copy as picture: {title}")
        copy.triggered.connect(partial(self.copy, subject))
        export = menu.addAction(f"&Export {title}…")
        export.triggered.connect(partial(self.export, subject))
        run_menu(menu, window.mapToGlobal(place))


class FigureDrag(QObject):
    """Lets a figure be pulled out of the window with Ctrl held; without Ctrl its view has the mouse for itself."""

    def __init__(self, view: QWidget, window: MainWindow) -> None:
        super().__init__(view)
        self._view, self._window = view, window
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
        from .figure_mime import drag_away

        subject = subject_of(self._view, self._window)
        mime = None if subject is None else self._window.exporter.mime(subject)
        if mime is not None:
            drag_away(self._view, mime)


def export_commands(exporter: Exporter) -> Iterator[Command]:
    """The commands of the file menu."""
    yield Command("export.figure", "&Export…", exporter.export, "&File-", ("Ctrl+E",))
    yield Command("export.copy", "&Copy as picture", exporter.copy, "&File", ("Ctrl+Shift+C",))
    yield Command("export.numbers", "Export n&umbers and equations…", exporter.export_numbers, "&File")


def _begins(event: QMouseEvent) -> bool:
    has_ctrl = bool(event.modifiers() & Qt.KeyboardModifier.ControlModifier)
    return has_ctrl and event.button() == Qt.MouseButton.LeftButton
