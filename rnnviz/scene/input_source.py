"""Where the input of a step comes from: from outside, from the output of the step before, or from nowhere."""

from __future__ import annotations

from ..engine.run import Run as NetworkRun
from .shapes import Run
from .symbol import symbol_runs

SPACE = Run("\N{THIN SPACE}")


def source_symbol(run: NetworkRun, time: str = "t−1") -> tuple[Run, ...]:
    """What is fed back as the next input, as a formula for the math family; nothing where nothing is."""
    said = symbol_runs("y", time, run.writing)
    match run.schedule.feedback:
        case "output":
            return said
        case "probability":
            return symbol_runs("p", time, run.writing) if "p" in run else (Run("softmax"), SPACE, *said)
        case "choice":
            return (Run("argmax"), SPACE, *said)
    return ()


def has_remarks(run: NetworkRun) -> bool:
    """Whether any step has an input that does not come from outside."""
    given = run.schedule.given
    return given is not None and not given.all()


def describe_source(run: NetworkRun, step: int) -> str:
    """Where the input of a step (from 1) comes from, in words; nothing where it comes from outside."""
    if run.schedule.is_given(step):
        return ""
    if not run.schedule.is_fed(step):
        return "No input is given at this step: it is 0."
    what = {
        "output": "the output",
        "probability": "the probabilities",
        "choice": "the unit vector of the largest output",
    }[run.schedule.feedback or "output"]
    return f"Fed back: {what} of step {step - 1}."
