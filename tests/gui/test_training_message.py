"""What is told between window and process survives the way."""

from __future__ import annotations

from multiprocessing import Pipe
from typing import TypeVar

import numpy as np

from rnnviz.engine.train import Progress
from rnnviz.gui.training_message import PHASES, Begin, Run, Snapshot

Said = TypeVar("Said")


def told(what: Said) -> Said:
    """What arrives at the other end of a line."""
    ours, theirs = Pipe()
    ours.send(what)
    found: Said = theirs.recv()
    return found


def test_a_snapshot_comes_out_as_it_went_in() -> None:
    progress = Progress(3, {"W": np.array([[0.1, -0.2]])}, checkpoints={3: np.array([0.1, -0.2])})
    found = told(Snapshot(1, progress, (0, 3), True, {"h": np.ones(2)}, "hello"))
    assert (found.number, found.kept, found.is_running, found.sample) == (1, (0, 3), True, "hello")
    np.testing.assert_array_equal(found.progress.parameters["W"], progress.parameters["W"])
    np.testing.assert_array_equal(found.progress.checkpoints[3], progress.checkpoints[3])


def test_orders_are_equal_where_they_say_the_same() -> None:
    assert told(Begin(1, "{}")) == Begin(1, "{}")
    assert Run(5) != Run(5, 1.0)


def test_a_step_has_four_phases_in_their_order() -> None:
    assert PHASES == ("forward", "loss", "backward", "update")
