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
from ..experiment.record import lay_out, layer_fields
from ..experiment.schedule_record import schedule_fields
from ..experiment.storage import write_atomically


class Values(Protocol):
    """What a run and its gradients share: an array over time by the name of a value."""

    def __getitem__(self, name: str, /) -> Array:
        """The values (T, n)."""

    def __contains__(self, name: object, /) -> bool:
        """Whether there are values of this name."""


def to_json(run: Run, gradients: Gradients | None = None) -> bytes:
    """A record with ``cell``, ``parameters``, ``steps`` and ``loss``; ``gradients`` has the same shape and ``start``.

    A step holds ``t`` and every value by its name: ``x`` where there is an input, ``y`` and ``p`` where the step is
    read out. ``layers`` tells of several layers or directions, ``schedule`` of what is not alike at every step.
    Numbers that are not finite are the texts NaN, Infinity and -Infinity.
    """
    fields: dict[str, object] = {
        **about(run),
        "parameters": _plain(run.parameters),
        "steps": _steps(run, value_names(run), run),
        "loss": None if run.total_loss is None else json_numbers(np.array(run.total_loss)),
    }
    if gradients is not None:
        names = [name for name in value_names(run) if name in gradients]
        fields["gradients"] = {
            "parameters": _plain(gradients.parameters),
            "start": _plain(gradients.start),
            "steps": _steps(gradients, names, run),
        }
    return lay_out(fields).encode("utf-8")


def to_csv(run: Run, gradients: Gradients | None = None) -> bytes:
    """A table with one row for each step: ``t``, then ``x[1]``, ``f[1]``, …; units count from 1.

    Gradients are the columns ``dL/df[1]``, …; parameters are not over time and are left out. A cell is empty where
    there is no input, or no read-out.
    """
    columns: dict[str, list[float | None]] = {}
    for name in value_names(run):
        present = _is_present(run, name)
        columns |= _columns(name, run[name], present)
        if gradients is not None and name in gradients:
            columns |= _columns(f"dL/d{name}", gradients[name], present)
    text = io.StringIO(newline="")
    writer = csv.writer(text, lineterminator="\n")
    writer.writerow(["t", *columns])
    writer.writerows(zip(range(1, run.n_steps + 1), *columns.values(), strict=True))
    return text.getvalue().encode("utf-8")


def to_npz(run: Run, gradients: Gradients | None = None) -> bytes:
    """NumPy arrays: ``f`` (T, n), …, ``loss`` (T,), ``parameters/W_f``, ``start/h``, all also under ``gradients/``.

    Several layers are told in ``layers/cell``, … (one entry each), masks and clamps in ``schedule/given`` (T,), ….
    """
    arrays: dict[str, NDArray[Any]] = {"cell": np.array(run.network.cell.key)}
    arrays |= _about_arrays(run)
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


def about(run: Run) -> dict[str, object]:
    """What kind of network a run is of: the key of its first cell, its layers where there are several, its schedule."""
    fields: dict[str, object] = {"cell": run.network.cell.key}
    layers = run.network.layers
    if len(layers) > 1 or layers[0].bidirectional:
        fields["layers"] = [layer_fields(layer) for layer in layers]
    schedule = schedule_fields(run.schedule)
    return fields if schedule is None else fields | {"schedule": schedule}


def _about_arrays(run: Run) -> dict[str, NDArray[Any]]:
    """What ``about`` tells, as arrays."""
    layers, schedule = run.network.layers, run.schedule
    arrays: dict[str, NDArray[Any]] = {}
    if len(layers) > 1 or layers[0].bidirectional:
        arrays["layers/cell"] = np.array([layer.cell.key for layer in layers])
        arrays["layers/hidden_size"] = np.array([layer.hidden_size for layer in layers])
        arrays["layers/bidirectional"] = np.array([layer.bidirectional for layer in layers])
    if schedule.given is not None:
        arrays["schedule/given"] = schedule.given
    if schedule.read is not None:
        arrays["schedule/read"] = schedule.read
    if schedule.feedback is not None:
        arrays["schedule/feedback"] = np.array(schedule.feedback)
    return arrays | {f"schedule/clamps/{name}": values for name, values in schedule.clamps.items()}


def _is_present(run: Run, name: str) -> list[bool]:
    """At which steps there is a value: an input where one is given or fed back, a read-out where it is read."""
    steps, schedule = range(1, run.n_steps + 1), run.schedule
    match name:
        case "x":
            return [schedule.is_given(t) or schedule.is_fed(t) for t in steps]
        case "y" | "p":
            return [schedule.is_read(t) for t in steps]
        case _:
            return [True] * run.n_steps


def _steps(values: Values, names: tuple[str, ...] | list[str], run: Run) -> list[dict[str, object]]:
    """One record for each step, with ``t`` from 1 and what there is at this step."""
    steps: list[dict[str, object]] = [{"t": t} for t in range(1, run.n_steps + 1)]
    for name in names:
        for step, value, present in zip(steps, json_numbers(values[name]), _is_present(run, name), strict=True):
            if present:
                step[name] = value
    return steps


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


def _columns(name: str, values: Array, present: list[bool]) -> dict[str, list[float | None]]:
    """The columns of one value; a loss, which has no units, is one column of its own name."""
    units = {name: values} if values.ndim == 1 else {f"{name}[{k}]": column for k, column in enumerate(values.T, 1)}
    return {
        title: [number if there else None for number, there in zip(column.tolist(), present, strict=True)]
        for title, column in units.items()
    }
