"""How long the window takes: from an edit to every panel repainted, and from the start to the first paint.

Run as ``python -m tests.benchmarks.window [--torch-python PATH] [--repeats N]``. The torch time is measured by the
interpreter given, or by this one; where it has no torch the ratio is left out.
"""

from __future__ import annotations

import argparse
import os
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager
from functools import partial
from statistics import median

import numpy as np
from PySide6.QtCore import QCoreApplication, QEvent
from PySide6.QtWidgets import QApplication, QWidget

from rnnviz.experiment import edits
from rnnviz.experiment.experiment import Experiment
from rnnviz.gui.app import complete, make_application, open_window
from rnnviz.gui.main_window import MainWindow
from rnnviz.gui.session import Session
from rnnviz.gui.settings import Settings

ENVIRONMENT = {"QT_QPA_PLATFORM": "offscreen", "OPENBLAS_NUM_THREADS": "1", "OMP_NUM_THREADS": "1"}
"""What must be set before NumPy and Qt are loaded: no screen, and one thread each for both sides."""

SIZES = ((12, 3, 4), (50, 8, 16), (200, 16, 64), (1000, 16, 64))
"""Steps T, input size I, hidden size H of the LSTMs."""

GOAL = (200, 16, 64)
"""The size at which the whole repaint may take no longer than torch's forward and backward pass."""

ROUNDS = 7

TORCH = """
import sys, time, statistics, torch
n_steps, input_size, hidden_size, repeats = map(int, sys.argv[1:])
torch.set_num_threads(1)
torch.manual_seed(0)
layer = torch.nn.LSTM(input_size, hidden_size, dtype=torch.float64)
x = torch.randn(n_steps, 1, input_size, dtype=torch.float64)
times = []
for _ in range(repeats + 3):
    began = time.perf_counter()
    layer.zero_grad()
    output, _ = layer(x)
    output.square().sum().backward()
    times.append(time.perf_counter() - began)
print(1000 * statistics.median(times[3:]))
"""

START = """
import time
began = time.perf_counter()
from PySide6.QtWidgets import QApplication
from rnnviz.gui.app import make_application, open_window
from rnnviz.gui.settings import Settings
app = make_application()
window = open_window(Settings())
window.restore()
window.show()
window.repaint()
painted = time.perf_counter()
window.panels.add_plots()
app.processEvents()
print(1000 * (painted - began), 1000 * (time.perf_counter() - began))
"""


def main() -> int:
    """Print the tables; the exit status is 1 where the goal is measured and missed."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--torch-python", default=sys.executable, help="an interpreter that has torch")
    parser.add_argument("--repeats", type=int, default=40)
    given = parser.parse_args()
    make_application()
    print("milliseconds, medians; the window is 1280 × 720, drawn offscreen")
    for size in SIZES:
        _report(size, given.repeats)
    _report_start(repeats=5)
    ratio = _compare(given.torch_python, given.repeats)
    return int(ratio is not None and ratio > 1.0)


def make_experiment(size: tuple[int, int, int]) -> Experiment:
    """An LSTM with a read-out and a squared loss on random inputs."""
    n_steps, input_size, hidden_size = size
    rng = np.random.default_rng(0)
    fresh = Experiment.new("lstm", input_size=input_size, hidden_size=hidden_size, output_size=1, loss="squared")
    return fresh.with_inputs(rng.normal(size=(n_steps, input_size))).with_targets(rng.normal(size=(n_steps, 1)))


def time_edits(session: Session, repeats: int) -> float:
    """The median from an edit of a weight to everything shown being painted."""
    times = []
    for value in np.linspace(-1.0, 1.0, repeats + 5):
        began = time.perf_counter()
        session.apply("drag", partial(edits.set_entry, name="W_f", index=(0, 0), value=float(value)), merge="drag")
        QApplication.processEvents()
        times.append(1000 * (time.perf_counter() - began))
    return median(times[5:])


def time_parts(experiment: Experiment, repeats: int) -> Iterator[tuple[str, float]]:
    """The engine's and the experiment's share of an edit."""
    made = [edits.set_entry(experiment, "W_f", (0, 0), float(value)) for value in np.linspace(-1.0, 1.0, repeats + 3)]
    yield "edit", _time(partial(edits.set_entry, experiment, "W_f", (0, 0), 0.3), repeats)
    forward, backward = [], []
    for changed in made:
        began = time.perf_counter()
        run = changed.run()
        middle = time.perf_counter()
        run.gradients()
        forward.append(1000 * (middle - began))
        backward.append(1000 * (time.perf_counter() - middle))
    yield "forward", median(forward[3:])
    yield "backward", median(backward[3:])


def time_panels(window: MainWindow, repeats: int) -> Iterator[tuple[str, float]]:
    """What each panel adds: the time of an edit with it alone minus that with nothing shown."""
    panels = _panels(window)
    for panel in panels.values():
        panel.hide()
    nothing = time_edits(window.session, repeats)
    yield "window alone", nothing
    for name, panel in panels.items():
        panel.show()
        QApplication.processEvents()
        yield name, time_edits(window.session, repeats) - nothing
        panel.hide()


def torch_time(size: tuple[int, int, int], python: str, repeats: int) -> float | None:
    """The median of torch's forward and backward pass; None where that interpreter has no torch."""
    command = [python, "-c", TORCH, *map(str, size), str(repeats)]
    done = subprocess.run(command, capture_output=True, text=True, check=False)
    return float(done.stdout) if done.returncode == 0 else None


