"""The packaged examples: their groups, names and titles in course order, and how to open one."""

from __future__ import annotations

import os
from pathlib import Path

from .. import resource
from ..engine.error import InputError
from .experiment import Experiment
from .storage import SUFFIX, load

GROUPS: dict[str, dict[str, str]] = {
    "RNN": {
        "rnn-by-hand": "RNN by hand",
        "rnn-two-inputs": "RNN with two inputs",
        "rnn-hands-on": "RNN hands-on: three steps",
        "hello": "Characters: h e l l o",
        "vanishing": "Vanishing gradient: an RNN over 50 steps",
    },
    "LSTM": {
        "lstm-by-hand": "LSTM by hand",
        "lstm-hands-on": "LSTM hands-on: two steps",
        "long-memory": "Long memory: an LSTM over 50 steps",
    },
    "GRU": {
        "gru-by-hand": "GRU by hand, z keeps",
        "gru-by-hand-z-updates": "GRU by hand, z updates",
        "gru-hands-on": "GRU hands-on: two steps",
    },
    "Forms of RNN": {
        "one-to-one": "One to one: a line in a picture",
        "one-to-many": "One to many: a caption",
        "many-to-one": "Many to one: sentiment",
        "many-to-many-delayed": "Many to many, delayed: translation",
        "many-to-many": "Many to many: labels for frames",
        "order-matters": "Order matters: rising or falling",
        "generation": "Generation: h e l l o, written by itself",
    },
    "Layers and directions": {
        "stacked-lstm": "Two layers: one two one two",
        "bidirectional": "Bidirectional: a or an?",
        "stacked-bidirectional": "Two bidirectional layers: the highest",
    },
    "Fully connected": {
        "final-activities": "Fully connected: from start states to final activities",
        "attractor": "Fully connected: an attractor",
        "clamped-units": "Fully connected: clamped units",
    },
    "Tasks": {
        "learn-hello": "Learn: the next character of hello",
        "recall-rnn": "Recall race: a simple RNN over 50 steps",
        "recall-lstm": "Recall race: an LSTM over 50 steps",
        "recall-gru": "Recall race: a GRU over 50 steps",
        "binary-addition": "Binary addition by hand: exact",
        "binary-addition-learnt": "Binary addition, learnt",
        "parity": "Parity",
        "brackets": "Bracket depth",
        "copy": "Copy memory",
        "adding": "Adding problem",
        "trend": "Trend of a noisy series",
        "sine": "Sine",
        "sines": "Sum of sines",
        "delayed-regression": "Delayed regression: speech to lips in miniature",
        "prose": "Character model of a story",
    },
}
"""The title of each example by its name, in groups, both in course order."""

EXAMPLES: dict[str, str] = {name: title for group in GROUPS.values() for name, title in group.items()}
"""The title of every example by its name."""


def example_path(name: str) -> Path:
    """The packaged file of an example."""
    if name not in EXAMPLES:
        raise InputError("example", name, f"one of {', '.join(EXAMPLES)}")
    return resource.path("examples", name + SUFFIX)


def load_example(name: str) -> Experiment:
    """The experiment of an example."""
    return load(example_path(name))


def open_experiment(name_or_path: str | os.PathLike[str]) -> Experiment:
    """The experiment of an example's name, or else in the file of that path."""
    if isinstance(name_or_path, str) and name_or_path in EXAMPLES:
        return load_example(name_or_path)
    is_file = os.path.exists(name_or_path)  # noqa: PTH110 -- unlike Path.exists, False for a name that is too long
    if not is_file and Path(name_or_path).suffix == "" and len(Path(name_or_path).parts) <= 1:
        raise InputError("experiment", name_or_path or "nothing", f"a {SUFFIX} file or one of {', '.join(EXAMPLES)}")
    return load(name_or_path)
