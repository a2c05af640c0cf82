"""Back-propagation through time: every value's gradient, every step's contribution."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import TYPE_CHECKING

import numpy as np

from .expr import Apply, Symbol
from .network import qualify
from .ops import AFFINE, Array

if TYPE_CHECKING:
    from .run import Run


@dataclass(frozen=True, eq=False)
class Gradients:
    """dL/d(everything); arrays are read-only.

    ``g[name]`` has shape (T, n) for every value of the run; ``g.parameters[name]`` has the shape of the parameter;
    ``g.start[name]`` has shape (n,).
    """

    run: Run
    values: Mapping[str, Array]
    start: Mapping[str, Array]
    parameters: Mapping[str, Array]

    def __getitem__(self, name: str) -> Array:
        return self.values[name]

    def __contains__(self, name: object) -> bool:
        return name in self.values

    def contributions(self, name: str) -> Array:
        """Each step's contribution to the gradient of one parameter, of shape (T, *shape); they sum to it."""
        if name == "b_y":
            return self.values["y"]
        if name == "W_hy":
            return self.values["y"][:, :, None] * _top(self.run)[:, None, :]
        for k, reverse in self.run.sweeps:
            if name in {qualify(k, reverse, p.name) for p in self.run.network.layers[k].cell.parameters}:
                return self._contributions(k, reverse, name)
        raise KeyError(name)

    def _contributions(self, layer: int, reverse: bool, name: str) -> Array:
        sweep = self.run.sweeps[layer, reverse]
        order = slice(None, None, -1 if reverse else None)
        for value, node in sweep.cell.values.items():
            node = getattr(node, "body", node)
            for k, argument in enumerate(node.args):
                if isinstance(argument, Symbol) and qualify(layer, reverse, argument.name) == name:
                    gradient = self.values[qualify(layer, reverse, value)]
                    return _share(sweep, node, k, gradient[order])[order]
        raise KeyError(name)


def _share(sweep, node: Apply, k: int, gradient: Array) -> Array:
    operands = [np.stack([sweep._at(t)[a] for t in range(len(sweep.inputs))]) for a in node.args]
    if node.op is AFFINE:
        return gradient if k == len(node.args) - 1 else gradient[:, :, None] * operands[k + 1][:, None, :]
    result = np.stack([sweep._at(t)[node] for t in range(len(sweep.inputs))])
    return gradient * node.op.derivative(result, *operands)[k]


def _top(run: Run) -> Array:
    """What the read-out sees, of shape (T, top_size)."""
    k = len(run.network.layers) - 1
    layer = run.network.layers[k]
    return np.concatenate(
        [run[qualify(k, reverse, layer.cell.output.name)] for reverse in (False, True)[: layer.n_directions]], axis=1
    )


def backward(run: Run, upstream: Mapping[str, Array] | None) -> Gradients:
    """Back-propagate the total loss, or ``upstream``: dL/d(value) by name, each (T, n)."""
    with np.errstate(all="ignore"):
        return _backward(run, upstream)


def _backward(run: Run, upstream: Mapping[str, Array] | None) -> Gradients:
    network, loss = run.network, run.loss
    given = dict(upstream or {})
    values: dict[str, Array] = {}
    if upstream is None and loss is not None and run.targets is not None:
        given[loss.on] = loss.gradient(run[loss.on], run.targets)
        values["loss"] = np.ones(run.n_steps)
        if "p" in run:
            values["p"] = loss.probability_gradient(run["p"], run.targets)
    start: dict[str, Array] = {}
    parameters: dict[str, Array] = {}
    signal: Array = np.zeros((run.n_steps, network.top_size))
    if network.output_size is not None:
        d_y = values["y"] = given.pop("y", np.zeros(run["y"].shape))
        signal = d_y @ run.parameters["W_hy"]
        parameters["W_hy"] = d_y.T @ _top(run)
        parameters["b_y"] = d_y.sum(axis=0)
    for k in reversed(range(len(network.layers))):
        layer = network.layers[k]
        parts = np.split(signal, layer.n_directions, axis=1)
        below: Array | float = 0.0
        for reverse, part in zip((False, True), parts, strict=False):
            order = slice(None, None, -1 if reverse else None)
            local = {
                name: given[qualify(k, reverse, name)][order]
                for name in layer.cell.values
                if qualify(k, reverse, name) in given
            }
            output = layer.cell.output.name
            local[output] = local.get(output, 0.0) + part[order]
            adjoint = run.sweeps[k, reverse].backward(local)
            values |= {qualify(k, reverse, name): array[order] for name, array in adjoint.values.items()}
            start |= {qualify(k, reverse, name): array for name, array in adjoint.start.items()}
            parameters |= {qualify(k, reverse, name): array for name, array in adjoint.parameters.items()}
            below = below + adjoint.inputs[order]
        signal = np.asarray(below)
    values["x"] = signal + given.get("x", 0.0)
    for array in (*values.values(), *start.values(), *parameters.values()):
        array.flags.writeable = False
    return Gradients(run, values, start, {name: parameters[name] for name in network.parameters})
