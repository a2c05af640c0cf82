"""Layers from single choices or from lists: one entry for each layer, and what does not fit refused by name."""

from __future__ import annotations

from typing import Any

import pytest

from rnnviz.cells import CELLS
from rnnviz.engine.error import InputError
from rnnviz.engine.network import Layer
from rnnviz.experiment.layer import find_cell, make_layer, make_layers

GRU, LSTM = CELLS["gru"], CELLS["lstm"]


@pytest.mark.parametrize(
    ("choices", "layers"),
    [
        (("gru", 3, None, False), (Layer(GRU, 3),)),
        ((GRU, 3, 2, True), (Layer(GRU, 3, True), Layer(GRU, 3, True))),
        ((["gru", LSTM], 3, None, False), (Layer(GRU, 3), Layer(LSTM, 3))),
        (("gru", (3, 4), 2, [True, False]), (Layer(GRU, 3, True), Layer(GRU, 4))),
    ],
)
def test_a_choice_that_is_no_list_is_that_of_every_layer(choices: Any, layers: tuple[Layer, ...]) -> None:
    assert make_layers(*choices) == layers


@pytest.mark.parametrize(
    ("choices", "message"),
    [
        ((["gru", "lstm"], [3], None, False), "hidden_size: got a list of 1, expected 2, one for each layer"),
        (("gru", [3, 4], 3, False), "hidden_size: got a list of 2, expected 3, one for each layer"),
        (("gru", 3, 2, [True]), "bidirectional: got a list of 1, expected 2, one for each layer"),
        (("gru", 3, 0, False), "layers: got 0, expected a whole number from 1 to 16"),
        (("gru", 3, True, False), "layers: got"),
        (([], 3, None, False), "layers: got 0"),
        (("gru", [3, "4"], None, False), "hidden_size: got '4'"),
        (("gru", 3, None, 1), "bidirectional: got 1, expected true or false"),
        ((["gru", None], 3, None, False), "cell: got None"),
    ],
)
def test_what_does_not_fit_is_refused_by_name(choices: Any, message: str) -> None:
    with pytest.raises(InputError) as raised:
        make_layers(*choices)
    assert message in str(raised.value)


def test_one_layer_is_made_of_a_key_or_a_cell() -> None:
    assert make_layer("gru", 2) == make_layer(GRU, 2, False) == Layer(GRU, 2)
    assert find_cell(GRU) is find_cell("gru") is GRU
    with pytest.raises(InputError, match=r"cell: got \['gru'\]"):
        find_cell(["gru"])  # type: ignore[arg-type]
