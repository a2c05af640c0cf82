"""The units of a layer as a graph, and a network that folds and unfolds: a request made into a scene."""

from __future__ import annotations

from dataclasses import replace

from ..engine.error import InputError
from ..engine.network import Sweep
from ..engine.run import Run
from ..scene.folding import STAGES, draw_folding
from ..scene.shapes import Group, Label, Scene, Shape
from ..scene.units import MOST_UNITS, can_draw_units, draw_units, recurrent_matrices
from .drawing import Request
from .dressing import dress
from .look import Look
from .showing import change_shapes, show

_LAST = len(STAGES) - 1
_MOST_TEXT = 1.3
"""Larger symbols would touch the words and numbers below them."""
_TITLES = ("caption", "title")


def of_recurrent(run: Run) -> dict[str, str]:
    """The recurrent matrices of the layers that can be drawn as graphs."""
    sweeps = (which for which in run.network.sweeps if can_draw_units(run, which))
    return {name: name for which in sweeps for name in recurrent_matrices(run, which)}


def of_stages(_run: Run) -> dict[str, str]:
    """The stages of folding."""
    return {name: name.capitalize() for name in STAGES}


def units(request: Request) -> Scene:
    """The units of a layer with the recurrent matrix that is asked for, or the first of the layer."""
    run = request.run
    sweep = request.sweep if request.of is None else _owner(run, request.of)
    if not can_draw_units(run, sweep):
        n_units = run.network.layers[sweep[0]].hidden_size
        raise InputError("figure", f"units of a layer of {n_units}", f"a layer of at most {MOST_UNITS}")
    look = request.look
    scene = draw_units(run, request.step, theme=look.colors, sweep=sweep, matrix=request.of, digits=look.digits)
    return _page(scene, look)


def folding(request: Request) -> Scene:
    """The network feed-forward, recurrent or unfolded, or between two of these."""
    look = request.look
    return _page(draw_folding(request.run, _progress(request.of), theme=look.colors), look)


def _owner(run: Run, matrix: str) -> Sweep:
    """The layer and direction that a recurrent matrix belongs to."""
    owners = {name: which for which in run.network.sweeps for name in recurrent_matrices(run, which)}
    if matrix not in owners:
        raise InputError("of", matrix, f"one of {', '.join(owners)}")
    return owners[matrix]


def _progress(of: str | None) -> float:
    """How far a network is folded: 0 feed-forward, 1 recurrent, 2 unfolded, as it is without being asked for."""
    if of is None:
        return float(_LAST)
    if of in STAGES:
        return float(STAGES.index(of))
    try:
        progress = float(of)
    except ValueError:
        progress = -1.0
    if not 0.0 <= progress <= _LAST:
        raise InputError("of", of, f"one of {', '.join(STAGES)}, or a number from 0 to {_LAST}")
    return progress


def _page(scene: Scene, look: Look) -> Scene:
    """A picture as a look wants it; its arrows keep their colours, which are of weights or tell matrices apart."""
    root = change_shapes(scene.root, lambda shape, _: _wanted(shape, look))
    full = replace(look, values="all", text_size=min(look.text_size, _MOST_TEXT))
    return dress(show(replace(scene, root=root), full), look, "")


def _wanted(shape: Shape, look: Look) -> Shape | None:
    """Nothing for a title without captions, and for the numbers of units where none shall be seen."""
    if isinstance(shape, Group):
        return None if shape.name in _TITLES and not look.caption else shape
    is_number = isinstance(shape, Label) and shape.family == "sans" and shape.key is not None
    return None if is_number and look.values in ("none", "wires") else shape
