"""The text of files: every number to the last bit, rows that people can read, and strict decoding."""

from __future__ import annotations

import json
from dataclasses import replace

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from rnnviz.cells import CELLS
from rnnviz.engine.error import InputError
from rnnviz.engine.network import Layer, Network
from rnnviz.engine.notation import find_notation
from rnnviz.engine.schedule import PLAIN, Feedback, Schedule
from rnnviz.experiment.experiment import Experiment
from rnnviz.experiment.record import decode, encode

TEXT_MODEL = Experiment.new("lstm", alphabet="helo", hidden_size=2, loss="softmax")
NUMBER_MODEL = (
    Experiment.new("rnn", input_size=2, hidden_size=2, output_size=1, loss="squared")
    .with_inputs([[1, -0.0], [0.1, 1e-320]])
    .with_targets([[0.5], None])
)

finite = st.floats(allow_nan=False, allow_infinity=False)


def bits(array: np.ndarray) -> bytes:
    return array.tobytes()


@given(st.lists(finite, min_size=4, max_size=4), st.lists(st.tuples(finite, finite), min_size=1, max_size=5))
def test_every_number_is_read_back_to_the_last_bit(weights: list[float], rows: list[tuple[float, float]]) -> None:
    experiment = NUMBER_MODEL.with_parameters({"U": np.reshape(weights, (2, 2))}).with_inputs(rows)
    found = decode(encode(experiment))
    assert bits(found.parameters["U"]) == bits(experiment.parameters["U"])
    assert bits(found.inputs) == bits(experiment.inputs)


@given(st.text(st.characters(exclude_categories=["Cs"]), max_size=50))
def test_every_title_is_read_back(title: str) -> None:
    assert decode(encode(replace(NUMBER_MODEL, title=title))).title == title


@pytest.mark.parametrize("cell", CELLS)
@pytest.mark.parametrize("loss", ["softmax", "squared", None])
def test_an_experiment_of_every_cell_and_loss_is_read_back(cell: str, loss: str | None) -> None:
    experiment = Experiment.new(cell, alphabet="ab", hidden_size=2, loss=loss)  # type: ignore[arg-type]
    found = decode(encode(experiment))
    assert encode(found) == encode(experiment)
    assert (found.network, found.loss, found.alphabet) == (experiment.network, experiment.loss, experiment.alphabet)
    if experiment.targets is not None:
        np.testing.assert_array_equal(found.targets, experiment.targets)


def test_layers_and_directions_are_read_back() -> None:
    network = Network(2, (Layer(CELLS["gru"], 3, bidirectional=True), Layer(CELLS["lstm"], 2)), 1)
    experiment = Experiment(
        network,
        {name: np.full(shape, 0.1) for name, shape in network.parameters.items()},
        np.ones((3, 2)),
        {name: np.zeros(size) for name, size in network.states.items()},
    )
    assert decode(encode(experiment)).network == network


def test_one_row_of_a_matrix_stands_on_a_line_and_symbols_are_text() -> None:
    lines = encode(TEXT_MODEL.with_parameters({"U_f": [[1, 2], [3, 4]]})).splitlines()
    place = lines.index('    "U_f": [')
    assert lines[place + 1 : place + 4] == ["      [1.0, 2.0],", "      [3.0, 4.0]", "    ],"]
    assert '  "inputs": "helo",' in lines
    assert '  "targets": [1, 2, 3, null]' in lines


def test_symbols_with_a_minus_zero_are_written_as_numbers() -> None:
    experiment = TEXT_MODEL.with_inputs([[1, -0.0, 0, 0]])
    assert bits(decode(encode(experiment)).inputs) == bits(experiment.inputs)


def test_the_text_is_strict_json_that_any_reader_takes() -> None:
    found = json.loads(encode(NUMBER_MODEL))
    assert found["format"] == 1
    assert found["targets"] == [[0.5], [None]]


def test_a_cell_of_ones_own_cannot_be_saved() -> None:
    own = replace(CELLS["rnn"], key="rnn")
    with pytest.raises(InputError, match="one that a file can name"):
        encode(Experiment.new(own, input_size=1, hidden_size=1))


