"""How the gradient of a state fades, in numbers: norms, Jacobians, paths and influence as JSON or NPZ."""

from __future__ import annotations

import io
from collections.abc import Mapping
from pathlib import Path
from typing import Any

import numpy as np
from numpy.typing import NDArray

from ..engine.error import InputError
from ..engine.gradient import Gradients
from ..engine.influence import influence_norms
from ..engine.network import qualify
from ..engine.ops import Array
from ..engine.run import Run
from ..engine.spectrum import decay_bound, jacobian_norms, log_belt_product, singular_values
from ..experiment.experiment import Experiment
from ..experiment.limit import whole_number
from ..experiment.record import lay_out
from ..experiment.storage import write_atomically
from .data import about, json_numbers, value_names

MOST_NUMBERS = 200_000_000

Tables = Mapping[str, Mapping[str, NDArray[Any]]]


def measure(run: Run, of: str | None = None, loss: int | None = None) -> Tables:
    """Arrays by group and name, for the state ``of`` (what the read-out sees unless given).

    ``jacobians``: ``from`` s, ``t`` (s + 1,), ``log10_spectral`` and ``log10_frobenius`` norms of d of_s / d of_t,
    ``log10_bound`` where the cell has one, ``log10_singular_values`` (s + 1, n); s is the last step, or ``loss``.
    ``path_split``: ``belt`` (T, n), ``rest`` (T, n, n), ``log10_belt_product`` (s + 1, n).
    With a loss also ``norms``: of dL/d(value) at each step, (T,), by the value; ``paths``: ``belt``, ``rest`` and
    ``loss``, each (T, n), that sum to dL/d(of); ``influence``: ``log10_norms`` (T, T) of dL_k/d of_t at [k−1, t−1].
    L is the total loss, or that of the step ``loss`` alone.
    """
    state = _top(run) if of is None else of
    if state not in run.start:
        raise InputError("state", state, f"one of {', '.join(run.start)}")
    _check_memory(run.n_steps, run.start[state].size)
    end = _end(run, state, loss)
    found: dict[str, Mapping[str, NDArray[Any]]] = {
        "jacobians": _jacobians(run, state, end),
        "path_split": _path_split(run, state, end),
    }
    if "loss" in run:
        gradients = run.gradients(only=loss)
        paths = gradients.paths(state)
        found["norms"] = _norms(run, gradients)
        found["paths"] = {"belt": paths.belt, "rest": paths.rest, "loss": paths.loss}
        found["influence"] = {"log10_norms": influence_norms(run, state)}
    return found


def to_json(run: Run, of: str | None = None, loss: int | None = None) -> bytes:
    """A record of ``measure``, with ``of``, ``loss`` (null for all steps), ``n_steps`` and the network in front."""
    tables = measure(run, of, loss)
    fields: dict[str, object] = {"of": _top(run) if of is None else of, "loss": loss, "n_steps": run.n_steps}
    fields |= about(run)
    for group, arrays in tables.items():
        fields[group] = {name: json_numbers(array) for name, array in arrays.items()}
    return lay_out(fields).encode("utf-8")


def to_npz(run: Run, of: str | None = None, loss: int | None = None) -> bytes:
    """NumPy arrays under ``group/name``, as in ``measure``; ``loss`` is 0 for all steps."""
    arrays: dict[str, NDArray[Any]] = {"of": np.array(_top(run) if of is None else of), "loss": np.array(loss or 0)}
    for group, found in measure(run, of, loss).items():
        arrays |= {f"{group}/{name}": array for name, array in found.items()}
    file = io.BytesIO()
    np.savez_compressed(file, **arrays)  # type: ignore[arg-type]  # the stub takes names for its own options
    return file.getvalue()


FORMATS = {".json": to_json, ".npz": to_npz}


def write(experiment: Experiment, path: Path, of: str | None = None, loss: int | None = None) -> None:
    """Write what ``measure`` finds to a file, whole or not at all; its suffix says the format."""
    if path.suffix.lower() not in FORMATS:
        raise InputError("file type", path.suffix or "none", f"one of {', '.join(FORMATS)}")
    write_atomically(path, FORMATS[path.suffix.lower()](experiment.run(), of, loss))


def _top(run: Run) -> str:
    """The state that the read-out sees, forward in time."""
    network = run.network
    return qualify(len(network.layers) - 1, False, network.layers[-1].cell.output.name)


def _check_memory(n_steps: int, size: int) -> None:
    """Refuse Jacobians of all steps, and influences of all on all, that would not fit into memory."""
    numbers = n_steps * (size**2 + n_steps)
    if numbers > MOST_NUMBERS:
        got = f"{n_steps:,} steps of {size:,} units, {numbers:,} numbers"
        raise InputError(
            "size of the Jacobians", got, f"at most {MOST_NUMBERS:,}: a shorter sequence or a smaller layer"
        )


def _end(run: Run, state: str, loss: int | None) -> int:
    """The step from which Jacobians go back: that of the loss, else the last in the direction of the state."""
    if loss is not None:
        if "loss" not in run:
            raise InputError("--loss", loss, "none, as the experiment has no loss")
        return whole_number("--loss", loss, 1, run.n_steps)
    return 1 if _is_against_time(state) else run.n_steps


def _is_against_time(state: str) -> bool:
    layer, dot, _ = state.rpartition(".")
    return bool(dot) and layer.endswith("r")


def _jacobians(run: Run, state: str, end: int) -> dict[str, NDArray[Any]]:
    norms = jacobian_norms(run, state, end)
    steps = np.arange(end, run.n_steps + 2) if _is_against_time(state) else np.arange(end + 1)
    found: dict[str, NDArray[Any]] = {"from": np.array(end), "t": steps}
    found |= {"log10_spectral": norms.log_spectral, "log10_frobenius": norms.log_frobenius}
    bound = decay_bound(run, state, end)
    if bound is not None:
        found["log10_bound"] = bound
    return found | {"log10_singular_values": singular_values(run, state, end)}


def _path_split(run: Run, state: str, end: int) -> dict[str, NDArray[Any]]:
    split = run.path_split(state)
    return {"belt": split.belt, "rest": split.rest, "log10_belt_product": log_belt_product(run, state, end)}


def _norms(run: Run, gradients: Gradients) -> dict[str, NDArray[Any]]:
    """The length of the gradient of every value at every step."""
    return {name: _length(gradients[name]) for name in value_names(run) if name in gradients and name != "loss"}


def _length(vectors: Array) -> Array:
    """The Euclidean length of each row, which neither overflows nor underflows before it has to."""
    with np.errstate(all="ignore"):
        largest = np.abs(vectors).max(axis=1, keepdims=True, initial=0.0)
        scale = np.where((largest > 0.0) & np.isfinite(largest), largest, 1.0)
        return np.asarray(scale[:, 0] * np.sqrt(np.square(vectors / scale).sum(axis=1)))
