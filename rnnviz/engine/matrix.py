"""The stacked matrices of affine forms."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass

import numpy as np

from .expr import Apply, Expr, Symbol
from .forward import ONE, ForwardPlan
from .graph import operands
from .ops import Array
from .tape import BoundCall, Columns

WASTE = 4096
"""So many multiplications by zero cost less than one more call."""


@dataclass
class Room:
    """A place in a stacked matrix for one parameter, times ``scale``."""

    name: str
    place: Array
    scale: float = 1.0
    taken: Array | None = None

    def load(self, parameters: Mapping[str, Array]) -> None:
        """Take the parameter, unless it is the read-only array that is there already."""
        array = parameters[self.name]
        if array is self.taken and not array.flags.writeable:
            return
        np.multiply(array, self.scale, out=self.place)
        self.taken = array


class Matrix:
    """The matrices and biases of affine forms that lie side by side, for one stretch of the head of a row.

    The stretch covers all that any of the affine forms reads; what one of them does not read is multiplied by 0.
    """

    def __init__(self, affines: Sequence[Apply], plan: ForwardPlan, columns: Columns) -> None:
        sizes = columns.sizes
        self.rows = stretch(affines, columns)
        self.columns = columns.span(affines)
        shape = (len(affines) * sizes.hidden_size, self.rows.stop - self.rows.start)
        # A single vector runs faster over columns that lie in one piece, a batch over rows.
        self._stacked: Array = np.zeros(shape, order="F" if sizes.batch == 1 else "C")
        self._columns = self._stacked.T
        self._batch = sizes.batch
        self._rooms: list[Room] = []
        for affine, mine in zip(affines, np.split(self._stacked, len(affines)), strict=True):
            for name, operand in terms(affine):
                inside = slice(*(k - self.rows.start for k in columns.bounds(operand)))
                place = mine[:, inside.start] if operand is ONE else mine[:, inside]
                self._rooms.append(Room(name, place, 0.5 if affine in plan.halved else 1.0))

    def load(self, parameters: Mapping[str, Array]) -> None:
        """Take new parameters."""
        for room in self._rooms:
            room.load(parameters)

    def bind(self, row: Array, out: Array) -> BoundCall:
        """The product for one step as one call; ``row`` and ``out`` are flat."""
        if self._batch == 1:
            return row.dot, (self._columns, out)
        return self._stacked.dot, (row.reshape(-1, self._batch), out.reshape(-1, self._batch))

    def multiply_all(self, tape: Array) -> None:
        """The product for all steps of a tape."""
        rows = tape[:, self.rows]
        tape[:, self.columns] = rows @ self._columns if self._batch == 1 else self._stacked @ rows


def split(affines: Sequence[Apply], columns: Columns) -> list[list[Apply]]:
    """Affine forms that lie side by side in as few groups as possible without much multiplication by zero."""
    groups: list[list[Apply]] = []
    for affine in affines:
        if groups and _waste([*groups[-1], affine], columns) <= WASTE:
            groups[-1].append(affine)
        else:
            groups.append([affine])
    return groups


def terms(affine: Apply) -> Iterator[tuple[str, Expr]]:
    """Each parameter of an affine form with what it multiplies: an operand, or the 1 of the bias."""
    for parameter, operand in zip(affine.args[::2], (*operands(affine), ONE), strict=True):
        assert isinstance(parameter, Symbol)
        yield parameter.name, operand


def stretch(affines: Sequence[Apply], columns: Columns) -> slice:
    """The part of the head of a row that covers all that affine forms read."""
    bounds = [columns.bounds(operand) for affine in affines for _, operand in terms(affine)]
    return slice(min(first for first, _ in bounds), max(last for _, last in bounds))


def _waste(affines: Sequence[Apply], columns: Columns) -> int:
    """How many multiplications by zero the stacked matrix of affine forms does in one step."""
    together = stretch(affines, columns)
    own = [stretch([affine], columns) for affine in affines]
    wasted: int = sum((together.stop - together.start) - (some.stop - some.start) for some in own)
    return wasted * columns.sizes.cell
