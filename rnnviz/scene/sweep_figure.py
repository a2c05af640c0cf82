"""The map of a sweep: where in radius and distance the gradient vanishes, fades, survives, grows and explodes."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from ..engine.ops import Array
from .chart import Axis, HeatMap, SweepMap
from .number import MINUS
from .plot_scale import Scale
from .words import DECADES, NEAR, VERDICTS

RADII: tuple[float, ...] = tuple(k / 20 for k in range(61))
"""The spectral radii of a sweep, from 0 to 3."""
MOST_STEPS = 200
"""A sweep goes at most so far."""
INVITATION = "Sweep to see how far the gradient reaches for every ρ."
_FURTHEST = 9.0
"""So many powers of ten have the full colour."""


@dataclass(frozen=True, slots=True)
class Sweeping:
    """What is swept: a cell by its key, with its title, hidden size, steps, seed and the bias on its belt."""

    cell: str
    title: str
    hidden_size: int
    n_steps: int
    seed: int
    belt_bias: float | None

    @property
    def says(self) -> str:
        """In one line what the map is of."""
        return f"random {self.title}, {self.units}, no input, seed {self.seed}"

    @property
    def units(self) -> str:
        """The hidden size in words."""
        return "1 unit" if self.hidden_size == 1 else f"{self.hidden_size} units"


def sweep_map(of: Sweeping, rows: Sequence[Array]) -> SweepMap:
    """The rows of a complete sweep, one for each of ``RADII``, as a map over T."""
    values = np.stack(rows)
    x = Axis("T", 1, of.n_steps, is_whole=True)
    y = Axis(r"\rho", RADII[0], RADII[-1])
    scale = Scale("exponent", -_FURTHEST, _FURTHEST)
    return SweepMap(of.says, values, x, y, scale, r"\lVert dh_T/dh_1\rVert", "diverging")


def message_map(message: str) -> HeatMap:
    """Words in place of the map."""
    axis = Axis("", 0.0, 1.0)
    return HeatMap("", np.zeros((1, 1)), axis, axis, Scale("exponent", -1.0, 1.0), message=message)


def verdicts(values: Array) -> NDArray[np.intp]:
    """The place in ``VERDICTS`` of each exponent of ten; −1 for what is not a number."""
    far = (np.abs(values) > NEAR).astype(np.intp) + (np.abs(values) >= DECADES)
    return np.where(np.isnan(values), -1, np.where(values < 0, 2 - far, 2 + far))


def runs(rows: Sequence[Array], step: int) -> list[tuple[int, float, float]]:
    """Where along ρ each verdict on step ``step`` begins and ends: (verdict, first radius, last radius)."""
    found: list[tuple[int, float, float]] = []
    for radius, verdict in zip(RADII, verdicts(np.stack(rows)[:, step - 1]).tolist(), strict=True):
        if found and found[-1][0] == verdict:
            found[-1] = (verdict, found[-1][1], radius)
        else:
            found.append((verdict, radius, radius))
    return found


def words(of: Sweeping, rows: Sequence[Array]) -> str:
    """For which radii the gradient over all the steps vanishes, fades, survives, grows and explodes."""
    said: list[str] = []
    for verdict, first, last in runs(rows, of.n_steps):
        name = VERDICTS[verdict] if verdict >= 0 else "is not a number"
        if first == RADII[0] and last == RADII[-1]:
            said.append(f"{name} for every ρ up to {last:g}")
        elif first == RADII[0] < last:
            said.append(f"{name} up to ρ = {last:g}")
        elif last == RADII[-1]:
            said.append(f"{name} from {first:g} on")
        else:
            said.append(f"{name} at ρ = {first:g}" if first == last else f"{name} from {first:g} to {last:g}")
    bias = "" if of.belt_bias is None else f" with a keep bias of {of.belt_bias:g}".replace("-", MINUS)
    rest = " …" if len(said) > 5 else ""
    about = f"A random {of.title} of {of.units}{bias} without input, over {of.n_steps} steps"
    return f"{about}: ‖dh/dh₁‖ {', '.join(said[:5])}{rest}."
