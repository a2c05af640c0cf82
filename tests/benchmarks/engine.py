"""How fast the engine is: against ``torch.nn``, against a loop of torch cells, and against what cannot be avoided.

Run with ``python -m tests.benchmarks.engine`` where NumPy and ``torch==2.13.0`` (CPU) are installed; ``--cell lstm``
limits it to one cell, ``--quick`` to fewer rounds. All sides run in one process with one thread each, in float64, and
take turns; a time is the median over the rounds. The engine keeps every intermediate value and its gradient, torch.nn
the output and the gradients of inputs and parameters. The cell loop computes node by node and keeps what the engine
keeps.
"""

from __future__ import annotations

import argparse
import os
import sys
import time
import tracemalloc
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from functools import partial
from importlib import import_module
from typing import Any

import numpy as np

from rnnviz.cells import CELLS
from rnnviz.engine.adjoint import Adjoint
from rnnviz.engine.backward_block import backward_block
from rnnviz.engine.cell import Cell
from rnnviz.engine.expr import Apply, Expr, Named
from rnnviz.engine.forward import plan_forward
from rnnviz.engine.forward_block import forward_block
from rnnviz.engine.ops import Array
from rnnviz.engine.tape import Sizes
from rnnviz.engine.unroll import Unrolled, unroll

SIZES = ((1, 50, 8, 16), (1, 200, 16, 64), (1, 1000, 16, 64), (16, 100, 32, 64), (32, 200, 128, 256), (1, 10000, 8, 32))
AT_LEAST = {
    "lstm": (10, 5.5, 5, 1.3, 1.05, 8),
    "gru-reset-after": (10, 5.5, 5, 1.3, 1.0, 9),
    "gru": (10, 5.5, 5, 1.3, 1.0, 9),
    "rnn": (10, 6.5, 6.5, 1.8, 1.05, 6.5),
}
"""How many times faster than ``torch.nn`` the engine has to be; ``gru``, which torch.nn has not, than its cell loop."""

ONE_THREAD = {"OPENBLAS_NUM_THREADS": "1", "OMP_NUM_THREADS": "1", "MKL_NUM_THREADS": "1"}
MODULES = {"lstm": "LSTM", "gru-reset-after": "GRU", "rnn": "RNN"}
ROUND = 0.02
"""A side is repeated within its turn for about so many seconds."""


@dataclass(frozen=True)
class Problem:
    """One cell at one size; arrays have time first, then the batch if there is one."""

    cell: Cell
    size: tuple[int, int, int, int]
    parameters: Mapping[str, Array]
    inputs: Array
    start: Mapping[str, Array]
    upstream: Array


def make_problem(key: str, size: tuple[int, int, int, int]) -> Problem:
    """Random numbers of the size that initialisers give; parameters are read-only, as in an experiment."""
    batch, n_steps, input_size, hidden_size = size
    random, cell = np.random.default_rng(0), CELLS[key]
    lengths = {"input": input_size, "hidden": hidden_size}
    bound = 1 / np.sqrt(hidden_size)
    parameters = {p.name: random.uniform(-bound, bound, [lengths[s] for s in p.shape]) for p in cell.parameters}
    for array in parameters.values():
        array.flags.writeable = False
    shape = () if batch == 1 else (batch,)
    start = {state.name: np.zeros((*shape, hidden_size)) for state in cell.states}
    inputs, upstream = (random.normal(size=(n_steps, *shape, n)) for n in (input_size, hidden_size))
    return Problem(cell, size, parameters, inputs, start, upstream)


def run_engine(p: Problem) -> tuple[Unrolled, Adjoint]:
    """Forward and backward, with every value and every gradient at hand under its name."""
    # A drag changes one parameter, so one is always new.
    name = next(iter(p.parameters))
    changed = p.parameters[name].copy()
    changed.flags.writeable = False
    unrolled = unroll(p.cell, {**p.parameters, name: changed}, p.inputs, p.start)
    adjoint = unrolled.backward({p.cell.output.name: p.upstream})
    for made in (unrolled.values, adjoint.values, adjoint.inputs, adjoint.parameters):
        assert len(made)
    return unrolled, adjoint


