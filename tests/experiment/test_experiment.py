"""Experiments: made, changed without being changed, and every number that does not fit refused by name."""

from __future__ import annotations

import gc
from collections.abc import Callable
from dataclasses import FrozenInstanceError
from typing import Any
from weakref import ref

import numpy as np
import pytest

from rnnviz.cells import CELLS
from rnnviz.engine.error import InputError
from rnnviz.engine.loss import Loss
from rnnviz.engine.network import Layer, Network
from rnnviz.experiment.experiment import Experiment


def text_model() -> Experiment:
    return Experiment.new("lstm", alphabet="helo", hidden_size=3, loss="softmax", seed=4)


def number_model(output_size: int | None = 2) -> Experiment:
    return Experiment.new("gru", input_size=2, hidden_size=3, output_size=output_size, loss="squared")


@pytest.mark.parametrize("cell", CELLS)
def test_a_new_experiment_of_every_cell_runs_at_once(cell: str) -> None:
    run = Experiment.new(cell, input_size=2, hidden_size=3).run()
    assert run["h"].shape == (4, 3)
    assert np.isfinite(run["h"]).all()


def test_the_run_is_computed_once_while_somebody_holds_it_and_dies_with_the_last() -> None:
    experiment = text_model()
    run = experiment.run()
    assert experiment.run() is run
    trace = ref(run)
    del run
    gc.collect()
    assert trace() is None
    assert experiment.run()["loss"].shape == (experiment.n_steps,)


def test_new_parameters_are_uniform_within_one_over_the_root_of_the_hidden_size_and_seeded() -> None:
    experiment = Experiment.new("lstm", input_size=9, hidden_size=25, seed=3)
    numbers = np.concatenate([value.ravel() for value in experiment.parameters.values()])
    assert 0.19 < np.abs(numbers).max() <= 0.2
    assert numbers.std() == pytest.approx(0.2 / np.sqrt(3), rel=0.05)
    same, other = (Experiment.new("lstm", input_size=9, hidden_size=25, seed=seed) for seed in (3, 4))
    np.testing.assert_array_equal(same.parameters["U_f"], experiment.parameters["U_f"])
    assert not np.array_equal(other.parameters["U_f"], experiment.parameters["U_f"])


def test_an_alphabet_gives_unit_vectors_a_read_out_and_the_next_symbol_as_target() -> None:
    experiment = text_model()
    assert experiment.network.output_size == 4
    assert experiment.text == "helo"
    np.testing.assert_array_equal(experiment.inputs, np.eye(4))
    np.testing.assert_array_equal(experiment.targets, [1, 2, 3, -1])


def test_a_loss_reads_the_read_out_or_else_the_hidden_state() -> None:
    assert number_model().loss == Loss("squared", on="y")
    assert number_model(output_size=None).loss == Loss("squared", on="h")
    assert number_model(output_size=None).targets.shape == (4, 3)  # type: ignore[union-attr]


def test_without_a_loss_there_are_no_targets() -> None:
    experiment = Experiment.new("rnn", input_size=1, hidden_size=1)
    assert (experiment.loss, experiment.targets) == (None, None)


def test_sizes_may_be_integers_of_numpy() -> None:
    sizes = {"input_size": np.int64(2), "hidden_size": np.int32(3), "output_size": np.uint8(4)}
    network = Experiment.new("gru", **sizes).network  # type: ignore[arg-type]
    assert (network.input_size, network.hidden_size, network.output_size) == (2, 3, 4)
    assert {type(size) for size in (network.input_size, network.hidden_size, network.output_size)} == {int}


def test_a_cell_may_be_given_itself() -> None:
    assert Experiment.new(CELLS["gru"], input_size=1, hidden_size=1).network.cell is CELLS["gru"]


def test_some_parameters_are_replaced_from_lists_and_the_others_shared() -> None:
    old = text_model()
    new = old.with_parameters({"b_f": [1, 2, 3]})
    np.testing.assert_array_equal(new.parameters["b_f"], [1.0, 2.0, 3.0])
    assert all(new.parameters[name] is old.parameters[name] for name in old.parameters if name != "b_f")
    assert new.inputs is old.inputs
    assert new.targets is old.targets
    assert new.start is old.start


