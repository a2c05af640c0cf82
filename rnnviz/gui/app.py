"""Starting the window, and drawing one without a screen."""

from __future__ import annotations

import os
import sys
import traceback
from collections.abc import Iterator
from contextlib import contextmanager
from functools import partial
from pathlib import Path
from types import TracebackType
from typing import Literal

from PySide6.QtCore import (
    QCoreApplication,
    QEvent,
    QMessageLogContext,
    QSettings,
    Qt,
    QTimer,
    QtMsgType,
    qInstallMessageHandler,
)
from PySide6.QtGui import QIcon
from PySide6.QtWidgets import QApplication, QMessageBox, QWidget

from .. import resource
from ..engine.error import InputError
from ..experiment import example
from ..experiment.experiment import Experiment
from ..export.qtfont import load_fonts
from ..scene.theme import THEMES
from .main_window import MainWindow
from .session import Session
from .settings import Settings

FIRST_EXAMPLE = "lstm-by-hand"


def main(argv_path: str | None) -> int:
    """Open the window, with a file or example in it if one is named, and run until it is closed."""
    app = make_application()
    sys.excepthook = show_unexpected
    window = open_window(Settings(QSettings("rnnviz", "rnnviz")))
    window.restore()
    window.show()
    QTimer.singleShot(0, window.panels.add_plots)
    if argv_path is not None:
        QTimer.singleShot(0, partial(window.files.open_argument, argv_path))
    return app.exec()


@contextmanager
def _quiet_platform() -> Iterator[None]:
    """Keep off the console what Qt's offscreen platform says it cannot do; everything else still gets there."""

    def pass_on(_kind: QtMsgType, _context: QMessageLogContext, text: str) -> None:
        if not text.startswith("This plugin does not support"):
            sys.stderr.write(f"{text}\n")

    before = qInstallMessageHandler(pass_on)
    try:
        yield
    finally:
        qInstallMessageHandler(before)


@_quiet_platform()
def snapshot(
    experiment: Experiment,
    *,
    path: str | Path,
    step: int | None = None,
    size: tuple[int, int] = (1280, 720),
    theme: Literal["light", "dark"] = "light",
) -> None:
    """Write a picture of the whole window, in pixels of ``size``, as a PNG file; needs no screen.

    Raises InputError for a step beyond the sequence or a file that cannot be written.
    """
    if step is not None and not 1 <= step <= experiment.n_steps:
        raise InputError("step", step, f"from 1 to {experiment.n_steps}")
    os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")
    make_application()
    settings = Settings()
    settings.theme = THEMES[theme]
    window = open_window(settings, experiment)
    window.resize(*size)
    window.setAttribute(Qt.WidgetAttribute.WA_DontShowOnScreen)
    window.panels.place()
    window.panels.add_plots()
    window.show()
    window.session.go(step or experiment.n_steps)
    for _ in range(3):
        QApplication.processEvents()
    is_written = window.grab().save(str(path), "PNG")
    window.close()
    window.deleteLater()
    QCoreApplication.sendPostedEvents(None, QEvent.Type.DeferredDelete)
    if not is_written:
        raise InputError("file", str(path), "a place that can be written to")


def make_application() -> QApplication:
    """The one application object, with the program's fonts, icon and style."""
    found = QApplication.instance()
    if isinstance(found, QApplication):
        return found
    app = QApplication(sys.argv[:1])
    app.setApplicationName("rnnviz")
    app.setApplicationDisplayName("")
    app.setStyle("Fusion")
    load_fonts()
    app.setWindowIcon(QIcon(str(resource.path("icons", "rnnviz.svg"))))
    return app


def open_window(settings: Settings, experiment: Experiment | None = None) -> MainWindow:
    """A window, not yet shown, on an experiment or else on the first example."""
    session = Session(experiment or example.load_example(FIRST_EXAMPLE))
    window = MainWindow(session, settings)
    session.setParent(window)
    return window


def show_unexpected(kind: type[BaseException], error: BaseException, trace: TracebackType | None) -> None:
    """Show an error that nobody expected, with text to copy, and go on."""
    if issubclass(kind, KeyboardInterrupt):
        QApplication.quit()
        return
    text = "".join(traceback.format_exception(kind, error, trace))
    sys.stderr.write(text)
    # Not from within what went wrong: a window that opens while a menu does is the end of the program.
    QTimer.singleShot(0, partial(_tell_unexpected, f"{kind.__name__}: {error}", text))


def _tell_unexpected(summary: str, text: str) -> None:
    box = QMessageBox(_active_window())
    box.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
    box.setWindowTitle("rnnviz")
    box.setText("Something went wrong inside the program. Your experiment is still there; save it to be safe.")
    box.setInformativeText(summary)
    box.setDetailedText(text)
    box.open()


def _active_window() -> QWidget | None:
    windows = [window for window in QApplication.topLevelWidgets() if isinstance(window, MainWindow)]
    return windows[0] if windows else None