@contextmanager
def shown_window(experiment: Experiment) -> Iterator[MainWindow]:
    """A painted window in the middle of a sequence."""
    window = open_window(Settings(), experiment)
    window.resize(1280, 720)
    window.panels.place()
    complete(window)
    window.show()
    QApplication.processEvents()
    window.session.go(experiment.n_steps // 2)
    yield window
    window.session.open(experiment)
    window.close()
    window.deleteLater()
    QCoreApplication.sendPostedEvents(None, QEvent.Type.DeferredDelete)


def _report(size: tuple[int, int, int], repeats: int) -> None:
    """Print the time of an edit at one size, and that of its parts."""
    experiment = make_experiment(size)
    with shown_window(experiment) as window:
        whole = time_edits(window.session, repeats)
        parts = dict(time_parts(experiment, repeats)) | dict(time_panels(window, repeats))
    print(f"\nT, I, H = {size}: whole {whole:.1f}")
    print("  " + "  ".join(f"{name} {value:.1f}" for name, value in parts.items()))


def _compare(python: str, repeats: int) -> float | None:
    """Print and give an edit's time over torch's, measured in turns so that both meet the same load."""
    wholes: list[float] = []
    limits: list[float] = []
    with shown_window(make_experiment(GOAL)) as window:
        for _ in range(ROUNDS):
            wholes.append(time_edits(window.session, repeats))
            limit = torch_time(GOAL, python, repeats)
            if limit is None:
                print("that interpreter has no torch: no ratio")
                return None
            limits.append(limit)
    ratio = median(wholes) / median(limits)
    print(f"\nT, I, H = {GOAL}, in {ROUNDS} turns: whole repaint {median(wholes):.1f},", end=" ")
    print(f"torch.nn.LSTM forward + backward {median(limits):.1f}, ratio {ratio:.2f}")
    return ratio


def _report_start(repeats: int) -> None:
    """Print how long a start takes when everything is compiled, which it is after the first."""
    with tempfile.TemporaryDirectory() as cache:
        environment = os.environ | {"PYTHONPYCACHEPREFIX": cache, "PYTHONDONTWRITEBYTECODE": ""}
        times = [_start(environment) for _ in range(repeats + 1)][1:]
    painted, complete, whole = (median(column) for column in zip(*times, strict=True))
    print(f"\nstart to first paint {painted:.0f}, to formulas and plots {complete:.0f}, with Python's own {whole:.0f}")


def _start(environment: Mapping[str, str]) -> tuple[float, float, float]:
    began = time.perf_counter()
    done = subprocess.run([sys.executable, "-c", START], capture_output=True, text=True, check=True, env=environment)
    painted, complete = map(float, done.stdout.split())
    return painted, complete, 1000 * (time.perf_counter() - began)


def _panels(window: MainWindow) -> dict[str, QWidget]:
    found: dict[str, QWidget] = {"network view": window.network_view, "cell view": window.cell_view}
    for name, dock in window.panels.docks.items():
        if dock.panel is not None and dock.panel.isVisible():
            found[name] = dock.panel
    return found


def _time(function: Callable[[], object], repeats: int) -> float:
    times = []
    for _ in range(repeats):
        began = time.perf_counter()
        function()
        times.append(1000 * (time.perf_counter() - began))
    return median(times)


if __name__ == "__main__":
    if not ENVIRONMENT.items() <= os.environ.items():
        os.environ.update(ENVIRONMENT)
        os.execv(sys.executable, [sys.executable, "-m", "tests.benchmarks.window", *sys.argv[1:]])
    sys.exit(main())
