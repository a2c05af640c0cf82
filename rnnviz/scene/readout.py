"""The strip above the cell: the read-out of the hidden state, its probabilities and the loss, from right to left."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from .annotation import SYMBOL_SIZE, Symbol
from .block import Block, BlockForm
from .caption import FORM_SIZE
from .frame import TIP
from .measure import measure
from .shapes import Point, Run
from .standpoint import Standpoint
from .symbol import symbol_runs

HEIGHT = 47.0
MIDDLE = 19.0
BOX_HEIGHT = 30.0
ARROW = 34.0
"""The length of the wires between the values."""
SPACE = 7.0
"""The space between a symbol and its value."""


@dataclass(frozen=True, slots=True)
class Step:
    """One value of the strip: its symbol and place, and the wire that brings it."""

    name: str
    symbol: Symbol
    block: Block
    wire: tuple[Point, Point]

    @property
    def wire_back(self) -> tuple[Point, Point]:
        """The wire as gradients flow; its arrowhead stands clear of what it points at."""
        (x0, y0), (x1, y1) = self.wire
        return (x1, y1), (x0 - TIP, y0)


@dataclass(frozen=True, slots=True)
class Readout:
    """The strip: the caption and place (left, top, width, height) of the box at its start, and the values.

    The caption is the formula of the linear read-out, or what is done to the hidden state without one.
    """

    caption: tuple[Run, ...]
    box: tuple[float, float, float, float]
    steps: tuple[Step, ...]

    @property
    def left(self) -> float:
        """Where the strip ends at the left."""
        return min([step.symbol.area.left for step in self.steps], default=0.0)


def _caption(seen: Standpoint, forms: dict[str, BlockForm]) -> tuple[Run, ...]:
    """What the box at the start of the strip does with what it sees: one output, or those of both directions."""
    if "y" not in forms:
        return (Run("softmax" if "p" in forms else "loss"),)
    weight, bias = seen.symbol("W_hy", None), seen.symbol("b_y", None)
    symbols = [symbol_runs(name, None, seen.writing) for name in seen.seen]
    both = [run for symbol in symbols for run in (Run(", "), *symbol)][1:]
    vector = symbols[0] if len(symbols) == 1 else (Run("["), *both, Run("]"))
    return (*weight, Run("\N{THIN SPACE}"), *vector, Run(" + "), *bias)


def middle_of(forms: dict[str, BlockForm]) -> float:
    """How far down the page the middle of the strip lies."""
    return max([MIDDLE, *(form.height / 2 + 4.0 for form in forms.values())])


def arrange_readout(x: float, seen: Standpoint, forms: dict[str, BlockForm]) -> Readout:
    """The strip over the wire of the output of the cell at ``x``; ``seen`` has the outputs that it works with.

    ``forms`` has its values in order, of ``y``, ``p``, ``loss``.
    """
    middle = middle_of(forms)
    caption = _caption(seen, forms)
    width = measure(caption, FORM_SIZE, "math") + 22.0
    box = (x - width / 2, middle - BOX_HEIGHT / 2, width, BOX_HEIGHT)
    return Readout(caption, box, tuple(_steps(x - width / 2, middle, forms, seen)))


def _steps(x: float, middle: float, forms: dict[str, BlockForm], seen: Standpoint) -> Iterator[Step]:
    for name, form in forms.items():
        start, x = x, x - ARROW
        block = Block(form, x - 3.0 - form.width / 2, middle)
        symbol = Symbol(seen.symbol(name), block.left - SPACE, middle, "end")
        yield Step(name, symbol, block, ((start, middle), (x, middle)))
        x = symbol.x - measure(symbol.runs, SYMBOL_SIZE, "math") - SPACE