def test_parameters_stand_in_the_order_of_the_equations_however_they_are_given() -> None:
    experiment = text_model()
    turned = Experiment(
        network=experiment.network,
        parameters={name: experiment.parameters[name] for name in sorted(experiment.parameters)},
        inputs=experiment.inputs,
        start=experiment.start,
    )
    assert list(turned.parameters) == list(experiment.network.parameters)


def test_nothing_of_an_experiment_can_be_written_to() -> None:
    experiment = text_model().with_start(h=[1, 2, 3])
    for array in (experiment.inputs, experiment.targets, *experiment.parameters.values(), *experiment.start.values()):
        assert array is not None
        with pytest.raises(ValueError, match="read-only"):
            array[0] = 0
    with pytest.raises(TypeError):
        experiment.parameters["b_f"] = np.zeros(3)  # type: ignore[index]
    with pytest.raises(FrozenInstanceError):
        experiment.title = "x"  # type: ignore[misc]


def test_an_array_given_from_outside_is_copied_so_that_its_owner_may_go_on_writing() -> None:
    mine = np.zeros((3, 4))
    experiment = text_model().with_parameters({"W_f": mine})
    mine[:] = 7
    assert not experiment.parameters["W_f"].any()


def test_a_read_only_view_of_somebody_elses_array_is_copied_too() -> None:
    mine = np.zeros((3, 4))
    view = mine[:]
    view.setflags(write=False)
    experiment = text_model().with_parameters({"W_f": view})
    mine[:] = 7
    assert not experiment.parameters["W_f"].any()


def test_start_states_are_replaced_by_name() -> None:
    experiment = text_model().with_start(h=[1, 2, 3], c=[4, 5, 6])
    run = experiment.run()
    np.testing.assert_array_equal(run.state_before("c", 1), [4, 5, 6])
    np.testing.assert_array_equal(run.state_before("h", 1), [1, 2, 3])


def test_text_becomes_unit_vectors_and_reads_back() -> None:
    experiment = text_model().with_inputs("hell")
    assert experiment.symbols == ("h", "e", "l", "l")
    np.testing.assert_array_equal(experiment.inputs[3], [0, 0, 1, 0])


def test_rows_that_are_not_unit_vectors_have_no_symbol() -> None:
    experiment = text_model().with_inputs([[1, 0, 0, 0], [0.5, 0.5, 0, 0], [0, 0, 0, 0]])
    assert experiment.symbols == ("h", None, None)
    assert experiment.text is None


def test_a_longer_input_keeps_the_targets_and_adds_steps_without() -> None:
    experiment = text_model().with_targets("elll").with_inputs("hellooo")
    np.testing.assert_array_equal(experiment.targets, [1, 2, 2, 2, -1, -1, -1])


def test_a_shorter_input_cuts_the_targets() -> None:
    experiment = number_model().with_targets([[1, 2]] * 4).with_inputs([[0, 0]])
    np.testing.assert_array_equal(experiment.targets, [[1, 2]])


def test_plain_numbers_are_rows_of_one() -> None:
    experiment = Experiment.new("rnn", input_size=1, hidden_size=1, loss="squared").with_inputs([1, 2, 3])
    np.testing.assert_array_equal(experiment.inputs, [[1], [2], [3]])
    np.testing.assert_array_equal(experiment.with_targets([1, None, 3]).targets, [[1], [np.nan], [3]])


@pytest.mark.parametrize("missing", [None, -1, float("nan"), np.float64("nan"), np.int32(-1)])
def test_a_class_may_be_missing(missing: object) -> None:
    np.testing.assert_array_equal(text_model().with_targets([0, missing, 3, "l"]).targets, [0, -1, 3, 2])


def test_a_number_or_a_whole_step_may_have_no_target() -> None:
    targets = number_model().with_targets([[1, None], None, [float("nan"), 2], [3, 4]]).targets
    np.testing.assert_array_equal(targets, [[1, np.nan], [np.nan, np.nan], [np.nan, 2], [3, 4]])


def test_no_targets_at_all_give_no_loss() -> None:
    for experiment in (text_model(), number_model()):
        assert experiment.with_targets(None).run().total_loss == 0.0


def test_changing_targets_changes_the_loss_as_the_formula_says() -> None:
    experiment = number_model().with_targets([[1, None], None, None, None])
    y = experiment.run()["y"]
    assert experiment.run().total_loss == pytest.approx((y[0, 0] - 1) ** 2)


