"""The figures of an experiment: the cell or the network over time, forward or backward, as pictures for print."""

from __future__ import annotations

from ..engine.error import InputError
from ..engine.network import Network, Sweep
from ..experiment.experiment import Experiment
from ..scene.backward import Backward
from ..scene.cell import draw_cell
from ..scene.shapes import Scene
from ..scene.theme import PRINT
from ..scene.unfolded import draw_unfolded

FIGURES = ("backward-cell", "backward-unfolded", "cell", "unfolded")
MOST_STEPS = 12
"""The network over time is drawn with at most so many steps."""


def draw_figure(experiment: Experiment, figure: str, step: int, layer: str | None = None) -> Scene:
    """One of ``FIGURES`` at ``step`` (from 1); ``layer`` says which cell, as ``find_sweep`` does."""
    if figure not in FIGURES:
        raise InputError("figure", figure, f"one of {', '.join(FIGURES)}")
    backward = _gradients(experiment) if figure.startswith("backward") else None
    if figure.endswith("cell"):
        sweep = find_sweep(experiment.network, layer)
        return draw_cell(experiment.run(), step, theme=PRINT, backward=backward, sweep=sweep)
    if layer is not None:
        raise InputError("--layer", layer, "none, as this figure shows all layers")
    first = max(1, min(step - MOST_STEPS // 2, experiment.n_steps - MOST_STEPS + 1))
    last = min(experiment.n_steps, first + MOST_STEPS - 1)
    run, alphabet = experiment.run(), experiment.alphabet
    return draw_unfolded(run, first, last, step, theme=PRINT, alphabet=alphabet, backward=backward)


def find_sweep(network: Network, layer: str | None) -> Sweep:
    """A layer and direction from its name: ``1``, ``2``, … forward, ``1r``, ``2r``, … against time; None is ``1``."""
    sweeps = {f"{k + 1}{'r' if reverse else ''}": (k, reverse) for k, reverse in network.sweeps}
    if layer is not None and layer not in sweeps:
        raise InputError("--layer", layer or "nothing", f"one of {', '.join(sweeps)}")
    return sweeps["1" if layer is None else layer]


def _gradients(experiment: Experiment) -> Backward:
    """The gradients of the total loss, by decades, so that a figure shows them however small they become."""
    if experiment.loss is None:
        raise InputError("--figure", "an experiment without a loss", "one whose loss can be differentiated")
    return Backward(experiment.run().gradients(), "decades")
