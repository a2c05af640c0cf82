"""Edits of the network itself: cells, layers and sizes, keeping all numbers that still have a place.

Layers count from 0, from the input upwards. New parameters begin uniform in ±1/√hidden_size, new states and inputs at
zero, new targets missing, new units free.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace

import numpy as np

from ..engine.cell import Cell
from ..engine.error import InputError
from ..engine.initial import initialise as initial_parameters
from ..engine.loss import Loss
from ..engine.network import Layer, Network, qualify
from ..engine.ops import Array
from . import limit
from .experiment import Experiment
from .layer import find_cell, make_layer
from .schedule import fit_network
from .sequence_edit import set_length
from .target import fit_width, loss_widths, make_loss

NEW_ENTRIES_SEED = 0


def change_cell(experiment: Experiment, cell: str | Cell) -> Experiment:
    """Another cell in every layer: inputs, targets, and parameters of the same name and shape stay."""
    new = find_cell(cell)
    return _with_layers(experiment, tuple(replace(layer, cell=new) for layer in experiment.network.layers))


def set_layer(
    experiment: Experiment,
    k: int,
    *,
    cell: str | Cell | None = None,
    hidden_size: int | None = None,
    bidirectional: bool | None = None,
) -> Experiment:
    """Another cell, size or direction of layer ``k``, None for what stays."""
    layers = experiment.network.layers
    old = layers[_place(experiment, k)]
    new = make_layer(
        old.cell if cell is None else cell,
        old.hidden_size if hidden_size is None else hidden_size,
        old.bidirectional if bidirectional is None else bidirectional,
    )
    return _with_layers(experiment, (*layers[:k], new, *layers[k + 1 :]))


def add_layer(
    experiment: Experiment, cell: str | Cell | None = None, hidden_size: int | None = None, bidirectional: bool = False
) -> Experiment:
    """One more layer at the top; its cell and size are those of the layer below unless given."""
    layers = experiment.network.layers
    cell = layers[-1].cell if cell is None else cell
    size = layers[-1].hidden_size if hidden_size is None else hidden_size
    return _with_layers(experiment, (*layers, make_layer(cell, size, bidirectional)))


def remove_layer(experiment: Experiment, k: int) -> Experiment:
    """The network without layer ``k``; those above move down with their numbers, and one layer at least stays."""
    layers = experiment.network.layers
    _place(experiment, k)
    if len(layers) == 1:
        raise InputError("layer to remove", 0, "one of several, so that one layer is left")
    network = replace(experiment.network, layers=(*layers[:k], *layers[k + 1 :]))
    return _fit(experiment, network, _names_above(experiment.network, k))


def resize(
    experiment: Experiment,
    *,
    input_size: int | None = None,
    hidden_size: int | None = None,
    output_size: int | None = None,
    n_steps: int | None = None,
) -> Experiment:
    """Other sizes, None for those that stay: ``hidden_size`` of all layers; ``output_size=0`` takes the read-out away.

    While the output is fed back, input and output keep one size: another size of one is that of the other too.
    """
    old = experiment.network
    if experiment.schedule.feedback is not None and output_size is None:
        output_size = input_size
    elif experiment.schedule.feedback is not None and input_size is None:
        input_size = output_size or None
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


def _place(experiment: Experiment, k: int) -> int:
    return limit.whole_number("layer", k, 0, len(experiment.network.layers) - 1)


def _with_layers(experiment: Experiment, layers: tuple[Layer, ...]) -> Experiment:
    """The experiment on these layers; the experiment itself where they are its own."""
    network = replace(experiment.network, layers=layers)
    limit.check_network(network)
    return experiment if network == experiment.network else _fit(experiment, network)


def _fit(experiment: Experiment, network: Network, former: Mapping[str, str] | None = None) -> Experiment:
    """The experiment on another network; ``former`` tells the old names of parameters and states with new ones."""
    names = {} if former is None else former
    fresh = initial_parameters(network, "uniform", NEW_ENTRIES_SEED)
    zeros = {name: np.zeros(size) for name, size in network.states.items()}
    inputs = np.zeros((experiment.n_steps, network.input_size))
    loss = _fit_loss(experiment, network, {old: new for new, old in names.items()})
    return replace(
        experiment,
        network=network,
        parameters={
            name: _overlay(experiment.parameters.get(names.get(name, name)), new) for name, new in fresh.items()
        },
        inputs=_overlay(experiment.inputs, inputs),
        start={name: _overlay(experiment.start.get(names.get(name, name)), new) for name, new in zeros.items()},
        loss=loss,
        targets=fit_width(experiment.targets, network, loss),
        schedule=fit_network(experiment.schedule, network, names),
    )


def _top(network: Network) -> str:
    """The output of the last layer."""
    return qualify(len(network.layers) - 1, False, network.layers[-1].cell.output.name)


def _fit_loss(experiment: Experiment, network: Network, renamed: Mapping[str, str]) -> Loss | None:
    """The loss on another network: one that reads the top goes on to read the top."""
    loss = experiment.loss
    if loss is None:
        return None
    on = _top(network) if loss.on == _top(experiment.network) else renamed.get(loss.on, loss.on)
    if loss == make_loss(loss.kind, experiment.network) or on not in loss_widths(network):
        return make_loss(loss.kind, network)
    return Loss(loss.kind, on)


def _names_above(network: Network, k: int) -> dict[str, str]:
    """What parameters and states above layer ``k`` are called one layer further down, each with its present name."""
    return {
        qualify(layer - 1, reverse, symbol.name): qualify(layer, reverse, symbol.name)
        for layer in range(k + 1, len(network.layers))
        for reverse in network.layers[layer].directions
        for symbol in (*network.layers[layer].cell.parameters, *network.layers[layer].cell.states)
    }


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
