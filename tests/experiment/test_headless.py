"""Training without a window."""

from __future__ import annotations

from dataclasses import replace

import numpy as np
import pytest

from rnnviz.engine.error import InputError
from rnnviz.engine.optimiser import Settings
from rnnviz.engine.train import Progress, Trainer
from rnnviz.experiment.experiment import Experiment
from rnnviz.experiment.headless import ExplodedTraining, give_task, train
from rnnviz.experiment.storage import dumps
from rnnviz.experiment.task_experiment import new_task
from rnnviz.experiment.training import find_training


def progress_of(experiment: Experiment) -> Progress:
    progress = find_training(experiment).progress
    assert progress is not None
    return progress


def test_training_gives_another_experiment_and_leaves_the_first_as_it_was() -> None:
    experiment = new_task("parity")
    before = dumps(experiment)
    learnt = train(experiment, 3)
    assert progress_of(learnt).step == 3
    assert dumps(experiment) == before
    assert not np.array_equal(learnt.parameters["U_z"], experiment.parameters["U_z"])


def test_a_seed_begins_anew() -> None:
    learnt = train(new_task("parity"), 3)
    assert dumps(train(learnt, 4, seed=9)) == dumps(train(new_task("parity"), 4, seed=9))


def test_it_goes_on_with_other_settings_that_were_made_in_between() -> None:
    learnt = train(new_task("parity"), 3)
    settings = Settings(optimiser="sgd", rate=0.1)
    slower = replace(learnt, training=replace(find_training(learnt), settings=settings))
    assert progress_of(train(slower, 2)).step == 5


def test_an_experiment_can_be_given_another_task_that_fits_it() -> None:
    experiment = give_task(new_task("sine"), "sines")
    assert find_training(experiment).task == "sines"
    assert experiment.n_steps == 60
    with pytest.raises(InputError, match="input_size"):
        give_task(experiment, "adding")


def test_whoever_is_told_of_each_update_can_end_the_training() -> None:
    seen: list[int] = []

    def told(trainer: Trainer) -> bool:
        seen.append(trainer.n_done)
        return len(seen) < 4

    assert progress_of(train(new_task("parity"), 100, on_update=told)).step == 4
    assert seen == [1, 2, 3, 4]


@pytest.mark.parametrize("steps", [0, -1, 1.5, True, 10**8])
def test_what_is_no_number_of_steps_is_refused(steps: object) -> None:
    with pytest.raises(InputError, match="steps"):
        train(new_task("parity"), steps)  # type: ignore[arg-type]


def explosive(rate: float) -> Experiment:
    experiment = new_task("sine", "rnn-relu")
    settings = Settings(optimiser="sgd", rate=rate, clip=None)
    return replace(experiment, training=replace(find_training(experiment), settings=settings))


def test_numbers_that_explode_are_told_with_the_step_and_what_helps() -> None:
    said = r"training, step \d+: got .* that is not finite, expected finite numbers; what helps: a lower learning rate"
    with pytest.raises(ExplodedTraining, match=said):
        train(explosive(1e30), 50)


def test_what_was_learnt_before_an_explosion_is_that_of_a_training_which_stops_there() -> None:
    with pytest.raises(ExplodedTraining) as caught:
        train(explosive(1e2), 500)
    learnt = caught.value.learnt
    assert learnt is not None
    step = progress_of(learnt).step
    assert step > 1
    assert dumps(learnt) == dumps(train(explosive(1e2), step))


def test_an_explosion_at_the_first_step_leaves_nothing_to_keep() -> None:
    with pytest.raises(ExplodedTraining) as caught:
        train(explosive(1e2), 500)
    assert caught.value.learnt is not None
    with pytest.raises(ExplodedTraining) as again:
        train(caught.value.learnt, 500)
    assert again.value.learnt is None
