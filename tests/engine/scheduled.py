"""Networks with schedules: random ones, and an independent loop that runs them node by node and step by step."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

import numpy as np

from rnnviz.engine.cell import Cell
from rnnviz.engine.expr import Apply, Expr, Named
from rnnviz.engine.loss import Loss, Targets
from rnnviz.engine.network import Layer, Network
from rnnviz.engine.ops import Array
from rnnviz.engine.schedule import Feedback, Schedule

from .problem import Setting

Values = dict[str, list[Array]]


def fed_setting(*layers: Layer, n_steps: int = 6, kind: str = "squared", seed: int = 0) -> Setting:
    """A network with as many outputs as inputs, three, and a target at nearly every step."""
    random = np.random.default_rng(seed)
    network = Network(3, layers, 3)
    parameters = {name: random.normal(size=shape) * 0.6 for name, shape in network.parameters.items()}
    start = {name: random.normal(size=size) for name, size in network.states.items()}
    targets: Targets = random.normal(size=(n_steps, 3)) if kind == "squared" else random.integers(-1, 3, n_steps)
    loss = Loss("squared") if kind == "squared" else Loss("softmax")
    return Setting(network, parameters, random.normal(size=(n_steps, 3)), start, loss, targets)


def random_schedule(network: Network, n_steps: int, feedback: Feedback | None = None, seed: int = 0) -> Schedule:
    """About half of all steps given and most of them read, and about a third of the units of most states held."""
    random = np.random.default_rng(seed)
    given, read = random.random(n_steps) < 0.5, random.random(n_steps) < 0.8
    return Schedule(given, read, feedback, random_clamps(network, n_steps, seed))


def random_clamps(network: Network, n_steps: int, seed: int = 0) -> dict[str, Array]:
    """Some units of most states at some steps; all units of the last state at the last but one."""
    random = np.random.default_rng((seed, 7))
    clamps: dict[str, Array] = {}
    for name, size in network.states.items():
        numbers = random.normal(size=(n_steps, size))
        clamps[name] = np.where(random.random((n_steps, size)) < 0.3, numbers, np.nan)
    clamps[name][-2] = random.normal(size=size)
    return dict(list(clamps.items())[-3:])


def loop(s: Setting, schedule: Schedule, **changes: object) -> tuple[Mapping[str, Array], float]:
    """Every equation at every step by full name, with x and y, and the total loss.

    With ``nudge=(name, t, vector)`` a value of step t (from 1) is moved as soon as it is computed; a state is moved for
    what comes after its cell's step.
    """
    parts: dict[str, Any] = (
        {"nudge": ("", 0, 0.0)}
        | {name: getattr(s, name) for name in ("network", "parameters", "inputs", "start")}
        | changes
    )
    network, n_steps = parts["network"], len(parts["inputs"])
    values: dict[str, Array] = {"x": np.array(parts["inputs"])}
    if schedule.given is not None:
        values["x"][~schedule.given] = 0.0
    if schedule.feedback is None and parts["nudge"][0] == "x":
        values["x"][parts["nudge"][1] - 1] += parts["nudge"][2]
    if schedule.feedback is None:
        signal = values["x"]
        for k, layer in enumerate(network.layers):
            found = [_over_time(layer.cell, _name(k, r), signal, schedule, parts) for r in layer.directions]
            for own in found:
                values |= own
            signal = np.concatenate([values[_name(k, r) + layer.cell.output.name] for r in layer.directions], axis=1)
    else:
        signal = _generate(schedule, parts, values)
    if network.output_size is not None:
        values["y"] = signal @ parts["parameters"]["W_hy"].T + parts["parameters"]["b_y"]
        if parts["nudge"][0] == "y":
            values["y"][parts["nudge"][1] - 1] += parts["nudge"][2]
    return values, _loss(s.loss, values, s.targets, schedule, n_steps)


def _name(layer: int, reverse: bool) -> str:
    return "" if (layer, reverse) == (0, False) else f"{layer + 1}{'r' if reverse else ''}."


def _over_time(
    cell: Cell, prefix: str, signal: Array, schedule: Schedule, parts: Mapping[str, Any]
) -> dict[str, Array]:
    order = list(range(len(signal)))
    state = {symbol.name: parts["start"][prefix + symbol.name] for symbol in cell.states}
    found = {prefix + equation.name: [np.empty(0)] * len(order) for equation in cell.equations}
    for t in order[::-1] if prefix.endswith("r.") else order:
        step = _step(cell, prefix, signal[t], state, t, schedule, parts)
        for name, value in step.items():
            found[prefix + name][t] = value
        state = {symbol.name: step[symbol.name] for symbol in cell.states}
    return {name: np.stack(rows) for name, rows in found.items()}


def _generate(schedule: Schedule, parts: Mapping[str, Any], values: dict[str, Array]) -> Array:
    """All layers step by step; gives what the read-out sees."""
    network, parameters = parts["network"], parts["parameters"]
    states = dict(parts["start"])
    found: Values = {}
    top: list[Array] = []
    y = None
    for t in range(len(values["x"])):
        is_free = schedule.given is not None and not schedule.given[t]
        if t and is_free and (schedule.read is None or schedule.read[t - 1]):
            values["x"][t] = _fed(schedule.feedback, y)
        if parts["nudge"][:2] == ("x", t + 1):
            values["x"][t] += parts["nudge"][2]
        signal = values["x"][t]
        for k, layer in enumerate(network.layers):
            prefix = _name(k, False)
            own = {symbol.name: states[prefix + symbol.name] for symbol in layer.cell.states}
            step = _step(layer.cell, prefix, signal, own, t, schedule, parts)
            states |= {prefix + symbol.name: step[symbol.name] for symbol in layer.cell.states}
            for name, value in step.items():
                found.setdefault(prefix + name, []).append(value)
            signal = step[layer.cell.output.name]
        top.append(signal)
        y = parameters["W_hy"] @ signal + parameters["b_y"]
        if parts["nudge"][:2] == ("y", t + 1):
            y = y + parts["nudge"][2]
    values |= {name: np.stack(rows) for name, rows in found.items()}
    return np.stack(top)


def _fed(feedback: Feedback | None, y: Array | None) -> Array:
    assert y is not None
    if feedback == "output":
        return y
    p: Array = np.exp(y) / np.exp(y).sum()
    return p if feedback == "probability" else np.eye(len(y))[np.argmax(y)]


def _step(  # noqa: PLR0917 - what one step of one layer needs
    cell: Cell,
    prefix: str,
    x: Array,
    state: Mapping[str, Array],
    t: int,
    schedule: Schedule,
    parts: Mapping[str, Any],
) -> dict[str, Array]:
    """The equations of one step; a held unit takes its number as soon as its equation is computed."""
    known: dict[Expr, Array] = {cell.input: x}
    known |= {symbol: state[symbol.name] for symbol in cell.states}
    later: dict[Expr, Array] = {}
    known |= {symbol: parts["parameters"][prefix + symbol.name] for symbol in cell.parameters}
    for node in cell.nodes:
        match node:
            case Named(name=name, body=body):
                is_state = node in cell.updates.values()
                held = schedule.clamps[prefix + name][t] if is_state and prefix + name in schedule.clamps else np.nan
                known[node] = np.where(np.isnan(held), known[body], held)
                if parts["nudge"][:2] == (prefix + name, t + 1):
                    nudged = known[node] + np.where(np.isnan(held), parts["nudge"][2], 0.0)
                    (later if is_state else known)[node] = nudged
            case Apply(op=op, args=args):
                known[node] = op.evaluate(*(known[argument] for argument in args))
    return {equation.name: (known | later)[equation] for equation in cell.equations}


def _loss(loss: Loss, values: Mapping[str, Array], targets: Targets, schedule: Schedule, n_steps: int) -> float:
    total = 0.0
    for t in range(n_steps):
        if schedule.read is not None and not schedule.read[t]:
            continue
        value, target = values[loss.on][t], targets[t]
        if loss.kind == "squared":
            total += float(np.nansum((value - target) ** 2))
        elif target >= 0:
            total += float(np.log(np.exp(value).sum()) - value[target])
    return total
