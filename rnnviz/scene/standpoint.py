"""From where a cell is seen: its layer and direction, what it receives, and the full names of its parts."""

from __future__ import annotations

from dataclasses import dataclass

from ..engine.glyph import PLAIN, Writing
from ..engine.network import Network, Sweep, qualify
from .shapes import Run
from .symbol import symbol_runs

SHARED = ("y", "p", "loss", "target", "W_hy", "b_y")
"""What the network has once, not each layer."""


@dataclass(frozen=True, slots=True)
class Standpoint:
    """One layer in one direction; ``inputs`` are the full names of the values that it receives.

    ``seen`` are those that the read-out or the loss sees, or nothing where a layer lies between. Parts of the cell
    have their local names: ``f``, ``old:h`` for the state that the step receives, ``x`` for all inputs and ``x:0``,
    ``x:1`` for each.
    """

    layer: int
    reverse: bool
    inputs: tuple[str, ...]
    seen: tuple[str, ...] = ()
    writing: Writing = PLAIN

    @property
    def is_top(self) -> bool:
        """Whether the read-out and the loss follow."""
        return bool(self.seen)

    @property
    def before(self) -> str:
        """When the state was given that a step receives."""
        return "t+1" if self.reverse else "t−1"

    @property
    def has_long_input(self) -> bool:
        """Whether the symbol of an input is too long for the left side of its wire."""
        return self.layer > 0 or self.writing.notation.time == "argument"

    @property
    def entries(self) -> tuple[str, ...]:
        """The parts that stand for the inputs, each alone."""
        return ("x",) if len(self.inputs) == 1 else tuple(f"x:{k}" for k in range(len(self.inputs)))

    def full(self, name: str) -> str:
        """The full name of the value that a part stands for."""
        place, _, rest = name.partition(":")
        if place == "x":
            return self.inputs[int(rest or 0)]
        return name if name in SHARED else qualify(self.layer, self.reverse, rest or name)

    def symbol(self, name: str, time: str | None = "t") -> tuple[Run, ...]:
        """The symbol of a part."""
        return symbol_runs(self.full(name), time, self.writing)

    def title(self, network: Network) -> str:
        """The cell with its layer and direction, where there are several."""
        words = [network.layers[self.layer].cell.title]
        if len(network.layers) > 1:
            words.append(f"layer {self.layer + 1}")
        if network.layers[self.layer].bidirectional:
            words.append("reverse" if self.reverse else "forward")
        return ", ".join(words)


FIRST = Standpoint(0, False, ("x",), ("h",))
"""That of a network of one layer whose output is h."""


def outputs_of(network: Network, layer: int) -> tuple[str, ...]:
    """The full names of what a layer gives on, one for each direction."""
    described = network.layers[layer]
    return tuple(qualify(layer, reverse, described.cell.output.name) for reverse in described.directions)


def standpoint(network: Network, sweep: Sweep, writing: Writing = PLAIN) -> Standpoint:
    """The standpoint in a layer and direction of a network."""
    layer, reverse = sweep
    inputs = ("x",) if layer == 0 else outputs_of(network, layer - 1)
    seen: tuple[str, ...] = ()
    if layer == len(network.layers) - 1:
        # A loss without a read-out reads one direction alone.
        own = (qualify(layer, reverse, network.layers[layer].cell.output.name),)
        seen = own if network.output_size is None else outputs_of(network, layer)
    return Standpoint(layer, reverse, inputs, seen, writing)
