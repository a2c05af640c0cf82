"""Giving an experiment something to learn."""

from __future__ import annotations

from dataclasses import replace

import pytest

from rnnviz.engine.error import InputError
from rnnviz.engine.loss import Loss
from rnnviz.engine.optimiser import Settings
from rnnviz.experiment.experiment import Experiment
from rnnviz.experiment.own_text import make_text
from rnnviz.experiment.task_edit import learn_data, learn_task, set_settings
from rnnviz.experiment.training import find_training, make_trainer


@pytest.fixture
def own() -> Experiment:
    return Experiment.new(["gru", "rnn"], hidden_size=[5, 3], input_size=2)


def test_layers_stay_and_their_sizes_fit_the_task(own: Experiment) -> None:
    found = learn_task(own, "recall", {"delay": 7})
    assert [(layer.cell.key, layer.hidden_size) for layer in found.network.layers] == [("gru", 5), ("rnn", 3)]
    assert (found.network.input_size, found.network.output_size, found.loss) == (6, 6, Loss("softmax"))
    assert found.n_steps == 8
    assert find_training(found).options["delay"] == 7
    make_trainer(found).step()


def test_parameters_stay_where_the_network_fits_already(own: Experiment) -> None:
    first = learn_task(own, "recall", {"delay": 7})
    second = learn_task(first, "recall", {"delay": 3})
    assert all(second.parameters[name] is first.parameters[name] for name in first.parameters)
    assert second.n_steps == 4


def test_without_its_layers_a_network_is_the_one_that_is_known_to_learn(own: Experiment) -> None:
    found = learn_task(own, "recall", keeps_layers=False)
    assert [(layer.cell.key, layer.hidden_size) for layer in found.network.layers] == [("lstm", 16)]


@pytest.mark.parametrize("keeps_layers", [True, False])
def test_a_text_of_ones_own_is_learnt(own: Experiment, keeps_layers: bool) -> None:
    text = make_text("to be or not to be, that is the question", steps=4)
    found = learn_data(own, text, keeps_layers=keeps_layers)
    assert found.alphabet == text.alphabet
    assert found.network.layers[0].cell.key == ("gru" if keeps_layers else "lstm")
    make_trainer(found).step()


def test_an_option_beyond_its_limits_is_refused(own: Experiment) -> None:
    with pytest.raises(InputError, match="delay"):
        learn_task(own, "recall", {"delay": 0})


def test_settings_change_nothing_else(own: Experiment) -> None:
    first = learn_task(own, "hello")
    found = set_settings(first, Settings(rate=0.5))
    assert find_training(found).settings.rate == 0.5
    assert found.parameters is first.parameters


def test_another_seed_begins_anew(own: Experiment) -> None:
    first = learn_task(own, "hello")
    found = set_settings(first, replace(find_training(first).settings, seed=9))
    assert find_training(found).settings.seed == 9
    assert (found.parameters["W_r"] != first.parameters["W_r"]).any()
