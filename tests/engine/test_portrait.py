"""Planes, fields and fixed points of a state."""

from __future__ import annotations

import numpy as np
import pytest

from rnnviz.cells import CELLS
from rnnviz.engine.error import InputError
from rnnviz.engine.network import Layer, Network
from rnnviz.engine.ops import Array
from rnnviz.engine.portrait import fixed_points, is_planar, principal_plane, step_map
from rnnviz.engine.run import Run, forward
from rnnviz.engine.schedule import Schedule

from .odd_cells import ODD_CELLS
from .problem import ALL_CELLS, problem, setting
from .scheduled import fed_setting

PLANAR = [key for key, cell in ALL_CELLS.items() if len(cell.states) == 1]


def planar_run(key: str, seed: int = 0, n_steps: int = 4) -> Run:
    found = problem(ALL_CELLS[key], n_steps=n_steps, hidden_size=2, seed=seed)
    return forward(Network(3, (Layer(found.cell, 2),)), found.parameters, found.inputs, found.start)


def hand_run(key: str, U: list[list[float]], b: list[float]) -> Run:
    network = Network(1, (Layer(ALL_CELLS[key], 2),))
    w, u, bias = list(network.parameters)[:3]
    parameters = {name: np.zeros(shape) for name, shape in network.parameters.items()}
    parameters |= {w: np.zeros((2, 1)), u: np.array(U), bias: np.array(b)}
    return forward(network, parameters, np.zeros((3, 1)), {name: np.zeros(2) for name in network.states})


@pytest.mark.parametrize("key", PLANAR)
def test_the_map_of_a_step_takes_points_where_a_run_takes_them(key: str) -> None:
    run = planar_run(key)
    state = next(iter(run.start))
    points = np.random.default_rng(1).normal(size=(5, 2))
    for point, moved in zip(points, step_map(run, 2, points), strict=True):
        single = forward(run.network, run.parameters, run.inputs[1:2], {state: point})
        np.testing.assert_allclose(moved, single[state][0], rtol=1e-13, atol=1e-14)


@pytest.mark.parametrize("key", PLANAR)
@pytest.mark.parametrize("seed", range(3))
def test_fixed_points_stay_and_their_eigenvalues_are_those_of_central_differences(key: str, seed: int) -> None:
    run = planar_run(key, seed)
    for fixed in fixed_points(run, 3):
        np.testing.assert_allclose(step_map(run, 3, fixed.point[None])[0], fixed.point, rtol=1e-8, atol=1e-8)
        np.testing.assert_allclose(
            np.sort_complex(fixed.eigenvalues), np.sort_complex(np.linalg.eigvals(slopes(run, fixed.point))), atol=1e-6
        )


def slopes(run: Run, point: Array, step: float = 1e-5) -> Array:
    shifts = step * np.eye(2)
    return ((step_map(run, 3, point + shifts) - step_map(run, 3, point - shifts)) / (2 * step)).T


def test_a_weak_network_has_one_fixed_point_which_attracts() -> None:
    (only,) = fixed_points(hand_run("rnn", [[0.5, 0.0], [0.0, -0.5]], [0.0, 0.0]), 1)
    np.testing.assert_allclose(only.point, 0.0, atol=1e-9)
    np.testing.assert_allclose(np.sort(only.eigenvalues.real), [-0.5, 0.5])
    assert only.kind == "attracts"


def test_a_strong_network_has_two_memories_on_each_side_of_a_saddle() -> None:
    found = fixed_points(hand_run("rnn", [[2.0, 0.0], [0.0, 0.5]], [0.0, 0.0]), 1)
    assert [fixed.kind for fixed in found] == ["attracts", "saddle", "attracts"]
    x = found[2].point[0]
    assert x == pytest.approx(np.tanh(2 * x))
    assert x > 0.9
    np.testing.assert_allclose(found[0].point, -found[2].point, atol=1e-9)


def test_two_strong_units_have_nine_fixed_points_of_every_kind() -> None:
    found = fixed_points(hand_run("rnn", [[2.0, 0.0], [0.0, 2.0]], [0.0, 0.0]), 1)
    kinds = [fixed.kind for fixed in found]
    assert (kinds.count("attracts"), kinds.count("saddle"), kinds.count("repels")) == (4, 4, 1)


def test_a_rotation_is_neutral() -> None:
    (only,) = fixed_points(hand_run("linear", [[0.0, -1.0], [1.0, 0.0]], [1.0, 0.0]), 1)
    assert only.kind == "neutral"
    np.testing.assert_allclose(only.point, [0.5, 0.5])


def test_a_network_that_drifts_has_no_fixed_point() -> None:
    assert fixed_points(hand_run("linear", [[1.0, 0.0], [0.0, 1.0]], [1.0, 0.0]), 1) == ()


