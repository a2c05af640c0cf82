"""Forms of networks: their masks, how they are recognised, and that another length keeps them."""

from __future__ import annotations

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from rnnviz.engine.error import InputError
from rnnviz.engine.schedule import Schedule
from rnnviz.experiment import edits
from rnnviz.experiment.experiment import Experiment
from rnnviz.experiment.form import FORMS, find_form, fit_length, form_of, masks_of, shortest

FRESH = Experiment.new("rnn", input_size=2, hidden_size=3, output_size=2)


def flags(text: str) -> np.ndarray:
    return np.array([symbol == "1" for symbol in text])


@pytest.mark.parametrize(
    ("form", "given_steps", "read"),
    [
        ("one-to-many", "10000", "11111"),
        ("many-to-one", "11111", "00001"),
        ("many-to-many-delayed", "11100", "00011"),
        ("many-to-many", "11111", "11111"),
    ],
)
def test_a_form_says_which_steps_have_an_input_and_which_are_read(form: str, given_steps: str, read: str) -> None:
    found = edits.set_form(edits.resize(FRESH, n_steps=5), form).schedule
    for mask, expected in ((found.given, given_steps), (found.read, read)):
        np.testing.assert_array_equal(np.ones(5, bool) if mask is None else mask, flags(expected))


@pytest.mark.parametrize(
    ("given_steps", "read", "form"),
    [
        ("1", "1", "one-to-one"),
        ("11", "11", "many-to-many"),
        ("10", "11", "one-to-many"),
        ("1000", "0111", "one-to-many"),
        ("11", "01", "many-to-one"),
        ("1100", "0011", "many-to-many-delayed"),
        ("1110", "0001", "many-to-many-delayed"),
        ("1110", "0011", "many-to-many-delayed"),
        ("1111", "0011", None),
        ("1100", "0001", None),
        ("1100", "1111", None),
        ("0100", "1111", None),
        ("1010", "1111", None),
        ("0000", "1111", None),
        ("1111", "0000", None),
        ("1111", "0110", None),
    ],
)
def test_a_form_is_recognised_by_its_masks(given_steps: str, read: str, form: str | None) -> None:
    assert find_form(Schedule(flags(given_steps), flags(read)), len(read)) == form


@pytest.mark.parametrize("form", FORMS)
def test_every_form_has_the_form_that_was_set_from_its_shortest_length_on(form: str) -> None:
    for n_steps in range(1, 8):
        found = edits.set_form(edits.resize(FRESH, n_steps=n_steps), form)
        assert form_of(found) == form
        assert found.n_steps == (1 if form == "one-to-one" else max(n_steps, shortest(form)))
        assert edits.set_form(found, form) is found


@pytest.mark.parametrize("form", ["one-to-many", "many-to-one", "many-to-many-delayed", "many-to-many"])
@given(data=st.data())
def test_no_change_of_length_loses_a_form(form: str, data: st.DataObject) -> None:
    experiment = edits.set_form(edits.resize(FRESH, n_steps=data.draw(st.integers(3, 9))), form)
    for _ in range(4):
        if data.draw(st.booleans()):
            at, count = data.draw(st.integers(1, experiment.n_steps + 1)), data.draw(st.integers(1, 3))
            experiment = edits.insert_steps(experiment, at, np.zeros((count, 2)))
        elif experiment.n_steps > 4:
            at = data.draw(st.integers(1, experiment.n_steps))
            count = data.draw(st.integers(1, min(experiment.n_steps - at + 1, experiment.n_steps - 3)))
            experiment = edits.remove_steps(experiment, at, count)
        assert form_of(experiment) == form
    assert form_of(edits.resize(experiment, n_steps=12)) == form_of(edits.resize(experiment, n_steps=3)) == form


def test_a_delayed_form_keeps_its_turning_point_where_it_can() -> None:
    longer = fit_length(Schedule(flags("11000"), flags("00111")), 5, 7)
    np.testing.assert_array_equal(longer.given, flags("1100000"))
    shorter = fit_length(Schedule(flags("11000"), flags("00111")), 5, 2)
    assert masks_of("many-to-many-delayed", 2) == (None, None) == (shorter.given, shorter.read)


def test_masks_without_a_form_go_on_like_the_last_step() -> None:
    longer = fit_length(Schedule(flags("0110"), flags("1010")), 4, 6)
    np.testing.assert_array_equal(longer.given, flags("011000"))
    np.testing.assert_array_equal(longer.read, flags("101000"))


def test_a_title_and_a_sentence_belong_to_each_form() -> None:
    assert all(title and sentence.endswith(".") for title, sentence in FORMS.values())
    for unknown in ("many-to-none", "", 3):
        with pytest.raises(InputError, match=r"form: got .*expected one of one-to-one"):
            edits.set_form(FRESH, unknown)  # type: ignore[arg-type]
