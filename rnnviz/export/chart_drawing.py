"""Plots, figures of the laboratory, weights and equations: a request for one picture made into a scene."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from contextlib import suppress
from dataclasses import replace

import numpy as np

from ..cells import CELLS
from ..engine.error import InputError
from ..engine.run import Run
from ..experiment.comparison import MOST, compare
from ..scene import laboratory
from ..scene.chart_panel import HEIGHT, WIDTH, Panel, draw_panels
from ..scene.clipping_figure import Mode
from ..scene.formulas import Wanted, draw_equations
from ..scene.laboratory import Rows, states_of
from ..scene.layer_words import layer_title
from ..scene.matrix import draw_matrices, parameters_of
from ..scene.paper import Paper
from ..scene.plot_scale import Scale
from ..scene.shapes import Scene
from ..scene.trajectory import Trajectory, choices, trajectory
from .comparison_figure import WHOLE, curves
from .drawing import Request
from .order_figure import curves as curves_of
from .order_figure import shuffle, values_of

_WIDE, _LARGE_HEIGHT, _SQUARE = 1120.0, 400.0, 440.0
_ROW = 300.0
_MOST_IN_ROW = 2
NO_GATES = "This cell has no gates."


def paper_of(request: Request) -> Paper:
    """The colours and the size of text that a look wants."""
    look = request.look
    return Paper(look.colors, look.text_size, look.legend, look.caption, look.values in ("all", "chips"), look.digits)


def values(request: Request) -> Scene:
    """States over time, or the value that is asked for."""
    names = _asked(request, _plotted(request.run)) or states_of(request.run, request.only)
    return _plots(request, [trajectory(request.run, name) for name in names])


def gates(request: Request) -> Scene:
    """The gates of every layer over time, each the mean over its units; those that are asked for unit by unit."""
    names = _asked(request, _plotted(request.run))
    if names:
        return _plots(request, [trajectory(request.run, name) for name in names])
    if "gates" not in choices(request.run):
        return _plots(request, [Trajectory("Gates", np.zeros((1, 0)), (), (), Scale("linear", 0, 1), "", NO_GATES)])
    network = request.run.network
    sweeps = network.sweeps if request.only is None else (request.only,)
    found = [(trajectory(request.run, "gates", which), layer_title(network, which)) for which in sweeps]
    return _plots(request, [replace(data, title=_joined(data.title, where)) for data, where in found])


def gradients(request: Request) -> Scene:
    """The lengths of the gradients of all states over time."""
    return _plots(request, [trajectory(request.run, "gradients")])


def losses(request: Request) -> Scene:
    """The loss of every step."""
    return _plots(request, [trajectory(request.run, "loss")])


def magnitudes(request: Request) -> Scene:
    """The lengths of the gradients of the values that are asked for, or of the states of all layers."""
    run = request.run
    names = _asked(request, [*run.order, "x"]) or states_of(run, request.only)
    return _drawn(request, laboratory.magnitudes(run, names, request.mark))


def jacobians(request: Request) -> Scene:
    """How a state depends on itself further back."""
    return _drawn(request, laboratory.jacobians(request.run, _state(request), request.mark), _WIDE)


def eigenvalues(request: Request) -> Scene:
    """The eigenvalues of the Jacobian of one step."""
    rows = laboratory.spectrum_of(request.run, _state(request), request.step)
    return _drawn(request, rows, _SQUARE, _SQUARE + 20.0)


def paths(request: Request) -> Scene:
    """Which way the gradient of a state comes, and what the belt carries."""
    return _drawn(request, laboratory.paths(request.run, _state(request, of_belt=True), request.mark), _WIDE)


def parts(request: Request) -> Scene:
    """The belt and the rest of every one-step Jacobian."""
    return _drawn(request, laboratory.parts_of_jacobians(request.run, _state(request, of_belt=True), request.mark))


def influence(request: Request) -> Scene:
    """Who taught whom, and the gradient under the inputs."""
    rows = laboratory.influences(request.run, _state(request), request.alphabet, request.mark)
    return _drawn(request, rows, _WIDE if len(rows[0]) > 1 else WIDTH, _LARGE_HEIGHT)


def contributions(request: Request) -> Scene:
    """What each step adds to the gradient of a parameter."""
    names = _asked(request, request.run.parameters) or tuple(request.run.parameters)[:1]
    return _drawn(request, laboratory.contributions_of(request.run, names[0], request.step), _WIDE)


def clipping(request: Request) -> Scene:
    """The gradients before and after clipping: ``norm:1`` or ``value:0.1``; to half of their norm unless asked for."""
    mode, limit = _threshold(request)
    rows = laboratory.clipping(request.run, mode, limit)
    return _drawn(request, rows, _WIDE if len(request.run.parameters) > 6 else WIDTH, HEIGHT * len(rows))


def portrait(request: Request) -> Scene:
    """The way of a state through a plane."""
    rows = laboratory.portrait_of(request.run, _state(request), request.step, request.look.colors)
    return _drawn(request, rows, _WIDE, _LARGE_HEIGHT)


def sweep(request: Request) -> Scene:
    """How far gradients reach at every strength of the recurrence."""
    return _drawn(request, laboratory.sweep_of_strengths(request.run, request.sweep), WIDTH, _LARGE_HEIGHT)


def comparison(request: Request) -> Scene:
    """How the gradient fades in other cells on the same sequence, those that are asked for or those of the window."""
    experiment = request.experiment
    if experiment is None:
        raise InputError("figure", "comparison of a run", "an experiment")
    others = [key for key in CELLS if key != experiment.network.cell.key]
    found = curves(compare(experiment, _asked(request, CELLS) or others[: MOST - 2]), WHOLE)
    named = replace(found, labels=tuple(rf"\text{{{says}}}" for says in found.says))
    return _drawn(request, ((Panel(named, request.mark),),))


def order(request: Request) -> Scene:
    """A value over the steps in order and shuffled: ``h``, by a seed ``h:3``, with targets along ``h:3:along``."""
    experiment = request.experiment
    if experiment is None:
        raise InputError("figure", "order of a run", "an experiment")
    name, seed, along = _shuffling(request)
    written = replace(experiment, notation=request.run.writing.notation)
    found = curves_of(shuffle(written, seed, along), name)
    return _drawn(request, (tuple(Panel(data, request.mark) for data in found),), _WIDE)


def heat_map(request: Request) -> Scene:
    """The parameters that are asked for, or all of a layer or the network."""
    names = _asked(request, request.run.parameters) or parameters_of(request.run, request.only)
    return draw_matrices(request.run, names, paper_of(request))


def equations(request: Request) -> Scene:
    """The equations in symbols."""
    return _equations(request)


def equations_numbers(request: Request) -> Scene:
    """The equations worked out at a step."""
    return _equations(request, step=request.step)


def backward_equations(request: Request) -> Scene:
    """The chain rules in symbols."""
    return _equations(request, is_backward=True)


def backward_equations_numbers(request: Request) -> Scene:
    """The chain rules worked out at a step."""
    return _equations(request, is_backward=True, step=request.step)


def _equations(request: Request, is_backward: bool = False, step: int | None = None) -> Scene:
    wanted = Wanted(request.sweep, is_backward, step)
    return draw_equations(request.run, wanted, paper_of(request))


def _plots(request: Request, found: Sequence[Trajectory]) -> Scene:
    """Plots below each other; of more than two, two side by side."""
    clipped = [_within(data, request.stretch) for data in found]
    columns = 1 if len(clipped) <= _MOST_IN_ROW else 2
    panels = [Panel(data, request.mark) for data in clipped]
    rows = tuple(tuple(panels[k : k + columns]) for k in range(0, len(panels), columns))
    height = HEIGHT if len(rows) == 1 else _ROW * len(rows)
    return _drawn(request, rows, WIDTH if columns == 1 else _WIDE, height)


def _drawn(request: Request, rows: Rows, width: float = WIDTH, height: float = HEIGHT) -> Scene:
    """Charts on a page of their usual size, or of the room that a board has for them."""
    return draw_panels(rows, paper_of(request), request.room or (width, height))


def _joined(title: str, where: str) -> str:
    """A title with the layer that it is of: ``Gates of layer 2, mean over 3 units``."""
    return title.replace("Gates", f"Gates of {where}", 1) if where else title


def _within(data: Trajectory, stretch: tuple[int, int] | None) -> Trajectory:
    """A trajectory from one step to another."""
    if stretch is None or data.message:
        return data
    low, high = max(stretch[0], data.first), min(stretch[1], data.last)
    return replace(data, values=data.values[low - data.first : high - data.first + 1], first=low)


def _plotted(run: Run) -> tuple[str, ...]:
    """What can be plotted over time by its name."""
    return tuple(name for name in run.order if name != "loss" or "loss" in run)


def _asked(request: Request, known: Iterable[str]) -> tuple[str, ...]:
    """The names that are asked for, with commas between; InputError for one that is not known."""
    names = tuple(name.strip() for name in request.of.split(",")) if request.of else ()
    offered = tuple(known)
    for name in names:
        if name not in offered:
            raise InputError("of", name, f"one of {', '.join(offered)}")
    return names


def _state(request: Request, of_belt: bool = False) -> str:
    """The state that is asked for, or what the layer hands on; if ``of_belt`` the one that it keeps for itself."""
    names = _asked(request, request.run.network.states)
    own = states_of(request.run, request.sweep)
    return names[0] if names else own[-1 if of_belt else 0]


def _shuffling(request: Request) -> tuple[str, int, bool]:
    """Which value is shown, the seed of the other order, and whether targets go along."""
    usual, known = states_of(request.run, request.sweep)[0], values_of(request.run)
    name, seed, along = [*(request.of or usual).split(":", 2), "", ""][:3]
    number = -1
    with suppress(ValueError):
        number = int(seed or 0)
    if name not in known or number < 0 or along not in ("", "along"):
        wanted = (
            f"one of {', '.join(known)}, perhaps with a seed and whether targets go along, such as {known[-1]}:3:along"
        )
        raise InputError("of", request.of, wanted)
    return name, number, along == "along"


def _threshold(request: Request) -> tuple[Mode, float]:
    """How gradients are clipped, and to what."""
    word, _, number = (request.of or "norm").partition(":")
    mode: Mode | None = "norm" if word == "norm" else "value" if word == "value" else None
    try:
        limit = float(number) if number else _half(request.run, mode)
    except ValueError:
        limit = 0.0
    if mode is None or not np.isfinite(limit) or limit <= 0.0:
        raise InputError("of", request.of, "norm:LIMIT or value:LIMIT with a limit above 0")
    return mode, limit


def _half(run: Run, mode: Mode | None) -> float:
    """Half of the norm of all gradients, or of the largest entry, to two digits; 1 where there is none."""
    if "loss" not in run:
        return 1.0
    every = np.concatenate([array.ravel() for array in run.gradients().parameters.values()])
    size = float(np.linalg.norm(every) if mode == "norm" else np.abs(every).max(initial=0.0))
    return float(f"{size / 2:.2g}") if np.isfinite(size) and size > 0.0 else 1.0
