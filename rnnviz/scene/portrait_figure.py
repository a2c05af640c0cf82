"""The phase portrait of a state: its way through a plane, and for two units the field that moves it, in words too."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from ..engine.glyph import PLAIN, Writing, symbol
from ..engine.network import in_time, place_of
from ..engine.ops import Array
from ..engine.portrait import FixedPoint, PrincipalPlane, fixed_points, is_planar, principal_plane, step_map
from ..engine.run import Run
from ..engine.text import mark_of
from .chart import Cloud, Plane
from .plot_scale import linear_scale
from .theme import Theme, mix
from .trajectory import Trajectory, length
from .words import write_share, write_steps, write_symbol, write_value

NO_PLANE = "A state of one unit has no plane:\ngive the network two units or more."
_COLUMNS, _ROWS = 19, 11
_KINDS = {"attracts": "attracting", "repels": "repelling", "saddle": "saddle", "neutral": "neutral"}


@dataclass(frozen=True, slots=True, eq=False)
class Portrait:
    """The way of a state at t = 0…T through a plane, (T + 1, 2); against time at t = T + 1…1.

    ``units`` are the two units that span it, from 0; or ``principal`` is the plane. ``has_field`` says that the plane
    is all there is, so that every point of it has a next one.
    """

    state: str
    way: Array
    units: tuple[int, int]
    principal: PrincipalPlane | None = None
    has_field: bool = False
    writing: Writing = PLAIN

    def at(self, step: int) -> Array:
        """Where the state is at a step, (2,)."""
        place: Array = self.way[len(self.way) - step if self.against_time else step]
        return place

    @property
    def against_time(self) -> bool:
        """Whether the layer of the state runs against time."""
        return place_of(self.state)[0][1]


def portrait(run: Run, state: str, units: tuple[int, int] | None) -> Portrait | None:
    """The portrait in the plane of two units, or of the principal components; None where there is no plane."""
    values = np.concatenate([run.start[state][None, :], run[state][in_time(place_of(state)[0][1])]])
    if values.shape[1] < 2:
        return None
    if units is not None:
        has_field = is_planar(run, state) and set(units) == {0, 1}
        return Portrait(state, values[:, list(units)], units, has_field=has_field, writing=run.writing)
    if not np.isfinite(values).all(axis=1).any():
        return Portrait(state, values[:, :2], (0, 1), writing=run.writing)
    plane = principal_plane(values)
    return Portrait(state, plane.project(values), (0, 1), plane, writing=run.writing)


def draw(found: Portrait | None, run: Run, step: int, theme: Theme) -> Plane:
    """The portrait as a picture, with the field of a step."""
    if found is None:
        return Plane("", (), message=NO_PLANE)
    way = found.way
    if not np.isfinite(way).all(axis=1).any():
        return Plane("", (), message="The state is not finite at any step.")
    mark = mark_of(symbol(found.state, writing=found.writing)).latex
    clouds = [
        Cloud(way, "path", mix(theme.background, theme.unit_colors[0], 0.55), size=0.0),
        Cloud(way[1:], "points", 0, says=write_symbol(found.state, found.writing), size=5.0),
        Cloud(way[:1], "rings", theme.ink, says="start", size=9.0),
    ]
    if found.has_field:
        clouds = [_arrows(found, run, step, theme), *clouds, *_fixed_clouds(fixed_of(found, run, step), found.units)]
    x, y = _axis_names(found)
    title = f"with the field at t = {run.writing.number(step)}" if found.has_field else "in the plane"
    reach = 1.05 if found.principal is None and np.abs(way[np.isfinite(way)]).max(initial=0.0) <= 1.0 else 0.0
    return Plane(title, tuple(clouds), x, y, mark, reach=reach, is_stretched=True)


def over_time(found: Portrait | None) -> Trajectory:
    """The two coordinates of the way at every step."""
    if found is None:
        return Trajectory("", np.zeros((1, 0)), (), (), linear_scale(np.zeros(1)), message=" ")
    labels = tuple(str(unit + 1) for unit in found.units)
    if found.principal is not None:
        labels = (r"\text{1st}", r"\text{2nd}")
    says = (
        tuple(f"unit {label}" for label in labels)
        if found.principal is None
        else ("first component", "second component")
    )
    mark = mark_of(symbol(found.state, writing=found.writing)).latex
    title = "over time" if found.principal is None else "principal components over time"
    way = found.way[in_time(found.against_time)]
    first = 1 if found.against_time else 0
    return Trajectory(
        title, way, (found.state,) * 2, labels, linear_scale(way), mark, first=first, says=says, writing=found.writing
    )


def fixed_of(found: Portrait, run: Run, step: int) -> tuple[FixedPoint, ...]:
    """The fixed points of a step's map, looked for where the state is and somewhat beyond."""
    return fixed_points(run, step, found.state, reach=_reach(found.way)) if found.has_field else ()