@pytest.mark.parametrize(
    ("make", "field", "expected"),
    [
        (lambda: Experiment.new("lsmt", input_size=1, hidden_size=1), "cell", "lstm"),
        (lambda: Experiment.new("lstm", hidden_size=1), "input_size", "alphabet"),
        (lambda: Experiment.new(["lstm", "lsmt"], input_size=1, hidden_size=1), "cell", "lstm"),
        (lambda: Experiment.new([], input_size=1, hidden_size=1), "layers", "from 1"),
        (
            lambda: Experiment.new(["lstm", "gru"], input_size=1, hidden_size=[1]),
            "hidden_size",
            "2, one for each layer",
        ),
        (lambda: Experiment.new("gru", input_size=1, hidden_size=[1, 2], layers=3), "hidden_size", "3, one for each"),
        (lambda: Experiment.new("gru", input_size=1, hidden_size=[1, 0]), "hidden_size", "from 1"),
        (lambda: Experiment.new("gru", input_size=1, hidden_size=1, layers=17), "layers", "from 1 to 16"),
        (lambda: Experiment.new("gru", input_size=1, hidden_size=1, layers=1.5), "layers", "whole"),  # type: ignore[arg-type]
        (lambda: Experiment.new("gru", input_size=1, hidden_size=1, bidirectional=2), "bidirectional", "true"),  # type: ignore[arg-type]
        (lambda: Experiment.new("lstm", input_size=0, hidden_size=1), "input_size", "from 1"),
        (lambda: Experiment.new("lstm", input_size=1, hidden_size=2000), "hidden_size", "1,024"),
        (lambda: Experiment.new("lstm", input_size=1, hidden_size=1.5), "hidden_size", "whole"),  # type: ignore[arg-type]
        (lambda: Experiment.new("lstm", input_size=1, hidden_size=True), "hidden_size", "whole"),
        (lambda: Experiment.new("lstm", input_size=1, hidden_size=1, output_size=0), "output_size", "from 1"),
        (lambda: Experiment.new("lstm", input_size=1, hidden_size=1, seed=-1), "seed", "from 0"),
        (lambda: Experiment.new("lstm", input_size=1, hidden_size=1, loss="mse"), "loss", "squared"),  # type: ignore[arg-type]
        (lambda: Experiment.new("lstm", alphabet="hello", hidden_size=1), "alphabet", "repeated"),
        (lambda: Experiment.new("lstm", alphabet="", hidden_size=1), "alphabet", "different symbols"),
        (lambda: Experiment.new("lstm", alphabet=5, hidden_size=1), "alphabet", "text"),  # type: ignore[arg-type]
        (lambda: Experiment.new("lstm", alphabet="ab\x07", hidden_size=1), "alphabet", "printable"),
        (lambda: Experiment.new("lstm", alphabet="ab", input_size=3, hidden_size=1), "input_size", "2, one for each"),
        (lambda: text_model().with_parameters({"W_q": 1}), "parameter", "W_f"),
        (lambda: text_model().with_parameters({"b_f": 1}), "b_f", "shape 3"),
        (lambda: text_model().with_parameters({"b_f": [[1, 2, 3]]}), "b_f", "shape 3"),
        (lambda: text_model().with_parameters({"b_f": [1, 2, "3"]}), "b_f", "numbers"),
        (lambda: text_model().with_parameters({"b_f": [1, 2, None]}), "b_f", "numbers"),
        (lambda: text_model().with_parameters({"b_f": [True, False, True]}), "b_f", "numbers"),
        (lambda: text_model().with_parameters({"b_f": [1j, 2, 3]}), "b_f", "numbers"),
        (lambda: text_model().with_parameters({"b_f": [1, 2, 10**400]}), "b_f", "numbers"),
        (lambda: text_model().with_parameters({"b_f": [[1], [2, 3]]}), "b_f", "same length"),
        (lambda: text_model().with_parameters({"b_f": [1, float("inf"), 3]}), "b_f, row 2", "finite"),
        (lambda: text_model().with_start(s=[1, 2, 3]), "initial state", "one of c, h"),
        (lambda: text_model().with_start(h=[1, 2]), "h", "shape 3"),
        (lambda: text_model().with_start(h=[1, 2, float("nan")]), "h, row 3", "finite"),
        (lambda: text_model().with_inputs(""), "inputs", "at least one step"),
        (lambda: text_model().with_inputs("help"), "inputs, step 4", "one of h e l o"),
        (lambda: text_model().with_inputs([]), "inputs", "at least one step"),
        (lambda: text_model().with_inputs(7), "inputs", "at least one step"),
        (lambda: text_model().with_inputs([[1, 2]]), "inputs", "4 numbers"),
        (lambda: text_model().with_inputs([[0, 0, 0, float("nan")]]), "inputs, step 1, unit 4", "finite"),
        (lambda: text_model().with_inputs("h" * 10_001), "number of steps", "10,000"),
        (lambda: number_model().with_inputs("hello"), "inputs", "no alphabet"),
        (lambda: text_model().with_targets("hel"), "targets", "4, as many as the inputs"),
        (lambda: text_model().with_targets("help"), "targets, step 4", "one of h e l o"),
        (lambda: text_model().with_targets([0, 1, 2, 4]), "targets, step 4", "0 to 3"),
        (lambda: text_model().with_targets([0, 1, 2, -2]), "targets, step 4", "0 to 3"),
        (lambda: text_model().with_targets([0, 1, 2, 2.5]), "targets, step 4", "class number"),
        (lambda: text_model().with_targets([0, 1, 2, True]), "targets, step 4", "class number"),
        (lambda: text_model().with_targets([0, 1, 2, 10**30]), "targets, step 4", "class number"),
        (lambda: text_model().with_targets(3), "targets", "one class for each step"),
        (lambda: number_model().with_targets([[1, 2]]), "targets", "4, as many as the inputs"),
        (lambda: number_model().with_targets([[1, 2, 3]] * 4), "targets", "2 numbers"),
        (lambda: number_model().with_targets([[1, float("inf")]] * 4), "targets, step 1, unit 2", "finite"),
        (lambda: number_model().with_targets("text"), "targets", ""),
        (lambda: Experiment.new("rnn", input_size=1, hidden_size=1).with_targets([1]), "targets", "no loss"),
    ],
)
def test_what_does_not_fit_is_refused_by_name(make: Callable[[], Any], field: str, expected: str) -> None:
    with pytest.raises(InputError) as raised:
        make()
    assert raised.value.field == field
    assert expected in raised.value.expected
    assert "\n" not in str(raised.value)


