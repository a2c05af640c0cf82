"""How the examples with given, random or hand-set weights are built; a test holds that the files are exactly this.

The weights of the others were trained and rounded; they stand in the files, and tests hold what they do.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import replace

import numpy as np

from rnnviz.engine.ops import Array
from rnnviz.experiment import edits
from rnnviz.experiment.example import EXAMPLES
from rnnviz.experiment.experiment import Experiment

RNN = {"W": [[0.4, 0.3]], "U": [[0.5]], "b": [0.1]}
LSTM = {
    "W_f": [[0.2, 0.4]],
    "U_f": [[0.5]],
    "b_f": [0.1],
    "W_i": [[0.3, 0.7]],
    "U_i": [[0.6]],
    "b_i": [0.2],
    "W_c": [[0.5, 0.8]],
    "U_c": [[0.3]],
    "b_c": [0.0],
    "W_o": [[0.6, 0.9]],
    "U_o": [[0.4]],
    "b_o": [0.3],
}
GRU = {
    "W_z": [[0.3, 0.7]],
    "U_z": [[0.6]],
    "b_z": [0.2],
    "W_r": [[0.2, 0.4]],
    "U_r": [[0.5]],
    "b_r": [0.1],
    "W_h": [[0.6, 0.9]],
    "U_h": [[0.4]],
    "b_h": [0.3],
}
MEMORY_STEPS = 50
MEMORY_VALUE = 0.8


def build(name: str) -> Experiment:
    """The experiment that an example's file holds."""
    experiment, description = BUILDERS[name]()
    return replace(experiment, title=EXAMPLES[name], description=description)


def _scalar(cell: str, parameters: Mapping[str, object], inputs: list[list[float]]) -> Experiment:
    """A cell with two inputs and one hidden unit, as in the notes."""
    fresh = Experiment.new(cell, input_size=2, hidden_size=1)
    return fresh.with_parameters(parameters).with_inputs(inputs)


def _rnn_by_hand() -> tuple[Experiment, str]:
    fresh = Experiment.new("rnn", input_size=1, hidden_size=2, output_size=1)
    numbers = {"W": [[0.5], [0.1]], "U": [[0.4, 0.2], [0.3, 0.7]], "b": [0, 0], "W_hy": [[1, -1]], "b_y": [0]}
    return fresh.with_parameters(numbers).with_inputs([[1]]), (
        "One step of an RNN with one input and two hidden units, from a zero state, with the read-out y = h₁ − h₂. "
        "Lecture notes 000 and 002, “RNN with numerical input”. The notes cut h to (0.46, 0.09) in print; "
        "its second entry is 0.0997, and y = 0.362 is computed from it."
    )


def _rnn_two_inputs() -> tuple[Experiment, str]:
    return _scalar("rnn", RNN, [[1.0, 2.0], [1.5, 2.5]]), (
        "Two steps of an RNN with one hidden unit: the second step uses the state that the first one left. "
        "Lecture notes 003, “Recurrent Neural Network – Example”. "
        "The notes print tanh(1.85) ≈ 0.9516 for h₂, where tanh(1.85) = 0.9517; "
        "with h₁ at full precision, as computed here, h₂ = 0.9518."
    )


def _rnn_hands_on() -> tuple[Experiment, str]:
    return _scalar("rnn", RNN, [[-1.0, 1.0], [1.0, -1.0], [1.0, 1.0]]), (
        "Three steps of an RNN, to compute on paper first and then check here, one equation at a time. "
        "Lecture notes 003, “Hands On”, RNN."
    )


def _hello() -> tuple[Experiment, str]:
    fresh = Experiment.new("rnn", alphabet="helo", hidden_size=6, loss="softmax", seed=1)
    return fresh.with_inputs("hell").with_targets("ello"), (
        "A character model: after each symbol of “hell” it gives a probability to each symbol that may come next, "
        "and the loss compares them with “ello”. The weights are random and not trained, so the losses lie "
        "around ln 4 ≈ 1.39, that of a blind guess. Lecture notes 001, “Character-level language models”."
    )


def _vanishing() -> tuple[Experiment, str]:
    fresh = Experiment.new("rnn", input_size=3, hidden_size=4, output_size=1, loss="squared", seed=15)
    spectral = edits.initialise(fresh, "spectral", seed=15, names=["U"], radius=0.9)
    weights = {name: np.round(value, 2) for name, value in spectral.parameters.items()}
    return _memory_task(spectral.with_parameters(weights)), (
        "An RNN is asked at step 50 for the value it saw at step 1, marked by the second input. "
        "The loss sits at the last step only: watch its gradient die on the way back to the first. "
        "Compare “Long memory”, the same task with an LSTM. Lecture notes 001, “Problem with RNN”."
    )


