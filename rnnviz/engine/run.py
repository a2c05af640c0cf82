"""Forward through time: a network over a sequence, every value kept."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from functools import cached_property

import numpy as np

from .gradient import Gradients, backward
from .jacobian import jacobian
from .loss import Loss, Targets, softmax
from .network import Network, qualify
from .ops import Array
from .unroll import Unrolled, unroll


@dataclass(frozen=True, eq=False)
class Run:
    """Every value of a network over a sequence of T steps; arrays are read-only.

    ``run[name]`` has shape (T, n) for every value by its full name: the equations and their inner parts, the input
    ``x``, the read-out ``y`` and, with a softmax loss, its probabilities ``p``; ``run["loss"]`` has shape (T,).
    ``sweeps`` holds each layer and direction.
    """

    network: Network
    parameters: Mapping[str, Array]
    inputs: Array
    start: Mapping[str, Array]
    loss: Loss | None
    targets: Targets | None
    sweeps: Mapping[tuple[int, bool], Unrolled]
    values: Mapping[str, Array]

    @property
    def n_steps(self) -> int:
        return len(self.inputs)

    def __getitem__(self, name: str) -> Array:
        return self.values[name]

    def __contains__(self, name: object) -> bool:
        return name in self.values

    @property
    def total_loss(self) -> float | None:
        """The sum of the losses of all steps; None where there is no loss."""
        return float(self.values["loss"].sum()) if "loss" in self.values else None

    @cached_property
    def order(self) -> tuple[str, ...]:
        """What one step computes, in order: the equations, the read-out, the loss."""
        equations = [
            qualify(layer, reverse, equation.name)
            for layer, reverse in self.sweeps
            for equation in self.network.layers[layer].cell.equations
        ]
        return (*equations, *(name for name in ("y", "loss") if name in self.values))

    def state_before(self, name: str, t: int) -> Array:
        """The state that step t (from 1) receives, of shape (n,)."""
        return self.values[name][t - 2] if t > 1 else self.start[name]

    def gradients(self, upstream: Mapping[str, Array] | None = None) -> Gradients:
        """The gradients of the total loss.

        With ``upstream``, dL/d(value) of shape (T, n) for any values is given from outside, in place of the loss.
        """
        return self._of_loss if upstream is None else backward(self, upstream)

    @cached_property
    def _of_loss(self) -> Gradients:
        return backward(self, None)

    def jacobian(self, of: str, to: int, at: int) -> Array:
        """d of_to / d at_at of shape (n, n): how value ``of`` at step ``to`` depends on the same value at step ``at``."""
        return jacobian(self, of, to, at)


def forward(
    network: Network,
    parameters: Mapping[str, Array],
    inputs: Array,
    start: Mapping[str, Array],
    loss: Loss | None = None,
    targets: Targets | None = None,
) -> Run:
    """Run ``network`` over ``inputs`` of shape (T, I) from the states in ``start`` (full names, each (n,))."""
    sweeps: dict[tuple[int, bool], Unrolled] = {}
    values: dict[str, Array] = {"x": inputs}
    signal = inputs
    with np.errstate(all="ignore"):
        for k, layer in enumerate(network.layers):
            outputs = []
            for reverse in (False, True)[: layer.n_directions]:
                order = slice(None, None, -1 if reverse else None)
                own = {p.name: parameters[qualify(k, reverse, p.name)] for p in layer.cell.parameters}
                first = {s.name: start[qualify(k, reverse, s.name)] for s in layer.cell.states}
                sweep = sweeps[k, reverse] = unroll(layer.cell, own, signal[order], first)
                values |= {qualify(k, reverse, name): array[order] for name, array in sweep.values.items()}
                outputs.append(sweep.values[layer.cell.output.name][order])
            signal = outputs[0] if len(outputs) == 1 else np.concatenate(outputs, axis=1)
        if network.output_size is not None:
            values["y"] = signal @ parameters["W_hy"].T + parameters["b_y"]
        if loss is not None and targets is not None:
            if loss.kind == "softmax":
                values["p"] = softmax(values[loss.on])
            values["loss"] = loss.per_step(values[loss.on], targets)
    for array in values.values():
        array.flags.writeable = False
    return Run(network, parameters, inputs, start, loss, targets, sweeps, values)
