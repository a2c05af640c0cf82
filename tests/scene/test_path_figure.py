"""The ways a gradient takes, as shares and as words."""

from __future__ import annotations

import numpy as np
import pytest

from rnnviz.engine.run import Run
from rnnviz.engine.spectrum import log_belt_product
from rnnviz.experiment import edits
from rnnviz.experiment.example import load_example
from rnnviz.experiment.experiment import Experiment
from rnnviz.scene.path_figure import (
    Shares,
    belt_curves,
    has_no_belt,
    share_areas,
    share_words,
    shares,
    spectral_norms,
    split_curves,
    words,
)

SPACE = "\N{NO-BREAK SPACE}"


@pytest.fixture
def lstm() -> Run:
    return load_example("long-memory").run()


@pytest.fixture
def rnn() -> Run:
    return load_example("vanishing").run()


def test_shares_are_those_of_the_lengths_of_the_three_terms(lstm: Run) -> None:
    found, terms = shares(lstm.gradients(), "c"), lstm.gradients().paths("c")
    sizes = np.stack([np.linalg.norm(term, axis=1) for term in (terms.belt, terms.rest, terms.loss)], axis=1)
    assert np.allclose(found.values, sizes / sizes.sum(axis=1, keepdims=True), atol=1e-12)
    assert np.allclose(found.values.sum(axis=1), 1.0)


def test_with_open_gates_the_belt_carries_nearly_all(lstm: Run) -> None:
    found = shares(lstm.gradients(), "c")
    assert (found.values[:-1, 0] > 0.99).all()
    assert found.values[-1].tolist() == [0.0, 0.0, 1.0]
    assert share_words(found).startswith(f"dL/dc₁ comes more than 99{SPACE}% along the belt")


def test_a_state_without_a_belt_is_said_to_have_none(rnn: Run) -> None:
    product = log_belt_product(rnn, "h", 50)
    assert has_no_belt(product)
    assert belt_curves(product, "h", 50).message.startswith("hₜ has no belt")
    said = words(shares(rnn.gradients(), "h"), product, "h", 50)
    assert said.startswith(f"dL/dh₁ comes 100{SPACE}% through activations and other states.")
    assert said.endswith("hₜ has no belt: every way back leads through an activation.")


def test_the_belt_product_has_a_curve_for_each_unit_or_the_extremes_of_many(lstm: Run) -> None:
    product = log_belt_product(lstm, "c", 50)
    assert belt_curves(product, "c", 50).values.shape == (51, 4)
    wide = np.arange(60.0).reshape(2, 30)
    assert belt_curves(wide, "c", 1).values[0].tolist() == [29.0, 14.0, 0.0]


def test_the_parts_of_every_jacobian_are_measured_by_their_spectral_norms(lstm: Run) -> None:
    split, shown = lstm.path_split("c"), split_curves(lstm, "c")
    assert np.allclose(shown.values[:, 0], np.abs(split.belt).max(axis=1))
    assert shown.values[7, 1] == pytest.approx(np.linalg.norm(split.rest[7], 2))
    broken = np.stack([np.eye(2), np.full((2, 2), np.nan), 3.0 * np.eye(2)])
    assert spectral_norms(broken)[[0, 2]].tolist() == [1.0, 3.0]
    assert np.isnan(spectral_norms(broken)[1])


def test_without_a_loss_only_the_belt_is_spoken_of(rnn: Run) -> None:
    said = words(None, np.log10([[0.5], [1.0]]), "h", 1)
    assert said == "The largest belt product from t = 0 to 1 is 0.5: it survives."
    assert share_areas(None, "h").message.startswith("No gradient without a loss")


def test_zero_gradients_have_no_shares() -> None:
    zero = edits.scale_parameter(load_example("vanishing"), name="W_hy", factor=0.0).run()
    found = shares(zero.gradients(), "h")
    assert found.zero == tuple(range(1, 51))
    assert share_areas(found, "h").message == "The gradient is exactly 0 at every step."
    assert "nothing to carry" in share_words(found)


def test_what_is_not_finite_is_said_and_left_out() -> None:
    values = np.array([[np.nan] * 3, [0.0, 0.0, 1.0]])
    assert share_words(Shares("h", values, (), (1,))) == "The gradient is not finite at t = 1."
    assert share_areas(Shares("h", values[:1], (), (1,)), "h").message == "The gradient is not finite at any step."


def test_a_first_step_that_nothing_reaches_is_said_to_be_zero() -> None:
    values = np.array([[np.nan] * 3, [np.nan] * 3, [0.0, 0.0, 1.0]])
    assert share_words(Shares("h", values, (1, 2), ())) == "dL/dh₁ is exactly 0, as at t = 1…2."
    assert share_words(Shares("h", values[1:], (1,), ())) == "dL/dh₁ is exactly 0."


def test_one_step_has_only_its_own_loss() -> None:
    one = Experiment.new("lstm", input_size=1, hidden_size=2, output_size=1, loss="squared").with_inputs(
        np.ones((1, 1))
    )
    found = shares(one.with_targets(np.ones((1, 1))).run().gradients(), "c")
    assert share_words(found) == "dL/dc₁ comes from the step’s own loss alone: there is no later step."
