"""A network names its parameters and states and knows their shapes."""

from __future__ import annotations

import pytest

from rnnviz.cells import CELLS
from rnnviz.engine.error import InputError
from rnnviz.engine.network import Layer, Network, place_of, qualify, sweep_of


@pytest.mark.parametrize(
    ("layer", "reverse", "full"), [(0, False, "f"), (0, True, "1r.f"), (1, False, "2.f"), (1, True, "2r.f")]
)
def test_the_first_layer_forward_has_bare_names(layer: int, reverse: bool, full: str) -> None:
    assert qualify(layer, reverse, "f") == full


def test_the_parameters_of_one_layer_come_in_reading_order_and_the_read_out_last() -> None:
    network = Network(3, (Layer(CELLS["gru-reset-after"], 2),), 4)
    shapes = network.parameters
    assert list(shapes) == ["W_z", "U_z", "b_z", "W_r", "U_r", "b_r", "W_h", "b_h", "U_h", "c_h", "W_hy", "b_y"]
    assert (shapes["W_z"], shapes["U_z"], shapes["b_z"]) == ((2, 3), (2, 2), (2,))
    assert (shapes["W_hy"], shapes["b_y"]) == ((4, 2), (4,))


def test_a_layer_above_sees_both_directions_of_the_one_below() -> None:
    network = Network(3, (Layer(CELLS["lstm"], 4, bidirectional=True), Layer(CELLS["rnn"], 5)))
    assert network.parameters["1r.W_f"] == (4, 3)
    assert network.parameters["2.W"] == (5, 8)
    assert network.states == {"c": 4, "h": 4, "1r.c": 4, "1r.h": 4, "2.h": 5}
    assert network.top_size == 5
    assert "W_hy" not in network.parameters


def test_a_network_lists_each_layer_in_each_direction() -> None:
    lstm = CELLS["lstm"]
    assert Network(1, (Layer(lstm, 2),)).sweeps == ((0, False),)
    network = Network(1, (Layer(lstm, 2, bidirectional=True), Layer(lstm, 2)))
    assert network.sweeps == ((0, False), (0, True), (1, False))


@pytest.mark.parametrize("name", ["f", "f.1", "c_hat", "W_f"])
@pytest.mark.parametrize("sweep", [(0, False), (0, True), (1, False), (3, True)])
def test_a_full_name_tells_its_layer_direction_and_name_in_the_cell(sweep: tuple[int, bool], name: str) -> None:
    full = qualify(*sweep, name)
    assert place_of(full) == (sweep, name)
    assert sweep_of(full) == sweep


@pytest.mark.parametrize("name", ["x", "y", "p", "loss", "target", "W_hy", "b_y"])
def test_inputs_and_read_out_are_of_no_layer(name: str) -> None:
    assert sweep_of(name) is None


@pytest.mark.parametrize("size", [0, -1, 1.5, True, "3"])
def test_a_size_is_a_whole_number_of_at_least_one(size: object) -> None:
    rnn = CELLS["rnn"]
    with pytest.raises(InputError, match="input_size"):
        Network(size, (Layer(rnn, 1),))  # type: ignore[arg-type]
    with pytest.raises(InputError, match="hidden_size of layer 2"):
        Network(1, (Layer(rnn, 1), Layer(rnn, size)))  # type: ignore[arg-type]
    with pytest.raises(InputError, match="output_size"):
        Network(1, (Layer(rnn, 1),), size)  # type: ignore[arg-type]


def test_a_network_has_a_layer() -> None:
    with pytest.raises(InputError, match="layers"):
        Network(1, ())
