"""What each figure draws: a request for one picture made into a scene."""

from __future__ import annotations

from dataclasses import dataclass, field

from ..engine.network import Sweep
from ..engine.run import Run
from ..experiment.experiment import Experiment
from ..scene.backward import Backward
from ..scene.cell import draw_cell
from ..scene.folded import draw_folded
from ..scene.shapes import Scene
from ..scene.unfolded import draw_unfolded
from .look import Look

MOST_STEPS = 12
"""The network over time is drawn with at most so many steps unless more are asked for."""


@dataclass(frozen=True, slots=True)
class Request:
    """One picture: of which run, where in it, and how it looks.

    ``step`` counts from 1; ``substep`` says how many values of the step are computed, None that all are. ``stretch``
    are the first and last step of a figure over time, ``sweep`` is a layer and direction, ``of`` the name of what a
    figure of one value or parameter shows. ``experiment`` is None where there is only a run. ``marks_step`` says
    whether a figure over time marks its step, ``names_layer`` whether ``sweep`` was asked for. ``aspect`` is that of a
    board; ``room`` is the width and height that a chart shall have on one, None for its usual ones.
    """

    run: Run
    step: int
    substep: int | None = None
    stretch: tuple[int, int] | None = None
    sweep: Sweep = (0, False)
    of: str | None = None
    look: Look = field(default_factory=Look)
    experiment: Experiment | None = None
    marks_step: bool = True
    names_layer: bool = False
    aspect: str = "16:9"
    room: tuple[float, float] | None = None

    @property
    def mark(self) -> int | None:
        """The step that a figure over time marks, if it marks one."""
        return self.step if self.marks_step else None

    @property
    def only(self) -> Sweep | None:
        """The layer and direction that was asked for; None for all."""
        return self.sweep if self.names_layer else None

    @property
    def alphabet(self) -> str | None:
        """The symbols of the input, where it has any."""
        return None if self.experiment is None else self.experiment.alphabet

    @property
    def backward(self) -> Backward:
        """The gradients of the total loss, by decades, so that a figure shows them however small they become."""
        return Backward(self.run.gradients(), "decades")


def cell(request: Request) -> Scene:
    """The inside of a cell at one step."""
    return _cell(request, None)


def backward_cell(request: Request) -> Scene:
    """The gradients that flow back through a cell at one step."""
    return _cell(request, request.backward)


def unfolded(request: Request) -> Scene:
    """The network over time."""
    return _unfolded(request, None)


def backward_unfolded(request: Request) -> Scene:
    """The gradients that flow back through the network over time."""
    return _unfolded(request, request.backward)


def folded(request: Request) -> Scene:
    """The network with its recurrent loops."""
    return draw_folded(request.run, theme=request.look.colors)


def _cell(request: Request, backward: Backward | None) -> Scene:
    look = request.look
    return draw_cell(
        request.run,
        request.step,
        request.substep,
        theme=look.colors,
        backward=backward,
        sweep=request.sweep,
        digits=look.digits,
        scale=max(1.0, look.text_size),
    )


def _unfolded(request: Request, backward: Backward | None) -> Scene:
    first, last = request.stretch or steps_around(request.step, request.run.n_steps)
    look = request.look
    return draw_unfolded(
        request.run,
        first,
        last,
        request.step,
        theme=look.colors,
        alphabet=request.alphabet,
        backward=backward,
        substep=request.substep,
        digits=look.digits,
    )


def caption(name: str, request: Request) -> str:
    """What a picture shows, where that does not stand in it: the cells of a network, and which steps."""
    if name.endswith("cell"):
        return ""
    if name == "folded":
        return "Folded network"
    cells = ", ".join(dict.fromkeys(layer.cell.title for layer in request.run.network.layers))
    first, last = request.stretch or steps_around(request.step, request.run.n_steps)
    number = request.run.writing.number
    steps = f"step {number(first)}" if first == last else f"steps {number(first)} to {number(last)}"
    return f"{cells}, {steps}{', backward' if name.startswith('backward') else ''}"


def steps_around(step: int, n_steps: int) -> tuple[int, int]:
    """The first and last of at most ``MOST_STEPS`` steps around one."""
    first = max(1, min(step - MOST_STEPS // 2, n_steps - MOST_STEPS + 1))
    return first, min(n_steps, first + MOST_STEPS - 1)