def _lstm_by_hand() -> tuple[Experiment, str]:
    return _scalar("lstm", LSTM, [[0.1, 0.2]]), (
        "One step of an LSTM with two inputs and one unit, from zero states. Lecture notes 003, “LSTM – Example”. "
        "The notes round every result before they use it, and so end at h = 0.63 · 0.12 ≈ 0.076; "
        "at full precision, as computed here, h = 0.0770."
    )


def _lstm_hands_on() -> tuple[Experiment, str]:
    return _scalar("lstm", LSTM, [[-1.0, 1.0], [1.0, -1.0]]), (
        "Two steps of an LSTM, to compute on paper first and then check here, gate by gate. "
        "Lecture notes 003, “Hands On”, LSTM."
    )


def _long_memory() -> tuple[Experiment, str]:
    fresh = Experiment.new("lstm", input_size=3, hidden_size=4, output_size=1, loss="squared", seed=2)
    recurrent = {name: np.round(0.2 * fresh.parameters[name], 2) for name in ("U_f", "U_i", "U_c", "U_o")}
    weights = {
        "W_f": np.zeros((4, 3)),
        "b_f": [10, 4, 2, 0],
        "W_i": [[0, 16, 0]] * 4,
        "b_i": [-8] * 4,
        "W_c": [[0.25, 0, 0]] * 4,
        "b_c": [0] * 4,
        "W_o": [[0, 0, 10]] * 4,
        "b_o": [-5] * 4,
        "W_hy": [[4, 0, 0, 0]],
        "b_y": [0],
    }
    return _memory_task(fresh.with_parameters({**recurrent, **weights})), (
        "An LSTM with weights set by hand recalls at step 50 the value it saw at step 1. The second input opens the "
        "input gate, the third the output gate; the forget gates of the four units keep 1.00, 0.98, 0.88 and 0.50 of "
        "the cell state at every step, so only the first unit remembers. Change the first input: y at the end follows."
    )


def _gru_by_hand() -> tuple[Experiment, str]:
    return _scalar("gru", GRU, [[0.1, 0.2]]), (
        "One step of a GRU in which z keeps the old state: h = z ⊙ h + (1 − z) ⊙ ĥ. "
        "Lecture notes 003, “GRU – Example”. The notes carry ĥ = 0.4910 where it is 0.4930 at full precision, "
        "and z = 0.5914 where it is 0.5915; h ≈ 0.20 either way."
    )


def _gru_by_hand_z_updates() -> tuple[Experiment, str]:
    return _scalar("gru-z-updates", GRU, [[0.1, 0.2]]), (
        "The same numbers as in “GRU by hand, z keeps” in the other convention, in which z lets in the candidate: "
        "h = (1 − z) ⊙ h + z ⊙ ĥ. Lecture notes 003, “GRU – Example”, second form; the notes carry rounded values, "
        "h ≈ 0.29 either way."
    )


def _gru_hands_on() -> tuple[Experiment, str]:
    return _scalar("gru", GRU, [[-1.0, 1.0], [1.0, -1.0]]), (
        "Two steps of a GRU in which z keeps the old state, to compute on paper first and then check here. "
        "Lecture notes 003, “Hands On”, GRU."
    )


def _memory_task(experiment: Experiment) -> Experiment:
    """Input 1 the value, at step 1, then distractors; input 2 marks the first step, input 3 the last."""
    targets: list[list[float] | None] = [None] * (MEMORY_STEPS - 1) + [[MEMORY_VALUE]]
    return experiment.with_inputs(_memory_inputs()).with_targets(targets)


def _memory_inputs() -> Array:
    inputs = np.zeros((MEMORY_STEPS, 3))
    inputs[:, 0] = np.random.default_rng(0).uniform(-1, 1, MEMORY_STEPS).round(1)
    inputs[0] = [MEMORY_VALUE, 1, 0]
    inputs[-1] = [0, 0, 1]
    return inputs


BUILDERS: dict[str, Callable[[], tuple[Experiment, str]]] = {
    "rnn-by-hand": _rnn_by_hand,
    "rnn-two-inputs": _rnn_two_inputs,
    "rnn-hands-on": _rnn_hands_on,
    "hello": _hello,
    "vanishing": _vanishing,
    "lstm-by-hand": _lstm_by_hand,
    "lstm-hands-on": _lstm_hands_on,
    "long-memory": _long_memory,
    "gru-by-hand": _gru_by_hand,
    "gru-by-hand-z-updates": _gru_by_hand_z_updates,
    "gru-hands-on": _gru_hands_on,
}
