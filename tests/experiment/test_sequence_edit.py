"""Edits over time: single numbers and symbols, steps put in and taken out, targets that go along."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import numpy as np
import pytest

from rnnviz.engine.error import InputError
from rnnviz.experiment import edits
from rnnviz.experiment.experiment import Experiment


def text_model() -> Experiment:
    return Experiment.new("rnn", alphabet="helo", hidden_size=2, loss="softmax")


def number_model() -> Experiment:
    fresh = Experiment.new("rnn", input_size=2, hidden_size=2, output_size=1, loss="squared")
    return fresh.with_inputs([[1, 2], [3, 4], [5, 6]]).with_targets([[1], None, [3]])


def test_an_input_is_set_and_everything_else_is_shared() -> None:
    old = number_model()
    new = edits.set_input(old, 2, 1, 7.5)
    np.testing.assert_array_equal(new.inputs, [[1, 2], [3, 7.5], [5, 6]])
    assert (new.parameters, new.targets, new.start) == (old.parameters, old.targets, old.start)


def test_a_symbol_is_set() -> None:
    assert edits.set_symbol(text_model(), 4, "h").text == "helh"


def test_a_symbol_replaces_a_row_that_was_no_unit_vector() -> None:
    odd = edits.set_input(text_model(), 1, 3, 0.5)
    assert odd.text is None
    assert edits.set_symbol(odd, 1, "o").text == "oelo"


def test_all_inputs_are_set_as_rows_or_text() -> None:
    np.testing.assert_array_equal(edits.set_inputs(number_model(), [[7, 8]]).inputs, [[7, 8]])
    assert edits.set_text(text_model(), "lol").text == "lol"


@pytest.mark.parametrize(("at", "text"), [(1, "oohelo"), (3, "heoolo"), (5, "helooo")])
def test_steps_are_put_in_without_targets(at: int, text: str) -> None:
    new = edits.insert_steps(text_model(), at, "oo")
    assert new.text == text
    expected = np.insert([1, 2, 3, -1], at - 1, [-1, -1])
    np.testing.assert_array_equal(new.targets, expected)


def test_rows_are_put_in_too() -> None:
    new = edits.insert_steps(number_model(), 2, [[7, 8]])
    np.testing.assert_array_equal(new.inputs, [[1, 2], [7, 8], [3, 4], [5, 6]])
    np.testing.assert_array_equal(new.targets, [[1], [np.nan], [np.nan], [3]])


def test_steps_are_taken_out_with_their_targets() -> None:
    new = edits.remove_steps(number_model(), 1, 2)
    np.testing.assert_array_equal(new.inputs, [[5, 6]])
    np.testing.assert_array_equal(new.targets, [[3]])


def test_putting_steps_in_and_taking_them_out_gives_what_was() -> None:
    old = number_model()
    new = edits.remove_steps(edits.insert_steps(old, 2, [[7, 8], [9, 9]]), 2, 2)
    np.testing.assert_array_equal(new.inputs, old.inputs)
    np.testing.assert_array_equal(new.targets, old.targets)


def test_without_a_loss_steps_come_and_go_too() -> None:
    bare = edits.set_loss(number_model(), None)
    assert edits.remove_steps(edits.insert_steps(bare, 1, [[0, 0]]), 2).targets is None


def test_a_shorter_length_cuts_and_a_longer_one_goes_on() -> None:
    assert edits.set_length(text_model(), 2).text == "he"
    assert edits.set_length(text_model(), 6).text == "helooo"


def test_a_target_number_is_set_and_taken_away() -> None:
    new = edits.set_target(edits.set_target(number_model(), 2, 0, 0.5), 1, 0, None)
    np.testing.assert_array_equal(new.targets, [[np.nan], [0.5], [3]])


def test_a_target_class_is_set_by_number_symbol_or_none() -> None:
    new = text_model()
    for t, target in ((1, 3), (2, "h"), (3, None)):
        new = edits.set_target_class(new, t, target)
    np.testing.assert_array_equal(new.targets, [3, 0, -1, -1])


def test_all_targets_are_set() -> None:
    np.testing.assert_array_equal(edits.set_targets(text_model(), "hhhh").targets, [0, 0, 0, 0])
    np.testing.assert_array_equal(edits.set_targets(text_model(), None).targets, [-1, -1, -1, -1])


@pytest.mark.parametrize(
    ("edit", "field"),
    [
        (lambda: edits.set_input(number_model(), 0, 0, 1), "step"),
        (lambda: edits.set_input(number_model(), 4, 0, 1), "step"),
        (lambda: edits.set_input(number_model(), True, 0, 1), "step"),
        (lambda: edits.set_input(number_model(), 1, 2, 1), "unit"),
        (lambda: edits.set_input(number_model(), 1, -1, 1), "unit"),
        (lambda: edits.set_input(number_model(), 1, 0, float("inf")), "inputs, step 1, unit 1"),
        (lambda: edits.set_symbol(number_model(), 1, "h"), "symbol"),
        (lambda: edits.set_symbol(text_model(), 1, "x"), "inputs, step 1"),
        (lambda: edits.set_symbol(text_model(), 1, "he"), "inputs, step 1"),
        (lambda: edits.set_symbol(text_model(), 1, ""), "inputs, step 1"),
        (lambda: edits.set_inputs(number_model(), []), "inputs"),
        (lambda: edits.set_inputs(number_model(), [["a", "b"]]), "inputs"),
        (lambda: edits.set_text(text_model(), ""), "inputs"),
        (lambda: edits.set_text(text_model(), 5), "inputs"),  # type: ignore[arg-type]
        (lambda: edits.set_text(number_model(), "h"), "inputs"),
        (lambda: edits.insert_steps(number_model(), 5, [[1, 2]]), "step"),
        (lambda: edits.insert_steps(number_model(), 1, [[1]]), "inputs"),
        (lambda: edits.insert_steps(text_model(), 1, ""), "inputs"),
        (lambda: edits.insert_steps(text_model(), 1, "h" * 10_000), "number of steps"),
        (lambda: edits.remove_steps(number_model(), 2, 3), "number of steps to remove"),
        (lambda: edits.remove_steps(number_model(), 1, 3), "number of steps to remove"),
        (lambda: edits.remove_steps(number_model(), 1, 0), "number of steps to remove"),
        (lambda: edits.set_length(number_model(), 0), "number of steps"),
        (lambda: edits.set_length(number_model(), 10**9), "number of steps"),
        (lambda: edits.set_target(number_model(), 1, 1, 0), "unit"),
        (lambda: edits.set_target(number_model(), 1, 0, float("inf")), "targets, step 1, unit 1"),
        (lambda: edits.set_target(text_model(), 1, 0, 1), "target"),
        (lambda: edits.set_target_class(number_model(), 1, 0), "target"),
        (lambda: edits.set_target_class(text_model(), 2, 4), "targets, step 2"),
        (lambda: edits.set_targets(edits.set_loss(text_model(), None), "helo"), "targets"),
    ],
)
def test_an_edit_that_does_not_fit_is_refused_by_name(edit: Callable[[], Any], field: str) -> None:
    with pytest.raises(InputError) as raised:
        edit()
    assert raised.value.field == field
