"""Looking back along a training."""

from __future__ import annotations

from functools import partial

import numpy as np
import pytest

from rnnviz.experiment import edits, headless
from rnnviz.experiment.experiment import Experiment
from rnnviz.experiment.training import find_progress
from rnnviz.gui.scrubber import Scrubber
from rnnviz.gui.session import Session


@pytest.fixture(scope="module")
def trained() -> Experiment:
    return headless.train(Experiment.new_task("hello"), 10)


@pytest.fixture
def session(trained: Experiment) -> Session:
    return Session(trained)


def test_an_earlier_step_shows_in_the_whole_window(session: Session, trained: Experiment) -> None:
    scrubber = Scrubber(session)
    scrubber.show(3)
    progress = find_progress(trained)
    assert progress is not None
    shown = np.concatenate([values.ravel() for values in session.experiment.parameters.values()])
    np.testing.assert_array_equal(shown, progress.checkpoints[3])
    assert scrubber.experiment is trained
    assert (scrubber.step, scrubber.steps[-1]) == (3, 10)


def test_looking_back_leaves_no_step_in_the_history(session: Session, trained: Experiment) -> None:
    scrubber = Scrubber(session)
    for step in (0, 4, 7):
        scrubber.show(step)
    assert len(session.history.past) == 1
    scrubber.show(10)
    assert session.experiment is trained
    assert not session.history.can_undo
    assert scrubber.step is None


def test_a_step_is_opened_as_an_experiment_of_its_own(session: Session, trained: Experiment) -> None:
    scrubber = Scrubber(session)
    scrubber.show(3)
    scrubber.keep()
    assert session.history.undo_label == "Open step 3 of the training"
    assert session.experiment.title == f"{trained.title}, after 3 steps"
    assert scrubber.steps == ()
    session.undo()
    assert session.experiment is trained


def test_an_edit_of_what_is_looked_at_ends_the_looking_back(session: Session) -> None:
    scrubber = Scrubber(session)
    scrubber.show(3)
    session.apply("set", partial(edits.set_entry, name="b", index=(0,), value=0.5))
    assert scrubber.step is None
    assert scrubber.experiment is session.experiment
