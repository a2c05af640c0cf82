"""Networks side by side: what they share, how sizes are matched, and what does not fit."""

from __future__ import annotations

from typing import Any

import numpy as np
import pytest

from rnnviz.cells import CELLS
from rnnviz.engine.error import InputError
from rnnviz.engine.loss import Loss
from rnnviz.engine.schedule import PLAIN
from rnnviz.experiment import edits
from rnnviz.experiment.comparison import MOST, adopt, compare, count_parameters, like, title_of
from rnnviz.experiment.example import load_example
from rnnviz.experiment.experiment import Experiment


def present(hidden_size: int = 6) -> Experiment:
    fresh = Experiment.new("rnn", input_size=2, hidden_size=hidden_size, output_size=1, loss="squared")
    return fresh.with_inputs(np.arange(10.0).reshape(5, 2)).with_targets([None] * 4 + [[1.0]]).with_start(h=[1] * 6)


@pytest.mark.parametrize("cell", CELLS)
def test_an_experiment_with_another_cell_has_the_same_sequence_and_sizes(cell: str) -> None:
    old = present()
    new = like(old, cell, seed=3)
    assert new.network.cell.key == cell
    assert (new.network.hidden_size, new.network.output_size, new.loss) == (6, 1, old.loss)
    np.testing.assert_array_equal(new.inputs, old.inputs)
    np.testing.assert_array_equal(new.targets, old.targets)
    assert not np.concatenate(list(new.start.values())).any()


def test_parameters_depend_on_the_seed_alone_not_on_those_of_the_experiment() -> None:
    old = present()
    changed = old.with_parameters({"U": np.zeros((6, 6))})
    a, b, other = like(old, "lstm", seed=3), like(changed, "lstm", seed=3), like(old, "lstm", seed=4)
    np.testing.assert_array_equal(a.parameters["U_f"], b.parameters["U_f"])
    assert (a.parameters["U_f"] != other.parameters["U_f"]).all()


@pytest.mark.parametrize("cell", ["lstm", "gru", "rnn"])
def test_parameter_counts_are_matched_as_nearly_as_a_whole_size_can(cell: str) -> None:
    old = like(present(), "rnn")
    wanted = count_parameters(old.network)
    new = like(old, cell, match="parameters")
    gap = abs(count_parameters(new.network) - wanted)
    for size in (new.network.hidden_size - 1, new.network.hidden_size + 1):
        if size > 0:
            other = Experiment.new(cell, input_size=2, hidden_size=size, output_size=1)
            assert gap <= abs(count_parameters(other.network) - wanted)


def test_a_parameter_count_is_the_number_of_all_entries() -> None:
    assert count_parameters(present().network) == 6 * 2 + 6 * 6 + 6 + 6 + 1


@pytest.mark.parametrize("options", [{"match": "weight"}, {"seed": -1}, {"cell": "nothing"}])
def test_what_does_not_exist_is_refused(options: dict[str, Any]) -> None:
    with pytest.raises(InputError):
        like(present(), **({"cell": "lstm"} | options))


def test_a_saved_experiment_that_fits_runs_on_the_present_sequence() -> None:
    saved = Experiment.new("lstm", input_size=2, hidden_size=3, output_size=1, loss="squared")
    found = adopt(present(), saved)
    assert not found.has_own_inputs
    assert found.experiment.parameters["U_f"] is saved.parameters["U_f"]
    np.testing.assert_array_equal(found.experiment.inputs, present().inputs)
    assert found.experiment.run().total_loss is not None


def test_one_that_does_not_fit_runs_on_its_own_if_it_is_as_long() -> None:
    saved = Experiment.new("gru", input_size=3, hidden_size=2, output_size=1, loss="squared").with_inputs(
        [[1, 2, 3]] * 5
    )
    found = adopt(present(), saved)
    assert (found.has_own_inputs, found.problem, found.experiment, found.title) == (True, "", saved, "GRU")
    found = adopt(present(), load_example("long-memory"))
    assert (found.problem, found.title) == ("other sizes, and 50 steps", "Long memory: an LSTM over 50 steps")


def test_the_examples_of_the_course_are_compared_on_one_sequence() -> None:
    found = adopt(load_example("vanishing"), load_example("long-memory"))
    assert not found.has_own_inputs
    np.testing.assert_array_equal(found.experiment.inputs, load_example("vanishing").inputs)


