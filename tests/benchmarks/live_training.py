"""What watching costs: the window's share of the time of a training at full speed, and what becomes of its speed.

Run as ``python -m tests.benchmarks.live_training [--task KEY] [--seconds N]``. The window is 1280 × 720 with all panels
in view; the processor time of its process is held against that of both, and the steps per second of processor time
against a training without a window. The exit status is 1 where the window takes 15 % or more.
"""

from __future__ import annotations

import argparse
import os
import sys
import time
from pathlib import Path

from PySide6.QtCore import QCoreApplication, QEvent, QEventLoop, QTimer

from rnnviz.experiment.experiment import Experiment
from rnnviz.experiment.training import make_trainer
from rnnviz.gui.app import complete, make_application, open_window
from rnnviz.gui.settings import Settings

ENVIRONMENT = {"QT_QPA_PLATFORM": "offscreen", "OPENBLAS_NUM_THREADS": "1", "OMP_NUM_THREADS": "1"}
LARGEST_SHARE = 0.15
ENDLESS = 10_000_000


def main() -> int:
    """Print a line for each task."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--task", action="append", help="the key of a task; recall, copy and text without it")
    parser.add_argument("--seconds", type=float, default=6.0)
    given = parser.parse_args()
    make_application()
    print(f"{'task':16}{'window':>8}{'worker':>8}{'share':>8}{'shown/s':>9}{'steps/s':>9}{'alone':>9}{'longest':>10}")
    is_met = True
    for key in given.task or ("recall", "copy", "text"):
        experiment = Experiment.new_task(key)
        window, worker, shown, steps, longest = watch(experiment, given.seconds)
        share = window / (window + worker)
        is_met = is_met and share < LARGEST_SHARE
        alone = train_alone(experiment, given.seconds)
        times = f"{window:7.2f}s{worker:7.2f}s{share:8.1%}"
        print(f"{key:16}{times}{shown:9.1f}{steps:9.1f}{alone:9.1f}{1000 * longest:7.0f} ms")
    return int(not is_met)


def watch(experiment: Experiment, seconds: float) -> tuple[float, float, float, float, float]:
    """Processor time of window and worker, snapshots per second, steps per second of work, and the longest delay."""
    window = open_window(Settings(), experiment)
    window.resize(1280, 720)
    window.panels.place()
    complete(window)
    window.show()
    window.panels.docks["training"].raise_()
    training = window.training
    training.set_until(ENDLESS)
    training.start()
    _wait(4.0)
    process = training.worker.process
    assert process is not None
    assert process.pid is not None
    n_shown = 0

    def count(_snapshot: object) -> None:
        nonlocal n_shown
        n_shown += 1

    training.progressed.connect(count)
    began, first = (time.perf_counter(), time.process_time(), _cpu_of(process.pid)), training.n_done
    longest = _wait(seconds)
    spent = time.perf_counter() - began[0]
    own, other = time.process_time() - began[1], _cpu_of(process.pid) - began[2]
    steps = training.n_done - first
    window.session.mark_saved(Path())
    window.close()
    window.deleteLater()
    QCoreApplication.sendPostedEvents(None, QEvent.Type.DeferredDelete)
    return own, other, n_shown / spent, steps / other, longest


def train_alone(experiment: Experiment, seconds: float) -> float:
    """Steps per second of work without a window."""
    trainer = make_trainer(experiment)
    trainer.step()
    began, first = time.process_time(), trainer.n_done
    while time.process_time() - began < seconds:
        trainer.step()
    return (trainer.n_done - first) / (time.process_time() - began)


def _wait(seconds: float) -> float:
    """Let the window work; gives the longest time by which it was late to do what was due every 10 ms."""
    loop, ticker, last, longest = QEventLoop(), QTimer(), time.perf_counter(), 0.0

    def tick() -> None:
        nonlocal last, longest
        now = time.perf_counter()
        last, longest = now, max(longest, now - last - 0.01)

    ticker.timeout.connect(tick)
    ticker.start(10)
    QTimer.singleShot(round(1000 * seconds), loop.quit)
    loop.exec()
    return longest


def _cpu_of(pid: int) -> float:
    """The processor time in seconds of a process (Linux)."""
    fields = Path(f"/proc/{pid}/stat").read_text("utf-8").rpartition(")")[2].split()
    return (int(fields[11]) + int(fields[12])) / os.sysconf("SC_CLK_TCK")


if __name__ == "__main__":
    if not ENVIRONMENT.items() <= os.environ.items():
        os.environ.update(ENVIRONMENT)
        os.execv(sys.executable, [sys.executable, "-m", "tests.benchmarks.live_training", *sys.argv[1:]])
    sys.exit(main())
