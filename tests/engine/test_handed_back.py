"""What a step hands back to the states it received: from this step on, and nothing else."""

from __future__ import annotations

import numpy as np
import pytest

from rnnviz.cells import CELLS
from rnnviz.engine.handed_back import handed_back
from rnnviz.engine.network import Layer, Network
from rnnviz.engine.run import forward
from tests.scene.case import make_run, run_network


@pytest.mark.parametrize("cell", CELLS)
def test_it_is_the_gradient_of_the_initial_states_of_what_is_left_of_the_sequence(cell: str) -> None:
    run = make_run(cell, hidden_size=3, n_steps=6)
    handed = handed_back(run.gradients())
    for t in range(1, 7):
        start = {state: run.state_before(state, t) for state in run.start}
        assert run.targets is not None
        rest = forward(run.network, run.parameters, run.inputs[t - 1 :], start, run.loss, run.targets[t - 1 :])
        for state, gradient in rest.gradients().start.items():
            assert np.allclose(handed[state][t - 1], gradient, rtol=1e-12, atol=1e-15)


def test_against_time_a_step_hands_back_to_the_step_after_it() -> None:
    network = Network(1, (Layer(CELLS["gru"], 2, bidirectional=True), Layer(CELLS["lstm"], 2)), 1)
    run = run_network(network, 4, "squared")
    gradients = run.gradients()
    handed = handed_back(gradients)
    assert set(handed) == set(network.states)
    for state, gradient in gradients.start.items():
        assert np.allclose(handed[state][-1 if state == "1r.h" else 0], gradient)


def test_a_way_back_that_is_shut_hands_back_nothing_at_all() -> None:
    run = make_run("rnn-relu", hidden_size=4, n_steps=3)
    gradients = run.gradients()
    dead = (run["h"] == 0).all(axis=1)
    handed = handed_back(gradients)["h"]
    assert (handed[dead] == 0).all()
    only_last = handed_back(run.gradients(only=2))["h"]
    assert (only_last[2] == 0).all()