GOOD = encode(TEXT_MODEL)
NUMBER = str(TEXT_MODEL.parameters["W_f"][0, 0])


@pytest.mark.parametrize(
    ("old", "new", "message"),
    [
        ('"format": 1', '"format": 3', "format: got 3, expected 1 or 2"),
        ('"format": 1', '"format": 2.5', "format: got 2.5, expected 1 or 2"),
        ('"format": 1', '"format": [2]', "format: got [2], expected 1 or 2"),
        ('"format": 1', '"format": "1"', 'format: got "1", expected 1'),
        ('"title": ""', '"title": "", "schedule": {}', "unknown field schedule"),
        ('"format": 1', '"format": true', "format: got true, expected 1"),
        ('"format": 1,', "", "format: got no format number"),
        ('"format": 1', '"format": 1, "format": 1', "field format: got two values"),
        ('"W_f": [', '"W_f": [], "W_f": [', "field W_f: got two values"),
        ('"title"', '"titel"', "unknown field titel"),
        ('"hidden_size": 2,', '"hidden_size": 2, "colour": 1,', "network.layers[0]: got object contains unknown"),
        ('"start"', '"begin"', "unknown field begin"),
        ('"lstm"', '"lsmt"', "cell: got lsmt, expected one of"),
        ('"lstm"', "7", "network.layers[0].cell: got a whole number, expected text"),
        ('"hidden_size": 2', '"hidden_size": 3', "W_f: got shape 2 × 4, expected shape 3 × 4"),
        ('"hidden_size": 2', '"hidden_size": 2.5', "hidden_size: got a number, expected a whole number"),
        ('"hidden_size": 2', '"hidden_size": 0', "network.layers[0].hidden_size: got 0"),
        ('"hidden_size": 2', '"hidden_size": 99999', "from 1 to 1,024"),
        ('"hidden_size": 2', '"hidden_size": 99999999999999999999', "from 1 to 1,024"),
        ('"input_size": 4', '"input_size": 5', "input_size: got 5, expected 4, one for each symbol"),
        ('"output_size": 4', '"output_size": -4', "output_size: got -4"),
        ('"alphabet": "helo"', '"alphabet": "heho"', "alphabet: got heho, expected each symbol once"),
        ('"title": ""', '"title": "\\ud800"', r"text: got '\ud800', expected whole characters"),
        ('"lstm"', '"\\udfff"', r"text: got '\udfff', expected whole characters"),
        ('"alphabet": "helo"', '"alphabet": null', "inputs: got helo, expected rows of numbers"),
        (NUMBER, '"0.5"', "parameters.W_f[0][0]: got text, expected a number"),
        (NUMBER, "null", "parameters.W_f[0][0]: got null, expected a number"),
        (NUMBER, "true", "parameters.W_f[0][0]: got true or false, expected a number"),
        (NUMBER, "[0.5]", "parameters.W_f[0][0]: got a list, expected a number"),
        (NUMBER, "NaN", "number: got NaN, expected a finite number"),
        (NUMBER, "-Infinity", "number: got -Infinity, expected a finite number"),
        (NUMBER, "1e999", "W_f, row 1, column 1: got inf, expected a finite number"),
        (NUMBER, "1" * 400, "parameters.W_f[0][0]: got number out of range"),
        (NUMBER, "1" * 5000, "number: got thousands of digits"),
        (NUMBER, "0.5.5", "line 15, column 11: got .5"),
        (f"[{NUMBER}, ", "[", "W_f: got"),
        ('"U_f"', '"U_q"', "parameter: got U_q, expected one of"),
        ('"b_f": [', '"b_f": [[], ', "b_f: got"),
        ('"c": [', '"c": ["x", ', "start.c[0]: got text, expected a number"),
        ('"inputs": "helo"', '"inputs": "help"', "inputs, step 4: got 'p', expected one of h e l o"),
        ('"inputs": "helo"', '"inputs": ""', "inputs: got no steps"),
        ('"inputs": "helo"', '"inputs": []', "inputs: got no steps"),
        ('"inputs": "helo"', '"inputs": [[1, 0, 0]]', "inputs: got shape 1 × 3, expected 4 numbers"),
        ('"kind": "softmax"', '"kind": "hinge"', "loss.kind: got invalid enum value 'hinge'"),
        ('"on": "y"', '"on": "c"', "loss: got a loss on c, expected a loss on one of h, y"),
        ("[1, 2, 3, null]", "[1, 2, 3]", "targets: got 3 steps, expected 4"),
        ("[1, 2, 3, null]", "[1, 2, 3, 4]", "targets, step 4: got 4, expected a class from 0 to 3"),
        ("[1, 2, 3, null]", "[1, 2, 3, 1.5]", "targets"),
        ("[1, 2, 3, null]", "[[1], 2, 3, 4]", "targets, step 1: got [1.0]"),
        ("[1, 2, 3, null]", "null", "targets"),
    ],
)
def test_a_text_that_does_not_fit_is_refused_by_name(old: str, new: str, message: str) -> None:
    assert old in GOOD
    with pytest.raises(InputError) as raised:
        decode(GOOD.replace(old, new, 1))
    assert message in str(raised.value)
    assert "\n" not in str(raised.value)


