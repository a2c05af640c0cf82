"""The figures of the laboratory as charts."""

from __future__ import annotations

import numpy as np
import pytest

from rnnviz.cells import CELLS
from rnnviz.engine.network import Layer, Network
from rnnviz.engine.run import Run
from rnnviz.scene import laboratory
from rnnviz.scene.chart import HeatMap, Plane
from rnnviz.scene.chart_panel import draw_panels
from rnnviz.scene.laboratory import Rows
from rnnviz.scene.paper import Paper
from rnnviz.scene.theme import LIGHT
from rnnviz.scene.trajectory import Trajectory

from .case import make_run, run_network
from .label_clearance import label_collisions

DEEP = run_network(Network(2, (Layer(CELLS["lstm"], 2, True), Layer(CELLS["gru"], 3)), 1), 6, "squared")


def every(run: Run, state: str) -> list[Rows]:
    parameter = next(iter(run.parameters))
    return [
        laboratory.magnitudes(run, (state, "x"), 2),
        laboratory.jacobians(run, state, 2),
        laboratory.spectrum_of(run, state, 2),
        laboratory.paths(run, state, 2),
        laboratory.parts_of_jacobians(run, state, 2),
        laboratory.influences(run, state, None, 2),
        laboratory.contributions_of(run, parameter, 2),
        laboratory.clipping(run, "norm", 0.1),
        laboratory.clipping(run, "value", 0.01),
        laboratory.portrait_of(run, state, 2, LIGHT),
    ]


@pytest.mark.parametrize("state", DEEP.network.states)
def test_every_figure_is_drawn_of_every_layer_and_direction(state: str) -> None:
    for rows in every(DEEP, state):
        assert not label_collisions(draw_panels(rows, Paper(LIGHT), (1100.0, 380.0 * len(rows))))


def test_without_a_loss_words_say_so() -> None:
    run = make_run("rnn", n_steps=4, loss=None)
    said = [panel.data.message for rows in every(run, "h") for row in rows for panel in row]
    assert sum("loss" in text for text in said) >= 4


def test_the_jacobians_end_where_the_layer_does() -> None:
    assert laboratory.end_of(DEEP, "h") == 6
    assert laboratory.end_of(DEEP, "1r.h") == 1


def test_states_come_from_the_first_layer_on_what_is_handed_on_first() -> None:
    assert laboratory.states_of(DEEP, None) == ("h", "c", "1r.h", "1r.c", "2.h")
    assert laboratory.states_of(DEEP, (0, True)) == ("1r.h", "1r.c")


def test_the_numbers_are_those_of_the_gradients() -> None:
    ((panel,),) = laboratory.magnitudes(DEEP, ("2.h",), None)
    assert isinstance(panel.data, Trajectory)
    assert panel.data.values[:, 0] == pytest.approx(np.linalg.norm(DEEP.gradients()["2.h"], axis=1))
    ((_, step, total),) = laboratory.contributions_of(DEEP, "2.U_z", 3)
    assert isinstance(step.data, HeatMap)
    assert isinstance(total.data, HeatMap)
    assert step.data.values == pytest.approx(DEEP.gradients().contributions("2.U_z")[2])
    assert total.data.values == pytest.approx(DEEP.gradients().parameters["2.U_z"])


def test_the_point_of_a_portrait_is_the_state_of_the_step() -> None:
    run = make_run("rnn", hidden_size=2, n_steps=4)
    plane, _ = laboratory.portrait_of(run, "h", 3, LIGHT)[0]
    assert isinstance(plane.data, Plane)
    assert plane.point == pytest.approx(tuple(run["h"][2]))


def test_a_sweep_goes_over_the_steps_of_the_run() -> None:
    ((panel,),) = laboratory.sweep_of_strengths(make_run("rnn", n_steps=4), (0, False))
    assert isinstance(panel.data, HeatMap)
    assert panel.data.values.shape == (61, 4)
    assert (panel.data.values[:, 0] == 0.0).all()
