"""Inputs and targets make one grid, and a changed grid makes the experiment it shows."""

from __future__ import annotations

import math

import numpy as np
import pytest

from rnnviz.engine.error import InputError
from rnnviz.experiment import edits
from rnnviz.experiment.experiment import Experiment
from rnnviz.gui.entry import NumberEntry, SymbolEntry
from rnnviz.gui.sequence_grid import (
    add_step,
    has_target_text,
    input_text,
    is_symbolic,
    sequence_grid,
    set_input_text,
    set_next_symbol_targets,
    set_sequence,
    set_target_text,
    take_steps,
    target_symbols,
    target_text,
)

from .editing import make_session, text_session


@pytest.fixture
def numbers() -> Experiment:
    experiment = make_session(output_size=2).experiment.with_inputs([[1, 2], [3, 4]])
    return experiment.with_targets([[0.5, None], None])


@pytest.fixture
def text() -> Experiment:
    return text_session("hell").experiment.with_targets("ello")


def test_numbers_have_one_column_for_each_unit_and_missing_targets_are_empty(numbers: Experiment) -> None:
    grid = sequence_grid(numbers)
    assert grid.columns == ("x_1", "x_2", "y*_1", "y*_2")
    assert grid.rows == ("1", "2")
    assert [[grid.text(row, column) for column in range(4)] for row in range(2)] == [
        ["+1.00", "+2.00", "+0.50", ""],
        ["+3.00", "+4.00", "", ""],
    ]
    assert grid.entries[0] == NumberEntry()
    assert grid.entries[3] == NumberEntry(optional=True)
    assert grid.label(1, 3) == "y*[2] at step 2"
    assert grid.split == 2


def test_symbols_have_one_column_and_so_have_their_targets(text: Experiment) -> None:
    grid = sequence_grid(text)
    assert grid.columns == ("x_", "target")
    assert ["".join(grid.text(row, column) for row in range(4)) for column in range(2)] == ["hell", "ello"]
    assert grid.label(0, 0) == "x at step 1"


def test_without_a_loss_there_are_inputs_only() -> None:
    grid = sequence_grid(make_session(loss=None).experiment)
    assert grid.columns == ("x_1", "x_2")
    assert grid.title.startswith("Inputs (")


def test_classes_without_symbols_are_numbered_like_units() -> None:
    experiment = (
        make_session(loss="softmax", output_size=3).experiment.with_inputs([[1, 0], [0, 1]]).with_targets([2, None])
    )
    grid = sequence_grid(experiment)
    assert grid.entries[2] == SymbolEntry(("1", "2", "3"), optional=True)
    assert [grid.text(0, 2), grid.text(1, 2)] == ["3", ""]
    assert target_symbols(experiment) == ("1", "2", "3")
    assert not has_target_text(experiment)


def test_inputs_that_are_no_symbols_are_shown_as_numbers_under_the_symbols(text: Experiment) -> None:
    mixed = text.with_inputs(np.full((4, 4), 0.25))
    assert not is_symbolic(mixed)
    assert sequence_grid(mixed).columns == ("h", "e", "l", "o", "target")


@pytest.mark.parametrize("name", ["numbers", "text"])
def test_setting_what_is_shown_changes_nothing(request: pytest.FixtureRequest, name: str) -> None:
    experiment: Experiment = request.getfixturevalue(name)
    again = set_sequence(experiment, sequence_grid(experiment).values)
    assert (again.inputs == experiment.inputs).all()
    assert again.targets is not None
    assert experiment.targets is not None
    assert np.array_equal(again.targets, experiment.targets, equal_nan=again.targets.dtype.kind == "f")


def test_more_rows_make_a_longer_sequence(numbers: Experiment) -> None:
    longer = set_sequence(numbers, np.array([[1.0, 2, 3, 4]] * 5))
    assert longer.n_steps == 5
    assert longer.targets is not None
    assert longer.targets.shape == (5, 2)


def test_steps_are_repeated_moved_and_removed_with_their_targets(text: Experiment) -> None:
    assert take_steps(text, [0, 0, 1, 2, 3]).text == "hhell"
    swapped = take_steps(text, [1, 0, 2, 3])
    assert (swapped.text, target_text(swapped)) == ("ehll", "lelo")
    assert take_steps(text, [3]).text == "l"
    with pytest.raises(InputError, match="at least one step"):
        take_steps(text, [])


def test_a_new_step_is_zero_or_the_same_symbol(numbers: Experiment, text: Experiment) -> None:
    added = add_step(numbers, 1)
    assert added.inputs.tolist() == [[1, 2], [0, 0], [3, 4]]
    assert added.targets is not None
    assert math.isnan(added.targets[1, 0])
    assert (add_step(text, 2).text, target_text(add_step(text, 2))) == ("heell", "el·lo")


def test_target_text_has_dots_where_there_is_none(text: Experiment) -> None:
    assert target_text(set_target_text(text, "e·l")) == "e·l·"
    with pytest.raises(InputError):
        set_target_text(text, "hellooo")
    with pytest.raises(InputError, match="step 1"):
        set_target_text(text, "q")


def test_the_next_symbol_is_the_target_and_the_last_step_keeps_its_own(text: Experiment) -> None:
    assert target_text(set_next_symbol_targets(set_target_text(text, "···o"))) == "ello"


def test_steps_without_input_and_unread_targets_are_locked_and_keep_what_they_hold(numbers: Experiment) -> None:
    scheduled = edits.set_read(edits.set_given(numbers, t=2, is_given=False), t=1, is_read=False)
    grid = sequence_grid(scheduled)
    assert [[grid.text(row, column) for column in range(4)] for row in (0, 1)] == [
        ["+1.00", "+2.00", "–", "–"],
        ["–", "–", "", ""],
    ]
    lock = grid.lock(1, 0)
    assert lock is not None
    assert "receives zeros" in lock.says
    assert set_sequence(scheduled, grid.values).inputs.tolist() == numbers.inputs.tolist()


def test_fed_back_inputs_say_so(numbers: Experiment) -> None:
    fed = edits.set_feedback(edits.set_given(numbers, t=2, is_given=False), "output")
    assert sequence_grid(fed).text(1, 0) == "fed"


def test_symbols_stay_symbols_where_only_steps_without_input_have_none(text: Experiment) -> None:
    rows = text.inputs.copy()
    rows[2] = 0.0
    silent = edits.set_given(text.with_inputs(rows), t=3, is_given=False)
    assert is_symbolic(silent)
    assert input_text(silent) == "he·l"
    assert set_input_text(silent, "le·h").inputs.argmax(axis=1).tolist() == [2, 1, 0, 0]
    assert set_input_text(silent, "le·h").inputs[2].tolist() == [0.0] * 4
    assert set_sequence(silent, sequence_grid(silent).values).inputs.tolist() == rows.tolist()