SCHEDULED = Experiment.new("lstm", alphabet="helo", hidden_size=2, loss="softmax", layers=2).with_schedule(
    Schedule(
        given=np.array([True, False, False, True]),
        read=np.array([False, True, True, True]),
        feedback="probability",
        clamps={"2.h": np.array([[np.nan, -0.0], [0.1, np.nan], [np.nan, 1e-320], [np.nan, 7.5]])},
    )
)
GOOD_SCHEDULE = encode(SCHEDULED)


def test_a_schedule_is_written_as_format_2_and_read_back_to_the_last_bit() -> None:
    found = decode(GOOD_SCHEDULE)
    assert json.loads(GOOD_SCHEDULE)["format"] == 2
    assert encode(found) == GOOD_SCHEDULE
    assert found.schedule.given.tolist() == [True, False, False, True]  # type: ignore[union-attr]
    assert found.schedule.read.tolist() == [False, True, True, True]  # type: ignore[union-attr]
    assert found.schedule.feedback == "probability"
    assert bits(found.schedule.clamps["2.h"]) == bits(SCHEDULED.schedule.clamps["2.h"])


def test_what_needs_nothing_new_is_written_as_format_1_however_it_was_read() -> None:
    as_two = GOOD.replace('"format": 1', '"format": 2')
    assert encode(decode(as_two)) == GOOD
    assert encode(decode(as_two.replace('"title": ""', '"title": "", "schedule": {}'))) == GOOD
    all_steps = '"title": "", "schedule": {"given": [true, true, true, true], "clamps": {"h": [[null, null]' + (
        ", [null, null]" * 3 + "]}}"
    )
    assert encode(decode(as_two.replace('"title": ""', all_steps))) == GOOD


@given(
    st.lists(st.booleans(), min_size=4, max_size=4),
    st.lists(st.booleans(), min_size=4, max_size=4),
    st.sampled_from([None, "output", "probability", "choice"]),
    st.lists(st.tuples(finite | st.just(np.nan), finite | st.just(np.nan)), min_size=4, max_size=4),
)
def test_every_schedule_is_read_back(
    given_steps: list[bool], read: list[bool], feedback: Feedback | None, clamp: list[tuple[float, float]]
) -> None:
    schedule = Schedule(np.array(given_steps), np.array(read), feedback, {"c": np.array(clamp)})
    experiment = SCHEDULED.with_schedule(schedule)
    found = decode(encode(experiment))
    assert encode(found) == encode(experiment)
    for name, values in experiment.schedule.clamps.items():
        assert bits(found.schedule.clamps[name]) == bits(values)


