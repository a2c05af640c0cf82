"""What a training has come to, in words."""

from __future__ import annotations

import math

import numpy as np

from ..engine.train import Progress
from ..scene.number import format_number
from .training import TrainingSession
from .training_message import PhaseDone

_THIN = "\N{NARROW NO-BREAK SPACE}"
_DOT = " · "


def write_count(n: int) -> str:
    """A whole number with its thousands apart."""
    return f"{n:,}".replace(",", _THIN)


def write_duration(seconds: float) -> str:
    """A time in the unit that suits it."""
    if seconds < 1.0:
        return "under 1 s"
    if seconds < 100.0:
        return f"{round(seconds)} s"
    return f"{round(seconds / 60)} min" if seconds < 6000.0 else f"{seconds / 3600:.1f} h"


def describe_place(training: TrainingSession) -> str:
    """How far the training is, before the number of the last step: ``Step 340 of``."""
    looked_at = training.scrubber.step
    step = training.n_done if looked_at is None else looked_at
    return f"{'Step' if looked_at is None else 'As after step'} {write_count(step)} of"


def describe_speed(training: TrainingSession) -> str:
    """How many steps per second the training makes, and how long it takes: ``420 / s · 12 s left``."""
    if training.state == "starting":
        return "starting"
    speed, left = training.speed, training.seconds_left
    if not speed or left is None or left < 0.0:
        return ""
    per_second = f"{speed:.1f}" if speed < 10 else write_count(round(speed))
    return f"{per_second} / s{_DOT}{write_duration(left)} left"


def describe_scores(progress: Progress | None, until: int | None = None) -> str:
    """The last loss and accuracy, up to a step: ``Loss 0.213, 93 % right · held out 0.25, 92 %``."""
    if progress is None:
        return ""
    words = []
    for told, curve in (("Loss", progress.curve), ("held out", progress.held_out)):
        rows = curve if until is None else curve[curve[:, 0] <= until]
        if len(rows):
            _, loss, accuracy = rows[-1][:3]
            words.append(f"{told} {write_score(loss)}{_right(accuracy)}")
    return _DOT.join(words)


def describe_phase(done: PhaseDone) -> str:
    """What a phase has computed, in numbers."""
    steps, size = done.batch
    match done.phase:
        case "forward":
            sequences = "1 sequence" if size == 1 else f"{write_count(size)} sequences"
            return f"Step {write_count(done.step)}, forward: {sequences} of {write_count(steps)} steps were run."
        case "loss":
            score = done.score
            assert score is not None
            right = "" if score.accuracy is None else f", {100 * score.accuracy:.1f}{_THIN}% right"
            return f"Loss {write_score(score.loss)}, the mean over {write_count(score.n_told)} targets{right}."
        case "backward":
            largest = max(done.lengths, key=lambda name: done.lengths[name])
            share = f"{write_score(done.lengths[largest])} of it by {largest}"
            return f"The gradient has the norm {write_score(done.norm)}; the most, {share}."
    return _describe_update(done)


def _describe_update(done: PhaseDone) -> str:
    """The largest change of a weight, and where it is."""
    name = max(done.changes, key=lambda name: float(np.abs(done.changes[name]).max(initial=0.0)))
    change = done.changes[name]
    place = np.unravel_index(int(np.abs(change).argmax()), change.shape)
    where = ", ".join(str(int(k) + 1) for k in place)
    text = format_number(float(change[place]), 4)
    return f"Step {write_count(done.step)} is done. Largest change: {text} in {name} ({where})."


def write_score(value: float) -> str:
    """A loss or a norm: four places where these say something, else a power of ten."""
    if not math.isfinite(value):
        return format_number(value).lstrip("+")
    return f"{value:.4f}" if 0.001 <= abs(value) < 1000 or value == 0.0 else format_number(value, 3).lstrip("+")


def _right(accuracy: float) -> str:
    return "" if math.isnan(accuracy) else f", {100 * accuracy:.0f}{_THIN}% right"
