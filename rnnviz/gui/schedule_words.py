"""What a schedule does to gradients, in words: units that are clamped, and outputs that are fed back."""

from __future__ import annotations

import numpy as np

from ..engine.glyph import Writing
from ..engine.network import Sweep, sweep_of
from ..engine.ops import Array
from ..engine.run import Run
from ..scene.words import write_steps, write_symbol

FEEDBACK = {
    "output": "The output is fed back as the next input, and the gradient comes back that way too.",
    "probability": "The probabilities are fed back as the next input; the gradient comes back through the softmax too.",
    "choice": "The most likely symbol is fed back as the next input: no gradient passes through a choice.",
}


def schedule_words(run: Run, sweep: Sweep) -> str:
    """What holds gradients up, or carries them, in a layer beside its equations; empty where nothing does."""
    clamped = (
        _clamped(name, values, run.writing) for name, values in run.schedule.clamps.items() if sweep_of(name) == sweep
    )
    fed = [FEEDBACK[run.schedule.feedback]] if run.schedule.feeds and run.schedule.feedback is not None else []
    return "  ".join([*clamped, *fed])


def _clamped(name: str, values: Array, writing: Writing) -> str:
    """Which units of a state are clamped, and when if not at every step."""
    held = ~np.isnan(values)
    units = (np.flatnonzero(held.any(axis=0)) + 1).tolist()
    steps = (np.flatnonzero(held.any(axis=1)) + 1).tolist()
    when = "" if held[:, np.array(units) - 1].all() else f" at {write_steps(steps, writing.number)}"
    if len(units) == values.shape[1]:
        return f"All units of {write_symbol(name, writing)} are clamped{when}: no gradient passes."
    which = f"Unit {units[0]}" if len(units) == 1 else f"Units {', '.join(map(str, units[:-1]))} and {units[-1]}"
    are, through = ("is", "it") if len(units) == 1 else ("are", "them")
    return f"{which} of {write_symbol(name, writing)} {are} clamped{when}: no gradient passes through {through}."
