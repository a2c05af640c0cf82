"""The process beside the window writes, tells how far it is, and leaves nothing behind where it is stopped."""

from __future__ import annotations

from pathlib import Path

import pytest
from pytestqt.qtbot import QtBot

from rnnviz.experiment.experiment import Experiment
from rnnviz.gui.export_choice import Manner, Subject
from rnnviz.gui.export_job import Job
from rnnviz.gui.export_worker import ExportWorker

WAIT = 30_000
SMALL = Experiment.new("rnn", input_size=1, hidden_size=2).with_inputs([[1], [0], [1]])
LONG = Experiment.new("lstm", input_size=1, hidden_size=2).with_inputs([[1]] * 200)


@pytest.fixture
def worker(qtbot: QtBot) -> ExportWorker:
    return ExportWorker()


def test_a_sequence_is_written_beside_the_window(qtbot: QtBot, worker: ExportWorker, tmp_path: Path) -> None:
    told: list[tuple[str, int, int]] = []
    worker.told.connect(lambda *news: told.append(news))
    with qtbot.waitSignal(worker.written, timeout=WAIT) as written:
        worker.begin(Job(SMALL, Subject("cell", 1, 3), Manner("svg"), tmp_path / "cell.svg"))
        assert worker.is_busy
    assert written.args == [tuple(str(tmp_path / f"cell-{t:02}.svg") for t in (1, 2, 3))]
    assert ("Drawing", 0, 3) in told
    assert not worker.is_busy
    assert sorted(path.name for path in tmp_path.iterdir()) == ["cell-01.svg", "cell-02.svg", "cell-03.svg"]


def test_what_cannot_be_written_is_told(qtbot: QtBot, worker: ExportWorker, tmp_path: Path) -> None:
    with qtbot.waitSignal(worker.refused, timeout=WAIT) as refused:
        worker.begin(Job(SMALL, Subject("cell", 1, 3), Manner("svg"), tmp_path / "none" / "cell.svg"))
    assert refused.args is not None
    assert "folder" in refused.args[0]
    assert not worker.is_busy


def test_a_cancelled_sequence_leaves_no_file(qtbot: QtBot, worker: ExportWorker, tmp_path: Path) -> None:
    with qtbot.waitSignal(worker.told, timeout=WAIT):
        worker.begin(Job(LONG, Subject("cell", 1, 200, True), Manner("svg"), tmp_path / "cell.svg"))
    with qtbot.waitSignal(worker.cancelled, timeout=WAIT):
        worker.cancel()
        worker.cancel()
    assert not worker.is_busy
    assert list(tmp_path.iterdir()) == []


def test_a_process_that_dies_is_told(qtbot: QtBot, worker: ExportWorker, tmp_path: Path) -> None:
    with qtbot.waitSignal(worker.told, timeout=WAIT):
        worker.begin(Job(LONG, Subject("cell", 1, 200, True), Manner("svg"), tmp_path / "cell.svg"))
    with qtbot.waitSignal(worker.refused, timeout=WAIT) as refused:
        assert worker.process is not None
        worker.process.kill()
    assert refused.args == ["The export has ended unexpectedly, perhaps for want of memory."]


def test_a_closed_worker_ends_its_process(qtbot: QtBot, worker: ExportWorker, tmp_path: Path) -> None:
    with qtbot.waitSignal(worker.told, timeout=WAIT):
        worker.begin(Job(LONG, Subject("cell", 1, 200, True), Manner("svg"), tmp_path / "cell.svg"))
    worker.close()
    assert not worker.is_busy
    assert list(tmp_path.iterdir()) == []
