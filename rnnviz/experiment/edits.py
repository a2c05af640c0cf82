"""Edits: pure functions from an experiment to the next, sharing every array they do not change.

Steps count from 1 as in the notes; rows, columns and units count from 0 as in arrays. Setting a
single value to what it is gives the experiment itself.
"""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import replace
from typing import Any

import numpy as np

from ..engine.cell import Cell
from ..engine.error import InputError
from ..engine.initial import initialise as initial_parameters
from ..engine.loss import Loss
from ..engine.network import Network
from ..engine.ops import Array
from ..engine.strength import scale_recurrent as scaled_recurrent
from ..engine.strength import shift_belt_bias as belt_biases
from . import array, limit
from .experiment import Experiment
from .layer import find_cell
from .sequence_edit import (
    insert_steps,
    remove_steps,
    set_input,
    set_inputs,
    set_length,
    set_symbol,
    set_target,
    set_target_class,
    set_targets,
    set_text,
)
from .target import fit_width, make_loss

__all__ = [
    "change_cell",
    "initialise",
    "insert_steps",
    "remove_steps",
    "resize",
    "retitle",
    "scale_parameter",
    "scale_recurrent",
    "set_belt_bias",
    "set_entry",
    "set_input",
    "set_inputs",
    "set_length",
    "set_loss",
    "set_parameter",
    "set_start",
    "set_symbol",
    "set_target",
    "set_target_class",
    "set_targets",
    "set_text",
]

NEW_ENTRIES_SEED = 0


def set_entry(experiment: Experiment, name: str, index: tuple[int, ...] | int, value: float) -> Experiment:
    """One entry of a parameter: ``index`` is (row, column) of a matrix, or the row of a bias."""
    old = _parameter(experiment, name)
    place = index if isinstance(index, tuple) else (index,)
    if len(place) != old.ndim:
        raise InputError(f"index of {name}", index, f"{old.ndim} whole numbers")
    for axis, k, size in zip(array.ENTRY, place, old.shape, strict=False):
        limit.whole_number(f"{axis} of {name}", k, 0, size - 1)
    where = ", ".join(str(k + 1) for k in place)
    number = array.number(f"{name}[{where}]", value)
    if old[place] == number:
        return experiment
    new = old.copy()
    new[place] = number
    return experiment.with_parameters({name: new})


def set_parameter(experiment: Experiment, name: str, value: object) -> Experiment:
    """A whole parameter, of the same shape."""
    _parameter(experiment, name)
    return experiment.with_parameters({name: value})


def scale_parameter(experiment: Experiment, name: str, factor: float) -> Experiment:
    """A parameter with every entry multiplied by ``factor``."""
    with np.errstate(over="ignore"):
        scaled = _parameter(experiment, name) * array.number("factor", factor)
    if not np.isfinite(scaled).all():
        raise InputError("factor", factor, f"one that leaves {name} finite")
    return experiment.with_parameters({name: scaled})


def scale_recurrent(experiment: Experiment, radius: float) -> Experiment:
    """Every recurrent matrix scaled to a spectral radius; one whose eigenvalues are all 0 gets it on its diagonal."""
    network, parameters = experiment.network, experiment.parameters
    return experiment.with_parameters(scaled_recurrent(network, parameters, array.number("spectral radius", radius)))


def set_belt_bias(experiment: Experiment, value: float) -> Experiment:
    """The bias of each gate that multiplies an old state on the belt: a larger ``value`` keeps more of the state.

    ``value`` becomes the mean over the units; biases that differ move together and go on to differ by the same.
    """
    network, parameters = experiment.network, experiment.parameters
    return experiment.with_parameters(belt_biases(network, parameters, array.number("belt bias", value)))


def initialise(
    experiment: Experiment, scheme: str, seed: int, names: Collection[str] | None = None, **options: Any
) -> Experiment:
    """Fresh parameters by a scheme of ``engine.initial``: all of them, or those of ``names``."""
    limit.check_seed(seed)
    for name in names or ():
        _parameter(experiment, name)
    fresh = initial_parameters(experiment.network, scheme, seed, names, **options)
    return experiment.with_parameters(fresh if names is None else {name: fresh[name] for name in names})


