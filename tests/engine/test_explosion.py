"""What is named where numbers have left the range of floating point, and what helps."""

from __future__ import annotations

import numpy as np

from rnnviz.engine.batch import Batch
from rnnviz.engine.explosion import Exploded, find_gradient, find_parameter, find_remedies, find_value
from rnnviz.engine.loss import Loss
from rnnviz.engine.optimiser import Settings
from rnnviz.engine.schedule import PLAIN

from .batches import NETWORKS, draw_batch, draw_parameters

NETWORK, LOSS = NETWORKS["lstm"], Loss("squared")


def test_a_parameter_is_named_before_what_it_spoils() -> None:
    parameters = draw_parameters(NETWORK)
    assert find_parameter(parameters) is None
    parameters["U_f"][0, 1] = np.inf
    batch = draw_batch(NETWORK, LOSS)
    with np.errstate(all="ignore"):
        assert find_value(NETWORK, parameters, LOSS, batch, PLAIN) == "the parameter U_f"


def test_the_value_of_the_earliest_step_is_named() -> None:
    batch = draw_batch(NETWORK, LOSS)
    inputs = batch.inputs.copy()
    inputs[4, 0], inputs[2, 1] = np.nan, np.nan
    found = find_value(NETWORK, draw_parameters(NETWORK), LOSS, Batch(inputs, batch.targets), PLAIN)
    assert found == "x at step 3 of a sequence"


def test_what_lies_beyond_the_end_of_a_sequence_is_not_looked_at() -> None:
    batch = draw_batch(NETWORK, LOSS)
    inputs = batch.inputs.copy()
    inputs[4] = np.nan
    batch = Batch(inputs, batch.targets, np.array([4, 4, 4]))
    assert find_value(NETWORK, draw_parameters(NETWORK), LOSS, batch, PLAIN) == "the loss"


def test_the_largest_gradient_is_named_where_all_are_finite() -> None:
    assert find_gradient({"W": np.array([1e200]), "b": np.array([-1e300])}) == "the gradient of b"
    assert find_gradient({"W": np.array([np.nan]), "b": np.array([1e300])}) == "the gradient of W"


def test_the_message_says_everything() -> None:
    error = Exploded(12, "the gradient of U", find_remedies(Settings(rate=0.5, clip=2.0), 11))
    assert str(error) == (
        "step 12: the gradient of U is not a finite number. What helps: a lower learning rate than 0.5, or clipping to "
        "a smaller norm than 2, or smaller initial weights"
    )


def test_before_the_first_update_settings_are_not_to_blame() -> None:
    assert find_remedies(Settings(), 0) == ("smaller initial weights", "smaller inputs and targets")
