"""What can be plotted over time."""

from __future__ import annotations

import numpy as np
import pytest

from rnnviz.cells import CELLS
from rnnviz.engine.initial import initialise
from rnnviz.engine.network import Layer, Network
from rnnviz.engine.run import forward
from rnnviz.experiment.experiment import Experiment
from rnnviz.scene.trajectory import choices, length, most_telling, trajectory

RNG = np.random.default_rng(0)
LSTM = (
    Experiment.new("lstm", input_size=2, hidden_size=3, output_size=1, loss="squared")
    .with_inputs(RNG.normal(size=(5, 2)))
    .with_targets(RNG.normal(size=(5, 1)))
)
SILENT = Experiment.new("gru", input_size=2, hidden_size=20).with_inputs(RNG.normal(size=(5, 2)))


def test_states_gates_outputs_losses_and_gradients_are_offered_under_their_names() -> None:
    assert choices(LSTM.run()) == {
        "h": "Hidden state",
        "c": "Cell state",
        "gates": "Gates",
        "c_hat": "Candidate",
        "y": "Read-out",
        "loss": "Loss per step",
        "gradients": "Gradient norms",
    }


@pytest.mark.parametrize("key", sorted(CELLS))
def test_everything_offered_can_be_plotted_for_every_cell(key: str) -> None:
    run = Experiment.new(key, input_size=2, hidden_size=3).with_inputs(RNG.normal(size=(4, 2))).run()
    assert set(most_telling(run)) == set(choices(run))
    for choice in choices(run):
        shown = trajectory(run, choice)
        assert (shown.last, len(shown.values)) == (4, 5 - shown.first)
        assert shown.values.shape[1] == len(shown.names) == len(shown.labels)


def test_the_hidden_state_and_the_gradients_come_first_where_room_is_short() -> None:
    assert most_telling(LSTM.run())[:4] == ("h", "gradients", "c", "gates")


def test_without_a_loss_the_gradients_leave_their_place_to_others() -> None:
    assert most_telling(SILENT.run())[:2] == ("h", "gates")


def test_a_state_is_plotted_unit_by_unit() -> None:
    shown = trajectory(LSTM.run(), "h")
    np.testing.assert_array_equal(shown.values[1:], LSTM.run()["h"])
    assert (shown.names, shown.labels, shown.latex) == (("h", "h", "h"), ("1", "2", "3"), "h_t")


def test_a_state_begins_with_its_initial_value_at_step_0() -> None:
    run = LSTM.with_start(h=[0.1, 0.2, 0.3], c=[-1.0, 0.0, 9.0]).run()
    shown = trajectory(run, "c")
    assert (shown.first, shown.last) == (0, 5)
    np.testing.assert_array_equal(shown.values[0], [-1.0, 0.0, 9.0])
    np.testing.assert_array_equal(shown.values[1:], run["c"])
    assert shown.scale.high >= 9.0
    assert [trajectory(run, key).first for key in ("gates", "y", "loss", "gradients")] == [1, 1, 1, 1]


def test_a_state_against_time_has_no_value_at_step_0() -> None:
    network = Network(2, (Layer(CELLS["gru"], 2, bidirectional=True),))
    parameters = initialise(network, "uniform", seed=0)
    run = forward(network, parameters, RNG.normal(size=(4, 2)), {name: np.ones(2) for name in network.states})
    firsts = {name: trajectory(run, name).first for name in network.states}
    assert firsts == {name: 1 if "r." in name else 0 for name in network.states}
    assert len(firsts) == 2


def test_gates_are_plotted_by_their_means_between_0_and_1() -> None:
    shown = trajectory(LSTM.run(), "gates")
    np.testing.assert_allclose(shown.values[:, 1], LSTM.run()["i"].mean(axis=1))
    assert (shown.names, shown.title) == (("f", "i", "o"), "Gates, mean over 3 units")
    assert (shown.scale.low, shown.scale.high) == (0.0, 1.0)


def test_gradients_are_plotted_by_their_lengths_on_a_logarithmic_axis() -> None:
    shown = trajectory(LSTM.run(), "gradients")
    gradients = LSTM.run().gradients()
    expected = np.stack([np.linalg.norm(gradients[name], axis=1) for name in shown.names], axis=1)
    np.testing.assert_allclose(shown.values, expected)
    assert set(shown.names) == {"h", "c"}
    assert shown.scale.kind == "log"


def test_the_gradients_of_several_states_are_not_called_those_of_one() -> None:
    assert trajectory(LSTM.run(), "gradients").latex == r"\lVert dL/dv_t\rVert"
    assert trajectory(SILENT.run(), "gradients").latex == r"\lVert dL/dh_t\rVert"


def test_without_a_loss_words_say_how_to_get_gradients() -> None:
    shown = trajectory(SILENT.run(), "gradients")
    assert "targets" in shown.message
    assert shown.values.shape == (5, 0)


def test_many_units_become_an_image() -> None:
    assert trajectory(SILENT.run(), "h").is_image
    assert not trajectory(LSTM.run(), "h").is_image


def test_a_length_neither_overflows_nor_underflows_before_it_must() -> None:
    vectors = np.array([[3e200, 4e200], [3e-320, 4e-320], [0.0, 0.0], [np.inf, 1.0], [np.nan, 1.0]])
    np.testing.assert_allclose(length(vectors)[:4], [5e200, 5e-320, 0.0, np.inf], rtol=1e-3)
    assert np.isnan(length(vectors)[4])


def test_a_step_without_a_target_is_a_gap_of_the_loss() -> None:
    experiment = Experiment.new("rnn", input_size=1, hidden_size=1, output_size=1, loss="squared")
    experiment = experiment.with_inputs(np.ones((3, 1))).with_targets([[0.0], [np.nan], [1.0]])
    assert trajectory(experiment.run(), "loss").gaps == (2,)
    assert trajectory(experiment.run(), "y").gaps == ()


def test_vectors_of_usual_sizes_have_their_euclidean_lengths() -> None:
    vectors = np.random.default_rng(0).normal(size=(20, 5)) * np.logspace(-100, 100, 20)[:, None]
    np.testing.assert_allclose(length(vectors), np.linalg.norm(vectors, axis=1), rtol=1e-14)
    assert length(vectors[:0]).shape == (0,)


def test_what_tells_most_and_the_gates_are_those_of_a_layer() -> None:
    experiment = Experiment.new(["lstm", "gru"], hidden_size=2, bidirectional=[True, False], input_size=1)
    run = experiment.with_inputs([[1.0], [0.5]]).run()
    assert most_telling(run)[0] == "2.h"
    assert most_telling(run, (0, True))[:2] == ("1r.h", "1r.c")
    assert trajectory(run, "gates", (0, True)).names == ("1r.f", "1r.i", "1r.o")
    assert trajectory(run, "gates", (1, False)).names == ("2.z", "2.r")
    assert len(trajectory(run, "gates").names) == 8