@pytest.mark.parametrize(
    ("cell", "hidden_size", "expected"), [("rnn", 2, True), ("gru", 2, True), ("lstm", 2, False), ("rnn", 3, False)]
)
def test_only_two_units_with_a_single_state_are_planar(cell: str, hidden_size: int, expected: bool) -> None:
    found = problem(CELLS[cell], hidden_size=hidden_size)
    run = forward(Network(3, (Layer(found.cell, hidden_size),)), found.parameters, found.inputs, found.start)
    assert is_planar(run, "h") is expected
    if not expected:
        with pytest.raises(InputError, match="state"):
            step_map(run, 1, np.zeros((1, 2)), "h")


def test_a_step_that_is_not_there_is_refused() -> None:
    with pytest.raises(InputError, match="t"):
        fixed_points(planar_run("rnn"), 5)


def test_the_principal_plane_holds_points_that_lie_in_a_plane() -> None:
    random = np.random.default_rng(0)
    axes = np.linalg.qr(random.normal(size=(5, 2)))[0].T
    points = 3.0 + (random.normal(size=(20, 2)) * [2.0, 0.5]) @ axes
    plane = principal_plane(points)
    assert plane.shares.sum() == pytest.approx(1.0)
    assert plane.shares[0] > plane.shares[1]
    np.testing.assert_allclose(plane.mean + plane.project(points) @ plane.axes, points, atol=1e-12)
    np.testing.assert_allclose(plane.axes @ plane.axes.T, np.eye(2), atol=1e-12)


@pytest.mark.parametrize("scale", [1e-300, 1.0, 1e300])
def test_the_principal_plane_is_that_of_the_finite_points_at_any_scale(scale: float) -> None:
    points = (
        np.array([[0.0, 0.0, 1.0], [1.0, 0.0, 1.0], [np.nan, 0.0, 0.0], [np.inf, 1.0, 1.0], [2.0, 0.0, 1.0]]) * scale
    )
    plane = principal_plane(points)
    np.testing.assert_allclose(plane.axes[0], [1.0, 0.0, 0.0], atol=1e-12)
    np.testing.assert_allclose(plane.mean, np.array([1.0, 0.0, 1.0]) * scale)


def test_one_point_has_a_plane_without_variance() -> None:
    plane = principal_plane(np.array([[1.0, 2.0]]))
    np.testing.assert_array_equal(plane.shares, [0.0, 0.0])
    np.testing.assert_array_equal(plane.project(np.array([[1.0, 2.0]])), [[0.0, 0.0]])


@pytest.mark.parametrize("values", [np.zeros((3, 1)), np.full((3, 2), np.nan)])
def test_what_has_no_plane_is_refused(values: Array) -> None:
    with pytest.raises(InputError, match="values"):
        principal_plane(values)


def test_the_odd_cells_are_among_those_tried() -> None:
    assert set(PLANAR) & set(ODD_CELLS)


def test_a_layer_of_two_units_may_lie_above_others_and_run_against_time() -> None:
    s = setting(Layer(CELLS["lstm"], 3, bidirectional=True), Layer(CELLS["gru"], 2, bidirectional=True), n_steps=4)
    run = s.run()
    assert is_planar(run, "2r.h")
    assert not is_planar(run, "1r.h")
    for state in ("2.h", "2r.h"):
        for t in range(1, 5):
            found = step_map(run, t, run.state_before(state, t)[None], state)
            assert np.allclose(found[0], run[state][t - 1], rtol=1e-12)


def test_a_held_unit_is_where_it_is_held_and_fixed_points_know_it() -> None:
    s = setting(Layer(CELLS["rnn"], 2), n_steps=4)
    held = np.full((4, 2), np.nan)
    held[2, 0] = 0.3
    run = s.run(schedule=Schedule(clamps={"h": held}))
    points = np.random.default_rng(0).normal(size=(5, 2))
    assert (step_map(run, 3, points)[:, 0] == 0.3).all()
    assert not (step_map(run, 2, points)[:, 0] == 0.3).any()
    (point,) = fixed_points(run, 3)
    assert point.point[0] == pytest.approx(0.3)
    assert np.allclose(step_map(run, 3, point.point[None])[0], point.point)
    slope = 1 - point.point[1] ** 2
    assert np.allclose(np.sort(np.abs(point.eigenvalues)), [0.0, abs(slope * run.parameters["U"][1, 1])])


def test_an_input_that_was_fed_back_is_held_while_the_state_moves() -> None:
    s = fed_setting(Layer(CELLS["rnn"], 2), n_steps=4)
    run = s.run(schedule=Schedule(np.array([True, False, False, False]), None, "output"))
    assert np.allclose(step_map(run, 3, run["h"][1:2])[0], run["h"][2])
