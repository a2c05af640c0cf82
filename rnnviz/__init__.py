"""rnnviz: step through a recurrent network and see every number, gate and gradient.

>>> run = rnnviz.open("lstm-by-hand").run()
>>> run["f"]                                # (T, H): the forget gate at every step
>>> rnnviz.Experiment.new("gru", alphabet="helo", hidden_size=8, loss="softmax").run().gradients()["h"]
>>> rnnviz.figure(run, "cell", step=1).save("cell.pdf")
"""

from __future__ import annotations

import os
import sys
from importlib import import_module
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from .cells import CELLS
    from .engine.error import InputError
    from .engine.schedule import Schedule
    from .experiment.example import EXAMPLES
    from .experiment.example import open_experiment as open  # noqa: A004 -- rnnviz.open says what it does
    from .experiment.experiment import Experiment
    from .experiment.headless import train
    from .experiment.own_text import make_text
    from .experiment.sampling import draw_sample, sample
    from .experiment.storage import save
    from .experiment.table import Columns, read_table
    from .experiment.task_experiment import new_data, new_task
    from .export.figure import FIGURES, figure
    from .tasks import TASKS

__all__ = [
    "CELLS",
    "EXAMPLES",
    "FIGURES",
    "TASKS",
    "Columns",
    "Experiment",
    "InputError",
    "Schedule",
    "draw_sample",
    "figure",
    "make_text",
    "new_data",
    "new_task",
    "open",
    "read_table",
    "sample",
    "save",
    "train",
]

if "numpy" not in sys.modules:
    # Sums over several threads round otherwise: with one, what is learnt from a seed is the same to the bit. That loses
    # nothing at these sizes and leaves a core to draw with. NumPy reads this when it loads.
    os.environ.setdefault("OPENBLAS_NUM_THREADS", "1")

_PLACES = {
    "CELLS": (".cells", "CELLS"),
    "EXAMPLES": (".experiment.example", "EXAMPLES"),
    "Experiment": (".experiment.experiment", "Experiment"),
    "Columns": (".experiment.table", "Columns"),
    "FIGURES": (".export.figure", "FIGURES"),
    "InputError": (".engine.error", "InputError"),
    "Schedule": (".engine.schedule", "Schedule"),
    "TASKS": (".tasks", "TASKS"),
    "draw_sample": (".experiment.sampling", "draw_sample"),
    "figure": (".export.figure", "figure"),
    "make_text": (".experiment.own_text", "make_text"),
    "new_data": (".experiment.task_experiment", "new_data"),
    "new_task": (".experiment.task_experiment", "new_task"),
    "open": (".experiment.example", "open_experiment"),
    "read_table": (".experiment.table", "read_table"),
    "sample": (".experiment.sampling", "sample"),
    "save": (".experiment.storage", "save"),
    "train": (".experiment.headless", "train"),
}


def __getattr__(name: str) -> object:
    """Import a public name when it is first used, so that ``import rnnviz`` stays cheap."""
    if name == "__version__":
        return _version()
    if name not in _PLACES:
        raise AttributeError(f"module 'rnnviz' has no attribute {name!r}")
    module, attribute = _PLACES[name]
    value = getattr(import_module(module, __name__), attribute)
    globals()[name] = value
    return value


def __dir__() -> list[str]:
    """The public names, imported or not."""
    return sorted([*globals(), *__all__, "__version__"])


def _version() -> str:
    """The version of the installed package, or of the checkout that has not been installed."""
    from importlib.metadata import PackageNotFoundError, version

    try:
        return version("rnnviz")
    except PackageNotFoundError:
        import tomllib
        from pathlib import Path

        text = (Path(__file__).parents[1] / "pyproject.toml").read_text("utf-8")
        return str(tomllib.loads(text)["project"]["version"])
