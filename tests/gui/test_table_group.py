"""Which parameters stand in which tables."""

from __future__ import annotations

import pytest

from rnnviz.cells import CELLS
from rnnviz.engine.glyph import writing_of
from rnnviz.engine.network import Layer, Network
from rnnviz.engine.notation import NOTATIONS, find_notation
from rnnviz.gui.table_group import owners_of, table_groups


def titles(cell: str, notation: str) -> list[list[str]]:
    network = Network(2, (Layer(CELLS[cell], 3),), 1)
    groups = table_groups(network, writing_of(network, find_notation(notation)))
    return [[source.title for source in group.sources] for group in groups]


def test_each_arrangement_has_its_tables() -> None:
    read_out = ["W_hy", "b_y"]
    assert titles("gru", "split")[:2] == [["W_z", "U_z", "b_z"], ["W_r", "U_r", "b_r"]]
    assert titles("gru", "concatenated") == [["W_z", "b_z"], ["W_r", "b_r"], ["W_h", "b_h"], read_out]
    assert titles("gru", "stacked") == [["W", "b"], ["W_g", "b_g"], read_out]
    assert titles("rnn", "subscripted") == [["W_xh", "W_hh", "b_h"], read_out]
    assert titles("rnn", "concatenated") == [["W", "b"], read_out]


@pytest.mark.parametrize("notation", NOTATIONS)
@pytest.mark.parametrize("cell", CELLS)
def test_every_parameter_stands_in_one_table(cell: str, notation: str) -> None:
    network = Network(2, (Layer(CELLS[cell], 3), Layer(CELLS[cell], 3, bidirectional=True)), 1)
    groups = table_groups(network, writing_of(network, find_notation(notation)))
    names = [name for group in groups for name in group.names]
    assert sorted(names) == sorted(network.parameters)
    assert set(owners_of(network)) == set(names)
