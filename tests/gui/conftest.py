"""Windows and sessions for the tests of the window."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from typing import TYPE_CHECKING, Protocol, TypeVar

import pytest
from PySide6.QtCore import QCoreApplication, QEvent
from PySide6.QtWidgets import QWidget
from pytestqt.qtbot import QtBot

from rnnviz.experiment.experiment import Experiment
from rnnviz.gui.matrix_table import MatrixTable
from rnnviz.gui.session import Session

from .editing import make_session, make_table, show

if TYPE_CHECKING:
    from rnnviz.gui.laboratory_page import LaboratoryPage
    from rnnviz.gui.main_window import MainWindow
    from rnnviz.gui.settings import Settings
    from rnnviz.gui.training import TrainingSession

PageT = TypeVar("PageT", bound="LaboratoryPage")


class MakeWindow(Protocol):
    """What opens a window on an experiment."""

    def __call__(self, experiment: Experiment, settings: Settings | None = None) -> MainWindow: ...


@pytest.fixture
def make_window(qtbot: QtBot) -> Iterator[MakeWindow]:
    """A function that opens a window on an experiment, shown and with every panel; closed after the test."""
    from rnnviz.gui.app import make_application, open_window
    from rnnviz.gui.settings import Settings

    windows: list[MainWindow] = []

    def make(experiment: Experiment, settings: Settings | None = None) -> MainWindow:
        make_application()
        window = open_window(settings or Settings(), experiment)
        windows.append(window)
        window.resize(1280, 720)
        window.panels.place()
        window.panels.add_plots()
        with qtbot.waitExposed(window):
            window.show()
        return window

    yield make
    for window in windows:
        window.session.mark_saved(Path())
        window.close()
        window.deleteLater()
    QCoreApplication.sendPostedEvents(None, QEvent.Type.DeferredDelete)


@pytest.fixture
def window(make_window: MakeWindow) -> MainWindow:
    """A window on a small LSTM over six steps."""
    fresh = Experiment.new("lstm", input_size=2, hidden_size=3, output_size=1, loss="squared")
    return make_window(fresh.with_inputs([[1, 0], [0, 1], [1, 1], [0, 0], [1, 0], [0, 1]]))


class OpenPage(Protocol):
    """What shows a page of the laboratory on an experiment."""

    def __call__(self, kind: type[PageT], experiment: Experiment) -> PageT: ...


@pytest.fixture
def open_page(qtbot: QtBot) -> Iterator[OpenPage]:
    """A function that shows a page of the laboratory on an experiment; the page lives until the test is over."""
    pages: list[QWidget] = []

    def make(kind: type[PageT], experiment: Experiment) -> PageT:
        page = kind(Session(experiment))
        pages.append(page)
        show(qtbot, page, 700, 220)
        return page

    yield make
    for page in pages:
        page.hide()


@pytest.fixture
def session() -> Session:
    """A session on a small LSTM."""
    return make_session()


@pytest.fixture
def table(qtbot: QtBot, session: Session) -> MatrixTable:
    """The shown table of a parameter of the session."""
    return make_table(qtbot, session)


class Trains(Protocol):
    """What makes a training of an experiment."""

    def __call__(self, experiment: Experiment) -> TrainingSession: ...


@pytest.fixture
def train(qtbot: QtBot) -> Iterator[Trains]:
    """A function that makes a training in a session of its own; its process ends with the test."""
    from rnnviz.gui.training import TrainingSession

    made: list[TrainingSession] = []

    def make(experiment: Experiment) -> TrainingSession:
        session = Session(experiment)
        made.append(TrainingSession(session))
        return made[-1]

    yield make
    for training in made:
        training.close()