def test_a_missing_parameter_or_state_is_named() -> None:
    full = text_model()
    without = {name: value for name, value in full.parameters.items() if name != "U_i"}
    with pytest.raises(InputError, match="U_i as well"):
        Experiment(full.network, without, full.inputs, full.start)
    with pytest.raises(InputError, match="c as well"):
        Experiment(full.network, full.parameters, full.inputs, {"h": full.start["h"]})


def test_targets_and_loss_go_together() -> None:
    full = text_model()
    with pytest.raises(InputError, match="no loss"):
        Experiment(full.network, full.parameters, full.inputs, full.start, targets=full.targets)
    with pytest.raises(InputError, match="class for each step"):
        Experiment(full.network, full.parameters, full.inputs, full.start, loss=full.loss)


def test_a_loss_on_a_value_that_is_not_there_is_refused() -> None:
    full = text_model()
    with pytest.raises(InputError, match="one of h, y"):
        full.with_loss(Loss("squared", on="z"))


def test_layers_and_directions_are_part_of_an_experiment() -> None:
    network = Network(2, (Layer(CELLS["gru"], 3, bidirectional=True), Layer(CELLS["lstm"], 2)))
    experiment = Experiment(
        network,
        {name: np.full(shape, 0.1) for name, shape in network.parameters.items()},
        np.ones((3, 2)),
        {name: np.zeros(size) for name, size in network.states.items()},
    ).with_start(**{"2.c": [1, 2]})
    assert experiment.run()["2.h"].shape == (3, 2)
    assert experiment.with_loss(Loss("squared", on="2.h")).targets.shape == (3, 2)  # type: ignore[union-attr]


def test_an_experiment_prints_as_one_line() -> None:
    assert repr(text_model()) == "<Experiment '': 4 inputs, lstm of 3, 4 outputs, 4 steps>"
