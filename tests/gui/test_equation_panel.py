"""The equation panel follows the session."""

from __future__ import annotations

from functools import partial

import numpy as np
import pytest
from PySide6.QtCore import Qt
from pytestqt.qtbot import QtBot

from rnnviz.cells import CELLS
from rnnviz.engine.network import Layer
from rnnviz.engine.ops import Array
from rnnviz.engine.text import Numbers, to_plain
from rnnviz.experiment import edits
from rnnviz.experiment.experiment import Experiment
from rnnviz.gui.equation_panel import EquationPanel
from rnnviz.gui.session import Session
from rnnviz.scene.shapes import Key
from rnnviz.scene.theme import DARK

from .networks import stacked

INPUTS = [[1.0, 0.0], [0.0, 1.0], [1.0, 1.0]]


@pytest.fixture
def session() -> Session:
    return Session(
        Experiment.new("lstm", input_size=2, hidden_size=2, output_size=1, loss="squared").with_inputs(INPUTS)
    )


@pytest.fixture
def panel(session: Session, qtbot: QtBot) -> EquationPanel:
    panel = EquationPanel(session)
    qtbot.addWidget(panel)
    panel.resize(300, 480)
    panel.show()
    panel.refresh()
    return panel


def names(panel: EquationPanel) -> list[str]:
    return [row.name for row in panel.rows]


def unfolded(panel: EquationPanel) -> dict[str, str]:
    """The result that each unfolded row shows."""
    return {row.name: to_plain(row.state.lines[-1]) for row in panel.rows if row.state.lines}


def test_the_rows_are_the_equations_in_reading_order(panel: EquationPanel) -> None:
    assert names(panel)[:7] == ["f", "i", "c_hat", "o", "c", "h", "y"]
    assert [row.y() for row in panel.rows] == sorted(row.y() for row in panel.rows)


def test_another_cell_brings_its_equations_and_says_which_variant_it_is(panel: EquationPanel, session: Session) -> None:
    gru = Experiment.new("gru-z-updates", input_size=2, hidden_size=2).with_inputs(INPUTS)
    session.open(gru)
    assert names(panel) == ["z", "r", "h_hat", "h"]
    assert panel._description.text() == "GRU, reset before the product, z updates"


def test_sub_steps_unfold_one_equation_after_the_other_and_dim_what_follows(
    panel: EquationPanel, session: Session
) -> None:
    session.go(2, 3)
    assert panel.unfolded == ("c_hat",)
    assert list(unfolded(panel)) == ["c_hat"]
    assert [row.name for row in panel.rows if row.state.current] == ["c_hat"]
    assert [row.state.pending for row in panel.rows][:7] == [False, False, False, True, True, True, True]
    session.advance()
    assert list(unfolded(panel)) == ["o"]


def test_before_the_first_sub_step_nothing_is_worked_out(panel: EquationPanel, session: Session) -> None:
    session.go(1, 0)
    assert unfolded(panel) == {}
    assert all(row.state.pending for row in panel.rows)


def test_a_selected_equation_is_unfolded_and_stays_so_over_the_steps(panel: EquationPanel, session: Session) -> None:
    session.select(Key(1, "i"))
    first = unfolded(panel)["i"]
    assert [row.name for row in panel.rows if row.state.selected] == ["i"]
    session.go(2)
    assert list(unfolded(panel)) == ["i"]
    assert unfolded(panel)["i"] != first


def test_an_inner_part_unfolds_its_equation(panel: EquationPanel, session: Session) -> None:
    session.select(Key(1, "c.1"))
    assert panel.unfolded == ("c",)


def test_a_selected_parameter_lights_up_the_equation_that_uses_it(panel: EquationPanel, session: Session) -> None:
    session.select(Key(None, "U_o"))
    assert [row.name for row in panel.rows if row.state.selected] == ["o"]
    session.select(Key(None, "W_hy"))
    assert [row.name for row in panel.rows if row.state.selected] == ["y"]


def test_an_edit_changes_the_numbers_that_are_shown(panel: EquationPanel, session: Session) -> None:
    session.select(Key(1, "f"))
    before = unfolded(panel)["f"]
    assert session.apply("Edit", partial(edits.set_entry, name="b_f", index=(0,), value=5.0))
    assert unfolded(panel)["f"] != before
    np.testing.assert_allclose(panel.rows[0].state.lines[-1][-1].values, session.run["f"][0])  # type: ignore[union-attr]


def test_a_click_selects_and_a_double_click_goes_to_the_sub_step(
    panel: EquationPanel, session: Session, qtbot: QtBot
) -> None:
    session.go(2)
    qtbot.mouseClick(panel.rows[1], Qt.MouseButton.LeftButton, pos=panel.rows[1].rect().topLeft())
    assert session.selection == Key(2, "i")
    qtbot.mouseDClick(panel.rows[1], Qt.MouseButton.LeftButton, pos=panel.rows[1].rect().topLeft())
    assert (session.step, session.substep) == (2, 2)


