"""Who taught whom: the loss of every step by a value of every step."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING

import numpy as np

from .block import Blocks, blocks_of, by_new_states
from .feedback import steps_back
from .graph import Graph
from .network import in_time, qualify
from .ops import Array
from .path import locate
from .pullback import Found, Pullback, identity
from .scaled import Scaled, stack
from .unroll import Unrolled

if TYPE_CHECKING:
    from .network import Sweep
    from .run import Run


def influence(run: Run, name: str) -> Array:
    """dL_k / d name_t at [k−1, t−1], of shape (T, T, n); 0 without a loss, and where the value comes too late."""
    with np.errstate(all="ignore"):
        if run.schedule.feeds:
            return stack([rows for _, rows in _fed(run, name)][::-1]).plain().swapaxes(0, 1)
        if name == "y" and "y" in run:
            found = np.zeros((run.n_steps, *run["y"].shape))
            np.einsum("tti->ti", found)[...] = _given(run).get("y", 0.0)
            return found
        return _summed(_lessons(run, name)).plain().swapaxes(0, 1)


def influence_norms(run: Run, name: str) -> Array:
    """log10 of ‖dL_k / d name_t‖ at [k−1, t−1], of shape (T, T), also where it is too large or small for a number.

    −∞ where the loss does not depend on the value.
    """
    found = np.empty((run.n_steps, run.n_steps))
    for t, norms in influence_columns(run, name):
        found[:, t - 1] = norms
    return found


def influence_columns(run: Run, name: str) -> Iterator[tuple[int, Array]]:
    """The columns of ``influence_norms``, each (T,), with its step t, one by one as they are found."""
    columns = _columns(run, name)
    while True:
        # Who asks for columns in between must not inherit that errors are ignored.
        with np.errstate(all="ignore"):
            found = next(columns, None)
        if found is None:
            return
        yield found


def _columns(run: Run, name: str) -> Iterator[tuple[int, Array]]:
    if run.schedule.feeds:
        yield from ((t, rows.log_norms()) for t, rows in _fed(run, name))
        return
    lessons = [] if name == "y" and "y" in run else _lessons(run, name)
    if len(lessons) == 1:
        # Steps come from the last to the first, as the cell runs; losses from the first.
        steps, order = range(1, run.n_steps + 1), in_time(lessons[0].reverse)
        for t, rows in zip(steps[order][::-1], lessons[0].back(), strict=True):
            yield t, rows.log_norms()[order]
        return
    whole = _summed(lessons) if lessons else _at_once(influence(run, name).swapaxes(0, 1))
    yield from enumerate(whole.log_norms(), 1)


def _fed(run: Run, name: str) -> Iterator[tuple[int, Scaled]]:
    """Each step t from the last to the first, with dL_k / d name_t at [k−1], where outputs are fed back."""
    if name not in ("x", "y"):
        locate(run.sweeps, "name", name)
    own = _given(run)

    def of_its_step(t: int) -> dict[str, Array]:
        alone = np.arange(1, run.n_steps + 1)[:, None] == t
        return {value: np.where(alone, gradient[t - 1], 0.0) for value, gradient in own.items()}

    for step in steps_back(run, run.n_steps, of_its_step, scaled=True):
        yield step.t, Scaled(step.value(name), step.powers)


def _at_once(rows: Array) -> Scaled:
    return Scaled(rows, np.zeros(rows.shape[:-1], dtype=np.int64))


@dataclass(frozen=True, slots=True)
class Lesson:
    """The way from the losses of all steps to a value of one cell, or to its input ``x``.

    Either the losses read values of the cell, or what it gives: ``own`` has the derivatives of each step's loss by
    values of the same step, each (T, 1, n). Or they lie beyond other layers: ``above`` has the derivatives of all
    losses, [t−1, k−1], by the output of the cell. Steps, and losses too, are in the order in which the cell runs.
    """

    unrolled: Unrolled
    reverse: bool
    name: str
    own: Mapping[str, Array]
    above: Scaled | None

    def back(self) -> Iterator[Scaled]:
        """dL_k / d(value) at [k−1], rows of shape (T, n), from the last step to the first, as the cell runs."""
        output = self.unrolled.cell.output.name
        pullback = Pullback(self.unrolled, tuple({self.name, output, *self.own} - {"x"}))
        value, graph = pullback.node(self.name), pullback.graph
        states = by_new_states(pullback)
        to_value, to_old = blocks_of(pullback, states, [value]), blocks_of(pullback, states, list(graph.updates))
        if self.above is None:
            own = pullback.back({pullback.node(name): rows for name, rows in self.own.items()})
            return _from_own(to_value, to_old, (own.dense(value), _by_old(own, graph)))
        found = [pullback.back({pullback.node(output): identity(pullback)})]
        from_output = blocks_of(pullback, found, [value]), blocks_of(pullback, found, list(graph.updates))
        return _from_above(to_value, to_old, from_output, self.above)

    def in_time(self) -> Scaled:
        """dL_k / d(value) at [t−1, k−1] in the order of time, of shape (T, T, n)."""
        found, order = stack(list(self.back())[::-1]), in_time(self.reverse)
        return Scaled(found.rows[order, order], found.powers[order, order])


def _by_old(found: Found, graph: Graph) -> Array:
    """What has come to all states that a step receives, side by side, of shape (T, m, Σn)."""
    by_old: Array = np.concatenate([found.dense(symbol) for symbol in graph.updates], axis=2)
    return by_old


def _from_own(to_value: Blocks, to_old: Blocks, own: tuple[Array, Array]) -> Iterator[Scaled]:
    """A loss depends on no step after its own: at step t, only rows from t on are not 0."""
    own_value, own_old = own
    n_steps, _, width = own_old.shape
    rows, powers = np.zeros((n_steps, width)), np.zeros(n_steps, dtype=np.int64)
    for t in reversed(range(n_steps)):
        later = slice(t + 1, None)
        found = np.zeros((n_steps, own_value.shape[2]))
        found[later] = to_value.times(rows[later], t)
        found[t] = own_value[t, 0]
        yield Scaled(found, powers.copy())
        rows[later] = to_old.times(rows[later], t)
        rows[t] = own_old[t, 0]
        active = Scaled(rows[t:], powers[t:]).normalised()
        rows[t:], powers[t:] = active.rows, active.powers


def _from_above(to_value: Blocks, to_old: Blocks, output: tuple[Blocks, Blocks], above: Scaled) -> Iterator[Scaled]:
    """Losses that come through the output at each step, beside what comes from the next step."""
    from_output, output_old = output
    n_steps = len(above.rows)
    flow = Scaled(np.zeros((n_steps, sum(to_old.widths))), np.zeros(n_steps, dtype=np.int64))
    for t in reversed(range(n_steps)):
        rows, powers = above.rows[t], above.powers[t]
        yield Scaled(to_value.times(flow.rows, t), flow.powers) + Scaled(from_output.times(rows, t), powers)
        flow = Scaled(to_old.times(flow.rows, t), flow.powers) + Scaled(output_old.times(rows, t), powers)
        flow = flow.normalised()


def _lessons(run: Run, name: str) -> list[Lesson]:
    """The ways to a value: one, or one through each direction to the input of a layer that has two."""
    where, own = ((0, False), "x") if name == "x" else locate(run.sweeps, "name", name)
    given = _given(run)
    source = [len(run.network.layers) - 1] if "y" in given else [locate(run.sweeps, "loss", on)[0][0] for on in given]
    above: Scaled | None = None
    for layer in range(max([*source, where[0]]), where[0], -1):
        above = _summed(_of_layer(run, layer, "x", above))
    lessons = _of_layer(run, where[0], own, above)
    return lessons if own == "x" else [lesson for lesson in lessons if lesson.reverse == where[1]]


def _of_layer(run: Run, layer: int, name: str, above: Scaled | None) -> list[Lesson]:
    """The ways through each direction of a layer; ``above`` in the order of time, both directions side by side."""
    given = _given(run)
    sweeps = [sweep for sweep in run.sweeps if sweep[0] == layer]
    size = run.network.layers[layer].hidden_size
    lessons = []
    for k, sweep in enumerate(sweeps):
        order, columns = in_time(sweep[1]), slice(k * size, (k + 1) * size)
        part = None if above is None else Scaled(above.rows[order, order, columns], above.powers[order, order])
        own = _own(run, sweep, given, columns)
        lessons.append(Lesson(run.sweeps[sweep], sweep[1], name, own, part))
    return lessons


def _own(run: Run, sweep: Sweep, given: Mapping[str, Array], columns: slice) -> dict[str, Array]:
    """The derivatives of each step's loss by values of one cell that it reads itself, or through the read-out."""
    cell, order = run.sweeps[sweep].cell, in_time(sweep[1])
    names = {qualify(*sweep, name): name for name in cell.values}
    own = {names[full]: array[order, None] for full, array in given.items() if full in names}
    if "y" in given and sweep[0] == len(run.network.layers) - 1:
        own[cell.output.name] = (given["y"] @ run.parameters["W_hy"][:, columns])[order, None]
    return own


def _given(run: Run) -> dict[str, Array]:
    """The gradient of each step's loss by the value that it reads."""
    if run.loss is None or run.targets is None:
        return {}
    return {run.loss.on: run.loss.gradient(run[run.loss.on], run.targets)}


def _summed(lessons: Sequence[Lesson]) -> Scaled:
    """dL_k / d(value) at [t−1, k−1], over all ways, in the order of time."""
    found = [lesson.in_time() for lesson in lessons]
    return sum(found[1:], found[0])
