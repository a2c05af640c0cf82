"""The beginning of a text that is exported, for its preview."""

from __future__ import annotations

import io

import numpy as np

from ..experiment.experiment import Experiment
from ..export.formats import DATA
from .export_choice import Manner, Subject

MOST_CHARACTERS = 6000
LARGE = 50_000
TOO_LARGE = "Of so many numbers no preview is made."


def begin_of(experiment: Experiment, subject: Subject, manner: Manner) -> tuple[str, str]:
    """The first lines of the file, and how large it is."""
    run, form = experiment.run(), DATA[manner.data]
    if not form.takes_step and run.n_steps * run.network.top_size * len(run.order) > LARGE:
        return TOO_LARGE, ""
    data = form.make(run, subject.step if form.takes_step else None)
    says = f"{len(data):,} bytes"
    if form.suffix == ".npz":
        return _arrays(data), says
    text = data.decode("utf-8")
    return (text if len(text) <= MOST_CHARACTERS else f"{text[:MOST_CHARACTERS]}…"), says


def _arrays(data: bytes) -> str:
    """The names and shapes of the arrays in a NumPy archive."""
    with np.load(io.BytesIO(data)) as archive:
        return "\n".join(f"{name}  {archive[name].shape}" for name in archive.files)
