"""Back-propagation through time: every value's gradient, every step's contribution."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING, Any

import numpy as np

from .adjoint import Adjoint
from .error import InputError, UnknownNameError
from .feedback import come_back
from .glyph import PLAIN, Writing
from .network import in_time, qualify
from .ops import Array
from .path import Paths, paths

if TYPE_CHECKING:
    from .network import Sweep
    from .run import Run


@dataclass(frozen=True, eq=False, repr=False)
class Gradients:
    """dL/d(everything) of a run; arrays are read-only.

    ``g[name]`` has shape (T, n) for every value of the run (``g["loss"]`` has shape (T,), all ones);
    ``g.parameters[name]`` has the shape of the parameter; ``g.start[name]`` has shape (n,). ``top`` is what the
    read-out has seen, ``signal`` what comes back from it, both of shape (T, top_size); ``given`` is what it starts
    from: the gradient of the value that the loss reads, or those from outside. Where outputs are fed back, ``fed`` is
    the part of ``signal`` that they have got as inputs of later steps, ``unfed`` the rest; ``writing`` is the run's.
    There is no way back to the run, which keeps its gradients: both go as soon as the run does.
    """

    top: Array
    adjoints: Mapping[Sweep, Adjoint]
    values: Mapping[str, Array]
    start: Mapping[str, Array]
    parameters: Mapping[str, Array]
    given: Mapping[str, Array]
    signal: Array
    fed: Array | None = None
    unfed: Array | None = None
    writing: Writing = PLAIN

    def __repr__(self) -> str:
        return f"<Gradients by {', '.join((*self.values, *self.parameters))}>"

    def __getitem__(self, name: str) -> Array:
        try:
            return self.values[name]
        except KeyError:
            raise UnknownNameError("value", name, self.values) from None

    def __contains__(self, name: object) -> bool:
        return name in self.values

    def contributions(self, name: str) -> Array:
        """Each step's contribution to the gradient of one parameter, of shape (T, *shape); they sum to it."""
        if name == "b_y" and name in self.parameters:
            return self.values["y"]
        with np.errstate(all="ignore"):
            if name == "W_hy" and name in self.parameters:
                return _frozen(self.values["y"][:, :, None] * self.top[:, None, :])
            adjoint, parameter, reverse = self._owner(name)
            return _frozen(adjoint.contributions(parameter)[in_time(reverse)])

    def partial_sum(self, name: str, first: int, last: int) -> Array:
        """What the steps from ``first`` to ``last`` (from 1) add to the gradient of one parameter, in its shape."""
        steps, n_steps = slice(first - 1, last), len(self.top)
        with np.errstate(all="ignore"):
            if name == "b_y" and name in self.parameters:
                return _frozen(self.values["y"][steps].sum(axis=0))
            if name == "W_hy" and name in self.parameters:
                return _frozen(self.values["y"][steps].T @ self.top[steps])
            adjoint, parameter, reverse = self._owner(name)
            own = slice(n_steps - last, n_steps - first + 1) if reverse else steps
            return _frozen(adjoint.partial_sum(parameter, own))

    def _owner(self, name: str) -> tuple[Adjoint, str, bool]:
        """Whose parameter that is, its name there, and whether it runs against time."""
        for (layer, reverse), adjoint in self.adjoints.items():
            for parameter in adjoint.parameters:
                if qualify(layer, reverse, parameter) == name:
                    return adjoint, parameter, reverse
        raise InputError("parameter", name, f"one of {', '.join(self.parameters)}")

    def paths(self, state: str) -> Paths:
        """The gradient of a state by the way it comes: ``belt``, ``rest`` and ``loss``, each (T, n); they sum to it."""
        return paths(self, state)


def backward(run: Run, upstream: Mapping[str, Array] | None, only: int | None = None) -> Gradients:
    """Back-propagate the total loss or, in its place, ``upstream``: dL/d(value) by name, each (T, n).

    ``only`` is a step (from 1): of its loss alone, or of what is given at that step.
    """
    if upstream is None and "loss" not in run:
        raise InputError("loss", "an experiment without a loss", "one with a loss, or gradients given as upstream=…")
    if only is not None and not 1 <= only <= run.n_steps:
        raise InputError("only", only, f"a step of the run, of which there are {run.n_steps}")
    with np.errstate(all="ignore"):
        given = _at_step(_given_by_loss(run) if upstream is None else _checked(run, upstream), only)
        values = _at_step(_beside_loss(run), only) if upstream is None else {}
        parameters: dict[str, Array] = {}
        parts: tuple[Array, ...] = ()
        if run.network.output_size is None:
            signal = np.zeros((run.n_steps, run.network.top_size))
        else:
            values["y"] = given.get("y", np.zeros(run["y"].shape))
            if run.schedule.feeds:
                back = come_back(run, given)
                parts = back @ run.parameters["W_hy"], values["y"] @ run.parameters["W_hy"]
                values["y"] = values["y"] + back
            signal = values["y"] @ run.parameters["W_hy"]
            parameters |= {"W_hy": values["y"].T @ run.top, "b_y": values["y"].sum(axis=0)}
        adjoints: dict[Sweep, Adjoint] = {}
        from_readout = signal
        for layer in reversed(range(len(run.network.layers))):
            found = _through_layer(run, layer, given, signal)
            adjoints |= found
            signal = sum(adjoint.inputs[in_time(reverse)] for (_, reverse), adjoint in found.items())  # type: ignore[assignment]
        values["x"] = signal + given["x"] if "x" in given else signal
        return _collected(run, dict(sorted(adjoints.items())), values, parameters, (given, from_readout, *parts))


