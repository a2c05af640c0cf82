"""Edits of layers: what is kept under which name, and how loss, schedule and read-out follow."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import numpy as np
import pytest

from rnnviz.engine.error import InputError
from rnnviz.engine.loss import Loss
from rnnviz.experiment import edits
from rnnviz.experiment.experiment import Experiment
from rnnviz.experiment.limit import MAX_LAYERS


def three() -> Experiment:
    """An LSTM of 2, a GRU of 3 in both directions and an RNN of 4, each with clamped units and start states."""
    fresh = Experiment.new(
        ["lstm", "gru", "rnn"],
        input_size=2,
        hidden_size=[2, 3, 4],
        bidirectional=[False, True, False],
        output_size=1,
        loss="squared",
    )
    fresh = fresh.with_targets([[1]] * 4).with_start(**{"2r.h": [1, 2, 3], "3.h": [4, 5, 6, 7]})
    return edits.clamp(edits.clamp(fresh, "3.h", 1, 0.5), "2r.h", 2, 0.25)


def test_layers_of_several_cells_and_sizes_are_made_at_once() -> None:
    network = three().network
    assert [(layer.cell.key, layer.hidden_size, layer.bidirectional) for layer in network.layers] == [
        ("lstm", 2, False),
        ("gru", 3, True),
        ("rnn", 4, False),
    ]
    both = Experiment.new("gru", input_size=1, hidden_size=2, layers=2, bidirectional=True).network
    assert [layer.bidirectional for layer in both.layers] == [True, True]


def test_a_layer_is_added_at_the_top_like_the_one_below() -> None:
    old = three()
    new = edits.add_layer(old)
    assert (new.network.layers[3].cell.key, new.network.layers[3].hidden_size) == ("rnn", 4)
    assert all(new.parameters[name] is old.parameters[name] for name in old.parameters)
    assert new.schedule.clamps["3.h"] is old.schedule.clamps["3.h"]
    other = edits.add_layer(old, "lstm", 5, bidirectional=True)
    assert other.parameters["W_hy"].shape == (1, 10)
    assert np.isfinite(other.run()["y"]).all()


def test_a_layer_that_is_taken_out_leaves_the_others_their_numbers_under_new_names() -> None:
    old = three()
    new = edits.remove_layer(old, 1)
    assert [layer.cell.key for layer in new.network.layers] == ["lstm", "rnn"]
    assert new.parameters["U_f"] is old.parameters["U_f"]
    assert new.parameters["2.U"] is old.parameters["3.U"]
    np.testing.assert_array_equal(new.parameters["2.W"], old.parameters["3.W"][:, :2])
    np.testing.assert_array_equal(new.start["2.h"], [4, 5, 6, 7])
    assert list(new.schedule.clamps) == ["2.h"]
    np.testing.assert_array_equal(new.schedule.clamps["2.h"], old.schedule.clamps["3.h"])
    assert new.parameters["W_hy"] is old.parameters["W_hy"]


def test_without_the_first_layer_the_next_reads_the_inputs() -> None:
    old = three()
    new = edits.remove_layer(old, 0)
    assert new.parameters["1r.U_z"] is old.parameters["2r.U_z"]
    assert new.parameters["U_z"] is old.parameters["2.U_z"]
    np.testing.assert_array_equal(new.start["1r.h"], [1, 2, 3])
    assert list(new.schedule.clamps) == ["1r.h", "2.h"]


def test_adding_and_taking_out_a_layer_gives_the_same_numbers_again() -> None:
    old = three()
    new = edits.remove_layer(edits.add_layer(old), 3)
    assert new.network == old.network
    assert all(new.parameters[name] is old.parameters[name] for name in old.parameters)


def test_one_layer_gets_another_cell_size_or_direction_and_the_others_stay() -> None:
    old = three()
    cell = edits.set_layer(old, 2, cell="lstm")
    assert cell.network.layers[2].cell.key == "lstm"
    assert cell.parameters["2r.W_z"] is old.parameters["2r.W_z"]
    size = edits.set_layer(old, 1, hidden_size=5)
    assert (size.parameters["2r.U_z"].shape, size.parameters["3.W"].shape) == ((5, 5), (4, 10))
    np.testing.assert_array_equal(size.parameters["2r.U_z"][:3, :3], old.parameters["2r.U_z"])
    np.testing.assert_array_equal(size.schedule.clamps["2r.h"], [[np.nan, np.nan, 0.25, np.nan, np.nan]] * 4)
    forward = edits.set_layer(old, 1, bidirectional=False)
    assert "2r.U_z" not in forward.parameters
    assert list(forward.schedule.clamps) == ["3.h"]
    assert edits.set_layer(old, 0, cell="lstm", hidden_size=2, bidirectional=False) is old


def test_a_loss_on_the_top_stays_at_the_top_and_another_moves_with_its_layer() -> None:
    top = edits.resize(three(), output_size=0)
    assert top.loss == Loss("squared", "3.h")
    assert edits.add_layer(top).loss == Loss("squared", "4.h")
    assert edits.remove_layer(top, 2).loss == Loss("squared", "2.h")
    inside = top.with_loss(Loss("squared", "2r.h"))
    assert edits.remove_layer(inside, 0).loss == Loss("squared", "1r.h")
    assert edits.remove_layer(inside, 1).loss == Loss("squared", "2.h")
    assert edits.add_layer(inside).loss == Loss("squared", "2r.h")


def fed_back() -> Experiment:
    fresh = Experiment.new("rnn", input_size=2, hidden_size=3, output_size=2)
    return edits.set_feedback(edits.set_form(fresh, "one-to-many"), "output")


def test_while_the_output_is_fed_back_it_keeps_the_size_of_the_input() -> None:
    for choice in ({"input_size": 4}, {"output_size": 4}, {"input_size": 4, "output_size": 4}):
        new = edits.resize(fed_back(), **choice)
        assert (new.network.input_size, new.network.output_size) == (4, 4)
    assert edits.resize(fed_back(), hidden_size=4).network.output_size == 2
    assert edits.resize(fed_back(), output_size=0).schedule.feedback is None
    with pytest.raises(InputError, match="feedback: got 5 outputs, expected 4"):
        edits.resize(fed_back(), input_size=4, output_size=5)
    with pytest.raises(InputError, match="input_size: got 0"):
        edits.resize(fed_back(), input_size=0)


@pytest.mark.parametrize(
    ("edit", "field"),
    [
        (lambda e: edits.set_layer(e, 3, cell="gru"), "layer"),
        (lambda e: edits.set_layer(e, -1, cell="gru"), "layer"),
        (lambda e: edits.set_layer(e, 0, cell="lsmt"), "cell"),
        (lambda e: edits.set_layer(e, 0, hidden_size=0), "hidden_size"),
        (lambda e: edits.set_layer(e, 0, hidden_size=2000), "hidden_size"),
        (lambda e: edits.set_layer(e, 0, bidirectional=1), "bidirectional"),  # type: ignore[arg-type]
        (lambda e: edits.add_layer(e, "lsmt"), "cell"),
        (lambda e: edits.add_layer(e, hidden_size=-1), "hidden_size"),
        (lambda e: edits.remove_layer(e, 3), "layer"),
        (lambda e: edits.remove_layer(Experiment.new("rnn", input_size=1, hidden_size=1), 0), "layer to remove"),
        (lambda e: edits.set_layer(fed_back(), 0, bidirectional=True), "feedback"),
    ],
)
def test_an_edit_that_does_not_fit_is_refused_by_name(edit: Callable[[Experiment], Any], field: str) -> None:
    with pytest.raises(InputError) as raised:
        edit(three())
    assert raised.value.field == field


def test_there_are_at_most_as_many_layers_as_a_file_can_hold() -> None:
    experiment = Experiment.new("rnn", input_size=1, hidden_size=1, layers=MAX_LAYERS)
    with pytest.raises(InputError, match="layers"):
        edits.add_layer(experiment)


def test_a_loss_on_the_hidden_state_beside_a_read_out_stays_at_the_last_layer() -> None:
    experiment = Experiment.new("rnn", input_size=1, hidden_size=2, output_size=1, loss="squared")
    beside = edits.set_loss(experiment, Loss("squared", "h"))
    deeper = edits.add_layer(beside)
    assert deeper.loss == Loss("squared", "2.h")
    assert edits.remove_layer(deeper, 0).loss == Loss("squared", "h")
