"""A process that writes a sequence beside the window, and the line to it."""

from __future__ import annotations

from multiprocessing import get_context
from multiprocessing.connection import Connection
from multiprocessing.context import SpawnProcess
from threading import Thread

from PySide6.QtCore import QObject, QSocketNotifier, QTimer, Signal

from .export_job import Job
from .export_process import Doing, News, Order, Refused, Written, order_of, serve

PATIENCE = 3000
"""So many milliseconds a process has to clean up when it shall end."""


class ExportWorker(QObject):
    """Writes one job at a time.

    ``told`` says what is done and how many of how many parts; ``written`` gives the files, ``refused`` the reason why
    there are none; ``cancelled`` comes once nothing more will be written.
    """

    told = Signal(str, int, int)
    written = Signal(object)
    refused = Signal(str)
    cancelled = Signal()

    def __init__(self, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._process: SpawnProcess | None = None
        self._connection: Connection | None = None
        self._notifier: QSocketNotifier | None = None
        self._is_cancelling = False
        self._patience = QTimer(self, singleShot=True, interval=PATIENCE)
        self._patience.timeout.connect(self._kill)

    @property
    def is_busy(self) -> bool:
        """Whether a job is being written."""
        return self._process is not None

    @property
    def process(self) -> SpawnProcess | None:
        """The process, while there is one."""
        return self._process

    def begin(self, job: Job) -> None:
        """Write a job; InputError where its experiment cannot be sent."""
        order, context = order_of(job), get_context("spawn")
        self._is_cancelling = False
        self._connection, theirs = context.Pipe()
        self._process = context.Process(target=serve, args=(theirs,), daemon=True, name="rnnviz export")
        self._process.start()
        theirs.close()
        self._notifier = QSocketNotifier(self._connection.fileno(), QSocketNotifier.Type.Read, self)
        self._notifier.activated.connect(self._read)
        # A thread sends, because a process that begins does not read yet, and the window must not wait for it.
        Thread(target=_send, args=(self._connection, order), daemon=True).start()

    def cancel(self) -> None:
        """Give the job up; ``cancelled`` says when that is done."""
        if self._process is not None and not self._is_cancelling:
            self._is_cancelling = True
            self._process.terminate()
            self._patience.start()

    def close(self) -> None:
        """Give the job up and wait until it is."""
        process = self._process
        if process is not None:
            process.terminate()
            process.join(PATIENCE / 1000)
            self._let_go()

    def _read(self) -> None:
        """Hand on everything that was told."""
        while self._connection is not None:
            try:
                if not self._connection.poll():
                    return
                news: News = self._connection.recv()
            except (EOFError, OSError):
                self._end()
                return
            self._tell(news)

    def _tell(self, news: News) -> None:
        match news:
            case Doing():
                if not self._is_cancelling:
                    self.told.emit(*news)
            case Written():
                self._let_go()
                self.written.emit(news.paths)
            case Refused():
                self._let_go()
                self.refused.emit(news.reason)

    def _end(self) -> None:
        """The process has ended without a word."""
        was_wanted = self._is_cancelling
        self._let_go()
        if was_wanted:
            self.cancelled.emit()
        else:
            self.refused.emit("The export has ended unexpectedly, perhaps for want of memory.")

    def _kill(self) -> None:
        if self._process is not None:
            self._process.kill()

    def _let_go(self) -> None:
        self._patience.stop()
        if self._notifier is not None:
            self._notifier.setEnabled(False)
            self._notifier.deleteLater()
        if self._connection is not None:
            self._connection.close()
        process, self._process, self._connection, self._notifier = self._process, None, None, None
        if process is not None:
            if process.is_alive():
                process.kill()
            process.join()
            process.close()


def _send(connection: Connection, order: Order) -> None:
    """Send an order; where the process is gone, whoever reads finds out."""
    try:
        connection.send(order)
    except OSError:
        return