def test_a_network_that_would_be_too_large_has_a_problem() -> None:
    old = Experiment.new("rnn", input_size=2, hidden_size=1024, output_size=1, loss="squared")
    large = old.with_inputs(np.zeros((6000, 2)))
    _, built = compare(large, ["lstm"])
    assert "at most" in built.problem
    assert built.title == "LSTM"


def test_a_loss_on_the_hidden_state_needs_the_same_hidden_size() -> None:
    old = Experiment.new("rnn", input_size=2, hidden_size=3, loss="squared")
    fits, differs = (Experiment.new("lstm", input_size=2, hidden_size=size) for size in (3, 5))
    assert not adopt(old, fits).problem
    assert adopt(old, differs).problem == "other sizes, and no loss"


def test_a_comparison_begins_with_the_present_experiment_and_says_seeds_and_sizes() -> None:
    old = present()
    first, second, third = compare(old, ["gru", old], seed=7)
    assert (first.experiment, first.seed, first.title) == (old, None, "RNN")
    assert (second.title, second.seed, second.n_parameters) == ("GRU", 7, 3 * (6 * 2 + 6 * 6 + 6) + 7)
    assert third.n_parameters == first.n_parameters


def test_a_comparison_has_an_end() -> None:
    compare(present(), ["gru"] * (MOST - 1))
    with pytest.raises(InputError, match="networks"):
        compare(present(), ["gru"] * MOST)


def scheduled(hidden_size: int = 3) -> Experiment:
    fresh = Experiment.new("rnn", layers=2, input_size=2, hidden_size=hidden_size, output_size=2, loss="squared")
    fresh = edits.set_feedback(edits.set_form(fresh, "one-to-many"), "output")
    return edits.clamp(edits.clamp(fresh, "h", 0, 0.5), "2.h", 2, 0.25)


@pytest.mark.parametrize("cell", CELLS)
def test_a_network_with_another_cell_has_the_layers_schedule_and_clamps_of_the_present_one(cell: str) -> None:
    old = scheduled()
    new = like(old, cell)
    assert [layer.cell.key for layer in new.network.layers] == [cell, cell]
    assert (new.schedule.given, new.schedule.feedback) == (old.schedule.given, "output")
    np.testing.assert_array_equal(new.run()["h"][:, 0], 0.5)
    np.testing.assert_array_equal(new.run()["2.h"][:, 2], 0.25)


def test_a_saved_network_of_one_layer_runs_on_the_schedule_of_the_present_one() -> None:
    saved = Experiment.new("gru", input_size=2, hidden_size=1, output_size=2, loss="squared")
    found = adopt(scheduled(), saved).experiment
    assert found.schedule.given.tolist() == [True, False, False, False]  # type: ignore[union-attr]
    assert found.schedule.feedback == "output"
    assert list(found.schedule.clamps) == ["h"]
    np.testing.assert_array_equal(found.run()["x"][1:], found.run()["y"][:-1])


def test_a_network_against_time_cannot_be_fed_its_output() -> None:
    saved = Experiment.new("gru", bidirectional=True, input_size=2, hidden_size=1, output_size=2, loss="squared")
    assert adopt(scheduled(), saved).has_own_inputs
    plain = scheduled().with_schedule(PLAIN)
    assert not adopt(plain, saved).has_own_inputs


def test_a_loss_on_the_top_is_compared_with_the_top_of_a_deeper_network() -> None:
    flat = Experiment.new("rnn", input_size=2, hidden_size=3, loss="squared").with_targets([[1, 2, 3]] * 4)
    deep = Experiment.new("rnn", layers=2, input_size=2, hidden_size=[5, 3], loss="squared")
    found = adopt(flat, deep)
    assert not found.has_own_inputs
    assert found.experiment.loss == Loss("squared", "2.h")
    np.testing.assert_array_equal(found.experiment.targets, flat.targets)
    other = Experiment.new("rnn", layers=2, input_size=2, hidden_size=[3, 5], loss="squared")
    assert adopt(flat, other).has_own_inputs


def test_a_network_of_several_layers_is_named_by_its_cells() -> None:
    def title(**choices: Any) -> str:
        return title_of(Experiment.new(input_size=1, hidden_size=1, **choices))

    assert title(cell="lstm") == CELLS["lstm"].title
    assert title(cell="lstm", layers=3) == f"{CELLS['lstm'].title} × 3"
    assert title(cell=["lstm", "gru"], bidirectional=[False, True]) == "LSTM, bidirectional GRU"
