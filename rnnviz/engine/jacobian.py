"""Jacobians of a value at one step by itself at an earlier one, exact, by reverse accumulation."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

import numpy as np
from numpy.typing import NDArray

from .arrival import Arrival, Given, Part, Place, Slot
from .backward import Add, BackwardPlan, Gather, Product, Scatter, plan_backward
from .clamp import held_units
from .error import InputError
from .evaluation import Evaluation
from .expr import Apply, Expr
from .matrix import terms
from .network import qualify
from .ops import Array

if TYPE_CHECKING:
    from .run import Run
    from .unroll import Unrolled


def jacobian_of_cell(run: Run, of: str, to: int, at: int, wrt: str) -> Array:
    """d of_to / d wrt_at of shape (n, m) by the ways within one layer and direction, that of both values.

    By a state it is what the steps after ``at`` make of it, the other states of that step held fixed; by any other
    value, what everything that is computed from it makes of it. Steps count from 1; the initial state is step 0, or
    T + 1 in a layer that runs against time. Nothing depends on what comes after it.
    """
    for (layer, reverse), unrolled in run.sweeps.items():
        names = {qualify(layer, reverse, name): name for name in unrolled.cell.values}
        if of in names and wrt in names:
            order = (run.n_steps + 1 - to, run.n_steps + 1 - at) if reverse else (to, at)
            _check_step("to", to, order[0], run.n_steps, unrolled.is_state(names[of]))
            _check_step("at", at, order[1], run.n_steps, unrolled.is_state(names[wrt]))
            return _of_cell(unrolled, (names[of], names[wrt]), *order)
    raise InputError("of", of, f"a value of the layer and direction of {wrt}")


def _check_step(argument: str, step: int, order: int, n_steps: int, may_be_start: bool) -> None:
    if not isinstance(order, int | np.integer) or not (0 if may_be_start else 1) <= order <= n_steps:
        raise InputError(argument, step, f"a step of the run, of which there are {n_steps}")


def _of_cell(unrolled: Unrolled, names: tuple[str, str], to: int, at: int) -> Array:
    """The Jacobian within one cell, where steps count in the direction in which it runs."""
    one = np.eye(unrolled.sizes.hidden_size)
    zero = np.zeros_like(one)
    of, wrt = names
    by_state = unrolled.is_state(wrt)
    if to < at or (to == at and by_state and unrolled.is_state(of)):
        return one if to == at and of == wrt else zero
    plan = plan_backward(unrolled.cell, tuple(sorted({of, wrt})))
    received = by_state and to > at
    first = at + received
    with np.errstate(all="ignore"):
        held = _held(unrolled, plan, first, to)
        pull = _Pull(plan, _coefficients(unrolled, plan, first, to), _matrices(unrolled, plan), held, zero)
        for step in range(to, first - 1, -1):
            pull.back(step - first, {of: one} if step == to else {})
        if not received:
            return pull.adjoint(wrt)
        found = pull.adjoint_of_start(wrt)
        return np.where(held_at(unrolled, wrt, at), 0.0, found)


def held_at(unrolled: Unrolled, state: str, step: int) -> NDArray[np.bool_]:
    """Which units (n,) of a state are held at a step, counted as the cell runs."""
    if state not in unrolled.clamps or step == 0:
        return np.zeros(unrolled.sizes.hidden_size, dtype=bool)
    return np.asarray(held_units(unrolled.clamps, state)[step - 1])


def _held(unrolled: Unrolled, plan: BackwardPlan, first: int, last: int) -> dict[Apply, NDArray[np.bool_]]:
    """Which units are held of new states at the steps from ``first`` to ``last``, each (steps, H)."""
    clamps = unrolled.clamps
    updates = plan.graph.updates.items()
    return {new: held_units(clamps, old.name)[first - 1 : last] for old, new in updates if old.name in clamps}


def _coefficients(unrolled: Unrolled, plan: BackwardPlan, first: int, last: int) -> dict[Part, Array]:
    """What each part is multiplied by at the steps from ``first`` to ``last``, each (steps, H)."""
    window = slice(first - 1, last)
    shape = (last - first + 1, unrolled.sizes.hidden_size)
    leaves: dict[Expr, Array] = {node: unrolled.history(node)[window] for node in unrolled.nodes}
    leaves.update({vector: np.broadcast_to(unrolled.parameters[vector.name], shape) for vector in plan.graph.vectors})
    leaves.update({symbol: np.array(float(k)) for k, symbol in plan.graph.algebra.constants.items()})
    evaluation = Evaluation(leaves, np.empty(shape))
    found = {part: np.empty(shape) for part in plan.coefficients}
    for part, factor in plan.coefficients.items():
        evaluation.store(factor, found[part])
    for function, arguments in evaluation.bind():
        function(*arguments)
    return found


def _matrices(unrolled: Unrolled, plan: BackwardPlan) -> dict[Arrival, Array]:
    """The matrices through which each product of the plan goes back, stacked."""
    return {
        step.to: np.concatenate(
            [
                unrolled.parameters[name]
                for affine in step.affines
                for name, operand in terms(affine)
                if operand is step.to.to
            ]
        )
        for step in plan.instructions
        if isinstance(step, Product)
    }


@dataclass
class _Pull:
    """The rows of a Jacobian on their way back: ``row`` is what flows in this step, ``later`` in the one after it."""

    plan: BackwardPlan
    coefficients: Mapping[Part, Array]
    matrices: Mapping[Arrival, Array]
    held: Mapping[Apply, NDArray[np.bool_]]
    zero: Array
    row: dict[Slot, Array] = field(default_factory=dict)
    later: dict[Slot, Array] = field(default_factory=dict)
    adjoints: dict[Apply, Array] = field(default_factory=dict)

    def back(self, index: int, given: Mapping[str, Array]) -> None:
        """Go back through one step, in which ``given`` comes from outside, by the name of the value."""
        self.row, self.later = {}, self.row | {Given(self.plan.heard[name]): rows for name, rows in given.items()}
        for instruction in self.plan.instructions:
            match instruction:
                case Gather(cut, places):
                    total = sum((self._get(place) for place in places), self.zero)
                    self.adjoints[cut] = np.where(self.held[cut][index], 0.0, total) if cut in self.held else total
                case Scatter(cut, parts):
                    adjoint = self.adjoints.get(cut, self.zero)
                    self.row.update({part: adjoint * self.coefficients[part][index] for part in parts})
                case Product(affines, to):
                    adjoints = [self._own(affine) for affine in affines]
                    self.row[to] = np.concatenate(adjoints, axis=1) @ self.matrices[to]
                case Add(into, term):
                    (self.later if into.in_next else self.row)[into.slot] = self._get(into) + self._get(term)

    def adjoint(self, name: str) -> Array:
        """What has flown back to a value in the last step gone through."""
        node = self.plan.heard[name]
        return self._own(node) if node in self.plan.own else self.adjoints.get(node, self.zero)

    def adjoint_of_start(self, name: str) -> Array:
        """What has flown back to the state that the last step gone through receives."""
        state = next(state for state in self.plan.graph.updates if state.name == name)
        flows = (flow for slot, flow in self.row.items() if not isinstance(slot, Given) and slot.to is state)
        return sum(flows, self.zero)

    def _own(self, affine: Apply) -> Array:
        own = self.plan.own[affine]
        return self._get(Place(own, isinstance(own, Given)))

    def _get(self, place: Place) -> Array:
        return (self.later if place.in_next else self.row).get(place.slot, self.zero)
