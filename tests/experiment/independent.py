"""A network as a teacher would write it on the board: loops over steps and layers, to hold the examples against."""

from __future__ import annotations

from collections.abc import Callable, Mapping

import numpy as np

from rnnviz.engine.ops import Array
from rnnviz.experiment.experiment import Experiment

Weights = Mapping[str, Array]
State = dict[str, Array]


def sigmoid(z: Array) -> Array:
    return np.asarray(1.0 / (1.0 + np.exp(-z)))


def softmax(z: Array) -> Array:
    return np.asarray(np.exp(z) / np.exp(z).sum())


def rnn(p: Weights, x: Array, s: State) -> State:
    return {"h": np.tanh(p["W"] @ x + p["U"] @ s["h"] + p["b"])}


def lstm(p: Weights, x: Array, s: State) -> State:
    def gate(g: str) -> Array:
        return p[f"W_{g}"] @ x + p[f"U_{g}"] @ s["h"] + p[f"b_{g}"]

    c = sigmoid(gate("f")) * s["c"] + sigmoid(gate("i")) * np.tanh(gate("c"))
    return {"c": c, "h": sigmoid(gate("o")) * np.tanh(c)}


def gru(p: Weights, x: Array, s: State) -> State:
    z = sigmoid(p["W_z"] @ x + p["U_z"] @ s["h"] + p["b_z"])
    r = sigmoid(p["W_r"] @ x + p["U_r"] @ s["h"] + p["b_r"])
    candidate = np.tanh(p["W_h"] @ x + p["U_h"] @ (r * s["h"]) + p["b_h"])
    return {"h": z * s["h"] + (1 - z) * candidate}


STEPS: Mapping[str, Callable[[Weights, Array, State], State]] = {"rnn": rnn, "lstm": lstm, "gru": gru}


def outputs(experiment: Experiment) -> Array:
    """The read-out, or without one the last layer's h, at every step."""
    return feed_back(experiment) if experiment.schedule.feedback is not None else through(experiment, given(experiment))


def given(experiment: Experiment) -> list[Array]:
    """The inputs, zero where a step has none."""
    return [x if experiment.schedule.is_given(t) else 0 * x for t, x in enumerate(experiment.inputs, 1)]


def feed_back(experiment: Experiment) -> Array:
    """The outputs of a network that receives its own most likely symbol, one step after the other."""
    assert experiment.schedule.feedback == "choice"
    xs = given(experiment)
    for t in range(2, experiment.n_steps + 1):
        if not experiment.schedule.is_given(t) and experiment.schedule.is_read(t - 1):
            y = through(experiment, xs)[t - 2]
            xs[t - 1] = np.eye(len(y))[y.argmax()]
    return through(experiment, xs)


def through(experiment: Experiment, xs: list[Array]) -> Array:
    """All layers, each over the whole sequence in each of its directions."""
    for k, layer in enumerate(experiment.network.layers, 1):
        sides = [sweep(experiment, f"{k}{side}", layer.cell.key, xs) for side in ("", "r")[: 1 + layer.bidirectional]]
        xs = [np.concatenate(parts) for parts in zip(*sides, strict=True)]
    if experiment.network.output_size is not None:
        xs = [experiment.parameters["W_hy"] @ h + experiment.parameters["b_y"] for h in xs]
    return np.array(xs)


def sweep(experiment: Experiment, place: str, cell: str, xs: list[Array]) -> list[Array]:
    """One layer in one direction; ``place`` is its number, with an r against time."""
    prefix = "" if place == "1" else f"{place}."

    def own(values: Weights) -> State:
        found = {name.removeprefix(prefix): value for name, value in values.items() if name.startswith(prefix)}
        return {name: value for name, value in found.items() if "." not in name}

    parameters, state, clamps = own(experiment.parameters), own(experiment.start), own(experiment.schedule.clamps)
    steps = range(len(xs))
    found: list[Array] = [np.zeros(0)] * len(xs)
    for t in reversed(steps) if place.endswith("r") else steps:
        state = STEPS[cell](parameters, xs[t], state)
        for name, clamp in clamps.items():
            state[name] = np.where(np.isnan(clamp[t]), state[name], clamp[t])
        found[t] = state["h"]
    return found
