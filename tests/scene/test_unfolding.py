"""What the unfolded picture knows of a run."""

from __future__ import annotations

import numpy as np
import pytest

from rnnviz.cells import CELLS
from rnnviz.engine.network import Layer, Network
from rnnviz.engine.run import Run
from rnnviz.scene.arrangement import plan_strip
from rnnviz.scene.shapes import Key
from rnnviz.scene.strip import Viewport
from rnnviz.scene.theme import LIGHT
from rnnviz.scene.unfolding import Unfolding, Weights, find_shown, find_weights

from .case import make_run, spell


def unfold(run: Run, alphabet: str | None = None, step: int = 1, substep: int | None = None) -> Unfolding:
    return Unfolding(run, plan_strip(run, Viewport(900, 250, 120.0)), LIGHT, alphabet, step, substep)


def test_nothing_is_pending_when_all_is_computed() -> None:
    run = make_run("lstm")
    assert not unfold(run).is_pending("h", 3)
    assert not unfold(run, substep=len(run.order)).is_pending("h", 3)


def test_names_after_the_substep_and_all_later_steps_are_pending() -> None:
    run = make_run("lstm")
    u = unfold(run, step=2, substep=run.order.index("c") + 1)
    assert [u.is_pending(name, 2) for name in ("f", "c", "h", "y")] == [False, False, True, True]
    assert not u.is_pending("h", 1)
    assert u.is_pending("c", 3)


def test_probabilities_are_pending_as_long_as_the_loss_is() -> None:
    run = make_run(output_size=3, loss="softmax")
    u = unfold(run, step=1, substep=len(run.order) - 1)
    assert u.is_pending("p", 1)


def test_an_input_has_a_letter_only_if_it_is_a_unit_vector() -> None:
    run = spell("hello", "helo")
    assert [unfold(run, "helo").letter(t) for t in range(1, 6)] == list("hello")
    assert unfold(run).letter(1) is None
    assert unfold(make_run(input_size=4), "helo").letter(1) is None


def test_white_space_is_made_visible() -> None:
    assert unfold(spell("a b", "ab "), "ab ").letter(2) == "␣"


def test_classes_are_symbols_only_where_there_are_as_many() -> None:
    run = make_run(output_size=3, loss="softmax")
    assert [unfold(run).name_class(place) for place in (0, 2)] == ["1", "3"]
    assert [unfold(run, "abc").name_class(place) for place in (0, 2)] == ["a", "c"]
    assert [unfold(run, "ab").name_class(place) for place in (0, 2)] == ["1", "3"]
    assert [unfold(run, "abcd").name_class(place) for place in (0, 2)] == ["1", "3"]


def test_targets_are_told_by_kind() -> None:
    classes, numbers = unfold(make_run(output_size=3, loss="softmax")), unfold(make_run())
    assert [classes.target_class(t) for t in (1, 2, 3)] == [0, 1, None]
    assert classes.target_numbers(1) is None
    assert numbers.target_class(1) is None
    assert [numbers.has_target(t) for t in (1, 2, 3)] == [True, True, False]


def test_target_classes_become_unit_vectors() -> None:
    u = unfold(make_run(output_size=3, loss="softmax"))
    row = u.strip.row_of("target")
    assert row is not None
    np.testing.assert_array_equal(u.values(row), [[1, 0, 0], [0, 1, 0], [0, 0, 0]])


def test_colours_are_those_of_the_visible_steps() -> None:
    u = unfold(make_run(n_steps=500))
    assert len(u.colors["h"]) == u.strip.last - u.strip.first + 1
    assert all(color.startswith("#") for step in u.colors["h"] for color in step)


@pytest.mark.parametrize("cell", CELLS)
def test_every_matrix_of_a_cell_is_either_inward_or_recurrent(cell: str) -> None:
    network = Network(2, (Layer(CELLS[cell], 3),))
    weights = find_weights(network, 0)
    matrices = {name for name, shape in network.parameters.items() if len(shape) == 2}
    assert set(weights.inward) | set(weights.recurrent) == matrices
    assert {network.parameters[name] for name in weights.inward} == {(3, 2)}
    assert {network.parameters[name] for name in weights.recurrent} == {(3, 3)}


def test_weights_of_a_further_direction_have_full_names() -> None:
    network = Network(2, (Layer(CELLS["rnn"], 3, bidirectional=True),))
    assert find_weights(network, 0, reverse=True) == Weights(("1r.W",), ("1r.U",))


def test_parameters_under_one_symbol_are_found_under_the_first() -> None:
    network = Network(2, (Layer(CELLS["lstm"], 3),), 1)
    assert find_shown(network, Key(None, "U_o")) == Key(None, "U_f")
    assert find_shown(network, Key(None, "b_o")) == Key(None, "b_o")
    assert find_shown(network, Key(3, "h")) == Key(3, "h")
