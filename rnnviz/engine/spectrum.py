"""How large products of Jacobians are: norms, singular values and bounds, as decimal logarithms.

A product over hundreds of steps leaves the range of floating-point numbers long before it stops to matter; all products
are accumulated with scaling. A logarithm is −∞ for an exact zero, ∞ where the Jacobian is infinite, NaN where it is not
a number.
"""

from __future__ import annotations

import math
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING

import numpy as np
from numpy.typing import NDArray

from .block import Blocks, blocks_of, by_new_states, times
from .error import InputError
from .expr import Apply, Expr, Symbol
from .graded import Factors, grow, log_singular_values, products_by_step, triangular
from .graph import graph_of, operands
from .matrix import terms as terms_of
from .network import in_time, qualify
from .ops import AFFINE, Array
from .path import belt_of, locate_state, step_jacobians
from .pullback import Pullback, Rows
from .scaled import FURTHEST, NOTHING, Scaled, stack
from .transition import Transition
from .unroll import Unrolled

if TYPE_CHECKING:
    from .network import Sweep
    from .run import Run


@dataclass(frozen=True, slots=True)
class Norms:
    """log10 of the norms of d of_to / d wrt_t, each of shape (to + 1,): at [t] for t = 0…to.

    Against time they have shape (T + 2 − to,), at [t − to] for t = to…T + 1.
    """

    log_spectral: Array
    log_frobenius: Array


def jacobian_norms(run: Run, of: str, to: int, wrt: str | None = None) -> Norms:
    """The norms of d of_to / d wrt_t for a state ``of`` and each step t back to the start, other states held fixed."""
    matrices, exponents, order = _products(run, of, to, wrt)
    finite = np.isfinite(matrices).all(axis=(1, 2))
    frobenius, spectral = np.empty(len(matrices)), np.empty(len(matrices))
    with np.errstate(all="ignore"):
        for norms in (frobenius, spectral):
            norms[~finite] = np.abs(matrices[~finite]).max(axis=(1, 2))
        frobenius[finite] = np.sqrt((matrices[finite] ** 2).sum(axis=(1, 2)))
        spectral[finite] = np.linalg.svd(matrices[finite], compute_uv=False)[:, 0]
        return Norms(*((np.log10(norms) + exponents)[order] for norms in (spectral, frobenius)))


def singular_values(run: Run, of: str, to: int, wrt: str | None = None) -> Array:
    """log10 of the singular values of d of_to / d wrt_t, largest first, of shape (to + 1, n); steps as in Norms."""
    sweep, name, old = _pair(run, of, wrt)
    unrolled, last = run.sweeps[sweep], _in_order(run, sweep[1], "to", to)
    with np.errstate(all="ignore"):
        if run.schedule.feeds:
            return _fed_values(run, of, qualify(*sweep, old), last)
        mine = _columns(unrolled)
        jacobians = _all_states(unrolled).dense(unrolled.sizes.hidden_size, unrolled.n_steps)[:last]
        finite = _all_finite_after(jacobians)
        start = np.eye(jacobians.shape[1])[mine[name]]
        products = list(products_by_step(jacobians[finite:], start))
        # The rows of one state have one power.
        own = [(factors.columns[mine[old]], factors.powers[mine[old].start]) for factors in products]
        found = np.full((last + 1, len(start)), np.nan)
        found[finite:] = _graded_values(products, own)[::-1]
    return found[in_time(sweep[1])]


def _fed_values(run: Run, of: str, wrt: str, last: int) -> Array:
    """The same where outputs are fed back: products over the states of all layers and the output."""
    transition = Transition(run)
    jacobians, within = transition.jacobians()[:last], transition.within(wrt)[: last + 1]
    finite = max(_all_finite_after(jacobians), _all_finite_after(within))
    start = np.eye(jacobians.shape[1])[transition.place(of)]
    products = list(products_by_step(jacobians[finite:], start, transition.size))
    own = [
        grow(step.T, factors.columns, factors.powers, len(start))
        for factors, step in zip(products, within[finite:][::-1], strict=True)
    ]
    found = np.full((last + 1, len(start)), np.nan)
    found[finite:] = _graded_values(products, [(columns, powers[0]) for columns, powers in own])[::-1]
    return found


