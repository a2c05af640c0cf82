"""Edits: pure functions from an experiment to the next, sharing every array they do not change.

Steps count from 1 as in the notes; rows, columns and units count from 0 as in arrays. Setting a
single value to what it is gives the experiment itself.
"""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import replace
from typing import Any

import numpy as np

from ..engine.error import InputError
from ..engine.initial import initialise as initial_parameters
from ..engine.loss import Loss
from ..engine.notation import Notation, find_notation
from ..engine.ops import Array
from ..engine.strength import scale_recurrent as scaled_recurrent
from ..engine.strength import shift_belt_bias as belt_biases
from . import array, limit
from .experiment import Experiment
from .layer_edit import add_layer, change_cell, remove_layer, resize, set_layer
from .schedule_edit import (
    clamp,
    release,
    set_feedback,
    set_form,
    set_given,
    set_read,
    set_start_unit,
)
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
    shuffle_steps,
)
from .target import make_loss

__all__ = [
    "add_layer",
    "change_cell",
    "clamp",
    "initialise",
    "insert_steps",
    "release",
    "remove_layer",
    "remove_steps",
    "resize",
    "retitle",
    "scale_parameter",
    "scale_recurrent",
    "set_belt_bias",
    "set_entry",
    "set_feedback",
    "set_form",
    "set_given",
    "set_input",
    "set_inputs",
    "set_layer",
    "set_length",
    "set_loss",
    "set_notation",
    "set_parameter",
    "set_read",
    "set_start",
    "set_start_unit",
    "set_symbol",
    "set_target",
    "set_target_class",
    "set_targets",
    "set_text",
    "shuffle_steps",
]


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


def set_notation(experiment: Experiment, notation: Notation | str) -> Experiment:
    """Another notation, or its key with further choices: ``concatenated``, ``split,tilde``."""
    new = notation if isinstance(notation, Notation) else find_notation(notation)
    return experiment if new == experiment.notation else replace(experiment, notation=new)


def _parameter(experiment: Experiment, name: str) -> Array:
    if name not in experiment.parameters:
        raise InputError("parameter", name, f"one of {', '.join(experiment.parameters)}")
    return experiment.parameters[name]
