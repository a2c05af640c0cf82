"""Losses and their targets: what a loss reads, and targets cut and padded in both directions."""

from __future__ import annotations

import numpy as np
import pytest

from rnnviz.cells import CELLS
from rnnviz.engine.error import InputError
from rnnviz.engine.loss import Loss
from rnnviz.engine.network import Layer, Network
from rnnviz.experiment import target

ONE_LAYER = Network(2, (Layer(CELLS["rnn"], 3),), 4)
TWO_LAYERS = Network(2, (Layer(CELLS["rnn"], 3, bidirectional=True), Layer(CELLS["gru"], 5)))


def test_a_loss_is_on_the_read_out_or_on_the_output_of_the_last_layer() -> None:
    assert target.make_loss("softmax", ONE_LAYER) == Loss("softmax", "y")
    assert target.make_loss("squared", TWO_LAYERS) == Loss("squared", "2.h")
    assert target.make_loss(None, ONE_LAYER) is None


@pytest.mark.parametrize(
    ("network", "on", "width"),
    [(ONE_LAYER, "y", 4), (ONE_LAYER, "h", 3), (TWO_LAYERS, "1r.h", 3), (TWO_LAYERS, "2.h", 5)],
)
def test_a_loss_is_as_wide_as_what_it_reads(network: Network, on: str, width: int) -> None:
    loss = Loss("squared", on)
    assert target.loss_width(network, loss) == width
    assert target.no_targets(network, loss, 7).shape == (7, width)


def test_a_loss_on_something_else_is_refused() -> None:
    with pytest.raises(InputError, match=r"one of h, 1r\.h, 2\.h"):
        target.loss_width(TWO_LAYERS, Loss("squared", "y"))


def test_targets_of_the_right_length_are_shared() -> None:
    targets = np.zeros((3, 2))
    assert target.fit_targets(targets, 3) is targets
    assert target.fit_targets(None, 3) is None


def test_targets_are_cut_and_padded_in_time() -> None:
    np.testing.assert_array_equal(target.fit_targets(np.array([1, 2, 3]), 2), [1, 2])
    np.testing.assert_array_equal(target.fit_targets(np.array([1, 2]), 4), [1, 2, -1, -1])
    np.testing.assert_array_equal(target.fit_targets(np.ones((1, 2)), 2), [[1, 1], [np.nan, np.nan]])


def test_targets_are_cut_and_padded_in_width() -> None:
    loss = Loss("softmax", "h")
    np.testing.assert_array_equal(target.fit_width(np.array([0, 2, 3, -1]), ONE_LAYER, loss), [0, 2, -1, -1])
    wide = target.fit_width(np.ones((1, 2)), ONE_LAYER, Loss("squared", "h"))
    np.testing.assert_array_equal(wide, [[1, 1, np.nan]])
    narrow = target.fit_width(np.ones((1, 9)), ONE_LAYER, Loss("squared", "h"))
    np.testing.assert_array_equal(narrow, [[1, 1, 1]])
