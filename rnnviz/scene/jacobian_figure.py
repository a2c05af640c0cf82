"""How a state depends on itself further back: norms, singular values and eigenvalues of Jacobians, and their words."""

from __future__ import annotations

from dataclasses import dataclass, replace

import numpy as np
from numpy.typing import NDArray

from ..engine.crossing import crossed
from ..engine.glyph import PLAIN, Writing, symbol
from ..engine.network import place_of
from ..engine.ops import Array
from ..engine.run import Run
from ..engine.spectrum import decay_bound, jacobian_norms, singular_values
from ..engine.text import mark_of
from .chart import Cloud, Plane
from .plot_scale import exponent_scale
from .trajectory import MOST_CURVES, Trajectory, length
from .words import DECADES, raise_digits, trend, write_power, write_size, write_value

_CLOSE = 0.02
"""A spectral radius nearer to 1 than this is said to be about 1."""
_ROUNDING = 1e-9
"""A bound is said to be reached where it is above by no more powers of ten than this, for each step."""


@dataclass(frozen=True, slots=True, eq=False)
class Decay:
    """log10 of the norms of d of_to / d wrt_t for t = 0…to, each (to + 1,), and of their bound if there is one.

    Against time they are for t = to…T + 1; by a state of another layer, for every step that it has. ``singular`` are
    the singular values at these steps, (steps, n).
    """

    of: str
    wrt: str
    to: int
    spectral: Array
    frobenius: Array
    bound: Array | None
    singular: Array
    writing: Writing = PLAIN

    @property
    def is_crossed(self) -> bool:
        """Whether the two states are of different layers or directions."""
        return place_of(self.of)[0] != place_of(self.wrt)[0]

    @property
    def against_time(self) -> bool:
        """Whether the layer of the state that one goes back to runs against time."""
        return place_of(self.wrt)[0][1]

    @property
    def first(self) -> int:
        """The step t of the first number."""
        if self.is_crossed:
            return 1 if self.against_time else 0
        return self.to if self.against_time else 0

    @property
    def n_steps(self) -> int:
        """Over how many steps the whole way goes."""
        return len(self.spectral) - 1

    @property
    def furthest(self) -> int:
        """The place of the number that is furthest back."""
        return -1 if self.against_time else 0


def decay(run: Run, of: str, to: int, wrt: str) -> Decay:
    """The norms of the Jacobians of ``of`` at step ``to`` by ``wrt`` at every step before it."""
    if place_of(of)[0] != place_of(wrt)[0]:
        return replace(_crossed(of, to, wrt, crossed(run, of, to, wrt)), writing=run.writing)
    norms, singular = jacobian_norms(run, of, to, wrt), singular_values(run, of, to, wrt)
    bound = decay_bound(run, of, to) if of == wrt else None
    return Decay(of, wrt, to, norms.log_spectral, norms.log_frobenius, bound, singular, run.writing)


def _crossed(of: str, to: int, wrt: str, matrices: Array) -> Decay:
    """The norms of matrices (steps, n, m), NaN where they are not finite."""
    singular = np.full((len(matrices), min(matrices.shape[1:])), np.nan)
    finite = np.isfinite(matrices).all(axis=(1, 2))
    with np.errstate(all="ignore"):
        singular[finite] = np.linalg.svd(matrices[finite], compute_uv=False)
        frobenius = np.log10(length(singular))
        singular = np.log10(singular)
    return Decay(of, wrt, to, singular[:, 0], frobenius, None, singular)


def latex_of(of: str, to: int | str, wrt: str, at: int | str = "t", writing: Writing = PLAIN) -> str:
    """The Jacobian as a symbol."""
    return f"d{mark_of(symbol(of, str(to), writing)).latex}/d{mark_of(symbol(wrt, str(at), writing)).latex}"


