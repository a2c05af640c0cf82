"""A run holds every value of a network, shows overflow as it is, and never changes."""

from __future__ import annotations

import gc
from weakref import ref

import numpy as np
import pytest

from rnnviz.cells import CELLS
from rnnviz.engine.error import InputError
from rnnviz.engine.loss import Loss
from rnnviz.engine.network import Layer, Network
from rnnviz.engine.run import forward
from tests import reference

from .problem import ALL_CELLS, problem, setting

every_cell = pytest.mark.parametrize("key", CELLS)


@every_cell
def test_one_layer_is_its_cell_with_a_read_out(key: str) -> None:
    s = setting(Layer(CELLS[key], 3))
    run = s.run()
    expected = reference.forward(CELLS[key], s.parameters, s.inputs, s.start)
    for name in CELLS[key].values:
        assert np.allclose(run[name], expected.history(name), rtol=1e-12, atol=1e-14)
    assert np.allclose(run["y"], run["h"] @ s.parameters["W_hy"].T + s.parameters["b_y"], rtol=1e-12)


def test_a_second_layer_reads_both_directions_of_the_first() -> None:
    cell = CELLS["gru"]
    s = setting(Layer(cell, 2, bidirectional=True), Layer(cell, 3))
    run = s.run()
    own = {p.name: s.parameters[f"2.{p.name}"] for p in cell.parameters}
    below = np.concatenate([run["h"], run["1r.h"]], axis=1)
    expected = reference.forward(cell, own, below, {"h": s.start["2.h"]})
    assert np.allclose(run["2.h"], expected.history("h"), rtol=1e-12)


def test_a_direction_against_time_is_the_cell_on_the_sequence_turned_round() -> None:
    cell = CELLS["lstm"]
    s = setting(Layer(cell, 3, bidirectional=True))
    run = s.run()
    own = {p.name: s.parameters[f"1r.{p.name}"] for p in cell.parameters}
    start = {state.name: s.start[f"1r.{state.name}"] for state in cell.states}
    expected = reference.forward(cell, own, s.inputs[::-1], start)
    assert np.allclose(run["1r.c"], expected.history("c")[::-1], rtol=1e-12)


def test_the_order_of_a_step_is_equations_then_read_out_then_loss() -> None:
    cell = CELLS["rnn"]
    run = setting(Layer(cell, 2, bidirectional=True), Layer(cell, 2)).run()
    assert run.order == ("h", "1r.h", "2.h", "y", "loss")
    assert setting(Layer(cell, 2)).run(loss=None, targets=None).order == ("h", "y")


def test_the_state_before_a_step_is_what_the_step_before_left() -> None:
    s = setting(Layer(CELLS["lstm"], 3, bidirectional=True))
    run = s.run()
    assert np.array_equal(run.state_before("c", 1), s.start["c"])
    assert np.array_equal(run.state_before("c", 4), run["c"][2])
    assert np.array_equal(run.state_before("1r.c", 5), s.start["1r.c"])
    assert np.array_equal(run.state_before("1r.c", 2), run["1r.c"][2])


def test_the_loss_is_summed_over_the_steps() -> None:
    run = setting(Layer(CELLS["rnn"], 3), kind="softmax").run()
    assert run["loss"].shape == (5,)
    assert run["loss"][1] == 0.0
    assert run.total_loss == pytest.approx(run["loss"].sum())
    assert np.allclose(run["p"].sum(axis=1), 1.0)
    assert setting(Layer(CELLS["rnn"], 3)).run(loss=None, targets=None).total_loss is None


def test_a_loss_may_read_the_hidden_state() -> None:
    s = setting(Layer(CELLS["rnn"], 3), on="h")
    run = s.run()
    assert run["loss"][0] == pytest.approx(((run["h"][0] - s.targets[0]) ** 2).sum())


def test_no_value_can_be_written_into_and_the_inputs_are_left_alone() -> None:
    s = setting(Layer(CELLS["lstm"], 3))
    run = s.run()
    assert not any(run[name].flags.writeable for name in run.values)
    assert s.inputs.flags.writeable


def test_a_run_is_gone_with_its_gradients_as_soon_as_nobody_holds_it() -> None:
    run = setting(Layer(CELLS["lstm"], 3)).run()
    values, gradients = ref(run.sweeps[0, False]), ref(run.gradients())
    gc.disable()
    try:
        del run
        assert values() is None
        assert gradients() is None
    finally:
        gc.enable()


def test_a_run_names_its_values() -> None:
    run = setting(Layer(CELLS["rnn"], 3)).run()
    assert "h.1" in run
    assert "f" not in run
    assert run.n_steps == 5
    with pytest.raises(KeyError):
        run["f"]
    with pytest.raises(InputError, match=r"^value: got f, expected one of x, h\.1, h, y, loss$"):
        run["f"]