def set_start(experiment: Experiment, name: str, value: object) -> Experiment:
    """The initial value of one state, (hidden_size,)."""
    return experiment.with_start(**{name: value})


def set_loss(experiment: Experiment, loss: Loss | str | None) -> Experiment:
    """Another loss, given as a Loss or by its kind; targets stay only where the loss stays the same.

    A softmax loss on a text with as many outputs as symbols begins with the next symbol as the target.
    """
    new = loss if isinstance(loss, Loss) else make_loss(loss, experiment.network)
    return experiment if new == experiment.loss else experiment.with_loss(new)


def retitle(experiment: Experiment, title: str) -> Experiment:
    """Another title."""
    return experiment if title == experiment.title else replace(experiment, title=title)


def change_cell(experiment: Experiment, cell: str | Cell) -> Experiment:
    """Another cell in every layer: inputs, targets, and parameters of the same name and shape stay.

    The other parameters begin uniform in ±1/√hidden_size; states that the old cell did not have begin at zero.
    """
    new_cell = find_cell(cell)
    if all(layer.cell is new_cell for layer in experiment.network.layers):
        return experiment
    layers = tuple(replace(layer, cell=new_cell) for layer in experiment.network.layers)
    return _fit(experiment, replace(experiment.network, layers=layers))


def resize(
    experiment: Experiment,
    *,
    input_size: int | None = None,
    hidden_size: int | None = None,
    output_size: int | None = None,
    n_steps: int | None = None,
) -> Experiment:
    """Other sizes, None for those that stay; ``output_size=0`` takes the read-out away.

    What lies within both sizes keeps its numbers; new parameters begin uniform in ±1/√hidden_size, new inputs and
    states at zero, new targets missing.
    """
    old = experiment.network
    if experiment.alphabet is not None and input_size not in (None, old.input_size):
        raise InputError("input_size", input_size, f"{old.input_size}, one for each symbol of the alphabet")
    layers = old.layers
    if hidden_size is not None:
        limit.check_size("hidden_size", hidden_size)
        layers = tuple(replace(layer, hidden_size=hidden_size) for layer in layers)
    outputs = old.output_size if output_size is None else output_size or None
    network = Network(old.input_size if input_size is None else input_size, layers, outputs)
    limit.check_network(network)
    if n_steps is not None:
        limit.check_length(old, n_steps)
        experiment = set_length(experiment, n_steps)
    return experiment if network == old else _fit(experiment, network)


def _fit(experiment: Experiment, network: Network) -> Experiment:
    """The experiment on another network, with all numbers that still have a place."""
    fresh = initial_parameters(network, "uniform", NEW_ENTRIES_SEED)
    loss = experiment.loss
    if loss is not None and (network.output_size is None) != (experiment.network.output_size is None):
        loss = make_loss(loss.kind, network)
    return Experiment(
        network=network,
        parameters={name: _overlay(experiment.parameters.get(name), new) for name, new in fresh.items()},
        inputs=_overlay(experiment.inputs, np.zeros((experiment.n_steps, network.input_size))),
        start={name: _overlay(experiment.start.get(name), np.zeros(size)) for name, size in network.states.items()},
        alphabet=experiment.alphabet,
        loss=loss,
        targets=fit_width(experiment.targets, network, loss),
        title=experiment.title,
        description=experiment.description,
    )


def _overlay(old: Array | None, fresh: Array) -> Array:
    """``fresh`` with the entries of ``old`` wherever both have them; ``old`` itself where the shapes agree."""
    if old is None or old.ndim != fresh.ndim:
        return fresh
    if old.shape == fresh.shape:
        return old
    both = tuple(slice(0, min(a, b)) for a, b in zip(old.shape, fresh.shape, strict=True))
    new = fresh.copy()
    new[both] = old[both]
    return new


def _parameter(experiment: Experiment, name: str) -> Array:
    if name not in experiment.parameters:
        raise InputError("parameter", name, f"one of {', '.join(experiment.parameters)}")
    return experiment.parameters[name]
