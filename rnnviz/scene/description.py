"""What a key stands for, in words: name, meaning, equation, shape and values."""

from __future__ import annotations

import numpy as np

from ..engine import equation
from ..engine.glyph import symbol
from ..engine.loss import NO_CLASS
from ..engine.ops import Array
from ..engine.run import Run
from ..engine.text import mark_of
from .input_source import describe_source
from .number import format_number, format_range, format_size
from .shapes import Key

_MOST_VALUES = 6


def describe(run: Run, key: Key, step: int) -> str:
    """A few lines of plain text on what ``key`` stands for; ``step`` is used where the key names none."""
    at = step if key.step is None else key.step
    if key.name in run.network.parameters:
        lines = [f"{called(run, key.name)}: parameter, shared by all steps", show_values(run.parameters[key.name])]
    elif key.name == "target":
        lines = [f"target of step {at}: {_target(run, at)}"]
    elif at == 0:
        lines = [f"{called(run, key.name)}, initial state", show_values(run.start[key.name])]
    else:
        heading = f"{called(run, key.name)}, step {at} of {run.n_steps}. {_meaning(run, key.name)}".strip()
        lines = [heading, _written(run, key.name), _shown(run, key.name, at), _scheduled(run, key.name, at)]
    return "\n".join(line for line in lines if line)


def called(run: Run, name: str) -> str:
    """The name of a value or parameter, as the notation of the run writes it where that is not the default."""
    written = symbol(name, None, run.writing)
    is_plain = "." in name or written == symbol(name, None)
    return name if is_plain else mark_of(written).plain


def show_values(values: Array) -> str:
    """Shape and numbers of an array, or the range of its numbers where there are many."""
    flat = np.asarray(values, dtype=float).ravel()
    shape = f"shape {'×'.join(map(str, np.shape(values)))}"
    if flat.size <= _MOST_VALUES:
        numbers = "  ".join(format_number(value, 3) for value in flat.tolist())
        return f"{shape}: {numbers}" if np.ndim(values) else f"value {numbers}"
    finite = flat[np.isfinite(flat)]
    odd = flat.size - finite.size
    span = format_range(float(finite.min()), float(finite.max())) if finite.size else ""
    return f"{shape}: {span}" + (f", {odd} not finite" if odd else "")


def _scheduled(run: Run, name: str, step: int) -> str:
    """What the schedule says of a value at a step: where an input comes from, what is not read, what is clamped."""
    if name == "x":
        return describe_source(run, step)
    if name in ("y", "p", "loss"):
        return "" if run.schedule.is_read(step) else "This step is not read out."
    held = run.schedule.is_clamped(name, step)
    if held is None:
        return ""
    units = (np.flatnonzero(held) + 1).tolist()
    many = f"{len(units)} of {len(held)} units" if len(units) > _MOST_VALUES else f"unit {', '.join(map(str, units))}"
    return f"Clamped: {many}, whatever the equation gives; no gradient passes back."


def _shown(run: Run, name: str, step: int) -> str:
    """The numbers of a value at a step; a loss has no sign, and none of a step without a target is known."""
    if name != "loss":
        return show_values(run[name][step - 1])
    return f"value {format_size(float(run[name][step - 1]), 3)}" if run.told[step - 1] else "no target, so no loss"


def _meaning(run: Run, name: str) -> str:
    if name == "x":
        return "The input."
    says = (e.says for e in equation.equations(run.network, run.loss) if e.name == name)
    return next(says, "")


def _written(run: Run, name: str) -> str:
    """The equation of a value; the input has none."""
    return "" if name == "x" else equation.describe(run.network, run.loss, name, run.writing)


def _target(run: Run, step: int) -> str:
    if run.targets is None:
        return "none"
    target = run.targets[step - 1]
    if np.ndim(target):
        return "  ".join("none" if np.isnan(number) else format_number(float(number), 3) for number in target)
    return "none" if target == NO_CLASS else f"class {target + 1} of {run['p'].shape[1]}"