@pytest.mark.parametrize(
    ("old", "new", "message"),
    [
        ('"format": 2', '"format": 1', "unknown field schedule"),
        ("[true, false, false, true]", "[true, false, false]", "given: got 3 steps, expected 4"),
        ("[true, false, false, true]", "[]", "given: got no steps, expected at least one step"),
        ("[true, false, false, true]", "[1, 0, 0, 1]", "schedule.given[0]: got a whole number, expected true or false"),
        ("[true, false, false, true]", "[[true], false]", "schedule.given[0]: got a list, expected true or false"),
        ("[true, false, false, true]", "[null]", "schedule.given[0]: got null, expected true or false"),
        ("[true, false, false, true]", '"1001"', "schedule.given: got text, expected a list"),
        ("[false, true, true, true]", "[false, true, true, true, true]", "read: got 5 steps, expected 4"),
        ('"probability"', '"likely"', "schedule.feedback: got invalid enum value 'likely'"),
        ('"probability"', "true", "schedule.feedback: got true or false"),
        ('"feedback"', '"fedback"', "unknown field fedback"),
        (
            '"2.h": [\n        [null',
            '"3.h": [\n        [null',
            "clamped state: got 3.h, expected one of c, h, 2.c, 2.h",
        ),
        ("[0.1, null],\n", "", "clamp of 2.h: got 3 steps, expected 4"),
        ("[0.1, null]", "[0.1]", "clamp of 2.h: got"),
        ("[0.1, null]", "[0.1, null, null]", "clamp of 2.h: got"),
        ("[0.1, null]", '["x", null]', "schedule.clamps.2.h[1][0]: got text, expected a number or null"),
        ("[0.1, null]", "[NaN, null]", "number: got NaN, expected a finite number"),
        ("[0.1, null]", "[1e999, null]", "clamp of 2.h, step 2, unit 1: got inf, expected a finite number"),
        ("[0.1, null]", "null", "schedule.clamps.2.h[1]: got null"),
        ('"clamps": {', '"clamps": {"2.h": [], ', "field 2.h: got two values"),
        ('"clamps": {', '"clamps": {"h": 7, ', "schedule.clamps.h: got a"),
        ('"output_size": 4', '"output_size": 5', "W_hy: got shape"),
        ('"bidirectional": false', '"bidirectional": true', "2.W_f: got shape 2 × 2, expected shape 2 × 4"),
    ],
)
def test_a_schedule_that_does_not_fit_is_refused_by_name(old: str, new: str, message: str) -> None:
    assert old in GOOD_SCHEDULE
    with pytest.raises(InputError) as raised:
        decode(GOOD_SCHEDULE.replace(old, new, 1))
    assert message in str(raised.value)
    assert "\n" not in str(raised.value)


@pytest.mark.parametrize("text", ["", "   ", "{", "[]", "null", "7", '"text"', "{}", "[" * 200_000, '{"a":' * 200_000])
def test_a_text_that_is_no_experiment_is_refused(text: str) -> None:
    with pytest.raises(InputError):
        decode(text)


def test_nesting_inside_a_field_is_refused() -> None:
    deep = "[" * 20_000 + "]" * 20_000
    with pytest.raises(InputError):
        decode(GOOD.replace('"helo"', deep, 1))


@pytest.mark.parametrize("share", range(1, 20))
def test_a_text_that_was_cut_off_says_where(share: int) -> None:
    with pytest.raises(InputError, match=r"^line \d+, column \d+: got "):
        decode(GOOD[: len(GOOD) * share // 20])


def test_more_text_after_the_end_is_refused() -> None:
    with pytest.raises(InputError, match="extra data"):
        decode(GOOD + "{}")


def test_a_notation_is_written_as_format_2_and_the_default_not_at_all() -> None:
    written = encode(replace(SCHEDULED, schedule=PLAIN, notation=find_notation("stacked,from-0")))
    assert json.loads(written)["format"] == 2
    assert json.loads(written)["notation"] == "stacked,from-0"
    assert decode(written).notation == find_notation("stacked,from-0")
    assert '"notation"' not in GOOD_SCHEDULE
    with pytest.raises(InputError, match="runes"):
        decode(written.replace("stacked,from-0", "runes"))