def test_the_arrow_keys_move_among_the_rows_and_return_selects(
    panel: EquationPanel, session: Session, qtbot: QtBot
) -> None:
    qtbot.keyClick(panel.rows[0], Qt.Key.Key_Down)
    assert [row.focusPolicy() == Qt.FocusPolicy.TabFocus for row in panel.rows][:3] == [False, True, False]
    qtbot.keyClick(panel.rows[1], Qt.Key.Key_Return)
    assert session.selection == Key(1, "i")


@pytest.mark.parametrize("width", [200, 300, 600])
def test_no_equation_is_cut(panel: EquationPanel, width: int) -> None:
    panel.resize(width, 480)
    room = panel._list.width()
    assert all(row.content_width() <= room for row in panel.rows)
    assert all(row.height() >= row.content_height(panel._area.viewport().width()) for row in panel.rows)


@pytest.mark.parametrize("width", [200, 300, 600])
def test_the_scroll_bar_changes_no_height_and_so_cannot_drive_itself_out(panel: EquationPanel, width: int) -> None:
    heights: list[list[int]] = []
    for height in (2000, 150):
        panel.resize(width, height)
        heights.append([row.height() for row in panel.rows])
    assert panel._area.verticalScrollBar().maximum() > 0
    assert heights[0] == heights[1]


def test_a_hidden_panel_does_no_work_and_catches_up(panel: EquationPanel, session: Session, qtbot: QtBot) -> None:
    session.select(Key(1, "f"))
    panel.hide()
    before = unfolded(panel)
    session.go(3)
    assert unfolded(panel) == before
    panel.show()
    qtbot.waitUntil(lambda: unfolded(panel) != before)


def test_a_step_of_another_network_taken_while_hidden_leaves_no_trace(panel: EquationPanel, session: Session) -> None:
    before = session.experiment
    panel.hide()
    session.open(Experiment.new("gru", input_size=2, hidden_size=2))
    session.go(1, 1)
    session.open(before)
    panel.show()
    assert list(unfolded(panel)) == ["h"]


def test_the_theme_can_change(panel: EquationPanel, session: Session) -> None:
    session.set_theme(DARK)
    assert not panel.rows[0].grab().isNull()


def turned(session: Session, substep: int, step: int = 2) -> None:
    session.set_direction("backward")
    session.go(step, substep)


def test_backward_the_rows_are_the_chain_rules_from_the_loss_to_the_input(
    panel: EquationPanel, session: Session
) -> None:
    session.set_direction("backward")
    session.go(1)
    assert names(panel) == ["loss", "y", "h", "c", "o", "o.1", "c_hat", "c_hat.1", "i", "i.1", "f", "f.1", "x"]
    assert panel.unfolded == ("h",)
    np.testing.assert_allclose(result_of(panel, "h"), session.run.gradients()["h"][0])
    session.set_direction("forward")
    assert names(panel)[:3] == ["f", "i", "c_hat"]


def result_of(panel: EquationPanel, name: str) -> Array:
    row = next(row for row in panel.rows if row.name == name)
    result = row.state.lines[-1][-1]
    assert isinstance(result, Numbers)
    return result.values


def test_backward_sub_steps_unfold_the_chain_rules_in_turn(panel: EquationPanel, session: Session) -> None:
    turned(session, 0)
    assert unfolded(panel) == {}
    assert all(row.state.pending for row in panel.rows)
    seen = []
    for name in reversed(session.run.order):
        session.advance()
        seen.append(list(unfolded(panel)))
        current = [row.name for row in panel.rows if row.state.current]
        assert [shown for shown in current if shown not in session.run.parameters] == seen[-1]
        assert seen[-1][0] == name
        for shown in seen[-1]:
            np.testing.assert_allclose(np.ravel(result_of(panel, shown)), np.ravel(session.run.gradients()[shown][1]))
    assert seen[-1] == ["f", "f.1", "x"]
    assert not any(row.state.pending for row in panel.rows)


def test_backward_what_comes_later_in_the_pass_is_pending(panel: EquationPanel, session: Session) -> None:
    turned(session, 4)
    pending = [row.name for row in panel.rows if row.state.pending]
    assert pending == ["o", "o.1", "c_hat", "c_hat.1", "i", "i.1", "f", "f.1", "x"]


def test_backward_the_parameters_of_a_gate_come_with_it(panel: EquationPanel, session: Session) -> None:
    turned(session, 5)
    assert names(panel)[4:9] == ["o", "o.1", "W_o", "U_o", "b_o"]
    session.select(Key(None, "W_o"))
    assert list(unfolded(panel)) == ["W_o"]
    np.testing.assert_allclose(result_of(panel, "W_o"), session.run.gradients().contributions("W_o")[1])
    session.select(Key(2, "y"))
    assert names(panel)[1:4] == ["y", "W_hy", "b_y"]
    assert "W_o" not in names(panel)


