"""Several networks on one axis: what the curves are, and which network keeps the gradient."""

from __future__ import annotations

import numpy as np
import pytest

from rnnviz.cells import CELLS
from rnnviz.experiment.comparison import Contender, compare
from rnnviz.experiment.example import load_example
from rnnviz.experiment.experiment import Experiment
from rnnviz.export.comparison_figure import OUTPUT, WHOLE, curves, gradient_norms, words


def story() -> tuple[Contender, ...]:
    return compare(load_example("vanishing"), [load_example("long-memory")])


def test_the_norm_of_the_whole_state_is_that_of_all_states_together() -> None:
    experiment = load_example("long-memory")
    gradients = experiment.run().gradients()
    both = np.sqrt((gradients["h"] ** 2).sum(axis=1) + (gradients["c"] ** 2).sum(axis=1))
    np.testing.assert_allclose(gradient_norms(experiment, WHOLE), both, rtol=1e-12)
    np.testing.assert_allclose(gradient_norms(experiment, OUTPUT), np.linalg.norm(gradients["h"], axis=1), rtol=1e-12)


def test_every_network_with_a_loss_has_a_curve_labelled_by_its_place_and_cell() -> None:
    found = curves(story(), WHOLE)
    assert found.labels == (r"\text{1 RNN}", r"\text{2 LSTM}")
    assert found.values.shape == (50, 2)
    np.testing.assert_array_equal(found.values[:, 0], gradient_norms(load_example("vanishing"), WHOLE))


def test_a_network_with_a_problem_has_none_and_keeps_its_place() -> None:
    first, second = story()
    odd = Contender("odd", second.experiment, problem="other sizes")
    assert curves((first, odd, second), WHOLE).labels == (r"\text{1 RNN}", r"\text{3 LSTM}")


def test_the_curves_of_many_are_labelled_by_their_places_alone() -> None:
    assert curves(compare(load_example("vanishing"), list(CELLS)[:5]), WHOLE).labels == ("1", "2", "3", "4", "5", "6")


def test_the_words_say_who_keeps_the_gradient_and_who_loses_it() -> None:
    said = words(story(), WHOLE)
    assert "Keeps the gradient: 2 " in said
    assert "Loses it: 1 " in said


@pytest.mark.parametrize(
    ("scale", "verdict"), [(0.0, "Loses it: 1 ReLU RNN (0 left)"), (100.0, "Explodes: 1 ReLU RNN")]
)
def test_extremes_are_named(scale: float, verdict: str) -> None:
    fresh = Experiment.new("rnn-relu", input_size=1, hidden_size=1, output_size=1, loss="squared")
    set_by_hand = fresh.with_inputs([[0.0]] * 6).with_targets([None] * 5 + [[1.0]]).with_start(h=[1.0])
    weights = {"W": [[0.0]], "U": [[scale]], "b": [0.1], "W_hy": [[1.0]], "b_y": [0.0]}
    said = words(compare(set_by_hand.with_parameters(weights), []), WHOLE)
    assert verdict in said


def dead() -> Experiment:
    """A network whose units are all off, with a loss at every step: nothing gets back from any of them."""
    fresh = Experiment.new("rnn-relu", input_size=1, hidden_size=2, output_size=1, loss="squared")
    off = fresh.with_inputs(np.ones((4, 1))).with_targets(np.ones((4, 1)))
    return off.with_parameters({**off.parameters, "b": np.full(2, -100.0), "W_hy": np.ones((1, 2))})


def test_of_several_losses_the_last_alone_tells_what_gets_back() -> None:
    contenders = compare(dead(), [])
    assert words(contenders, WHOLE) == "Of the last loss, L₄, from t = 4 back to 1.  Loses it: 1 ReLU RNN (0 left)."
    shown = curves(contenders, WHOLE)
    assert (shown.values[:3] == 0.0).all()
    assert shown.values[3, 0] > 0.0
    assert "dL_4" in shown.latex


def test_without_any_target_nothing_is_kept_or_lost() -> None:
    assert words(compare(dead().with_targets([None] * 4), []), WHOLE) == "No step has a target: every gradient is 0."


def test_a_loss_at_the_first_step_has_nothing_to_go_back_to() -> None:
    first = dead().with_targets([[1.0], None, None, None])
    assert words(compare(first, []), WHOLE).startswith("The loss is at t = 1; there is no step before it")


def test_without_a_loss_there_is_nothing_to_compare() -> None:
    bare = Experiment.new("rnn", input_size=1, hidden_size=2)
    assert "no loss" in words(compare(bare, ["lstm"]), WHOLE)
    assert curves(compare(bare, ["lstm"]), WHOLE).message


def test_a_single_step_has_nothing_to_go_back_to() -> None:
    single = Experiment.new("rnn", input_size=1, hidden_size=2, loss="squared").with_inputs([[1.0]])
    assert "there is no step before it" in words(compare(single, ["lstm"]), WHOLE)
