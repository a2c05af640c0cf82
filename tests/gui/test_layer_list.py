"""The rows of layers."""

from __future__ import annotations

import pytest
from pytestqt.qtbot import QtBot

from rnnviz.cells import CELLS
from rnnviz.engine.network import Layer
from rnnviz.gui.layer_list import LayerList


@pytest.fixture
def layers(qtbot: QtBot) -> LayerList:
    layers = LayerList()
    qtbot.addWidget(layers)
    layers.show_layers((Layer(CELLS["lstm"], 2), Layer(CELLS["gru"], 3, bidirectional=True)))
    return layers


def test_every_row_shows_its_layer_and_can_be_removed(layers: LayerList) -> None:
    assert [(row.cell.currentData(), row.size_box.value(), row.both_ways.isChecked()) for row in layers.rows] == [
        ("lstm", 2, False),
        ("gru", 3, True),
    ]
    assert all(not row.remove.isHidden() for row in layers.rows)


def test_wishes_are_told_with_the_place_and_showing_tells_nothing(layers: LayerList) -> None:
    told: list[tuple[int, str, object]] = []
    layers.changed.connect(lambda *wish: told.append(wish))
    layers.rows[1].both_ways.click()
    layers.rows[0].size_box.setValue(7)
    assert told == [(1, "bidirectional", False), (0, "hidden_size", 7)]
    layers.show_layers((Layer(CELLS["rnn"], 4),))
    assert len(told) == 2
    assert len(layers.rows) == 1
    assert layers.rows[0].remove.isHidden()
