"""Exporting and copying the figures of a window, by command and from the menu of a figure."""

from __future__ import annotations

from functools import partial
from typing import TYPE_CHECKING

from PySide6.QtCore import QMimeData, QPoint
from PySide6.QtGui import QCursor
from PySide6.QtWidgets import QApplication, QMenu, QWidget

from ..engine.error import InputError
from ..export.figure import FIGURES
from .export_choice import NUMBERS, Subject
from .export_memory import ExportMemory
from .figure_mime import mime_of, put_on_clipboard
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

    def export_shown(self, widget: QWidget) -> None:
        """Open the dialog on the figure that a widget of the window, or of one that belongs to it, shows."""
        self.export(subject_of(widget, self._window))

    def export_numbers(self) -> None:
        """Open the dialog on the numbers."""
        self.export(Subject(NUMBERS, self._window.session.step))

    def copy(self, subject: Subject | None = None) -> None:
        """Put a figure on the clipboard: the one with the focus, or under the pointer, or else the cell."""
        subject = subject or self.nearest()
        mime = self.mime(subject)
        if mime is not None:
            put_on_clipboard(mime)
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
