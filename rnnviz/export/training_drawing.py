"""The curves of a training that an experiment has had: a request for one picture made into a scene."""

from __future__ import annotations

import numpy as np

from ..engine.error import InputError
from ..engine.run import Run
from ..engine.train import Progress
from ..experiment.training import find_progress, find_training
from ..scene.chart import CurveChart
from ..scene.chart_panel import HEIGHT, WIDTH, Panel, draw_panels
from ..scene.shapes import Scene
from ..scene.training_figure import accuracy_chart, loss_chart, norm_chart
from .chart_drawing import paper_of
from .drawing import Request

CURVES = {
    "loss": "Loss",
    "loss:linear": "Loss, linear axis",
    "accuracy": "Accuracy",
    "norm": "Norm of the gradient",
}
"""What can be shown of a training."""
_NEXT = 400.0
"""Every chart beside the first makes the picture so much wider."""


def of_training(_run: Run) -> dict[str, str]:
    """The curves of a training."""
    return CURVES


def training(request: Request) -> Scene:
    """The curves that are asked for beside each other; loss, accuracy and norm of the gradient, as far as there are."""
    experiment = request.experiment
    progress = None if experiment is None else find_progress(experiment)
    if experiment is None or progress is None or not len(progress.curve):
        raise InputError("figure", "training of an experiment without one", "an experiment whose training has begun")
    has_accuracy = not np.isnan(progress.curve[:, 2]).all()
    names = _asked(request) or (("loss", "accuracy", "norm") if has_accuracy else ("loss", "norm"))
    clip = find_training(experiment).settings.clip
    row = tuple(Panel(_chart(name, progress, clip)) for name in names)
    usual = (WIDTH + _NEXT * (len(row) - 1), HEIGHT)
    return draw_panels((row,), paper_of(request), request.room or usual)


def _asked(request: Request) -> tuple[str, ...]:
    names = tuple(name.strip() for name in request.of.split(",")) if request.of else ()
    for name in names:
        if name not in CURVES:
            raise InputError("of", name, f"one of {', '.join(CURVES)}")
    return names


def _chart(name: str, progress: Progress, clip: float | None) -> CurveChart:
    """One kind of curve from the first step to the last."""
    match name:
        case "accuracy":
            return accuracy_chart(progress, progress.step)
        case "norm":
            return norm_chart(progress, progress.step, clip)
        case _:
            return loss_chart(progress, progress.step, name == "loss")
