"""Sequences of one's own, which may differ in length."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from functools import cached_property
from typing import Any

import numpy as np
from numpy.typing import NDArray

from ..engine.error import InputError
from ..engine.loss import NO_CLASS, Kind, told
from ..engine.ops import Array
from ..engine.task import Sequences, Sizes
from . import array, limit
from .source import DataSource, Start

HELD_OUT_SHARE = 0.1
MOST_NUMBERS = 20_000_000

Targets = NDArray[Any]


@dataclass(frozen=True, eq=False)
class OwnData:
    """Sequences with their targets: ``inputs`` are arrays (T_k, I), ``targets`` (T_k,) classes or (T_k, O) numbers.

    Missing targets are −1 or NaN. ``classes`` are the names of the classes, None for numbers. The last tenth of the
    sequences, one at least, is held out; of a single sequence, the last tenth of its steps.
    """

    inputs: tuple[Array, ...]
    targets: tuple[Targets, ...]
    classes: tuple[str, ...] | None = None

    def __post_init__(self) -> None:
        if not self.inputs or sum(map(len, self.inputs)) < 2:
            raise InputError("data", "fewer than two steps", "at least two steps")
        numbers = sum(values.size for values in (*self.inputs, *self.targets))
        if numbers > MOST_NUMBERS:
            raise InputError("data", f"{numbers:,} numbers", f"at most {MOST_NUMBERS:,}")
        if not any(told(targets).any() for targets in self.targets):
            raise InputError("targets", "none", "a target for one step at least")
        for field, size in (("number of inputs", self.sizes.inputs), ("number of outputs", self.sizes.outputs)):
            limit.check_size(field, size)

    @property
    def title(self) -> str:
        """How much it is."""
        n = len(self.inputs)
        return f"Own data: {n} {'sequence' if n == 1 else 'sequences'} of {max(map(len, self.inputs))} steps at most"

    @property
    def loss(self) -> Kind:
        """Classes are told by a softmax loss, numbers by a squared one."""
        return "squared" if self.classes is None else "softmax"

    @property
    def sizes(self) -> Sizes:
        """The width of the inputs, and of the targets or the number of classes."""
        outputs = self.targets[0].shape[1] if self.classes is None else len(self.classes)
        return Sizes(self.inputs[0].shape[1], outputs)

    @cached_property
    def parts(self) -> tuple[Sequences, Sequences | None]:
        """What is learnt from and what is held out; None where there is too little to hold something out.

        Sequences without any target teach nothing, and are left out.
        """
        useful = [k for k, targets in enumerate(self.targets) if told(targets).any()]
        inputs, targets = [self.inputs[k] for k in useful], [self.targets[k] for k in useful]
        if len(useful) > 1:
            kept = max(1, int(HELD_OUT_SHARE * len(useful)))
            return _pad(inputs[:-kept], targets[:-kept]), _pad(inputs[-kept:], targets[-kept:])
        return _cut(inputs[0], targets[0])

    def make_source(self, batch_size: int, seed: int, start: Start) -> DataSource:
        """The sequences, batch by batch."""
        return DataSource(*self.parts, batch_size, seed, start)


def make_data(
    inputs: Sequence[object],
    targets: Sequence[object],
    *,
    classes: Sequence[str] | None = None,
    standardise: bool = False,
) -> OwnData:
    """Sequences out of rows of numbers, one entry of ``inputs`` and ``targets`` for each sequence.

    With ``classes`` a target is a class from 0, else a row of numbers; None is no target.
    """
    if len(inputs) != len(targets) or not inputs:
        raise InputError("data", f"{len(inputs)} inputs, {len(targets)} targets", "as many of the one as of the other")
    width = _width(inputs[0])
    arrays = [array.sequence(f"inputs of sequence {k}", rows, width) for k, rows in enumerate(inputs, 1)]
    found: list[Targets] = []
    n_outputs = _width(targets[0]) if classes is None else len(classes)
    for k, rows in enumerate(targets, 1):
        field = f"targets of sequence {k}"
        is_class = classes is not None
        found.append(
            array.classes(field, rows, n_outputs) if is_class else array.sequence(field, rows, n_outputs, gaps=True)
        )
        if len(found[-1]) != len(arrays[k - 1]):
            raise InputError(field, f"{len(found[-1])} steps", f"{len(arrays[k - 1])}, as many as the inputs")
    if standardise:
        arrays = _standardise(arrays)
        found = found if classes is not None else _standardise(found)
    return OwnData(tuple(arrays), tuple(found), None if classes is None else tuple(classes))


def _width(rows: object) -> int:
    """The width of the first row that is there."""
    entries = rows if isinstance(rows, Sequence | np.ndarray) else ()
    first = next((row for row in entries if row is not None), None)
    return len(first) if isinstance(first, Sequence | np.ndarray) else 1


def _standardise(arrays: list[Array]) -> list[Array]:
    """Each column with mean 0 and standard deviation 1 over all sequences; a column that never changes becomes 0."""
    rows = np.concatenate(arrays)
    known = ~np.isnan(rows)
    count = np.maximum(known.sum(axis=0), 1)
    with np.errstate(over="ignore", invalid="ignore"):
        mean = np.where(known, rows, 0.0).sum(axis=0) / count
        spread = np.sqrt((np.where(known, rows - mean, 0.0) ** 2).sum(axis=0) / count)
    if not np.isfinite(spread).all():
        raise InputError("standardise", f"numbers up to {np.nanmax(np.abs(rows)):g}", "numbers with a finite variance")
    scale = np.where(spread > 0.0, spread, 1.0)
    return [array.read_only((values - mean) / scale) for values in arrays]


def _cut(inputs: Array, targets: Targets) -> tuple[Sequences, Sequences | None]:
    """A single sequence cut in two, or whole where either part would be without a target."""
    border = len(inputs) - int(HELD_OUT_SHARE * len(inputs))
    if not (told(targets[:border]).any() and told(targets[border:]).any()):
        return _pad([inputs], [targets]), None
    return _pad([inputs[:border]], [targets[:border]]), _pad([inputs[border:]], [targets[border:]])


def _pad(inputs: Sequence[Array], targets: Sequence[Targets]) -> Sequences:
    """Sequences side by side, the shorter ones padded with zeros and steps without target."""
    lengths = np.array([len(rows) for rows in inputs], dtype=np.int64)
    longest, n = int(lengths.max()), len(inputs)
    missing = NO_CLASS if targets[0].ndim == 1 else np.nan
    padded = np.zeros((longest, n, inputs[0].shape[1]))
    told_of = np.full((longest, n, *targets[0].shape[1:]), missing, dtype=targets[0].dtype)
    for k, (rows, wanted) in enumerate(zip(inputs, targets, strict=True)):
        padded[: len(rows), k], told_of[: len(rows), k] = rows, wanted
    return Sequences(padded, told_of, None if (lengths == longest).all() else lengths)
