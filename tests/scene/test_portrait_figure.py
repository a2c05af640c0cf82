"""The phase portrait: what lies in its plane, and what its words say."""

from __future__ import annotations

import numpy as np
import pytest

from rnnviz.engine.portrait import step_map
from rnnviz.experiment.experiment import Experiment
from rnnviz.scene.portrait_figure import NO_PLANE, draw, over_time, portrait, words
from rnnviz.scene.theme import LIGHT


def experiment(cell: str = "rnn", hidden_size: int = 2) -> Experiment:
    fresh = Experiment.new(cell, input_size=1, hidden_size=hidden_size, seed=2)
    return fresh.with_inputs([[0.5]] * 8).with_start(h=np.linspace(-0.5, 0.5, hidden_size))


def memory() -> Experiment:
    """Two units, the first of which remembers its sign."""
    weights = {"W": [[0.0], [0.0]], "U": [[2.0, 0.0], [0.0, 0.5]], "b": [0.0, 0.0]}
    return experiment().with_inputs([[0.0]] * 60).with_parameters(weights).with_start(h=[0.1, 0.9])


def test_the_way_of_two_units_begins_at_the_initial_state() -> None:
    run = experiment(hidden_size=3).run()
    found = portrait(run, "h", (2, 0))
    assert found is not None
    np.testing.assert_array_equal(found.way[0], [0.5, -0.5])
    np.testing.assert_array_equal(found.way[1:], run["h"][:, [2, 0]])
    assert not found.has_field


def test_principal_components_say_how_much_they_hold() -> None:
    run = experiment(hidden_size=4).run()
    found = portrait(run, "h", None)
    assert found is not None
    assert found.principal is not None
    assert "of the variance" in words(found, run, 1)
    assert "1st" in draw(found, run, 1, LIGHT).x


@pytest.mark.parametrize("units", [(0, 1), (1, 0)])
def test_two_units_alone_have_a_field_of_arrows_towards_where_a_step_leads(units: tuple[int, int]) -> None:
    run = experiment().run()
    found = portrait(run, "h", units)
    assert found is not None
    arrows = next(cloud for cloud in draw(found, run, 3, LIGHT).clouds if cloud.form == "arrows")
    assert arrows.ends is not None
    order = list(units)
    moves = step_map(run, 3, arrows.points[:, order], "h")[:, order] - arrows.points
    cross = moves[:, 0] * (arrows.ends - arrows.points)[:, 1] - moves[:, 1] * (arrows.ends - arrows.points)[:, 0]
    np.testing.assert_allclose(cross, 0.0, atol=1e-12)
    assert (np.einsum("ni,ni->n", moves, arrows.ends - arrows.points) > 0.0).all()


def test_the_fixed_points_of_a_memory_are_drawn_by_their_kind() -> None:
    run = memory().run()
    found = portrait(run, "h", (0, 1))
    clouds = [cloud for cloud in draw(found, run, 1, LIGHT).clouds if "largest" in cloud.says]
    assert [cloud.form for cloud in clouds] == ["points", "crosses", "points"]
    said = words(found, run, 1)
    assert "3 fixed points: 2 attracting, 1 saddle" in said
    assert "comes to rest" in said


def test_one_unit_has_no_plane() -> None:
    run = experiment(hidden_size=1).run()
    assert portrait(run, "h", (0, 1)) is None
    assert draw(None, run, 1, LIGHT).message == NO_PLANE
    assert "two units" in words(None, run, 1)


@pytest.mark.parametrize("units", [(0, 1), None])
def test_a_state_that_leaves_all_numbers_is_told(units: tuple[int, int] | None) -> None:
    wild = {"U": [[1e200, 0.0], [0.0, 1e200]]}
    run = experiment("rnn-relu").with_start(h=[1.0, 1.0]).with_parameters(wild).run()
    found = portrait(run, "h", units)
    assert "not finite" in words(found, run, 1)
    assert draw(found, run, 1, LIGHT).clouds


def test_a_state_that_does_not_move_says_so() -> None:
    still = experiment().with_parameters({"W": [[0], [0]], "U": [[0, 0], [0, 0]], "b": [0, 0]}).with_start(h=[0, 0])
    run = still.run()
    assert "does not move" in words(portrait(run, "h", (0, 1)), run, 1)
    assert draw(portrait(run, "h", None), run, 1, LIGHT).clouds


def test_the_coordinates_over_time_are_those_of_the_way() -> None:
    run = experiment(hidden_size=3).run()
    for units, labels in (((2, 0), ("3", "1")), (None, (r"\text{1st}", r"\text{2nd}"))):
        found = portrait(run, "h", units)
        assert found is not None
        curves = over_time(found)
        np.testing.assert_array_equal(curves.values, found.way)
        assert curves.labels == labels
    assert over_time(None).message