def _graded_values(products: Sequence[Factors], own: Sequence[tuple[Array, int]]) -> Array:
    """The singular values of each of some products by one state, given the columns of that and their power."""
    product = stack([factors.product for factors in products])
    if len(products[0].columns) > len(own[0][0]):
        _, product = triangular(np.stack([columns for columns, _ in own]), product)
    shifts = np.array([power for _, power in own])
    product = Scaled(product.rows, np.where(product.powers > NOTHING, product.powers + shifts[:, None], NOTHING))
    found = np.full(product.powers.shape, np.nan)
    # A Jacobian of finite numbers can still be too large to be multiplied.
    finite = np.isfinite(product.rows).all(axis=(1, 2))
    found[finite] = log_singular_values(Scaled(product.rows[finite], product.powers[finite]))
    return found


def _all_finite_after(jacobians: Array) -> int:
    """The first index from which on all Jacobians are finite."""
    odd = np.flatnonzero(~np.isfinite(jacobians).all(axis=(1, 2)))
    return int(odd[-1]) + 1 if odd.size else 0


def eigenvalues(run: Run, state: str, t: int) -> NDArray[np.complex128]:
    """The eigenvalues of the one-step Jacobian d state_t / d state_{t−1}, of shape (n,); NaN where it is not finite.

    Against time it is d state_t / d state_{t+1}.
    """
    if not 1 <= t <= run.n_steps:
        raise InputError("t", t, f"a step of the run, of which there are {run.n_steps}")
    sweep, name = locate_state(run.sweeps, "state", state)
    first = run.n_steps - t if sweep[1] else t - 1
    with np.errstate(all="ignore"):
        if run.schedule.feeds:
            matrix = run.one_step(state)[first]
        else:
            matrix = step_jacobians(run.sweeps[sweep], name, slice(first, first + 1))[name][0]
    if not np.isfinite(matrix).all():
        return np.full(len(matrix), complex(np.nan, np.nan), dtype=np.complex128)
    return np.asarray(np.linalg.eigvals(matrix), dtype=np.complex128)


def belt_product(run: Run, state: str, to: int) -> Array:
    """The product of the belt factors from each step t to ``to``, of shape (to + 1, n); steps as in Norms.

    It is 1 at ``to`` itself; where it falls below the smallest number it is 0: see ``log_belt_product``.
    """
    factors, order = _belt_factors(run, state, to)
    with np.errstate(all="ignore"):
        product: Array = np.multiply.accumulate(factors)[order]
    return product


def log_belt_product(run: Run, state: str, to: int) -> Array:
    """log10 of the magnitude of the product of the belt factors, of shape (to + 1, n); steps as in Norms."""
    factors, order = _belt_factors(run, state, to)
    with np.errstate(all="ignore"):
        logarithms: Array = np.add.accumulate(np.log10(np.abs(factors)))[order]
    return logarithms


def decay_bound(run: Run, of: str, to: int) -> Array | None:
    """log10 of (γ·‖U‖)^(to − t), of shape (to + 1,), which d of_to / d of_t cannot exceed; steps as in Norms.

    γ is the largest slope of the activation, ‖U‖ the spectral norm of the recurrent matrix (Pascanu et al., 2013).
    None for a cell whose new state is not activation(… + U state + …) alone, and where outputs are fed back.
    """
    sweep, name = locate_state(run.sweeps, "of", of)
    bound = np.zeros(_in_order(run, sweep[1], "to", to) + 1)
    found = _mixing(run.sweeps[sweep], name)
    if found is None or run.schedule.feeds:
        return None
    slope, matrix = found
    largest = np.linalg.svd(matrix, compute_uv=False)[0] if np.isfinite(matrix).all() else np.nan
    with np.errstate(all="ignore"):
        bound[1:] = np.arange(1, len(bound)) * np.log10(slope * largest)
    return bound[in_time(not sweep[1])]


def _pair(run: Run, of: str, wrt: str | None) -> tuple[Sweep, str, str]:
    """The layer and direction of two states, and their names there; the second is the first unless given."""
    sweep, name = locate_state(run.sweeps, "of", of)
    other, old = locate_state(run.sweeps, "wrt", of if wrt is None else wrt)
    if other != sweep:
        raise InputError("wrt", wrt, f"a state of the same layer and direction as {of}")
    return sweep, name, old


def _in_order(run: Run, reverse: bool, field: str, step: int) -> int:
    """A step as the cell runs, checked."""
    order = run.n_steps + 1 - step if reverse else step
    if not 0 <= order <= run.n_steps:
        raise InputError(field, step, f"a step of the run, of which there are {run.n_steps}")
    return order


