"""The model tells views and screen readers what a grid holds, and resets only when its shape changes."""

from __future__ import annotations

from dataclasses import replace

import numpy as np
from PySide6.QtCore import Qt

from rnnviz.gui.array_source import ParameterSource
from rnnviz.gui.entry import NumberEntry
from rnnviz.gui.grid import Grid
from rnnviz.gui.matrix_model import MatrixModel
from rnnviz.gui.session import Session

from .editing import messages_of

Role = Qt.ItemDataRole


def shown(session: Session) -> MatrixModel:
    source = ParameterSource("W_f")
    model = MatrixModel(session, source.edit_for)
    values = session.experiment.parameters["W_f"]
    model.show(Grid("W_f", values, (NumberEntry(),) * 2, ("1", "2", "3"), ("h", "e"), "W_f[{}, {}]".format))
    return model


def test_a_screen_reader_hears_name_and_number(session: Session) -> None:
    model = shown(session)
    index = model.index(1, 0)
    assert model.data(index, Role.AccessibleTextRole) == f"W_f[1, 0]: {model.data(index)}"
    assert float(model.data(index, Role.EditRole)) == session.experiment.parameters["W_f"][1, 0]
    assert (model.rowCount(), model.columnCount()) == (3, 2)
    assert model.headerData(1, Qt.Orientation.Horizontal) == "e"
    assert model.headerData(2, Qt.Orientation.Vertical) == "3"
    assert model.headerData(3, Qt.Orientation.Vertical) is None


def test_a_tool_tip_gives_every_digit_and_says_how_to_drag(session: Session) -> None:
    model = shown(session)
    value = session.experiment.parameters["W_f"][1, 0]
    first, second = str(model.data(model.index(1, 0), Role.ToolTipRole)).split("\n")
    assert first == f"W_f[1, 0] = {float(value)!r}"
    assert second.startswith("Drag sideways")


def test_setting_data_edits_the_experiment(session: Session) -> None:
    model = shown(session)
    assert model.setData(model.index(0, 1), "0.75")
    assert session.experiment.parameters["W_f"][0, 1] == 0.75


def test_bad_data_is_refused_with_a_message(session: Session) -> None:
    messages = messages_of(session)
    model = shown(session)
    assert not model.setData(model.index(0, 1), "NaN")
    assert messages == ["W_f[0, 1]: got NaN, expected a finite number such as 0.5"]
    assert not session.history.can_undo


def test_the_same_value_is_no_step(session: Session) -> None:
    model = shown(session)
    assert model.setData(model.index(0, 1), model.data(model.index(0, 1), Role.EditRole))
    assert model.commit("Paste", model.grid.values.copy())
    assert not session.history.can_undo


def test_new_numbers_update_in_place_and_a_new_shape_resets(session: Session) -> None:
    model = shown(session)
    told: list[str] = []
    model.dataChanged.connect(lambda *_: told.append("changed"))
    model.modelReset.connect(lambda: told.append("reset"))
    model.show(model.grid)
    model.show(replace(model.grid, values=model.grid.values + 1))
    model.show(replace(model.grid, values=np.zeros((4, 2)), rows=tuple("1234")))
    assert told == ["changed", "reset"]
