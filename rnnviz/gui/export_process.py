"""The process that writes a sequence, so that the window need not wait; nothing of the window is in it."""

from __future__ import annotations

import signal
import sys
from multiprocessing.connection import Connection
from pathlib import Path
from typing import NamedTuple, TypeAlias

from ..engine.error import InputError
from ..experiment import storage
from .export_choice import Manner, Subject
from .export_job import Job


class Order(NamedTuple):
    """A job as it is sent: the experiment as text."""

    experiment: str
    subject: Subject
    manner: Manner
    path: str


class Doing(NamedTuple):
    """What is being done, and how many of how many parts of that are done."""

    says: str
    done: int
    total: int


class Written(NamedTuple):
    """All is done: the files."""

    paths: tuple[str, ...]


class Refused(NamedTuple):
    """Nothing was written, and why."""

    reason: str


News: TypeAlias = Doing | Written | Refused


def order_of(job: Job) -> Order:
    """A job to send; InputError where a file could not hold its experiment."""
    return Order(storage.dumps(job.experiment), job.subject, job.manner, str(job.path))


def serve(connection: Connection) -> None:
    """Do one job and tell how far it is; being terminated cleans up what was begun."""
    signal.signal(signal.SIGINT, signal.SIG_IGN)  # Ctrl+C in a terminal is meant for the window
    signal.signal(signal.SIGTERM, _leave)
    try:
        order: Order = connection.recv()
        connection.send(answer(order, connection))
    except (EOFError, ConnectionError):
        return  # the window is gone


def answer(order: Order, connection: Connection) -> News:
    """Do a job, tell how far it is, and give what came of it."""

    def tell(says: str, done: int, total: int) -> None:
        connection.send(Doing(says, done, total))

    job = Job(storage.loads(order.experiment), order.subject, order.manner, Path(order.path))
    try:
        return Written(tuple(map(str, job.run(tell))))
    except (InputError, OSError) as error:
        return Refused(str(error))
    except MemoryError:
        return Refused("There is too little memory for it; make it smaller, or export fewer steps.")


def _leave(_number: int, _frame: object) -> None:
    """Leave through the exits of everything that is open, so that temporary files go."""
    sys.exit(1)
