"""The process beside the window: it starts when it is needed and ends when it is not."""

from __future__ import annotations

import os
from pathlib import Path

from pytestqt.qtbot import QtBot

from rnnviz.experiment.experiment import Experiment
from rnnviz.gui.training_message import Ready
from rnnviz.gui.training_worker import ONE_THREAD, Worker


def test_it_answers_and_ends(qtbot: QtBot) -> None:
    worker = Worker()
    assert worker.process is None
    before = {name: os.environ.get(name) for name in ONE_THREAD}
    with qtbot.waitSignal(worker.answered, timeout=30_000) as answered:
        worker.begin(Experiment.new_task("hello"))
    assert answered.args == [Ready(1)]
    assert {name: os.environ.get(name) for name in ONE_THREAD} == before
    process = worker.process
    assert process is not None
    assert process.pid is not None
    pid = process.pid
    worker.close()
    assert worker.process is None
    assert not Path(f"/proc/{pid}").exists()
    worker.close()


def test_a_process_that_ends_by_itself_is_told(qtbot: QtBot) -> None:
    worker = Worker()
    with qtbot.waitSignal(worker.answered, timeout=30_000):
        worker.begin(Experiment.new_task("hello"))
    process = worker.process
    assert process is not None
    with qtbot.waitSignal(worker.lost, timeout=30_000) as lost:
        process.terminate()
    assert lost.args == [-15]
    with qtbot.waitSignal(worker.answered, timeout=30_000):
        worker.begin(Experiment.new_task("hello"))
    worker.close()
