"""A network: layers of cells and an optional linear read-out, with the names and shapes of its parameters."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cached_property
from typing import TypeAlias

from .cell import Cell
from .error import InputError

Sweep: TypeAlias = tuple[int, bool]
"""One layer (counted from 0) in one direction (True is against time)."""

OUTSIDE = ("x", "y", "p", "loss", "target", "W_hy", "b_y")
"""What belongs to no layer."""


@dataclass(frozen=True, slots=True)
class Layer:
    """One recurrent layer; a bidirectional one also runs its cell against time."""

    cell: Cell
    hidden_size: int
    bidirectional: bool = False

    @property
    def directions(self) -> tuple[bool, ...]:
        """Whether each direction runs against time: False, and True as well in a bidirectional layer."""
        return (False, True) if self.bidirectional else (False,)


@dataclass(frozen=True)
class Network:
    """Layers from the input upwards, then y_t = W_hy h_t + b_y where ``output_size`` is not None."""

    input_size: int
    layers: tuple[Layer, ...]
    output_size: int | None = None

    def __post_init__(self) -> None:
        if not self.layers:
            raise InputError("layers", self.layers, "at least one layer")
        sizes = {"input_size": self.input_size} | {
            f"hidden_size of layer {k}": layer.hidden_size for k, layer in enumerate(self.layers, 1)
        }
        if self.output_size is not None:
            sizes["output_size"] = self.output_size
        for field, size in sizes.items():
            if isinstance(size, bool) or not isinstance(size, int) or size < 1:
                raise InputError(field, size, "a whole number of at least 1")

    @property
    def cell(self) -> Cell:
        """The cell of the first layer."""
        return self.layers[0].cell

    @property
    def hidden_size(self) -> int:
        """The hidden size of the first layer."""
        return self.layers[0].hidden_size

    @property
    def top_size(self) -> int:
        """The size of what the read-out sees: both directions of the last layer."""
        return self.layers[-1].hidden_size * len(self.layers[-1].directions)

    @cached_property
    def sweeps(self) -> tuple[Sweep, ...]:
        """Every layer in each of its directions, in computing order."""
        return tuple((k, reverse) for k, layer in enumerate(self.layers) for reverse in layer.directions)

    def seen_by(self, layer: int) -> tuple[str, ...]:
        """The full names of what a layer (from 0) gets as its input, side by side; behind the last is the read-out."""
        if layer == 0:
            return ("x",)
        below = self.layers[layer - 1]
        return tuple(qualify(layer - 1, reverse, below.cell.output.name) for reverse in below.directions)

    @cached_property
    def parameters(self) -> dict[str, tuple[int, ...]]:
        """The shape of every parameter by its full name, in the order of the equations; the read-out comes last."""
        shapes: dict[str, tuple[int, ...]] = {}
        size = self.input_size
        for k, layer in enumerate(self.layers):
            sizes = {"input": size, "hidden": layer.hidden_size}
            for reverse in layer.directions:
                for symbol in layer.cell.parameters:
                    shapes[qualify(k, reverse, symbol.name)] = tuple(sizes[s] for s in symbol.shape)
            size = layer.hidden_size * len(layer.directions)
        if self.output_size is not None:
            shapes |= {"W_hy": (self.output_size, self.top_size), "b_y": (self.output_size,)}
        return shapes

    @cached_property
    def states(self) -> dict[str, int]:
        """The size of every state by its full name."""
        return {
            qualify(k, reverse, state.name): layer.hidden_size
            for k, layer in enumerate(self.layers)
            for reverse in layer.directions
            for state in layer.cell.states
        }


def qualify(layer: int, reverse: bool, name: str) -> str:
    """The full name of a value or parameter: bare in the first layer forward, else ``2.f``, ``1r.f``, ``2r.f``."""
    prefix = f"{layer + 1}{'r' if reverse else ''}"
    return name if prefix == "1" else f"{prefix}.{name}"


def place_of(name: str) -> tuple[Sweep, str]:
    """The layer and direction of a full name, and the name in its cell: the inverse of ``qualify``."""
    prefix, dot, rest = name.partition(".")
    if not dot or not prefix.rstrip("r").isdecimal():
        return (0, False), name
    return (int(prefix.rstrip("r")) - 1, prefix.endswith("r")), rest


def sweep_of(name: str) -> Sweep | None:
    """The layer and direction that a value or parameter is of; None outside the cells, as the input and read-out."""
    return None if name in OUTSIDE else place_of(name)[0]


def in_time(reverse: bool) -> slice:
    """The order of the steps in which a direction runs."""
    return slice(None, None, -1) if reverse else slice(None)
