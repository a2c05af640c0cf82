"""Starting the window, and drawing one without a screen."""

from __future__ import annotations

import gc
import os
import sys
import traceback
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from functools import partial
from pathlib import Path
from types import TracebackType
from typing import Literal

from PySide6.QtCore import (
    QCoreApplication,
    QDeadlineTimer,
    QEvent,
    QEventLoop,
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
from ..engine.network import Sweep
from ..experiment import edits, example
from ..experiment.comparison import MOST
from ..experiment.experiment import Experiment
from ..export.qtfont import load_fonts
from ..scene.theme import THEMES
from .main_window import MainWindow
from .memory import keep_what_is_freed
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
    QTimer.singleShot(0, partial(complete, window))
    if argv_path is not None:
        QTimer.singleShot(0, partial(window.files.open_argument, argv_path))
    return app.exec()


def complete(window: MainWindow) -> None:
    """Do what can wait until the window stands: add the plots, which import slowly, and settle the memory."""
    window.panels.add_plots()
    # What is there by now stays as long as the program: looking through it at every collection costs an edit 5 %.
    gc.freeze()
    keep_what_is_freed()


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


@dataclass(frozen=True, slots=True)
class View:
    """What a snapshot shows of an experiment: the last step forward and the plots, unless it says otherwise.

    ``page`` is the title of a page of the gradient laboratory; with experiments ``against`` the one that compares them.
    ``size`` is in pixels. ``sweep`` is the layer and direction whose cell is shown.
    """

    step: int | None = None
    size: tuple[int, int] = (1280, 720)
    theme: Literal["light", "dark"] = "light"
    is_backward: bool = False
    page: str | None = None
    against: tuple[Experiment, ...] = ()
    sweep: Sweep = (0, False)


@_quiet_platform()
def snapshot(experiment: Experiment, path: str | Path, view: View | None = None) -> None:
    """Write a picture of the whole window as a PNG file; needs no screen.

    Raises InputError for a view that there is not, and a file that cannot be written.
    """
    view = view or View()
    _check(experiment, view)
    os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")
    make_application()
    window = _arrange(experiment, view, _find_page(view))
    _settle(window.panels.docks["laboratory"])
    is_written = window.grab().save(str(path), "PNG")
    window.close()
    window.deleteLater()
    QCoreApplication.sendPostedEvents(None, QEvent.Type.DeferredDelete)
    if not is_written:
        raise InputError("file", str(path), "a place that can be written to")


def _check(experiment: Experiment, view: View) -> None:
    if view.step is not None and not 1 <= view.step <= experiment.n_steps:
        raise InputError("step", view.step, f"from 1 to {experiment.n_steps}")
    if view.is_backward and "loss" not in experiment.run():
        raise InputError("backward", "an experiment without a loss", "one with a loss and targets")
    if len(view.against) >= MOST:
        raise InputError("against", f"{len(view.against)} experiments", f"at most {MOST - 1}")


def _arrange(experiment: Experiment, view: View, page: str | None) -> MainWindow:
    """A window that shows a view, but not on any screen."""
    settings = Settings()
    settings.theme = THEMES[view.theme]
    window = open_window(settings, experiment)
    window.resize(*view.size)
    window.setAttribute(Qt.WidgetAttribute.WA_DontShowOnScreen)
    window.panels.place()
    window.panels.add_plots()
    window.show()
    window.session.set_direction("backward" if view.is_backward else "forward")
    window.session.set_sweep(view.sweep)
    window.session.go(view.step or experiment.n_steps)
    if page is not None:
        window.panels.show_page(page, view.against)
    for _ in range(5):
        QApplication.processEvents()
    return window


def _find_page(view: View) -> str | None:
    """The title of the page of the laboratory, however it is written; experiments to compare have their own."""
    from .laboratory import COMPARE, PAGES

    wished = view.page if view.page is not None else COMPARE if view.against else None
    if wished is None:
        return None
    found = {title.casefold(): title for title in PAGES}.get(wished.replace("-", " ").casefold())
    if found is None:
        raise InputError("laboratory", wished, f"one of {', '.join(PAGES)}")
    if view.against and found != COMPARE:
        raise InputError("laboratory", wished, f"{COMPARE}, where there are experiments to compare")
    return found


def _settle(widget: QWidget) -> None:
    """Wait for what follows a pause, as large figures do."""
    patience = QDeadlineTimer(60_000)
    while any(timer.isActive() for timer in widget.findChildren(QTimer)) and not patience.hasExpired():
        QApplication.processEvents(QEventLoop.ProcessEventsFlag.WaitForMoreEvents, 100)


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
    session = Session(experiment or edits.set_notation(example.load_example(FIRST_EXAMPLE), settings.notation))
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
