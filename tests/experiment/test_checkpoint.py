"""An experiment along its training."""

from __future__ import annotations

import numpy as np
import pytest

from rnnviz.engine.error import InputError
from rnnviz.experiment import headless
from rnnviz.experiment.checkpoint import at_checkpoint, before_training, checkpoint_steps
from rnnviz.experiment.experiment import Experiment


@pytest.fixture(scope="module")
def fresh() -> Experiment:
    return Experiment.new_task("hello")


@pytest.fixture(scope="module")
def trained(fresh: Experiment) -> Experiment:
    return headless.train(fresh, 10)


def test_every_step_of_a_short_training_is_known(fresh: Experiment, trained: Experiment) -> None:
    assert checkpoint_steps(fresh) == ()
    assert checkpoint_steps(trained) == tuple(range(11))


def test_a_checkpoint_is_what_so_many_steps_make(fresh: Experiment, trained: Experiment) -> None:
    found, wanted = at_checkpoint(trained, 4), headless.train(fresh, 4)
    for name, values in wanted.parameters.items():
        np.testing.assert_array_equal(found.parameters[name], values)
    assert found.training is not None
    assert found.training.progress is None


def test_the_last_checkpoint_has_the_present_parameters(trained: Experiment) -> None:
    np.testing.assert_array_equal(at_checkpoint(trained, 10).parameters["b"], trained.parameters["b"])


def test_a_step_that_is_not_known_is_refused(fresh: Experiment, trained: Experiment) -> None:
    with pytest.raises(InputError, match="step: got 11"):
        at_checkpoint(trained, 11)
    with pytest.raises(InputError, match="it was not trained"):
        at_checkpoint(fresh, 0)


def test_before_its_training_an_experiment_has_its_first_parameters(fresh: Experiment, trained: Experiment) -> None:
    assert before_training(fresh) is fresh
    found = before_training(trained)
    for name, values in fresh.parameters.items():
        np.testing.assert_array_equal(found.parameters[name], values)
