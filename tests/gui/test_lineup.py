"""Which networks are compared: those of other cells at first, as many as have room."""

from __future__ import annotations

import pytest
from pytestqt.qtbot import QtBot

from rnnviz.cells import CELLS
from rnnviz.experiment.comparison import MOST
from rnnviz.experiment.example import load_example
from rnnviz.gui.lineup import Lineup


@pytest.fixture
def lineup() -> Lineup:
    return Lineup(load_example("vanishing"))


def test_at_first_there_are_other_cells_and_room_for_one_more(lineup: Lineup) -> None:
    present = load_example("vanishing").network.cell.key
    assert set(lineup.sources) <= set(CELLS) - {present}
    assert len(lineup.sources) == min(MOST - 2, len(CELLS) - 1)
    assert not lineup.is_full


def test_every_change_is_told_once_and_nothing_else_is(lineup: Lineup, qtbot: QtBot) -> None:
    told: list[int] = []
    lineup.changed.connect(lambda: told.append(1))
    lineup.replace(["gru"])
    lineup.add("lstm")
    lineup.remove(1)
    lineup.set_match("parameters")
    lineup.set_seed(4)
    assert lineup.sources == ("lstm",)
    assert len(told) == 5
    lineup.set_match("parameters")
    lineup.set_seed(4)
    lineup.remove(0)
    lineup.remove(9)
    assert len(told) == 5


def test_no_more_have_a_place_than_are_compared(lineup: Lineup) -> None:
    lineup.replace(["gru"] * (MOST + 3))
    assert lineup.is_full
    lineup.add("lstm")
    assert lineup.sources == ("gru",) * (MOST - 1)


def test_the_networks_are_those_of_the_comparison(lineup: Lineup) -> None:
    lineup.replace(["gru"])
    lineup.set_seed(5)
    present = load_example("vanishing")
    first, second = lineup.contenders(present)
    assert first.experiment is present
    assert (second.experiment.network.cell.key, second.seed) == ("gru", 5)