def _belt_factors(run: Run, state: str, to: int) -> tuple[Array, slice]:
    """1, then the belt factors of the steps from ``to`` back to the first, and the order that is that of time."""
    (_, reverse), _ = locate_state(run.sweeps, "state", state)
    order = in_time(reverse)
    belt = belt_of(run, state)[order][: _in_order(run, reverse, "to", to)]
    return np.concatenate([np.ones((1, belt.shape[1])), belt[::-1]]), in_time(not reverse)


def _products(run: Run, of: str, to: int, wrt: str | None) -> tuple[Array, Array, slice]:
    """d of_to / d wrt_t from ``to`` back to the start: matrices, the decimal exponents to add, and the order of time.

    The largest number of each matrix is about 1, or it is 0 or not finite.
    """
    sweep, name, old = _pair(run, of, wrt)
    last = _in_order(run, sweep[1], "to", to)
    with np.errstate(all="ignore"):
        if run.schedule.feeds:
            found = list(Transition(run).walk_back(of, qualify(*sweep, old), last))
        else:
            found = list(_walk_back(run.sweeps[sweep], name, old, last))
    matrices = np.stack([matrix for matrix, _ in found])
    return matrices, np.array([power for _, power in found]) * np.log10(2.0), in_time(not sweep[1])


def _walk_back(unrolled: Unrolled, of: str, wrt: str, last: int) -> Iterator[tuple[Array, int]]:
    """d of_last / d wrt_t for t = last…0, each as a matrix and the power of two that it is to be multiplied by.

    The derivative by each state has a power of its own: a small one does not vanish beside a large one.
    """
    states = [state.name for state in unrolled.cell.states]
    size, grid = unrolled.sizes.hidden_size, _all_states(unrolled).grid
    product = [(np.eye(size) if state == of else np.zeros((size, size)), 0) for state in states]
    yield product[states.index(wrt)]
    for t in range(last - 1, -1, -1):
        product = [_one_more(product, column, t) for column in zip(*grid, strict=True)]
        yield product[states.index(wrt)]


def _one_more(product: Sequence[tuple[Array, int]], column: Sequence[Rows | None], t: int) -> tuple[Array, int]:
    """The derivative by one state from those by all states of the step after it; its largest number is about 1."""
    terms = [
        (times(matrix, block, t), power)
        for (matrix, power), block in zip(product, column, strict=True)
        if block is not None
    ]
    sizes = [float(np.abs(matrix).max()) for matrix, _ in terms]
    shifts = [math.frexp(size)[1] if 0.0 < size < math.inf else 0 for size in sizes]
    powers = [power + shift for (_, power), shift, size in zip(terms, shifts, sizes, strict=True) if size != 0.0]
    largest = max(powers, default=0)
    parts = [np.ldexp(matrix, max(power - largest, -FURTHEST)) for matrix, power in terms]
    return sum(parts, np.zeros_like(product[0][0])), largest


def _columns(unrolled: Unrolled) -> dict[str, slice]:
    """The columns of each state in a Jacobian by all of them."""
    size = unrolled.sizes.hidden_size
    return {state.name: slice(k * size, (k + 1) * size) for k, state in enumerate(unrolled.cell.states)}


def _all_states(unrolled: Unrolled) -> Blocks:
    """The derivatives of all states of each step by all states that it receives."""
    pullback = Pullback(unrolled)
    return blocks_of(pullback, by_new_states(pullback), list(pullback.graph.updates))


def _mixing(unrolled: Unrolled, state: str) -> tuple[float, Array] | None:
    """The steepest slope between an affine form and a state, and the matrix by which the form reads the state.

    None if the new state is anything else than operations of one argument on one affine form that alone reads the old.
    """
    graph = graph_of(unrolled.cell)
    symbol = next(symbol for symbol in graph.updates if symbol.name == state)
    node: Expr = graph.updates[symbol]
    slope = 1.0
    while isinstance(node, Apply) and node.op is not AFFINE:
        if len(node.args) != 1 or node.op.slope is None:
            return None
        slope, node = slope * node.op.slope, node.args[0]
    readers = [other for other in graph.nodes if symbol in other.args]
    if not isinstance(node, Apply) or readers != [node] or any(isinstance(o, Apply) for o in operands(node)):
        return None
    if any(isinstance(o, Symbol) and o.kind == "state" and o is not symbol for o in operands(node)):
        return None
    matrices = [unrolled.parameters[name] for name, operand in terms_of(node) if operand is symbol]
    return (slope, matrices[0]) if len(matrices) == 1 else None