def torch_module(torch: Any, p: Problem) -> Callable[[], Any] | None:
    """Forward and backward of the module of ``torch.nn`` that is this cell, if there is one."""
    if p.cell.key not in MODULES:
        return None
    batch, n_steps, input_size, hidden_size = p.size
    module = getattr(torch.nn, MODULES[p.cell.key])(input_size, hidden_size)
    x = torch.tensor(p.inputs.reshape(n_steps, batch, input_size), requires_grad=True)
    upstream = torch.tensor(p.upstream.reshape(n_steps, batch, hidden_size))

    def run() -> Any:
        module.zero_grad()
        x.grad = None
        output, _ = module(x)
        output.backward(upstream)
        return output

    return run


def torch_loop(torch: Any, p: Problem) -> Callable[[], Any]:
    """Forward and backward of a loop over the nodes of the cell, which keeps every value and its gradient."""
    batch, n_steps = p.size[:2]
    parameters = {name: torch.tensor(array, requires_grad=True) for name, array in p.parameters.items()}
    inputs = torch.tensor(p.inputs.reshape(n_steps, batch, -1), requires_grad=True)
    start = {name: torch.tensor(array.reshape(batch, -1), requires_grad=True) for name, array in p.start.items()}
    upstream = torch.tensor(p.upstream.reshape(n_steps, batch, -1))
    operations = torch_operations(torch)

    def run() -> Any:
        state: dict[Expr, Any] = {symbol: start[symbol.name] for symbol in p.cell.states}
        outputs, kept = [], []
        for x in inputs.unbind():
            values: dict[Expr, Any] = {p.cell.input: x}
            values |= {symbol: parameters[symbol.name] for symbol in p.cell.parameters}
            values |= state
            for node in p.cell.nodes:
                if isinstance(node, Named):
                    values[node] = values[node.body]
                elif isinstance(node, Apply):
                    values[node] = operations[node.op.name](*(values[argument] for argument in node.args))
                    values[node].retain_grad()
                    kept.append(values[node])
            state = {symbol: values[new] for symbol, new in p.cell.updates.items()}
            outputs.append(values[p.cell.output])
        torch.stack(outputs).backward(upstream)
        return kept

    return run


def torch_operations(torch: Any) -> dict[str, Callable[..., Any]]:
    """The operations of the cells as functions of tensors."""

    def affine(*args: Any) -> Any:
        total = torch.addmm(args[-1], args[1], args[0].T)
        for matrix, operand in zip(args[2:-1:2], args[3:-1:2], strict=True):
            total = total + operand @ matrix.T
        return total

    return {
        "affine": affine,
        "add": torch.add,
        "multiply": torch.multiply,
        "one_minus": lambda a: 1 - a,
        "sigmoid": torch.sigmoid,
        "tanh": torch.tanh,
    }


def floor(p: Problem) -> tuple[float, float]:
    """Seconds of the matrix products alone, and of as many of the cheapest NumPy calls as the engine makes."""
    batch, n_steps, input_size, hidden_size = p.size
    sizes, heard = Sizes(input_size, hidden_size, batch), (p.cell.output.name,)
    forward, backward = forward_block(p.cell, sizes, 1), backward_block(p.cell, heard, sizes, 1)
    n_gates = len(plan_forward(p.cell).graph.affines)
    row, column = np.ones((batch, input_size + 1 + hidden_size)), np.ones((n_gates * hidden_size, batch))
    wide, back = np.ones((n_gates * hidden_size, row.shape[1])), np.ones((n_gates * hidden_size, hidden_size))
    out, small = np.empty((n_gates * hidden_size, batch)), np.ones(hidden_size)
    products = repeat(lambda: (np.dot(wide, row.T, out), np.dot(back.T, column)), min(n_steps, 200)) * n_steps
    columns = min(n_steps * batch, 2000)
    history, adjoints = np.ones((columns, row.shape[1])), np.ones((columns, n_gates * hidden_size))
    at_end = repeat(lambda: (history.T @ adjoints, adjoints @ wide[:, :input_size]), 3) * n_steps * batch / columns
    call = repeat(lambda: np.multiply(small, small, small), 2000)
    return products + at_end, call * n_steps * (len(forward.calls) + len(backward.calls))