def _through_layer(run: Run, layer: int, given: Mapping[str, Array], signal: Array) -> dict[Sweep, Adjoint]:
    """Each direction of a layer, from the gradient of what the layer gives: (T, n), both directions side by side."""
    directions = [sweep for sweep in run.sweeps if sweep[0] == layer]
    adjoints: dict[Sweep, Adjoint] = {}
    for sweep, part in zip(directions, np.split(signal, len(directions), axis=1), strict=True):
        unrolled, order = run.sweeps[sweep], in_time(sweep[1])
        names = {name: qualify(*sweep, name) for name in unrolled.cell.values}
        upstream = {name: given[full][order] for name, full in names.items() if full in given}
        output = unrolled.cell.output.name
        upstream[output] = upstream[output] + part[order] if output in upstream else part[order]
        adjoints[sweep] = unrolled.backward(upstream)
    return adjoints


def _collected(
    run: Run,
    adjoints: Mapping[Sweep, Adjoint],
    values: dict[str, Array],
    parameters: dict[str, Array],
    source: tuple[Any, ...],
) -> Gradients:
    """The gradients of all layers under their full names, the parameters in the order of the network."""
    start: dict[str, Array] = {}
    for (layer, reverse), adjoint in adjoints.items():
        order = in_time(reverse)
        values |= {qualify(layer, reverse, name): array[order] for name, array in adjoint.values.items()}
        start |= {qualify(layer, reverse, name): array for name, array in adjoint.start.items()}
        parameters |= {qualify(layer, reverse, name): array for name, array in adjoint.parameters.items()}
    for array in (*values.values(), *start.values(), *parameters.values()):
        array.flags.writeable = False
    ordered = {name: parameters[name] for name in run.network.parameters}
    return replace(Gradients(run.top, adjoints, values, start, ordered, *source), writing=run.writing)


def _given_by_loss(run: Run) -> dict[str, Array]:
    """The gradient of the value that the loss reads."""
    if run.loss is None or run.targets is None:
        return {}
    return {run.loss.on: run.loss.gradient(run[run.loss.on], run.targets)}


def _at_step(given: Mapping[str, Array], only: int | None) -> dict[str, Array]:
    """What is given at one step alone, 0 at all others; everything where ``only`` is None."""
    if only is None:
        return dict(given)
    alone = {name: np.zeros(array.shape) for name, array in given.items()}
    for name, array in given.items():
        alone[name][only - 1] = array[only - 1]
    return alone


def _beside_loss(run: Run) -> dict[str, Array]:
    """The gradients of the loss by itself and by the probabilities."""
    if run.loss is None or run.targets is None:
        return {}
    values: dict[str, Array] = {"loss": np.ones(run.n_steps)}
    if "p" in run:
        values["p"] = run.loss.probability_gradient(run["p"], run.targets)
    return values


def _checked(run: Run, upstream: Mapping[str, Array]) -> dict[str, Array]:
    """Gradients from outside as arrays of floats."""
    given: dict[str, Array] = {}
    known = [name for name in run.values if name not in ("loss", "p")]
    for name, gradient in upstream.items():
        if name not in known:
            raise InputError("upstream", name, f"one of {', '.join(known)}")
        given[name] = _floats(f"upstream of {name}", gradient)
        if given[name].shape != run[name].shape:
            raise InputError(f"upstream of {name}", given[name].shape, f"the shape {run[name].shape}")
    return given


def _floats(field: str, value: object) -> Array:
    """A copy as an array of floats."""
    try:
        return np.array(value).astype(float, casting="safe")
    except (TypeError, ValueError):
        raise InputError(field, value, "numbers") from None


def _frozen(array: Array) -> Array:
    array.flags.writeable = False
    return array