def test_backward_an_inner_part_has_a_rule_of_its_own_while_it_is_selected(
    panel: EquationPanel, session: Session
) -> None:
    session.set_direction("backward")
    session.go(1)
    session.select(Key(1, "h.1"))
    assert list(unfolded(panel)) == ["h.1"]
    session.select(Key(1, "c"))
    assert "h.1" not in names(panel)


def test_backward_a_click_selects_and_a_double_click_goes_to_the_sub_step(
    panel: EquationPanel, session: Session, qtbot: QtBot
) -> None:
    turned(session, 5)
    rows = {row.name: row for row in panel.rows}
    qtbot.mouseClick(rows["W_o"], Qt.MouseButton.LeftButton, pos=rows["W_o"].rect().topLeft())
    assert session.selection == Key(None, "W_o")
    qtbot.mouseDClick(rows["h"], Qt.MouseButton.LeftButton, pos=rows["h"].rect().topLeft())
    assert (session.step, session.substep) == (2, 3)


def test_the_last_sub_step_forward_is_unfolded_too(panel: EquationPanel, session: Session) -> None:
    session.go(1, len(session.run.order) - 1)
    session.advance()
    assert panel.unfolded == ("loss",)


@pytest.mark.parametrize("key", sorted(CELLS))
def test_no_chain_rule_is_cut_nor_needs_a_horizontal_scroll_bar(
    panel: EquationPanel, session: Session, key: str
) -> None:
    network = Experiment.new(key, input_size=2, hidden_size=4, output_size=2, loss="softmax")
    session.open(network.with_inputs(INPUTS).with_targets(np.array([0, -1, 1])))
    turned(session, 0)
    for _ in session.run.order:
        session.advance()
        widths = {row.name: row.content_width() for row in panel.rows}
        assert max(widths.values()) <= panel._area.viewport().width(), widths


def test_an_edit_that_takes_the_loss_away_leads_back_to_the_equations(panel: EquationPanel, session: Session) -> None:
    turned(session, 3)
    assert session.apply("Remove the loss", partial(edits.set_loss, loss=None))
    assert names(panel)[0] == "f"


@pytest.mark.parametrize("key", ["lstm", "gru"])
def test_a_whole_backward_pass_shows_the_slopes_of_the_loss(panel: EquationPanel, session: Session, key: str) -> None:
    given = Experiment.new(key, input_size=2, hidden_size=2, output_size=1, loss="squared", seed=4)
    session.open(given.with_inputs(INPUTS).with_targets(np.array([[0.5], [np.nan], [-1.0]])))
    turned(session, 0, step=3)
    inputs: dict[int, Array] = {}
    total = {name: np.zeros(array.shape) for name, array in session.run.parameters.items()}
    while (session.step, session.substep) != (1, len(session.run.order)):
        session.advance()
        shown = [row.name for row in panel.rows if row.name in total]
        if "x" in unfolded(panel):
            inputs[session.step] = result_of(panel, "x")
        for name in shown:
            session.select(Key(None, name))
            total[name] += result_of(panel, name).reshape(total[name].shape)
    experiment = session.experiment
    for name, array in total.items():
        slope = central_difference(experiment, name)
        np.testing.assert_allclose(array, slope, rtol=1e-6, atol=1e-8)
    expected = central_difference(experiment, "x")
    np.testing.assert_allclose([inputs[step] for step in (1, 2, 3)], expected, rtol=1e-6, atol=1e-8)


def central_difference(experiment: Experiment, name: str) -> Array:
    """The slope of the total loss by every entry of a parameter, or of the inputs x."""
    at = experiment.inputs if name == "x" else experiment.parameters[name]
    slope = np.zeros(at.shape)
    for index in np.ndindex(at.shape):
        for sign in (1, -1):
            moved = at.copy()
            moved[index] += sign * 1e-5
            changed = experiment.with_inputs(moved) if name == "x" else experiment.with_parameters({name: moved})
            slope[index] += sign * (changed.run().total_loss or 0.0) / 2e-5
    return slope


def test_the_rows_are_those_of_the_layer_that_is_looked_into(panel: EquationPanel, session: Session) -> None:
    session.open(stacked(Layer(CELLS["gru"], 2, bidirectional=True), Layer(CELLS["rnn"], 2)))
    assert names(panel) == ["z", "r", "h_hat", "h"]
    session.set_sweep((0, True))
    assert names(panel) == ["1r.z", "1r.r", "1r.h_hat", "1r.h"]
    assert panel.unfolded == ("1r.h",)
    session.select(Key(2, "2.h"))
    assert names(panel) == ["2.h", "y"]
    assert panel.unfolded == ("2.h",)


def test_another_layer_than_that_of_a_sub_step_can_be_looked_into(panel: EquationPanel, session: Session) -> None:
    session.open(stacked(Layer(CELLS["gru"], 2), Layer(CELLS["rnn"], 2)))
    session.go(2, 1)
    session.set_sweep((1, False))
    assert [(row.name, row.state.pending) for row in panel.rows] == [("2.h", True), ("y", True)]
    session.advance()
    assert panel.unfolded == ("r",)
