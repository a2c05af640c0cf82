"""The numbers of a run as JSON, CSV or NPZ."""

from __future__ import annotations

import csv
import io
import math
from collections.abc import Callable, Mapping
from pathlib import Path
from typing import Any, Protocol

import numpy as np
from numpy.typing import NDArray

from ..engine.error import InputError
from ..engine.gradient import Gradients
from ..engine.network import qualify
from ..engine.ops import Array
from ..engine.run import Run
from ..experiment.experiment import Experiment
from ..experiment.record import lay_out
from ..experiment.storage import write_atomically


class Values(Protocol):
    """What a run and its gradients share: an array over time by the name of a value."""

    def __getitem__(self, name: str, /) -> Array:
        """The values (T, n)."""

    def __contains__(self, name: object, /) -> bool:
        """Whether there are values of this name."""


def to_json(run: Run, gradients: Gradients | None = None) -> bytes:
    """A record with ``cell``, ``parameters``, ``steps`` and ``loss``; ``gradients`` has the same shape and ``start``.

    A step holds ``t`` and every value by its name. Numbers that are not finite are the texts NaN, Infinity and
    -Infinity.
    """
    fields: dict[str, object] = {
        "cell": _cell(run),
        "parameters": _plain(run.parameters),
        "steps": _steps(run, value_names(run)),
        "loss": None if run.total_loss is None else json_numbers(np.array(run.total_loss)),
    }
    if gradients is not None:
        names = [name for name in value_names(run) if name in gradients]
        fields["gradients"] = {
            "parameters": _plain(gradients.parameters),
            "start": _plain(gradients.start),
            "steps": _steps(gradients, names),
        }
    return lay_out(fields).encode("utf-8")


def to_csv(run: Run, gradients: Gradients | None = None) -> bytes:
    """A table with one row for each step: ``t``, then ``x[1]``, ``f[1]``, …; units count from 1.

    Gradients are the columns ``dL/df[1]``, …; parameters are not over time and are left out.
    """
    columns: dict[str, list[float]] = {}
    for name in value_names(run):
        columns |= _columns(name, run[name])
        if gradients is not None and name in gradients:
            columns |= _columns(f"dL/d{name}", gradients[name])
    text = io.StringIO(newline="")
    writer = csv.writer(text, lineterminator="\n")
    writer.writerow(["t", *columns])
    writer.writerows(zip(range(1, run.n_steps + 1), *columns.values(), strict=True))
    return text.getvalue().encode("utf-8")


def to_npz(run: Run, gradients: Gradients | None = None) -> bytes:
    """NumPy arrays: ``f`` (T, n), …, ``loss`` (T,), ``parameters/W_f``, ``start/h``, all also under ``gradients/``."""
    arrays: dict[str, NDArray[Any]] = {"cell": np.array(_cell(run))}
    arrays |= {name: run[name] for name in value_names(run)}
    arrays |= {f"parameters/{name}": value for name, value in run.parameters.items()}
    arrays |= {f"start/{name}": value for name, value in run.start.items()}
    if gradients is not None:
        arrays |= {f"gradients/{name}": gradients[name] for name in value_names(run) if name in gradients}
        arrays |= {f"gradients/parameters/{name}": value for name, value in gradients.parameters.items()}
        arrays |= {f"gradients/start/{name}": value for name, value in gradients.start.items()}
    file = io.BytesIO()
    np.savez_compressed(file, **arrays)  # type: ignore[arg-type]  # the stub takes names for its own options
    return file.getvalue()


FORMATS: dict[str, Callable[[Run, Gradients | None], bytes]] = {".json": to_json, ".csv": to_csv, ".npz": to_npz}


def to_bytes(run: Run, suffix: str, gradients: Gradients | None = None) -> bytes:
    """The run in the format of a file's suffix."""
    if suffix.lower() not in FORMATS:
        raise InputError("file type", suffix or "none", f"one of {', '.join(FORMATS)}")
    return FORMATS[suffix.lower()](run, gradients)


def write(experiment: Experiment, path: Path, *, gradients: bool = False) -> None:
    """Write the numbers of an experiment to a file, whole or not at all; its suffix says the format.

    With ``gradients``, those of the total loss are written too where there is a loss.
    """
    run = experiment.run()
    found = run.gradients() if gradients and experiment.loss is not None else None
    write_atomically(path, to_bytes(run, path.suffix, found))


def value_names(run: Run) -> tuple[str, ...]:
    """Every value of a run by its full name, in computing order: input, parts and equations, read-out, loss."""
    inside = [
        qualify(k, reverse, name)
        for k, layer in enumerate(run.network.layers)
        for reverse in layer.directions
        for name in layer.cell.values
    ]
    return ("x", *inside, *(name for name in ("y", "p", "loss") if name in run))


def _cell(run: Run) -> str:
    return ", ".join(layer.cell.key for layer in run.network.layers)


def _steps(values: Values, names: tuple[str, ...] | list[str]) -> list[dict[str, object]]:
    """One record for each step, with ``t`` from 1."""
    lists = [json_numbers(values[name]) for name in names]
    return [{"t": t, **dict(zip(names, step, strict=True))} for t, step in enumerate(zip(*lists, strict=True), 1)]


def _plain(arrays: Mapping[str, Array]) -> dict[str, object]:
    return {name: json_numbers(value) for name, value in arrays.items()}


def json_numbers(array: Array) -> Any:
    """An array as nested lists of what strict JSON can hold."""
    found = array.tolist()
    return found if np.isfinite(array).all() else _named(found)


def _named(value: Any) -> Any:
    """Nested lists with numbers that are not finite replaced by their names."""
    if isinstance(value, list):
        return [_named(item) for item in value]
    if math.isfinite(value):
        return value
    return "NaN" if math.isnan(value) else "Infinity" if value > 0 else "-Infinity"


def _columns(name: str, values: Array) -> dict[str, list[float]]:
    """The columns of one value; a loss, which has no units, is one column of its own name."""
    if values.ndim == 1:
        return {name: values.tolist()}
    return {f"{name}[{k}]": column for k, column in enumerate(values.T.tolist(), 1)}
