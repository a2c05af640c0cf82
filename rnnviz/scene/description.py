"""What a key stands for, in words: name, meaning, equation, shape and values."""

from __future__ import annotations

import numpy as np

from ..engine import equation
from ..engine.ops import Array
from ..engine.run import Run
from .number import format_number, format_range
from .shapes import Key

_MOST_VALUES = 6

_OTHERS = {"x": "The input.", "p": "What the softmax of the read-out makes of it: a probability for each class."}


def describe(run: Run, key: Key, step: int) -> str:
    """A few lines of plain text on what ``key`` stands for; ``step`` is used where the key names none."""
    at = step if key.step is None else key.step
    is_parameter = key.name in run.network.parameters
    if is_parameter:
        lines = [f"{key.name}: parameter, shared by all steps"]
    elif key.name == "target":
        lines = [f"target of step {at}"]
    else:
        where = "initial state" if at == 0 else f"step {at} of {run.n_steps}"
        lines = [f"{key.name}, {where}. {_meaning(run, key.name)}".strip(), _equation(run, key.name)]
    values = run.parameters[key.name] if is_parameter else _values_at(run, key.name, at)
    if values is not None:
        lines.append(show_values(values))
    return "\n".join(line for line in lines if line)


def show_values(values: Array) -> str:
    """Shape and numbers of an array, or the range of its numbers where there are many."""
    flat = np.asarray(values, dtype=float).ravel()
    shape = f"shape {np.shape(values)}".replace(",)", ")")
    if flat.size <= _MOST_VALUES:
        numbers = "  ".join(format_number(value, 4) for value in flat.tolist())
        return f"{shape}: {numbers}" if np.ndim(values) else f"value {numbers}"
    finite = flat[np.isfinite(flat)]
    odd = flat.size - finite.size
    span = format_range(float(finite.min()), float(finite.max())) if finite.size else ""
    return f"{shape}: {span}" + (f", {odd} not finite" if odd else "")


def _meaning(run: Run, name: str) -> str:
    if name in _OTHERS:
        return _OTHERS[name]
    says = (e.says for e in equation.equations(run.network, run.loss) if e.name == name)
    return next(says, "")


def _equation(run: Run, name: str) -> str:
    return "" if name in _OTHERS else equation.describe(run.network, run.loss, name)


def _values_at(run: Run, name: str, step: int) -> Array | None:
    if name == "target":
        return None if run.targets is None else np.asarray(run.targets[step - 1], dtype=float)
    if step == 0:
        return run.start.get(name)
    return np.asarray(run[name][step - 1]) if name in run else None
