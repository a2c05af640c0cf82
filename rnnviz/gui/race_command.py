"""The commands that lead to a race."""

from __future__ import annotations

from collections.abc import Iterator
from functools import partial
from typing import TYPE_CHECKING

from ..experiment.example import load_example
from .command import Command

if TYPE_CHECKING:
    from .main_window import MainWindow

EXAMPLE, AGAINST = "recall-rnn", ("recall-lstm", "recall-gru")
"""The shipped race: on screen a network that forgets, and examples whose cells do not."""


def race_commands(window: MainWindow) -> Iterator[Command]:
    """Start the shipped race, or look at that of the networks that are compared."""
    yield Command(
        "race.recall", "Recall race: RNN, LSTM and GRU at once", partial(start_recall, window), "E&xamples/Tasks-"
    )
    yield Command("race.show", "Race of &networks", partial(show_race, window), "&Training-")


def show_race(window: MainWindow) -> None:
    """Show the page of the race."""
    from .laboratory import RACE

    window.panels.show_page(RACE)


def start_recall(window: MainWindow) -> None:
    """Open the example, unless the user wants to stay, and let the networks go."""
    before = window.session.experiment
    window.files.open_example(EXAMPLE)
    if window.session.experiment is not before:
        window.panels.start_race([load_example(name).network.cell.key for name in AGAINST])