def norm_curves(found: Decay) -> Trajectory:
    """The norms over the steps, and the bound as a dashed line."""
    columns, labels = [found.spectral, found.frobenius], [r"\text{spectral}", r"\text{Frobenius}"]
    says = ["spectral norm", "Frobenius norm"]
    if found.bound is not None:
        columns, labels, says = [*columns, found.bound], [*labels, r"\text{bound}"], [*says, "bound"]
    values = np.stack(columns, axis=1)
    latex = rf"\lVert {latex_of(found.of, found.to, found.wrt, writing=found.writing)}\rVert"
    return Trajectory(
        "norms",
        values,
        (found.wrt,) * len(columns),
        tuple(labels),
        exponent_scale(values),
        latex,
        first=found.first,
        says=tuple(says),
        dashed=tuple(range(2, len(columns))),
        writing=found.writing,
    )


def singular_curves(found: Decay) -> Trajectory:
    """log10 of the singular values, largest first; of many, some between the largest and the smallest."""
    values = found.singular
    places = np.unique(np.linspace(0, values.shape[1] - 1, min(values.shape[1], MOST_CURVES)).round().astype(int))
    shown = values[:, places]
    labels = tuple(str(k + 1) for k in places.tolist())
    says = tuple(f"singular value {k + 1}" for k in places.tolist())
    title = "singular values"
    return Trajectory(
        title, shown, (found.wrt,) * len(places), labels, exponent_scale(shown),
        first=found.first, says=says, writing=found.writing,
    )  # fmt: skip


def spectrum(found: NDArray[np.complex128], state: str, step: int, writing: Writing = PLAIN) -> Plane:
    """The eigenvalues of one step's Jacobian in the complex plane with the unit circle."""
    points = np.stack([found.real, found.imag], axis=1)
    clouds = (Cloud(points, says="\N{GREEK SMALL LETTER LAMDA} ="),)
    before = step + 1 if place_of(state)[0][1] else step - 1
    latex = r"\lambda(" + latex_of(state, step, state, before, writing) + ")"
    message = "" if np.isfinite(points).any() else "The Jacobian of this step is not finite."
    return Plane("", clouds, "", "", latex, has_circle=True, message=message)


def words(found: Decay | None, eigen: NDArray[np.complex128], step: int, writing: Writing = PLAIN) -> str:
    """What the norms, where they are known yet, and the eigenvalues of the current step say."""
    told = [] if found is None else [_way(found), _bound_words(found)]
    return "  ".join(text for text in (*told, _radius(eigen, writing.number(step))) if text)


def _way(found: Decay) -> str:
    def write(place: int) -> str:
        return f"‖d{write_value(found.of, found.to, found.writing)}/d{write_value(found.wrt, place, found.writing)}‖"

    is_product, against_time = found.of == found.wrt, found.against_time
    return trend(found.spectral, write, found.first, is_product, against_time, found.writing.number)


def _bound_words(found: Decay) -> str:
    """How the bound over the whole way compares with what really happens."""
    place = found.furthest
    if found.bound is None or not np.isfinite([found.bound[place], found.spectral[place]]).all():
        return ""
    bound, real = float(found.bound[place]), float(found.spectral[place])
    told = f"The bound (γ‖U‖){raise_digits(found.n_steps)} is {write_power(bound)}"
    if bound <= -DECADES:
        return f"{told}: it has to vanish."
    if bound - real <= _ROUNDING * found.n_steps:
        return f"{told}: it is reached."
    times = write_power(bound - real)
    return f"{told}: the norm is {'just' if times == '1' else f'{times} times'} below it."


def _radius(eigen: NDArray[np.complex128], step: str) -> str:
    """The spectral radius at the current step against 1."""
    if not np.isfinite(eigen).all():
        return f"At t = {step} the Jacobian of one step is not finite."
    radius = float(np.abs(eigen).max(initial=0.0))
    side = (
        "about 1"
        if abs(radius - 1.0) < _CLOSE
        else "inside the unit circle"
        if radius < 1.0
        else "outside the unit circle"
    )
    size = f"{radius:.2f}" if 0.005 <= radius < 1000.0 else write_size(radius)
    return f"At t = {step} the largest |λ| is {size}, {side}."
