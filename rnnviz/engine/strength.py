"""How strong the recurrence of a network is: the spectral radius of its matrices, and the bias that keeps the state."""

from __future__ import annotations

from collections.abc import Iterator, Mapping

import numpy as np

from . import ops
from .cell import Cell
from .error import InputError
from .expr import Apply, Expr, Symbol
from .initial import spectral_radius
from .network import Network, qualify
from .ops import Array
from .pullback import flows_of

_NILPOTENT = 1e-6
"""A matrix whose spectral radius is a smaller part of its largest entry is taken for nilpotent."""
_FALLING = (ops.ONE_MINUS, ops.NEGATE)


def recurrent_matrices(network: Network) -> tuple[str, ...]:
    """The full names of the matrices from the hidden size to itself, in the order of the parameters."""
    return tuple(
        name
        for sweep, cell in _cells(network)
        for symbol in cell.parameters
        if symbol.shape == ("hidden", "hidden")
        for name in [qualify(*sweep, symbol.name)]
    )


def recurrent_radius(network: Network, parameters: Mapping[str, Array]) -> float:
    """The largest spectral radius of the recurrent matrices."""
    return max((spectral_radius(parameters[name]) for name in recurrent_matrices(network)), default=0.0)


def scale_recurrent(network: Network, parameters: Mapping[str, Array], radius: float) -> dict[str, Array]:
    """Every recurrent matrix, scaled to a spectral radius.

    No factor helps a matrix whose eigenvalues are all 0, such as the zero matrix: it gets ``radius`` on its diagonal.
    """
    if not (np.isfinite(radius) and radius >= 0.0):
        raise InputError("spectral radius", radius, "a number of at least 0")
    return {name: _scaled(parameters[name], radius) for name in recurrent_matrices(network)}


def belt_biases(network: Network) -> dict[str, int]:
    """The biases of the gates that multiply the old states on the belt, by full name.

    1 where a larger bias keeps more of the old state, −1 where it keeps less, as for 1 − z.
    """
    return {qualify(*sweep, name): sign for sweep, cell in _cells(network) for name, sign in _keeping(cell).items()}


def belt_bias(network: Network, parameters: Mapping[str, Array]) -> float | None:
    """The mean of the biases that keep the old state, in the sense of keeping; None where no gate is on the belt."""
    found = [sign * parameters[name] for name, sign in belt_biases(network).items()]
    return float(np.concatenate(found).mean()) if found else None


def set_belt_bias(network: Network, parameters: Mapping[str, Array], value: float) -> dict[str, Array]:
    """The biases that keep the old state, each ``value`` in the sense of keeping: −``value`` for 1 − z."""
    if not np.isfinite(value):
        raise InputError("belt bias", value, "a finite number")
    found = {name: np.full(parameters[name].shape, sign * value) for name, sign in belt_biases(network).items()}
    if not found:
        raise InputError("cell", network.cell.key, "a cell with a gate that multiplies the old state")
    return found


def shift_belt_bias(network: Network, parameters: Mapping[str, Array], mean: float) -> dict[str, Array]:
    """The biases that keep the old state, all moved by the same, so that ``mean`` becomes their mean."""
    found = set_belt_bias(network, parameters, mean)
    signs = belt_biases(network)
    kept = np.concatenate([sign * parameters[name] for name, sign in signs.items()])
    if np.ptp(kept) == 0.0:
        return found
    shift = mean - kept.mean()
    return {name: parameters[name] + sign * shift for name, sign in signs.items()}


def _cells(network: Network) -> Iterator[tuple[tuple[int, bool], Cell]]:
    """The cell of each layer in each direction."""
    for k, layer in enumerate(network.layers):
        for reverse in layer.directions:
            yield (k, reverse), layer.cell


def _scaled(matrix: Array, radius: float) -> Array:
    largest = float(np.abs(matrix).max())
    unit = matrix / largest if largest > 0.0 else matrix
    found = spectral_radius(unit)
    return unit * (radius / found) if found > _NILPOTENT else matrix + radius * np.eye(len(matrix))


def _keeping(cell: Cell) -> dict[str, int]:
    """The biases on which the belt factors of a cell depend, each with the sign of its effect."""
    flows = flows_of(cell, ())
    states = set(flows.graph.updates.values())
    found: dict[str, int] = {}

    def visit(node: Expr, sign: int) -> None:
        match node:
            case Apply(op=ops.AFFINE, args=(*_, Symbol(name=name))):
                found.setdefault(name, sign)
            case Apply(op=ops.SUBTRACT, args=(first, second)):
                visit(first, sign)
                visit(second, -sign)
            case Apply(op=op, args=args) if node not in states:
                for argument in args:
                    visit(argument, -sign if op in _FALLING else sign)

    for factor in flows.belts.values():
        if isinstance(factor, Expr):
            visit(factor, 1)
    return found
