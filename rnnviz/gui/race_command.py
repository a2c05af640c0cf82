"""The commands that lead to a race."""

from __future__ import annotations

from collections.abc import Iterator
from functools import partial
from typing import TYPE_CHECKING

from .command import Command

if TYPE_CHECKING:
    from .main_window import MainWindow

EXAMPLE, AGAINST = "recall-rnn", ("lstm", "gru")
"""The shipped race: on screen a network that forgets, and cells whose networks do not."""


def race_commands(window: MainWindow) -> Iterator[Command]:
    """Start the shipped race."""
    yield Command(
        "race.recall", "Recall race: RNN, LSTM and GRU at once", partial(start_recall, window), "E&xamples/Tasks-"
    )


def start_recall(window: MainWindow) -> None:
    """Open the example, unless the user wants to stay, and let the networks go."""
    before = window.session.experiment
    window.files.open_example(EXAMPLE)
    if window.session.experiment is not before:
        window.panels.start_race(AGAINST)
