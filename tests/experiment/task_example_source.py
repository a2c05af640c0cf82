"""How the examples of tasks are built; a test holds that the shipped files are this."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace

import numpy as np

from rnnviz.experiment.example import EXAMPLES
from rnnviz.experiment.experiment import Experiment
from rnnviz.experiment.headless import train
from rnnviz.experiment.task_experiment import n_updates, new_task

RACE_SEED, RACE_DELAY = 3, 50
SUMMANDS = 91, 46
N_BITS = 8
PROSE_UPDATES, PROSE_SEED = 2048, 1


def build(name: str) -> Experiment:
    """The experiment that an example's file holds."""
    experiment, description = BUILDERS[name]()
    return replace(experiment, title=EXAMPLES[name], description=description)


def rounded(experiment: Experiment, digits: int) -> Experiment:
    """Parameters with a few decimals, which do as well and can be read."""
    return experiment.with_parameters({name: np.round(value, digits) for name, value in experiment.parameters.items()})


def to_learn(experiment: Experiment, said: str) -> tuple[Experiment, str]:
    """A network that has not learnt yet, with what to expect of it."""
    return experiment, f"{experiment.description} The network has not learnt yet: train it for {said}"


def _race(cell: str, said: str) -> tuple[Experiment, str]:
    experiment = new_task("recall", cell, seed=RACE_SEED, delay=RACE_DELAY)
    return experiment, f"{experiment.description} Here that is {RACE_DELAY} steps. {said}"


def _task(key: str) -> tuple[Experiment, str]:
    experiment = new_task(key)
    return to_learn(experiment, f"{n_updates(experiment):,} steps, which takes seconds.")


def bits(number: int) -> list[int]:
    """The bits of a number, the lowest first."""
    return [number >> k & 1 for k in range(N_BITS)]


def _sum(experiment: Experiment) -> Experiment:
    """The experiment with one sum as its sequence."""
    first, second = SUMMANDS
    rows = [[float(a), float(b)] for a, b in zip(bits(first), bits(second), strict=True)]
    wanted = [[float((first + second) >> k & 1)] for k in range(N_BITS + 1)]
    return experiment.with_inputs([*rows, [0.0, 0.0]]).with_targets(wanted)


def adder() -> Experiment:
    """An RNN that adds exactly, with whole numbers as weights.

    With the carry c = h_2 − h_3 and the number of ones s = x_1 + x_2 + c, its units are relu(s), relu(s − 1) and
    relu(s − 2). The next carry, 1 where s is 2 or 3, is h_2 − h_3; the bit of the sum is s − 2 carry.
    """
    fresh = new_task("binary-addition", "rnn-relu")
    bare = Experiment.new("rnn-relu", input_size=2, hidden_size=3, output_size=1, loss="squared")
    weights = {
        "W": [[1, 1], [1, 1], [1, 1]],
        "U": [[0, 1, -1], [0, 1, -1], [0, 1, -1]],
        "b": [0, -1, -2],
        "W_hy": [[1, -2, 2]],
        "b_y": [0],
    }
    return _sum(replace(bare.with_parameters(weights), training=fresh.training))


def _addition() -> tuple[Experiment, str]:
    return adder(), (
        f"{SUMMANDS[0]} + {SUMMANDS[1]}, bit by bit with the lowest first, by an RNN with weights set by hand. "
        "Its units are relu(s), relu(s − 1) and relu(s − 2), where s is the number of ones, the carry included; "
        "the carry is h_2 − h_3, and y is the bit of the sum, exactly, for any numbers."
    )


def _addition_learnt() -> tuple[Experiment, str]:
    """The trained adder, without the state of its training: it shall be looked at."""
    learnt = train(new_task("binary-addition"))
    assert learnt.training is not None
    bare = rounded(replace(learnt, training=replace(learnt.training, progress=None)), 3)
    return _sum(bare), (
        f"{SUMMANDS[0]} + {SUMMANDS[1]} by an RNN that has learnt to add: no weight was set by hand. Rounded, y is the "
        "bit of the sum for all pairs of 8-bit numbers. Which unit is the carry?"
    )


def _prose() -> tuple[Experiment, str]:
    learnt = train(new_task("text", seed=PROSE_SEED), PROSE_UPDATES)
    assert learnt.training is not None
    bare = rounded(replace(learnt, training=replace(learnt.training, progress=None)), 4)
    return bare, (
        f"A character model that has learnt the packaged story in {PROSE_UPDATES:,} steps. Its sequence is a passage "
        "that it has never learnt from; let it write one of its own."
    )


BUILDERS: dict[str, Callable[[], tuple[Experiment, str]]] = {
    "recall-rnn": lambda: _race("rnn", "A simple RNN does not learn this: no gradient reaches the letter."),
    "recall-lstm": lambda: _race("lstm", "An LSTM learns it within 400 steps."),
    "recall-gru": lambda: _race("gru", "A GRU learns it within 400 steps."),
    "learn-hello": lambda: _task("hello"),
    "binary-addition": _addition,
    "parity": lambda: _task("parity"),
    "brackets": lambda: _task("brackets"),
    "copy": lambda: _task("copy"),
    "adding": lambda: _task("adding"),
    "trend": lambda: _task("trend"),
    "sine": lambda: _task("sine"),
    "sines": lambda: _task("sines"),
    "delayed-regression": lambda: _task("delayed-regression"),
}
"""The examples whose numbers are the same on every machine."""

LEARNT: dict[str, Callable[[], tuple[Experiment, str]]] = {
    "binary-addition-learnt": _addition_learnt,
    "prose": _prose,
}
"""The examples that training has made, which may differ in the last digits from machine to machine."""
