"""How layers and directions are called."""

from __future__ import annotations

from rnnviz.cells import CELLS
from rnnviz.engine.network import Layer, Network
from rnnviz.scene.layer_words import layer_description, layer_heading, layer_title

LSTM, RNN = CELLS["lstm"], CELLS["rnn"]


def test_a_layer_is_told_only_as_far_as_there_are_others() -> None:
    plain = Network(1, (Layer(LSTM, 2),))
    assert layer_title(plain, (0, False)) == ""
    assert layer_heading(plain, (0, False)) == "LSTM"
    both_ways = Network(1, (Layer(LSTM, 2, bidirectional=True),))
    assert [layer_title(both_ways, sweep) for sweep in both_ways.sweeps] == ["forward", "reverse"]
    network = Network(1, (Layer(LSTM, 2, bidirectional=True), Layer(RNN, 2)))
    assert [layer_title(network, sweep) for sweep in network.sweeps] == [
        "layer 1, forward",
        "layer 1, reverse",
        "layer 2",
    ]
    assert layer_heading(network, (1, False)) == f"{RNN.title} · layer 2"


def test_a_layer_against_time_says_how_its_time_runs() -> None:
    network = Network(1, (Layer(LSTM, 2, bidirectional=True),))
    assert "against time" in layer_description(network, (0, True))
    assert layer_description(network, (0, False)) == LSTM.description
