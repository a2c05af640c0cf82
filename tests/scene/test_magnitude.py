"""The norms of gradients over time, and what is said of them."""

from __future__ import annotations

import numpy as np
import pytest

from rnnviz.cells import CELLS
from rnnviz.engine.network import Layer
from rnnviz.engine.run import Run
from rnnviz.experiment.example import load_example
from rnnviz.experiment.experiment import Experiment
from rnnviz.scene.chart import HeatMap
from rnnviz.scene.magnitude import (
    NO_WORDS,
    carried_by_belts,
    gradients_of,
    has_target,
    norms,
    spoken_of,
    units,
    values_of,
    words,
)
from rnnviz.scene.trajectory import NO_GRADIENT, Trajectory
from tests.engine.problem import setting


@pytest.fixture
def run() -> Run:
    return load_example("long-memory").run()


def test_states_come_first_and_the_loss_is_not_among_the_values(run: Run) -> None:
    assert values_of(run) == ("h", "c", "f", "i", "c_hat", "o", "y", "x")


def test_a_norm_is_the_length_of_the_gradient_of_all_units(run: Run) -> None:
    shown = norms(gradients_of(run), ("c", "h"))
    assert np.allclose(shown.values[:, 0], np.linalg.norm(run.gradients()["c"], axis=1), rtol=1e-14)
    assert shown.names == ("c", "h")
    assert shown.scale.kind == "log"


def test_the_loss_of_one_step_has_a_gradient_of_its_own() -> None:
    run = load_example("hello").run()
    shown = norms(gradients_of(run, 2), ("h",), 2)
    assert np.allclose(shown.values[:, 0], np.linalg.norm(run.gradients(only=2)["h"], axis=1))
    assert (shown.values[2:] == 0.0).all()
    assert "dL_2" in shown.latex


def test_few_units_are_curves_and_many_a_heat_map(run: Run) -> None:
    few = units(gradients_of(run), "h")
    assert isinstance(few, Trajectory)
    assert np.array_equal(few.values, np.abs(run.gradients()["h"]))
    wide = Experiment.new("rnn", input_size=1, hidden_size=20, output_size=1, loss="squared").with_inputs(
        np.ones((3, 1))
    )
    wide_run = wide.with_targets(np.ones((3, 1))).run()
    many = units(gradients_of(wide_run), "h")
    assert isinstance(many, HeatMap)
    assert many.values.shape == (20, 3)
    with np.errstate(divide="ignore"):
        assert np.array_equal(many.values, np.log10(np.abs(wide_run.gradients()["h"])).T)


def test_without_a_loss_there_are_words_in_place_of_curves() -> None:
    run = load_example("gru-by-hand").run()
    assert gradients_of(run) is None
    assert norms(None, ("h",)).message == NO_GRADIENT
    assert units(None, "h").message == NO_GRADIENT
    assert words(run, None, ("h",)) == NO_WORDS


def test_words_compare_the_two_ends_of_each_state(run: Run) -> None:
    names = ("h", "c", "f")
    said = words(run, gradients_of(run), names, None, carried_by_belts(run, gradients_of(run), names))
    assert "‖dL/dh₁‖ is 4.1·10⁻⁵ of ‖dL/dh₅₀‖: it vanishes" in said
    assert (
        "‖dL/dc₁‖ is as large as ‖dL/dc₅₀‖: it survives; the belt carries more than 99\N{NO-BREAK SPACE}% of it."
        in said
    )
    assert "df" not in said


def test_the_state_with_the_belt_is_spoken_of_first(run: Run) -> None:
    assert spoken_of(run, ("h", "c", "f")) == ["c", "h"]
    assert spoken_of(run, ("f", "x")) == ("f",)


def test_a_layer_against_time_is_not_spoken_of_beside_one_with_time() -> None:
    run = setting(Layer(CELLS["lstm"], 2, bidirectional=True)).run()
    assert spoken_of(run, tuple(reversed(run.network.states))) == ["c", "h"]


def test_of_several_losses_the_words_are_about_the_last_alone() -> None:
    fresh = Experiment.new("rnn-relu", input_size=1, hidden_size=2, output_size=1, loss="squared")
    off = fresh.with_inputs(np.ones((4, 1))).with_targets(np.ones((4, 1)))
    run = off.with_parameters({**off.parameters, "b": np.full(2, -100.0), "W_hy": np.ones((1, 2))}).run()
    said = words(run, gradients_of(run), ("h",))
    assert said.startswith("Of the last loss, L₄: ‖dL₄/dh₄‖ is ")
    assert said.endswith("but ‖dL₄/dh₃‖ is exactly 0: nothing gets back further.")
    assert words(run, gradients_of(run, 3), ("h",), 3).startswith("‖dL₃/dh₃‖ is ")


def test_words_are_about_another_value_where_no_state_is_shown(run: Run) -> None:
    assert words(run, gradients_of(run), ("y", "x")).startswith("‖dL/dy₅₀‖ is ")


def test_a_step_without_a_target_is_said_to_have_none(run: Run) -> None:
    assert not has_target(run, 12)
    assert has_target(run, 50)
    assert words(run, gradients_of(run, 12), ("h",), 12).startswith("Step 12 has no target")
    assert words(run, gradients_of(run, 50), ("h",), 50).startswith("‖dL₅₀/dh₁‖")


def test_only_states_over_several_steps_are_carried_by_a_belt(run: Run) -> None:
    found = carried_by_belts(run, gradients_of(run), ("y", "c", "h"))
    assert list(found) == ["c", "h"]
    assert found["c"] > 0.99
    assert found["h"] == 0.0
    assert carried_by_belts(run, gradients_of(run), ("y",)) == {}
    assert carried_by_belts(run, None, ("c",)) == {}