def repeat(function: Callable[[], object], count: int) -> float:
    """Seconds of one call, the least of three times the mean of ``count``."""
    times = []
    for _ in range(3):
        begin = time.perf_counter()
        for _ in range(count):
            function()
        times.append((time.perf_counter() - begin) / count)
    return min(times)


def take_turns(sides: Mapping[str, Callable[[], object]], rounds: int) -> dict[str, float]:
    """The median seconds of each side over rounds in which all have their turn."""
    counts, times = {}, {name: list[float]() for name in sides}
    for name, side in sides.items():
        side()
        begin = time.perf_counter()
        side()
        counts[name] = max(1, round(ROUND / (time.perf_counter() - begin)))
    for _ in range(rounds):
        for name, side in sides.items():
            begin = time.perf_counter()
            for _ in range(counts[name]):
                side()
            times[name].append((time.perf_counter() - begin) / counts[name])
    return {name: float(np.median(found)) for name, found in times.items()}


def memory(p: Problem) -> float:
    """The peak of the memory that a run takes, as a multiple of the values and gradients kept."""
    held = run_engine(p)  # so that its memory cannot be used again
    tracemalloc.start()
    unrolled, adjoint = run_engine(p)
    peak = tracemalloc.get_traced_memory()[1]
    tracemalloc.stop()
    del held
    named = [*unrolled.values.values(), *adjoint.values.values(), p.inputs, adjoint.inputs]
    return peak / sum(array.nbytes for array in named)


def measure(torch: Any, key: str, rounds: int) -> Iterator[str]:
    """A line for each size."""
    for size, least in zip(SIZES, AT_LEAST[key], strict=True):
        p = make_problem(key, size)
        module = torch_module(torch, p)
        sides: dict[str, Callable[[], object]] = {"engine": partial(run_engine, p)}
        sides |= {"module": module} if module else {}
        times = take_turns(sides | {"loop": torch_loop(torch, p)}, rounds if size[1] * size[0] < 5000 else 7)
        ratio = times.get("module", times["loop"]) / times["engine"]
        products, calls = floor(p)
        yield (
            f"{key:16}{size!s:22}{times['engine'] * 1e3:9.3f}{times.get('module', np.nan) * 1e3:11.2f}"
            f"{times['loop'] * 1e3:11.2f}{ratio:8.2f}{least:7.2f}{'' if ratio >= least else ' missed':8}"
            f"{times['loop'] / times['engine']:7.1f}{products * 1e3:10.3f}{calls * 1e3:9.3f}"
            f"{(products + calls) / times['engine']:7.0%}{memory(p):8.2f}"
        )


def main() -> None:
    """Print the table."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--cell", choices=AT_LEAST, action="append")
    parser.add_argument("--quick", action="store_true")
    options = parser.parse_args()
    if not ONE_THREAD.items() <= os.environ.items():
        # Threads are counted when NumPy and torch are loaded, which is too late now.
        os.execve(
            sys.executable, [sys.executable, "-m", "tests.benchmarks.engine", *sys.argv[1:]], os.environ | ONE_THREAD
        )
    try:
        torch = import_module("torch")
    except ModuleNotFoundError:
        sys.exit("this benchmark needs torch: pip install torch==2.13.0 numpy")
    torch.set_num_threads(1)
    torch.set_default_dtype(torch.float64)
    print(f"NumPy {np.__version__}, torch {torch.__version__}, times in ms, sizes are (batch, T, I, H)")
    print(
        f"{'cell':16}{'size':22}{'engine':>9}{'torch.nn':>11}{'cell loop':>11}{'ratio':>8}{'least':>7}{'':8}"
        f"{'loop/e':>7}{'products':>10}{'calls':>9}{'floor':>7}{'memory':>8}"
    )
    for key in options.cell or AT_LEAST:
        for line in measure(torch, key, 5 if options.quick else 15):
            print(line, flush=True)


if __name__ == "__main__":
    main()
