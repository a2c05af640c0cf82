"""How strongly a state depends on itself many steps before, for a cell at many strengths of its recurrence."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

import numpy as np

from .cell import Cell
from .initial import initialise
from .network import Layer, Network
from .ops import Array
from .path import step_jacobians
from .run import forward
from .strength import scale_recurrent, set_belt_bias
from .unroll import Unrolled


def sweep(  # noqa: PLR0913, PLR0917 - the five things a sweep is made of, and the bias
    cell: Cell, hidden_size: int, radii: Iterable[float], n_steps: int, seed: int = 0, belt_bias: float | None = None
) -> Iterator[Array]:
    """For each spectral radius log10 ‖dh_T/dh_1‖ at [T − 1], of shape (n_steps,), with the spectral norm.

    h is what the cell gives on. The recurrent matrices are Gaussian by ``seed`` and scaled, biases 0 but for
    ``belt_bias`` where the cell has a gate on the belt. There is no input: from an initial state that is uniform in
    ±1 by ``seed``, the network runs by itself.
    """
    network = Network(1, (Layer(cell, hidden_size),))
    first = initialise(network, "spectral", seed)
    if belt_bias is not None:
        first |= set_belt_bias(network, first, belt_bias)
    random = np.random.default_rng((seed, len(first)))
    start = {name: random.uniform(-1.0, 1.0, size) for name, size in network.states.items()}
    inputs = np.zeros((n_steps, 1))
    for radius in radii:
        parameters = first | scale_recurrent(network, first, radius)
        run = forward(network, parameters, inputs, start)
        with np.errstate(all="ignore"):
            yield _growth(run.sweeps[0, False])


def _growth(unrolled: Unrolled) -> Array:
    """log10 of the norm of d state_T / d state_1 for every T."""
    names = [state.name for state in unrolled.cell.states]
    place = names.index(unrolled.cell.output.name) if unrolled.is_state(unrolled.cell.output.name) else 0
    size = unrolled.sizes.hidden_size
    mine = slice(place * size, (place + 1) * size)
    rows = [step_jacobians(unrolled, name) for name in names]
    jacobians = np.concatenate([np.concatenate([row[old] for old in names], axis=2) for row in rows], axis=1)
    product = np.eye(jacobians.shape[1])[:, mine]
    blocks, exponents = np.empty((len(jacobians), size, size)), np.empty(len(jacobians))
    exponent = 0.0
    for t, jacobian in enumerate(jacobians):
        if t:
            product = jacobian @ product
        largest = np.abs(product).max()
        if largest > 0.0 and np.isfinite(largest):
            product = product / largest
            exponent += np.log10(largest)
        blocks[t], exponents[t] = product[mine], exponent
    return _log_norms(blocks) + exponents


def _log_norms(matrices: Array) -> Array:
    """log10 of the spectral norm of each of (T, n, n); NaN where a matrix is not finite."""
    found = np.full(len(matrices), np.nan)
    is_finite = np.isfinite(matrices).all(axis=(1, 2))
    found[is_finite] = np.linalg.svd(matrices[is_finite], compute_uv=False)[:, 0]
    return np.asarray(np.log10(found))
