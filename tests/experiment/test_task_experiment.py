"""New experiments for a task or own data: ready to learn, and the same from the same seed."""

from __future__ import annotations

import numpy as np
import pytest

from rnnviz.engine.error import InputError
from rnnviz.experiment.experiment import Experiment
from rnnviz.experiment.own_text import make_text
from rnnviz.experiment.storage import dumps
from rnnviz.experiment.task_experiment import begin_anew, n_updates, new_data, new_task
from rnnviz.experiment.training import find_training
from rnnviz.tasks import TASKS


def test_an_experiment_can_be_made_for_a_task_with_options_and_another_cell() -> None:
    experiment = Experiment.new_task("recall", "gru", seed=4, delay=9)
    assert experiment.network.cell.key == "gru"
    assert experiment.n_steps == 10
    assert experiment.alphabet == "abcd.?"
    assert find_training(experiment).settings.seed == 4
    assert find_training(experiment).options["delay"] == 9


def test_the_same_seed_gives_the_same_experiment() -> None:
    assert dumps(new_task("adding", seed=1)) == dumps(new_task("adding", seed=1))
    assert dumps(new_task("adding", seed=1)) != dumps(new_task("adding", seed=2))


def test_forget_gates_begin_so_that_they_keep_a_state_until_the_first_target() -> None:
    late, early = new_task("recall", "lstm", delay=50), new_task("brackets", "lstm")
    assert late.parameters["b_f"] == pytest.approx(1.0 + np.log(51), abs=0.05)
    assert early.parameters["b_f"] == pytest.approx(1.0)


def test_beginning_anew_forgets_what_was_learnt() -> None:
    experiment = new_task("recall", seed=1)
    assert dumps(begin_anew(experiment, 1)) == dumps(experiment)
    assert find_training(begin_anew(experiment, 2)).settings.seed == 2


def test_own_text_gets_a_title_an_alphabet_and_its_end_as_sequence() -> None:
    experiment = new_data(make_text("one two three four five six seven eight nine ten", steps=3), hidden_size=7)
    assert experiment.title == "Character model of “one two three four five six se…”"
    assert experiment.network.hidden_size == 7
    assert experiment.text == " te"


def test_as_many_updates_as_the_task_is_known_to_need() -> None:
    assert n_updates(new_task("parity")) == TASKS["parity"].defaults.steps
    assert n_updates(new_data(make_text("one two three four five six"))) == 1_000


@pytest.mark.parametrize("seed", [-1, 1.5, True, 2**32])
def test_what_is_no_seed_is_refused(seed: object) -> None:
    with pytest.raises(InputError, match="seed"):
        new_task("recall", seed=seed)  # type: ignore[arg-type]


def test_a_cell_that_there_is_not_is_refused() -> None:
    with pytest.raises(InputError, match="cell: got ltsm"):
        new_task("recall", "ltsm")
