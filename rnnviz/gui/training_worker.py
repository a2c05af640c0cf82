"""A process that trains beside the window, and the line to it."""

from __future__ import annotations

import os
from collections.abc import Iterator
from contextlib import contextmanager
from multiprocessing import get_context
from multiprocessing.connection import Connection
from multiprocessing.context import SpawnProcess
from queue import SimpleQueue
from threading import Thread

from PySide6.QtCore import QObject, QSocketNotifier, Signal

from ..experiment import storage
from ..experiment.experiment import Experiment
from .training_message import Answer, Begin, Order
from .training_process import serve

ONE_THREAD = {"OPENBLAS_NUM_THREADS": "1", "OMP_NUM_THREADS": "1", "MKL_NUM_THREADS": "1"}
"""What NumPy reads when it loads: the window needs a core of its own."""


class Worker(QObject):
    """One process, started when it is first asked for something; it ends with ``close`` or with the window.

    ``answered`` gives every answer, ``lost`` says that the process has ended by itself, with its exit code.
    """

    answered = Signal(object)
    lost = Signal(object)

    def __init__(self, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._process: SpawnProcess | None = None
        self._connection: Connection | None = None
        self._notifier: QSocketNotifier | None = None
        self._orders: SimpleQueue[Order | None] | None = None
        self._number = 0

    @property
    def number(self) -> int:
        """The number of the training that was begun last: answers with another one are about what is over."""
        return self._number

    @property
    def process(self) -> SpawnProcess | None:
        """The process, while there is one."""
        return self._process

    def begin(self, experiment: Experiment) -> None:
        """Make ready to train an experiment; InputError where a file could not hold it."""
        text = storage.dumps(experiment)
        self._number += 1
        self.ask(Begin(self._number, text))

    def ask(self, order: Order) -> None:
        """Ask for something; that the process is gone is told by ``lost``."""
        if self._orders is None:
            self._start()
        assert self._orders is not None
        self._orders.put(order)

    def close(self) -> None:
        """End the process at once: what it has told is all that counts."""
        process, connection = self._process, self._connection
        if process is None or connection is None:
            return
        process.terminate()
        self._let_go()
        process.join()
        connection.close()
        process.close()

    def _start(self) -> None:
        context = get_context("spawn")
        self._connection, theirs = context.Pipe()
        self._process = context.Process(target=serve, args=(theirs,), daemon=True, name="rnnviz training")
        with _environment(ONE_THREAD):
            self._process.start()
        theirs.close()
        self._orders = SimpleQueue()
        # A thread writes, because a process that is busy does not read, and the window must not wait for it.
        Thread(target=_write, args=(self._connection, self._orders), daemon=True).start()
        self._notifier = QSocketNotifier(self._connection.fileno(), QSocketNotifier.Type.Read, self)
        self._notifier.activated.connect(self._read)

    def _read(self) -> None:
        """Hand on everything that was told."""
        while self._connection is not None:
            try:
                if not self._connection.poll():
                    return
                answer: Answer = self._connection.recv()
            except (EOFError, OSError):
                self._lose()
                return
            self.answered.emit(answer)

    def _lose(self) -> None:
        """Tell that the process has ended by itself."""
        process, connection = self._process, self._connection
        if process is None or connection is None:
            return
        self._let_go()
        connection.close()
        process.join()
        code = process.exitcode
        process.close()
        self.lost.emit(code)

    def _let_go(self) -> None:
        if self._notifier is not None:
            self._notifier.setEnabled(False)
            self._notifier.deleteLater()
        if self._orders is not None:
            self._orders.put(None)
        self._process = self._connection = self._notifier = self._orders = None


def _write(connection: Connection, orders: SimpleQueue[Order | None]) -> None:
    """Send orders until there are no more; where the process is gone, whoever reads finds out."""
    while (order := orders.get()) is not None:
        try:
            connection.send(order)
        except OSError:
            return


@contextmanager
def _environment(values: dict[str, str]) -> Iterator[None]:
    """Set variables that a process inherits which is started meanwhile."""
    before = {name: os.environ.get(name) for name in values}
    os.environ.update(values)
    try:
        yield
    finally:
        for name, value in before.items():
            if value is None:
                del os.environ[name]
            else:
                os.environ[name] = value