def words(found: Portrait | None, run: Run, step: int) -> str:
    """Where the state goes, how much of it the plane shows, and what its fixed points are."""
    if found is None:
        return NO_PLANE.replace("\n", " ")
    said = [_way_words(found)]
    if found.principal is not None:
        said.append(f"The plane holds {write_share(float(found.principal.shares.sum()))} of the variance.")
    if found.has_field:
        said.append(_fixed_words(fixed_of(found, run, step), run.writing.number(step)))
    return "  ".join(said)


def _way_words(found: Portrait) -> str:
    is_finite: NDArray[np.bool_] = np.asarray(np.isfinite(found.way).all(axis=1))
    if not is_finite.all():
        steps = np.flatnonzero(~is_finite[in_time(found.against_time)]) + (1 if found.against_time else 0)
        return f"The state is not finite at {write_steps(steps.tolist(), found.writing.number)}."
    with np.errstate(all="ignore"):
        moves = length(np.diff(found.way, axis=0))
    last, largest = float(moves[-1]), float(moves.max())
    name = write_value(found.state, 1 if found.against_time else len(moves), found.writing)
    if largest == 0.0:
        return "The state does not move in this plane."
    if last < 1e-3 * largest:
        return f"The state comes to rest: the step to {name} is less than a thousandth of the largest."
    return f"The state is still moving: the step to {name} is {write_share(last / largest)} of the largest."


def _fixed_words(fixed: Sequence[FixedPoint], step: str) -> str:
    if not fixed:
        return f"With the input at t = {step} there is no fixed point nearby."
    kinds = [_KINDS[point.kind] for point in fixed]
    counted = ", ".join(f"{kinds.count(kind)} {kind}" for kind in dict.fromkeys(kinds))
    one = "fixed point" if len(fixed) == 1 else "fixed points"
    return f"With the input at t = {step} there {'is' if len(fixed) == 1 else 'are'} {len(fixed)} {one}: {counted}."


def _arrows(found: Portrait, run: Run, step: int, theme: Theme) -> Cloud:
    """From each point of a grid some of the way to where the step takes it."""
    reach, order = _reach(found.way), list(found.units)
    across, up = (np.linspace(-reach, reach, count) for count in (_COLUMNS, _ROWS))
    points = np.stack(np.meshgrid(across, up), axis=-1).reshape(-1, 2)
    longest = 0.9 * (across[1] - across[0])
    with np.errstate(all="ignore"):
        moves = (step_map(run, step, points[:, order], found.state) - points[:, order])[:, order]
        sizes = length(moves)[:, None]
        # Long moves are drawn shorter, and short ones as what they are, so that arrows do not cross.
        shown = moves * (longest * np.tanh(sizes / longest) / np.where(sizes > 0.0, sizes, 1.0))
    return Cloud(points, "arrows", mix(theme.background, theme.muted, 0.6), ends=points + shown)


def _reach(way: Array) -> float:
    """How far from zero the field is shown."""
    largest = float(np.abs(way[np.isfinite(way)]).max(initial=0.0))
    return 1.0 if largest <= 1.0 else min(1.1 * largest, 1e6)


def _fixed_clouds(fixed: Sequence[FixedPoint], units: tuple[int, int]) -> list[Cloud]:
    """Points that attract are filled, those that repel are rings, and saddles are crosses."""
    forms = {"attracts": "points", "repels": "rings", "saddle": "crosses", "neutral": "rings"}
    clouds = []
    for point in fixed:
        radius = float(np.abs(point.eigenvalues).max())
        says = f"{_KINDS[point.kind]}, largest |λ| {radius:.2f}, at"
        form = forms[point.kind]
        clouds.append(Cloud(point.point[list(units)][None, :], form, 1, says=says, size=11.0))  # type: ignore[arg-type]
    return clouds


def _axis_names(found: Portrait) -> tuple[str, str]:
    if found.principal is not None:
        first, second = (round(100 * float(share)) for share in found.principal.shares)
        return rf"\text{{1st: {first} %}}", rf"\text{{2nd: {second} %}}"
    mark = mark_of(symbol(found.state, None, found.writing)).latex
    first, second = (unit + 1 for unit in found.units)
    return rf"{mark}[{first}]", rf"{mark}[{second}]"
