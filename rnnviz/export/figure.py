"""The figures of an experiment: what there is to draw, at which steps, and how it is saved.

>>> rnnviz.figure(rnnviz.open("lstm-by-hand"), "cell", step=1).save("cell.pdf")
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass, replace
from os import PathLike
from pathlib import Path
from typing import Any

from ..engine.error import InputError
from ..engine.network import Network, Sweep
from ..engine.notation import find_notation
from ..engine.run import Run
from ..experiment.experiment import Experiment
from ..experiment.limit import whole_number
from ..scene.shapes import Scene
from . import chart_drawing as charts
from . import drawing
from .board_drawing import board, check_aspect
from .chart_choice import of_cells, of_gates, of_ordered, of_parameters, of_states, of_values
from .drawing import Request, caption
from .dressing import dress
from .look import Look
from .notes import notes
from .page import Page, Progress, tell
from .showing import in_grey, show
from .structure_drawing import folding, of_recurrent, of_stages, units
from .training_drawing import of_training, training

NOTEBOOK_DPI = 192


@dataclass(frozen=True, slots=True)
class Kind:
    """One kind of figure: its title, what draws it, and what it takes of step, substep, steps, layer, of and aspect.

    One that ``is_dressed`` follows the look by itself, and has a title. ``offers`` tells what ``of`` may be of a run,
    by name with titles.
    """

    title: str
    draw: Callable[[Request], Scene]
    takes: frozenset[str] = frozenset()
    needs_loss: bool = False
    is_dressed: bool = False
    offers: Callable[[Run], dict[str, str]] | None = None


_ONE_STEP = frozenset({"step", "substep", "layer"})
_OVER_TIME = frozenset({"step", "substep", "steps"})
_LAYER = frozenset({"layer"})
_AT = frozenset({"step", "layer"})
_PLOT = frozenset({"step", "steps", "layer", "of"})
_BOARD = frozenset({"step", "steps", "layer", "of", "aspect"})

FIGURES: dict[str, Kind] = {
    "cell": Kind("Cell", drawing.cell, _ONE_STEP),
    "backward-cell": Kind("Cell, backward", drawing.backward_cell, _ONE_STEP, True),
    "unfolded": Kind("Network over time", drawing.unfolded, _OVER_TIME),
    "backward-unfolded": Kind("Network over time, backward", drawing.backward_unfolded, _OVER_TIME, True),
    "folded": Kind("Folded network", drawing.folded),
    "folding": Kind("Fold and unfold", folding, frozenset({"of"}), is_dressed=True, offers=of_stages),
    "units": Kind("Units as a graph", units, _AT | {"of"}, is_dressed=True, offers=of_recurrent),
    "equations": Kind("Equations", charts.equations, _LAYER, is_dressed=True),
    "equations-numbers": Kind("Equations with numbers", charts.equations_numbers, _AT, is_dressed=True),
    "backward-equations": Kind("Chain rules", charts.backward_equations, _LAYER, True, True),
    "backward-equations-numbers": Kind("Chain rules with numbers", charts.backward_equations_numbers, _AT, True, True),
    "heat-map": Kind("Weights", charts.heat_map, _LAYER | {"of"}, is_dressed=True, offers=of_parameters),
    "states": Kind("States", charts.values, _PLOT, is_dressed=True, offers=of_values),
    "gates": Kind("Gates", charts.gates, _PLOT, is_dressed=True, offers=of_gates),
    "losses": Kind("Loss per step", charts.losses, _OVER_TIME - {"substep"}, True, True),
    "gradients": Kind("Gradient norms", charts.gradients, _OVER_TIME - {"substep"}, True, True),
    "magnitudes": Kind("Gradient of values", charts.magnitudes, _AT | {"of"}, True, True, of_values),
    "jacobians": Kind("Jacobians", charts.jacobians, _AT | {"of"}, False, True, of_states),
    "eigenvalues": Kind("Eigenvalues", charts.eigenvalues, _AT | {"of"}, False, True, of_states),
    "paths": Kind("Ways of the gradient", charts.paths, _AT | {"of"}, True, True, of_states),
    "belt": Kind("Belt and rest of Jacobians", charts.parts, _AT | {"of"}, False, True, of_states),
    "influence": Kind("Influence", charts.influence, _AT | {"of"}, True, True, of_states),
    "contributions": Kind("Contributions of steps", charts.contributions, _AT | {"of"}, True, True, of_parameters),
    "clipping": Kind("Clipping", charts.clipping, frozenset({"of"}), True, True),
    "portrait": Kind("State space", charts.portrait, _AT | {"of"}, False, True, of_states),
    "sweep": Kind("Strength of the recurrence", charts.sweep, _LAYER, False, True),
    "order": Kind("Order of the steps", charts.order, _AT | {"of"}, False, True, of_ordered),
    "training": Kind("Training", training, frozenset({"of"}), True, True, of_training),
    "comparison": Kind("Comparison", charts.comparison, frozenset({"step", "of"}), True, True, of_cells),
    "board": Kind("Board", lambda request: board(request, _on_board, FIGURES), _BOARD, is_dressed=True),
}
"""Every figure by its name; adding one is adding a row."""


@dataclass(frozen=True, slots=True)
class Figure:
    """A figure, or a sequence of pictures of it, ready to be drawn and saved; in a notebook it shows itself."""

    name: str
    requests: tuple[Request, ...]

    def scene(self) -> Scene:
        """The picture; of a sequence the first."""
        return self._draw(self.requests[0])

    def pages(self, progress: Progress | None = None) -> list[Page]:
        """Every picture in order; a sub-step that shows the same as the one before is left out."""
        pages: list[Page] = []
        for done, request in enumerate(self.requests):
            tell(progress, done, len(self.requests))
            scene = self._draw(request)
            if request.substep is None or not pages or scene != pages[-1].scene:
                pages.append(self._page(request, scene))
        return pages

    def save(self, path: str | PathLike[str], *, progress: Progress | None = None, **options: Any) -> list[Path]:
        """Write the figure in the format that the name of the file ends in, and give the files that were written.

        ``options`` are those of ``formats.Options``: ``size`` such as ``"16cm"``, ``dpi``, ``outlines``, ….
        """
        from .formats import Options, write_pages

        chosen = Options.of(**options)
        return write_pages(self.pages(_half(progress, 0)), Path(path), chosen, _half(progress, 1))

    def _draw(self, request: Request) -> Scene:
        scene, look = _draw(self.name, request), request.look
        if not FIGURES[self.name].is_dressed:
            scene = dress(scene, look, caption(self.name, request))
        return in_grey(scene) if look.theme == "print" else scene

    def _page(self, request: Request, scene: Scene) -> Page:
        """The page of a picture, its name made of what tells it from the others."""
        takes, name, title = FIGURES[self.name].takes, self.name, FIGURES[self.name].title
        step = request.step if "step" in takes else 0
        if step:
            number, first = request.run.writing.number(step), request.run.writing.number(1)
            of = f" of {request.run.n_steps}" if first == "1" else ""
            name, title = f"{name}-{step:03}", f"{title}, step {number}{of}"
        if request.substep is not None:
            name = f"{name}-{request.substep:02}"
        return Page(scene, name, title, self._notes(request), step, request.substep)

    def _notes(self, request: Request) -> str:
        """The equations and numbers of a picture of one step."""
        kind = FIGURES[self.name]
        sweep = request.sweep if "layer" in kind.takes else None
        is_backward = self.name.startswith("backward")
        return notes(request.run, request.step, sweep, is_backward) if "step" in kind.takes else ""

    def _repr_svg_(self) -> str:
        from .svg import to_svg

        return to_svg(self.scene())

    def _repr_png_(self) -> bytes:
        from .paint import to_png

        return to_png(self.scene(), NOTEBOOK_DPI)


def figure(  # noqa: PLR0913 -- a figure has this many choices
    run_or_experiment: Run | Experiment,
    name: str,
    *,
    step: int | tuple[int, int] | None = None,
    substep: int | bool | None = None,
    steps: tuple[int, int] | None = None,
    layer: str | None = None,
    of: str | None = None,
    aspect: str | None = None,
    look: Look | None = None,
    **fields: Any,
) -> Figure:
    """One of ``FIGURES`` of a run or an experiment.

    ``step`` counts from 1, the last without it; from one step to another, a sequence. ``substep`` is how many values
    are computed; True makes a sequence of all. ``steps`` are the first and last step of a figure over time; ``layer``
    is such as ``find_sweep`` takes. ``of`` are the values or parameters that a figure shows, with commas between, or
    the figures of a board; ``aspect`` is that of a board, 16:9 or 4:3. ``fields`` are those of ``Look``. InputError
    names what does not fit.
    """
    takes = _find_kind(name).takes
    if steps is not None and step is None and "steps" not in takes:
        step, steps = steps, None
    _check(name, {"substep": substep, "steps": steps, "layer": layer, "of": of, "aspect": aspect})
    found = replace(look or Look(), **fields) if fields else look or Look()
    request = replace(
        _request(run_or_experiment, found),
        stretch=steps,
        of=of,
        marks_step=step is not None,
        names_layer=layer is not None,
        aspect=check_aspect(aspect),
    )
    _check_loss(name, request.run)
    requests = tuple(_requests(_placed(request, layer), step, substep))
    return Figure(name, requests if "step" in takes else requests[-1:])


def _find_kind(name: str) -> Kind:
    if name not in FIGURES:
        raise InputError("figure", name, f"one of {', '.join(FIGURES)}")
    return FIGURES[name]


def _request(run_or_experiment: Run | Experiment, look: Look) -> Request:
    """What all pictures of a run or an experiment have in common, written as the look wants."""
    look.check_ground()
    experiment = run_or_experiment if isinstance(run_or_experiment, Experiment) else None
    run = run_or_experiment.run() if isinstance(run_or_experiment, Experiment) else run_or_experiment
    if look.notation is not None:
        run = run.write_in(find_notation(look.notation))
    return Request(run, run.n_steps, look=look, experiment=experiment)


def _placed(request: Request, layer: str | None) -> Request:
    """A request with its layer found and its stretch checked."""
    stretch = None if request.stretch is None else _stretch(request.stretch, request.run)
    return replace(request, sweep=find_sweep(request.run.network, layer), stretch=stretch)


def _half(progress: Progress | None, half: int) -> Progress | None:
    """A progress that tells of the first (0) or the second half (1) of what is made."""
    return None if progress is None else lambda done, total: progress(half * total + done, 2 * total)


def _draw(name: str, request: Request) -> Scene:
    """A picture as its look wants it."""
    kind = FIGURES[name]
    if kind.is_dressed:
        return replace(kind.draw(request), background=request.look.ground)
    return show(kind.draw(request), request.look, request.marks_step)


def _on_board(name: str, request: Request) -> tuple[Scene, str]:
    """A picture as part of a board, with its caption where it has no title of its own."""
    kind = FIGURES[name]
    _check_loss(name, request.run)
    if kind.is_dressed:
        return _draw(name, request), ""
    at = f", step {request.run.writing.number(request.step)}" if "layer" in kind.takes else ""
    return _draw(name, request), f"{kind.title}{at}"


def _check_loss(name: str, run: Run) -> None:
    if FIGURES[name].needs_loss and run.loss is None:
        raise InputError("figure", f"{name} of an experiment without a loss", "a loss that can be differentiated")


def find_sweep(network: Network, layer: str | None) -> Sweep:
    """A layer and direction from its name: ``1``, ``2``, … forward, ``1r``, ``2r``, … against time; None is ``1``."""
    sweeps = {f"{k + 1}{'r' if reverse else ''}": (k, reverse) for k, reverse in network.sweeps}
    if layer is not None and layer not in sweeps:
        raise InputError("layer", layer or "nothing", f"one of {', '.join(sweeps)}")
    return sweeps["1" if layer is None else layer]


def _check(name: str, given: dict[str, object]) -> None:
    """Refuse what a figure does not take."""
    for field, value in given.items():
        if value is not None and field not in FIGURES[name].takes:
            raise InputError(field, value, f"none, as the figure {name} takes none")


def _requests(request: Request, step: int | tuple[int, int] | None, substep: int | bool | None) -> Iterator[Request]:
    """The pictures in order: step by step, within a step sub-step by sub-step."""
    n_steps, n_values = request.run.n_steps, len(request.run.order)
    ends = (n_steps, n_steps) if step is None else step if isinstance(step, tuple) else (step, step)
    first, last = (whole_number("step", end, 1, n_steps) for end in ends)
    if substep is not None and not isinstance(substep, bool):
        substep = whole_number("substep", substep, 0, n_values)
    for t in range(first, last + 1) if first <= last else range(first, last - 1, -1):
        if substep is True:
            yield from (replace(request, step=t, substep=k) for k in range(n_values + 1))
        else:
            yield replace(request, step=t, substep=None if substep is False else substep)


def _stretch(steps: tuple[int, int], run: Run) -> tuple[int, int]:
    first = whole_number("steps", steps[0], 1, run.n_steps)
    return first, whole_number("steps", steps[1], first, run.n_steps)
