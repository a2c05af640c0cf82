"""What figures of some values may show."""

from __future__ import annotations

from rnnviz.cells import CELLS
from rnnviz.engine.network import Layer, Network
from rnnviz.export.chart_choice import of_cells, of_gates, of_ordered, of_parameters, of_states, of_values

from ..scene.case import run_network

DEEP = run_network(Network(1, (Layer(CELLS["lstm"], 2), Layer(CELLS["rnn"], 3)), 1), 3, "squared")


def test_values_have_their_full_names_and_their_symbols_as_titles() -> None:
    assert of_values(DEEP)["c_hat"] == "c\u0302_t"
    assert set(of_values(DEEP)) >= {"f", "h", "2.h", "y"}
    assert "loss" not in of_values(DEEP)


def test_gates_states_and_parameters_are_those_of_all_layers() -> None:
    assert list(of_gates(DEEP)) == ["f", "i", "o"]
    assert list(of_states(DEEP)) == ["2.h", "h", "c"]
    assert list(of_ordered(DEEP)) == ["y", "2.h", "h", "c"]
    assert of_parameters(DEEP)["2.W"] == "W^(2)"


def test_cells_have_their_titles() -> None:
    assert of_cells(DEEP) == {key: cell.title for key, cell in CELLS.items()}
