"""The layer and direction that a cell is seen in."""

from __future__ import annotations

import pytest

from rnnviz.cells import CELLS
from rnnviz.engine.network import Layer, Network
from rnnviz.scene.shapes import Run
from rnnviz.scene.standpoint import FIRST, outputs_of, standpoint

NETWORK = Network(2, (Layer(CELLS["lstm"], 3, bidirectional=True), Layer(CELLS["gru"], 4), Layer(CELLS["rnn"], 1)), 1)


def test_the_first_layer_receives_the_input_and_the_others_what_is_below() -> None:
    assert standpoint(NETWORK, (0, True)).inputs == ("x",)
    assert standpoint(NETWORK, (1, False)).inputs == ("h", "1r.h")
    assert standpoint(NETWORK, (2, False)).inputs == ("2.h",)
    assert outputs_of(NETWORK, 0) == ("h", "1r.h")


def test_only_the_last_layer_is_seen_by_the_read_out() -> None:
    assert [standpoint(NETWORK, sweep).is_top for sweep in NETWORK.sweeps] == [False, False, False, True]
    assert standpoint(NETWORK, (2, False)).seen == ("3.h",)
    assert standpoint(Network(1, (Layer(CELLS["lstm"], 1),)), (0, False)) == FIRST


@pytest.mark.parametrize(
    ("part", "full"),
    [("f", "1r.f"), ("f.1", "1r.f.1"), ("old:c", "1r.c"), ("x", "x"), ("y", "y"), ("p", "p"), ("loss", "loss")],
)
def test_parts_have_full_names(part: str, full: str) -> None:
    assert standpoint(NETWORK, (0, True)).full(part) == full


def test_each_of_two_inputs_has_a_part_of_its_own() -> None:
    seen = standpoint(NETWORK, (1, False))
    assert [seen.full(part) for part in seen.entries] == ["h", "1r.h"]
    assert seen.full("x") == "h"
    assert standpoint(NETWORK, (0, False)).entries == ("x",)


def test_against_time_the_state_comes_from_the_step_after() -> None:
    assert standpoint(NETWORK, (0, False)).before == "t−1"
    assert standpoint(NETWORK, (0, True)).before == "t+1"


def test_a_title_names_layer_and_direction_where_there_are_several() -> None:
    assert standpoint(NETWORK, (0, True)).title(NETWORK) == "LSTM, layer 1, reverse"
    assert standpoint(NETWORK, (1, False)).title(NETWORK).endswith(", layer 2")
    one = Network(1, (Layer(CELLS["lstm"], 1),))
    assert standpoint(one, (0, False)).title(one) == "LSTM"


def test_symbols_name_the_layer() -> None:
    assert standpoint(NETWORK, (2, False)).symbol("h") == (
        Run("h", italic=True),
        Run("(3)", level=1),
        Run("t", italic=True, level=-1),
    )