@pytest.mark.parametrize("t", [6, 0, -2])
def test_no_state_is_before_a_step_that_is_none_of_the_run(t: int) -> None:
    run = setting(Layer(CELLS["lstm"], 3, bidirectional=True)).run()
    for name in ("h", "1r.h"):
        with pytest.raises(InputError, match=f"^step: got {t}, expected a step of the run, of which there are 5$"):
            run.state_before(name, t)


def test_only_states_are_handed_on() -> None:
    run = setting(Layer(CELLS["lstm"], 3)).run()
    with pytest.raises(InputError, match=r"^state: got f, expected one of c, h$"):
        run.state_before("f", 1)


@pytest.mark.filterwarnings("error")
@every_cell
def test_weights_that_explode_give_infinity_or_nan_without_a_warning(key: str) -> None:
    network = Network(1, (Layer(CELLS[key], 2),), 1)
    parameters = {name: np.full(shape, 1e200) for name, shape in network.parameters.items()}
    start = {name: np.full(size, 1e200) for name, size in network.states.items()}
    run = forward(network, parameters, np.full((4, 1), 1e200), start, Loss("squared"), np.zeros((4, 1)))
    gradients = run.gradients()
    assert all(gradients.contributions(name).shape == (4, *shape) for name, shape in network.parameters.items())
    run.jacobian("h", 4, 1)
    assert not all(np.isfinite(run[name]).all() for name in run.values)


@pytest.mark.parametrize("key", ["lstm", "gru", "gru-reset-after"])
def test_gates_stay_between_0_and_1(key: str) -> None:
    p = problem(CELLS[key], n_steps=50)
    run = forward(Network(3, (Layer(CELLS[key], 4),)), p.parameters, p.inputs, p.start)
    for equation in CELLS[key].equations:
        if equation.role == "gate":
            assert ((run[equation.name] > 0) & (run[equation.name] < 1)).all()


def test_a_forget_gate_of_1_and_an_input_gate_of_0_keep_the_cell_state_exactly() -> None:
    p = problem(CELLS["lstm"], n_steps=300)
    parameters = {name: 0 * array if name[2:] in ("f", "i") else array for name, array in p.parameters.items()}
    parameters |= {"b_f": np.full(4, 100.0), "b_i": np.full(4, -100.0)}
    run = forward(Network(3, (Layer(CELLS["lstm"], 4),)), parameters, p.inputs, p.start)
    assert np.array_equal(run["f"], np.ones((300, 4)))
    assert np.array_equal(run["c"], np.tile(p.start["c"], (300, 1)))


@pytest.mark.parametrize(("key", "keeps"), [("gru", 100.0), ("gru-z-updates", -100.0), ("gru-reset-after", 100.0)])
def test_an_update_gate_that_keeps_leaves_the_state_as_it_is(key: str, keeps: float) -> None:
    p = problem(CELLS[key], n_steps=40)
    parameters = {name: 0 * array if name.endswith("_z") else array for name, array in p.parameters.items()}
    run = forward(Network(3, (Layer(CELLS[key], 4),)), parameters | {"b_z": np.full(4, keeps)}, p.inputs, p.start)
    assert np.allclose(run["h"], p.start["h"], rtol=1e-14)


def test_z_updates_is_z_keeps_with_z_turned_round() -> None:
    p = problem(CELLS["gru"])
    turned = {name: -array if name.endswith("_z") else array for name, array in p.parameters.items()}
    keeps = forward(Network(3, (Layer(CELLS["gru"], 4),)), p.parameters, p.inputs, p.start)
    updates = forward(Network(3, (Layer(CELLS["gru-z-updates"], 4),)), turned, p.inputs, p.start)
    assert np.allclose(keeps["h"], updates["h"], rtol=1e-13)
    assert np.allclose(keeps["z"], 1 - updates["z"], rtol=1e-13)


def test_an_output_that_is_no_state_reaches_the_read_out() -> None:
    run = setting(Layer(ALL_CELLS["twins"], 3)).run()
    assert np.allclose(run["y"], run["out"] @ run.parameters["W_hy"].T + run.parameters["b_y"])


def test_a_run_prints_as_one_short_line() -> None:
    assert repr(setting(Layer(CELLS["rnn"], 3)).run()).startswith("<Run of 5 steps: x, h.1, h")


@pytest.mark.parametrize(("kind", "n_told"), [("softmax", 4), ("squared", 4)])
def test_a_run_knows_which_steps_have_a_target(kind: str, n_told: int) -> None:
    s = setting(Layer(CELLS["rnn"], 3), kind=kind)
    assert s.run().told.tolist().count(True) == n_told
    assert not s.run(loss=None, targets=None).told.any()
