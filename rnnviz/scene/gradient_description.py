"""What a key stands for on the backward pass, in words: what the loss gains by it, and from where that comes."""

from __future__ import annotations

from collections.abc import Iterator

from ..engine.run import Run
from .backward import Backward
from .description import called, describe, show_values
from .shapes import Key


def describe_gradient(run: Run, backward: Backward, key: Key, step: int) -> str:
    """The lines of ``describe`` and those on the gradient; ``step`` is used where the key names none."""
    return "\n".join((describe(run, key, step), *_lines(run, backward, key, step)))


def _lines(run: Run, backward: Backward, key: Key, step: int) -> Iterator[str]:
    name = called(run, key.name)
    gradients, at = backward.gradients, step if key.step is None else key.step
    if key.name in gradients.parameters:
        yield f"dL/d{name}, all steps: {show_values(gradients.parameters[key.name])}"
        yield f"of which by step {at}: {show_values(gradients.contributions(key.name)[at - 1])}"
    elif at == 0 and key.name in gradients.start:
        yield f"dL/d{name} of the initial state: {show_values(gradients.start[key.name])}"
    elif at > 0 and key.name in gradients and (key.name != "loss" or run.told[at - 1]):
        yield f"dL/d{name}, step {at}: {show_values(gradients[key.name][at - 1])}"
        user = at + backward.stride(key.name)
        if key.name in gradients.start and 1 <= user <= run.n_steps:
            handed = backward.handed[key.name][user - 1]
            yield f"of which handed back by step {user}: {show_values(handed)}"
