"""The start panel edits the states before the first step."""

from __future__ import annotations

from functools import partial

import pytest
from pytestqt.qtbot import QtBot

from rnnviz.cells import CELLS
from rnnviz.experiment import edits
from rnnviz.gui.session import Session
from rnnviz.gui.start_panel import StartPanel
from rnnviz.scene.shapes import Key
from rnnviz.scene.theme import DARK

from .editing import make_session, put, show, type_in


def make_panel(qtbot: QtBot, session: Session) -> StartPanel:
    panel = StartPanel(session)
    show(qtbot, panel, 280, 300)
    return panel


@pytest.mark.parametrize("cell", CELLS)
def test_every_state_of_every_cell_has_its_row(qtbot: QtBot, cell: str) -> None:
    session = make_session(cell=cell)
    panel = make_panel(qtbot, session)
    assert [block.source.key.name for block in panel.blocks] == list(session.experiment.network.states)
    assert all(block.table.matrix.grid.shape == (1, 3) for block in panel.blocks)


def test_typing_sets_a_state_and_zero_clears_all_in_one_step(qtbot: QtBot) -> None:
    session = make_session()
    panel = make_panel(qtbot, session)
    table = panel.blocks[0].table
    table.setFocus()
    put(table, 0, 1)
    type_in(table, "0.5")
    name = panel.blocks[0].source.key.name
    assert session.experiment.start[name].tolist() == [0, 0.5, 0]
    panel.zero.click()
    assert not any(values.any() for values in session.experiment.start.values())
    panel.zero.click()
    assert [step.label for step in session.history.past] == [
        f"Set {name}[2] at step 0",
        "Set the initial states to zero",
    ]


def test_a_selected_initial_state_is_marked(qtbot: QtBot) -> None:
    session = make_session()
    panel = make_panel(qtbot, session)
    session.select(Key(0, "h"))
    assert [block.source.key.name for block in panel.blocks if block.title.is_marked] == ["h"]
    session.select(Key(1, "h"))
    assert not any(block.title.is_marked for block in panel.blocks)


def test_another_cell_brings_its_states(qtbot: QtBot) -> None:
    session = make_session()
    panel = make_panel(qtbot, session)
    session.apply("Change cell", partial(edits.change_cell, cell="gru"))
    assert [block.source.key.name for block in panel.blocks] == ["h"]


def test_a_hidden_panel_catches_up_and_the_theme_shows(qtbot: QtBot) -> None:
    session = make_session()
    panel = make_panel(qtbot, session)
    panel.hide()
    session.apply("Set", partial(edits.set_start, name="h", value=[1.0, 2.0, 3.0]))
    panel.show()
    light = panel.grab().toImage()
    assert [block.table.matrix.grid.values.tolist() for block in panel.blocks if block.source.key.name == "h"] == [
        [[1, 2, 3]]
    ]
    session.set_theme(DARK)
    assert panel.grab().toImage() != light


def test_every_state_can_be_clamped_and_all_go_free_in_one_step(qtbot: QtBot) -> None:
    session = make_session()
    panel = make_panel(qtbot, session)
    assert [block.state for block in panel.clamps] == ["c", "h"]
    assert not panel.free.isEnabled()
    session.apply("clamp", partial(edits.clamp, state="h", unit=1, value=0.5))
    session.apply("clamp", partial(edits.clamp, state="c", unit=0, value=1.0, t=2))
    assert panel.clamps[1].table.matrix.grid.text(0, 1) == "+0.50"
    assert panel.clamps[0].table.matrix.grid.text(1, 0) == ""
    session.go(2)
    assert panel.clamps[0].table.matrix.grid.text(1, 0) == "+1.00"
    panel.free.click()
    assert not session.experiment.schedule.clamps
    assert not panel.free.isEnabled()
    assert session.history.undo_label == "Let all units go free"


def test_another_network_that_comes_while_it_is_hidden_is_shown_later(qtbot: QtBot) -> None:
    session = make_session()
    panel = make_panel(qtbot, session)
    panel.hide()
    session.apply("another cell", partial(edits.change_cell, cell="rnn"))
    panel.arrange()
    panel.show()
    assert [block.state for block in panel.clamps] == ["h"]
