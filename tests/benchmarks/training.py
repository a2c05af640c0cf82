"""How fast training is: steps per second against a loop of ``torch.nn`` and ``torch.optim`` on the same task.

Run with ``python -m tests.benchmarks.training`` where NumPy and ``torch==2.13.0`` (CPU) are installed; ``--cell lstm``
limits it to one cell, ``--quick`` to fewer rounds. Both sides run in one process with one thread each, in float64, and
take turns; a time is the median over the rounds. A step is all that training does with a batch that is there already:
forward, read-out, mean cross-entropy, backward, clipping by norm and Adam. The task is to name the next of 32 symbols.
The exit status is 1 where an LSTM misses its goal.
"""

from __future__ import annotations

import argparse
import os
import sys
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from importlib import import_module
from typing import Any

import numpy as np

from rnnviz.cells import CELLS
from rnnviz.engine.batch import Batch
from rnnviz.engine.initial import initialise
from rnnviz.engine.loss import Loss
from rnnviz.engine.network import Layer, Network
from rnnviz.engine.optimiser import Settings
from rnnviz.engine.train import Trainer

from .engine import MODULES, ONE_THREAD, take_turns

SIZES = ((1, 50, 16), (16, 100, 64), (32, 200, 256))
AT_LEAST = (5.0, 2.0, 1.3)
"""Batch, steps and hidden size, and how many times as many steps per second as torch an LSTM has to make there."""

N_SYMBOLS = 32
N_BATCHES = 3
RATE = 0.001
CLIP = 1.0


@dataclass(frozen=True)
class Symbols:
    """Batches of random symbols, made beforehand."""

    batches: tuple[Batch, ...]

    def batch(self, number: int) -> Batch:
        """The same few over and over."""
        return self.batches[number % len(self.batches)]

    def held_out(self) -> Batch:
        """Not looked at here."""
        return self.batches[0]

    def probe(self) -> Batch:
        """Not looked at here."""
        return self.batches[0]


def make_symbols(size: tuple[int, int, int]) -> Symbols:
    """Random symbols, each of which is the target of the step before."""
    batch, n_steps, _ = size
    random = np.random.default_rng(0)
    drawn = random.integers(0, N_SYMBOLS, (N_BATCHES, n_steps + 1, batch))
    return Symbols(tuple(Batch(np.eye(N_SYMBOLS)[text[:-1]], text[1:].copy()) for text in drawn))


def our_steps(key: str, size: tuple[int, int, int], source: Symbols) -> Callable[[], object]:
    """One step of training by rnnviz."""
    network = Network(N_SYMBOLS, (Layer(CELLS[key], size[2]),), N_SYMBOLS)
    settings = Settings("adam", RATE, clip=CLIP, batch_size=size[0], check_every=10**9)
    return Trainer(network, Loss("softmax"), source, settings, initialise(network, "uniform", 0)).step


def torch_steps(torch: Any, key: str, size: tuple[int, int, int], source: Symbols) -> Callable[[], object]:
    """One step of training by torch."""
    layer = getattr(torch.nn, MODULES[key])(N_SYMBOLS, size[2])
    readout = torch.nn.Linear(size[2], N_SYMBOLS)
    parameters = [*layer.parameters(), *readout.parameters()]
    optimiser = torch.optim.Adam(parameters, lr=RATE)
    criterion = torch.nn.CrossEntropyLoss()
    batches = [(torch.tensor(batch.inputs), torch.tensor(batch.targets).reshape(-1)) for batch in source.batches]
    n_done = 0

    def step() -> float:
        nonlocal n_done
        inputs, targets = batches[n_done % len(batches)]
        n_done += 1
        optimiser.zero_grad()
        hidden, _ = layer(inputs)
        loss = criterion(readout(hidden).reshape(-1, N_SYMBOLS), targets)
        loss.backward()
        torch.nn.utils.clip_grad_norm_(parameters, CLIP)
        optimiser.step()
        return float(loss.item())

    return step


def measure(torch: Any, key: str, rounds: int) -> Iterator[tuple[str, bool]]:
    """A line for each size, and whether it is fast enough."""
    for size, least in zip(SIZES, AT_LEAST, strict=True):
        source = make_symbols(size)
        sides = {"rnnviz": our_steps(key, size, source), "torch": torch_steps(torch, key, size, source)}
        times = take_turns(sides, rounds if size[2] < 256 else max(5, rounds // 4))
        ratio = times["torch"] / times["rnnviz"]
        is_met = key != "lstm" or ratio >= least
        goal = f"{least:7.1f}{'' if is_met else ' missed'}" if key == "lstm" else ""
        yield f"{key:16}{size!s:16}{1 / times['rnnviz']:10.1f}{1 / times['torch']:10.1f}{ratio:8.2f}{goal}", is_met


def main() -> int:
    """Print the table."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--cell", choices=MODULES, action="append")
    parser.add_argument("--quick", action="store_true")
    options = parser.parse_args()
    if not ONE_THREAD.items() <= os.environ.items():
        # Threads are counted when NumPy and torch are loaded, which is too late now.
        command = [sys.executable, "-m", "tests.benchmarks.training", *sys.argv[1:]]
        os.execve(sys.executable, command, os.environ | ONE_THREAD)
    try:
        torch = import_module("torch")
    except ModuleNotFoundError:
        sys.exit("this benchmark needs torch: pip install torch==2.13.0 numpy")
    torch.set_num_threads(1)
    torch.set_default_dtype(torch.float64)
    print(f"NumPy {np.__version__}, torch {torch.__version__}, steps per second, sizes are (batch, T, H)")
    print(f"{'cell':16}{'size':16}{'rnnviz':>10}{'torch':>10}{'ratio':>8}{'least':>7}")
    all_met = True
    for key in options.cell or MODULES:
        for line, is_met in measure(torch, key, 8 if options.quick else 40):
            print(line, flush=True)
            all_met = all_met and is_met
    return int(not all_met)


if __name__ == "__main__":
    sys.exit(main())
