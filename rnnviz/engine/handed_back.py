"""What each step hands back to the states that it received."""

from __future__ import annotations

from collections.abc import Mapping
from typing import TYPE_CHECKING

import numpy as np

from .adjoint import Adjoint
from .expr import Expr
from .network import in_time, qualify
from .ops import Array
from .pullback import Pullback, Rows

if TYPE_CHECKING:
    from .gradient import Gradients


def handed_back(gradients: Gradients) -> dict[str, Array]:
    """For each state by its full name, what step t hands back to the state it received, at [t−1], of shape (T, n).

    It is the gradient of that state but for what reaches it without step t: through the loss or another state of its
    own step, or through a layer above. A small part is not lost behind a large one, and what is 0 is 0.
    """
    found: dict[str, Array] = {}
    for (layer, reverse), adjoint in gradients.adjoints.items():
        with np.errstate(all="ignore"):
            handed = _handed_back(adjoint)
        order = in_time(reverse)
        found |= {qualify(layer, reverse, name): array[order] for name, array in handed.items()}
    return found


def _handed_back(adjoint: Adjoint) -> dict[str, Array]:
    """By the name of the state, steps in the order in which the cell runs."""
    cell = adjoint.unrolled.cell
    ends = {state.name for state in cell.states} | {cell.output.name}
    pullback = Pullback(adjoint.unrolled, tuple(sorted(ends)))
    given = _given(pullback, {name: adjoint.values[name] for name in ends})
    flowing = pullback.back(given)
    return {state.name: flowing.dense(state)[:, 0] for state in pullback.graph.updates}


def _given(pullback: Pullback, totals: Mapping[str, Array]) -> dict[Expr, Rows]:
    """Of the gradients of what a step gives away, what does not come from another of them within the step."""
    nodes: dict[Expr, Array] = {}
    for name, total in totals.items():
        is_state = any(state.name == name for state in pullback.graph.updates)
        nodes[pullback.graph.updates[pullback.symbol(name)] if is_state else pullback.node(name)] = total[:, None]
    given: dict[Expr, Rows] = {}
    for cut in pullback.flows.cuts:
        if cut in nodes:
            within = pullback.back(given).dense(cut) if given else 0.0
            given[cut] = nodes[cut] - within
    return given
