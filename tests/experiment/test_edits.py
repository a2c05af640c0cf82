"""Edits of parameters and sizes: what they change, and that they share everything else."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import numpy as np
import pytest

from rnnviz.cells import CELLS
from rnnviz.engine.error import InputError
from rnnviz.engine.loss import Loss
from rnnviz.experiment import edits
from rnnviz.experiment.experiment import Experiment


def text_model() -> Experiment:
    return Experiment.new("lstm", alphabet="helo", hidden_size=3, loss="softmax").with_start(h=[1, 2, 3], c=[4, 5, 6])


def number_model() -> Experiment:
    fresh = Experiment.new("gru", input_size=2, hidden_size=3, output_size=2, loss="squared")
    return fresh.with_targets([[1, 2], [3, 4], None, [5, None]])


def test_an_entry_is_set_and_everything_else_is_shared() -> None:
    old = text_model()
    new = edits.set_entry(old, "U_i", (2, 1), 7.5)
    assert new.parameters["U_i"][2, 1] == 7.5
    assert (new.parameters["U_i"] != old.parameters["U_i"]).sum() == 1
    assert all(new.parameters[name] is old.parameters[name] for name in old.parameters if name != "U_i")
    assert (new.inputs, new.targets, new.start, new.network) == (old.inputs, old.targets, old.start, old.network)


def test_an_entry_of_a_bias_has_one_index() -> None:
    assert edits.set_entry(text_model(), "b_f", 1, 7).parameters["b_f"][1] == 7
    assert edits.set_entry(text_model(), "b_f", (1,), 7).parameters["b_f"][1] == 7


def test_an_edit_that_changes_nothing_gives_the_experiment_itself() -> None:
    experiment = text_model()
    same = [
        edits.set_entry(experiment, "b_f", 0, float(experiment.parameters["b_f"][0])),
        edits.change_cell(experiment, "lstm"),
        edits.resize(experiment, hidden_size=3, n_steps=4),
        edits.set_loss(experiment, "softmax"),
        edits.retitle(experiment, ""),
        edits.set_input(experiment, 1, 0, 1.0),
        edits.set_symbol(experiment, 1, "h"),
        edits.set_target_class(experiment, 1, "e"),
    ]
    assert all(found is experiment for found in same)
    numbers = number_model()
    assert edits.set_target(numbers, 1, 0, 1.0) is edits.set_target(numbers, 3, 0, None) is numbers


def test_a_parameter_is_replaced_and_scaled() -> None:
    experiment = edits.set_parameter(text_model(), "b_f", [1, 2, 3])
    np.testing.assert_array_equal(edits.scale_parameter(experiment, "b_f", -2).parameters["b_f"], [-2, -4, -6])


def test_initialising_some_parameters_leaves_the_others() -> None:
    old = text_model()
    new = edits.initialise(old, "identity", 0, names=["U_f"])
    np.testing.assert_array_equal(new.parameters["U_f"], np.eye(3))
    assert all(new.parameters[name] is old.parameters[name] for name in old.parameters if name != "U_f")


def test_initialising_is_seeded_and_takes_the_options_of_a_scheme() -> None:
    one, two = (edits.initialise(text_model(), "xavier", 5, forget_bias=1.0) for _ in range(2))
    assert all(np.array_equal(one.parameters[name], two.parameters[name]) for name in one.parameters)
    np.testing.assert_array_equal(one.parameters["b_f"], [1, 1, 1])


def test_a_start_state_is_set() -> None:
    np.testing.assert_array_equal(edits.set_start(text_model(), "c", [7, 8, 9]).start["c"], [7, 8, 9])


@pytest.mark.parametrize("cell", CELLS)
def test_another_cell_keeps_inputs_targets_states_and_parameters_that_fit(cell: str) -> None:
    old = text_model()
    new = edits.change_cell(old, cell)
    assert new.network.cell is CELLS[cell]
    assert new.inputs is old.inputs
    assert new.targets is old.targets
    shared = set(old.parameters) & set(new.parameters)
    assert {"W_hy", "b_y"} <= shared
    assert all(new.parameters[name] is old.parameters[name] for name in shared)
    np.testing.assert_array_equal(new.start["h"], [1, 2, 3])
    assert np.isfinite(new.run()["y"]).all()


def test_there_and_back_between_the_grus_keeps_every_number() -> None:
    old = number_model()
    new = edits.change_cell(edits.change_cell(old, "gru-z-updates"), "gru")
    assert all(new.parameters[name] is old.parameters[name] for name in old.parameters)


def test_a_larger_layer_keeps_what_it_had() -> None:
    old = text_model()
    new = edits.resize(old, hidden_size=5)
    np.testing.assert_array_equal(new.parameters["U_f"][:3, :3], old.parameters["U_f"])
    np.testing.assert_array_equal(new.parameters["W_hy"][:, :3], old.parameters["W_hy"])
    assert new.parameters["U_f"][3:].any()
    np.testing.assert_array_equal(new.start["c"], [4, 5, 6, 0, 0])
    assert new.targets is old.targets


def test_a_smaller_layer_keeps_what_fits() -> None:
    old = text_model()
    new = edits.resize(old, hidden_size=2)
    np.testing.assert_array_equal(new.parameters["U_f"], old.parameters["U_f"][:2, :2])
    np.testing.assert_array_equal(new.start["c"], [4, 5])


def test_another_input_size_keeps_the_units_there_were() -> None:
    old = number_model()
    new = edits.resize(old, input_size=3)
    np.testing.assert_array_equal(new.inputs[:, :2], old.inputs)
    assert not new.inputs[:, 2].any()


def test_a_smaller_read_out_keeps_the_targets_of_its_units() -> None:
    new = edits.resize(number_model(), output_size=1)
    np.testing.assert_array_equal(new.targets, [[1], [3], [np.nan], [5]])
    np.testing.assert_array_equal(edits.resize(text_model(), output_size=3).targets, [1, 2, -1, -1])


def test_without_the_read_out_the_loss_reads_the_hidden_state_and_back() -> None:
    bare = edits.resize(number_model(), output_size=0)
    assert (bare.network.output_size, bare.loss) == (None, Loss("squared", on="h"))
    np.testing.assert_array_equal(bare.targets, [[1, 2, np.nan], [3, 4, np.nan], [np.nan] * 3, [5, np.nan, np.nan]])
    assert edits.resize(bare, output_size=2).loss == Loss("squared", on="y")


def test_a_longer_sequence_goes_on_with_zeros_or_its_last_symbol() -> None:
    new = edits.resize(number_model(), n_steps=6)
    np.testing.assert_array_equal(new.inputs[4:], np.zeros((2, 2)))
    np.testing.assert_array_equal(new.targets[4:], np.full((2, 2), np.nan))  # type: ignore[index]
    assert edits.resize(text_model(), n_steps=6).text == "helooo"


def test_several_sizes_change_at_once() -> None:
    new = edits.resize(number_model(), input_size=1, hidden_size=1, output_size=1, n_steps=1)
    assert (new.inputs.shape, new.run()["h"].shape, new.run()["y"].shape) == ((1, 1), (1, 1), (1, 1))


def test_another_loss_has_no_targets_yet() -> None:
    new = edits.set_loss(number_model(), "softmax")
    assert new.loss == Loss("softmax", on="y")
    np.testing.assert_array_equal(new.targets, [-1, -1, -1, -1])
    assert edits.set_loss(new, None).targets is None


def test_a_softmax_loss_on_text_begins_with_the_next_symbol() -> None:
    np.testing.assert_array_equal(edits.set_loss(edits.set_loss(text_model(), None), "softmax").targets, [1, 2, 3, -1])


def test_a_title_is_set() -> None:
    assert edits.retitle(text_model(), "mine").title == "mine"


@pytest.mark.parametrize(
    ("edit", "field"),
    [
        (lambda e: edits.set_entry(e, "W_q", (0, 0), 1), "parameter"),
        (lambda e: edits.set_entry(e, "W_f", (3, 0), 1), "row of W_f"),
        (lambda e: edits.set_entry(e, "W_f", (0, 4), 1), "column of W_f"),
        (lambda e: edits.set_entry(e, "W_f", (0, -1), 1), "column of W_f"),
        (lambda e: edits.set_entry(e, "W_f", (0, 0.5), 1), "column of W_f"),  # type: ignore[arg-type]
        (lambda e: edits.set_entry(e, "W_f", 0, 1), "index of W_f"),
        (lambda e: edits.set_entry(e, "W_f", (0, 0, 0), 1), "index of W_f"),
        (lambda e: edits.set_entry(e, "W_f", (0, 1), float("nan")), "W_f[1, 2]"),
        (lambda e: edits.set_entry(e, "W_f", (0, 1), "7"), "W_f[1, 2]"),  # type: ignore[arg-type]
        (lambda e: edits.set_entry(e, "W_f", (0, 1), None), "W_f[1, 2]"),  # type: ignore[arg-type]
        (lambda e: edits.set_parameter(e, "W_f", [1]), "W_f"),
        (lambda e: edits.set_parameter(e, "W_q", [1]), "parameter"),
        (lambda e: edits.scale_parameter(e, "W_f", float("inf")), "factor"),
        (lambda e: edits.scale_parameter(edits.scale_parameter(e, "W_f", 1e308), "W_f", 1e10), "factor"),
        (lambda e: edits.initialise(e, "magic", 0), "scheme"),
        (lambda e: edits.initialise(e, "uniform", -1), "seed"),
        (lambda e: edits.initialise(e, "uniform", 0, names=["W_q"]), "parameter"),
        (lambda e: edits.initialise(e, "spectral", 0, radius=float("nan")), "U_f, row 1, column 1"),
        (lambda e: edits.set_start(e, "s", [0]), "initial state"),
        (lambda e: edits.set_start(e, "c", [0]), "c"),
        (lambda e: edits.change_cell(e, "lsmt"), "cell"),
        (lambda e: edits.resize(e, hidden_size=0), "hidden_size"),
        (lambda e: edits.resize(e, hidden_size=1025), "hidden_size"),
        (lambda e: edits.resize(e, output_size=-1), "output_size"),
        (lambda e: edits.resize(e, input_size=5), "input_size"),
        (lambda e: edits.resize(e, n_steps=0), "number of steps"),
        (lambda e: edits.resize(e, n_steps=10_001), "number of steps"),
        (lambda e: edits.resize(e, hidden_size=1024, n_steps=10_000), "size of the experiment"),
        (lambda e: edits.set_loss(e, "hinge"), "loss"),
        (lambda e: edits.set_loss(e, Loss("squared", on="c")), "loss"),
        (lambda e: edits.retitle(e, "x" * 201), "title"),
        (lambda e: edits.retitle(e, "\ud800"), "title"),
        (lambda e: edits.retitle(e, 7), "title"),  # type: ignore[arg-type]
    ],
)
def test_an_edit_that_does_not_fit_is_refused_by_name(edit: Callable[[Experiment], Any], field: str) -> None:
    with pytest.raises(InputError) as raised:
        edit(text_model())
    assert raised.value.field == field


def test_the_recurrence_is_scaled_to_a_spectral_radius_and_nothing_else_changes() -> None:
    old = text_model()
    new = edits.scale_recurrent(old, 1.5)
    changed = {name for name in old.parameters if new.parameters[name] is not old.parameters[name]}
    assert changed == {"U_f", "U_i", "U_c", "U_o"}
    radii = [np.abs(np.linalg.eigvals(new.parameters[name])).max() for name in changed]
    np.testing.assert_allclose(radii, 1.5)


def test_the_belt_bias_is_that_of_the_gate_that_keeps_the_state() -> None:
    model = edits.set_parameter(number_model(), "b_z", [0.1, 0.1, 0.1])
    new = edits.set_belt_bias(model, 2.0)
    np.testing.assert_array_equal(new.parameters["b_z"], [2, 2, 2])
    updated = edits.set_belt_bias(edits.change_cell(model, "gru-z-updates"), 2.0)
    np.testing.assert_array_equal(updated.parameters["b_z"], [-2, -2, -2])


def test_belt_biases_that_differ_move_together() -> None:
    model = edits.set_parameter(number_model(), "b_z", [10.0, 2.0, 0.0])
    new = edits.set_belt_bias(model, 5.0)
    np.testing.assert_allclose(new.parameters["b_z"], [11, 3, 1])
    updated = edits.set_parameter(edits.change_cell(model, "gru-z-updates"), "b_z", [-10.0, -2.0, 0.0])
    np.testing.assert_allclose(edits.set_belt_bias(updated, 5.0).parameters["b_z"], [-11, -3, -1])


@pytest.mark.parametrize("value", [float("nan"), float("inf"), "much", None])
def test_a_strength_that_is_no_number_is_refused(value: Any) -> None:
    with pytest.raises(InputError, match="spectral radius"):
        edits.scale_recurrent(text_model(), value)
    with pytest.raises(InputError, match="belt bias"):
        edits.set_belt_bias(text_model(), value)


def test_a_notation_is_set_by_its_key_and_further_choices() -> None:
    old = text_model()
    new = edits.set_notation(old, "concatenated,g")
    assert (new.notation.arrangement, new.notation.candidate) == ("concatenated", "g")
    assert new.parameters is old.parameters
    assert edits.set_notation(new, new.notation) is new
    assert new.run().writing.notation is new.notation
    with pytest.raises(InputError, match="notation"):
        edits.set_notation(old, "runes")
