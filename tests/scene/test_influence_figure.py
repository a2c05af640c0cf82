"""The influence of losses on values and inputs: data, colours and words, with every extreme."""

from __future__ import annotations

import numpy as np
import pytest

from rnnviz.engine.influence import influence, influence_norms
from rnnviz.experiment import edits
from rnnviz.experiment.example import load_example
from rnnviz.experiment.experiment import Experiment
from rnnviz.scene.influence_figure import (
    ALL_ZERO,
    NO_TARGETS,
    Influence,
    influence_map,
    losses_of,
    read_symbols,
    saliency,
    symmetric_scale,
    words,
)
from rnnviz.scene.magnitude import NO_WORDS

ZERO = -np.inf


def found_of(*rows: list[float], losses: tuple[int, ...] = ()) -> Influence:
    """Influence on h from rows of exponents of ten."""
    norms = np.array(rows, dtype=float)
    return Influence("h", losses or tuple(range(1, len(rows) + 1)), norms)


def test_only_steps_with_a_target_have_a_loss() -> None:
    assert losses_of(load_example("vanishing").run()) == (50,)
    assert losses_of(load_example("hello").run()) == (1, 2, 3, 4)
    assert losses_of(load_example("gru-hands-on").run()) == ()


def test_a_class_can_be_missing_as_a_target() -> None:
    run = load_example("hello").with_targets([1, -1, 2, -1]).run()
    assert losses_of(run) == (1, 3)


def test_the_map_has_a_row_for_every_loss_and_a_column_for_every_step() -> None:
    run = load_example("vanishing").run()
    norms = influence_norms(run, "h")[[49]]
    heat = influence_map(Influence("h", (50,), norms), "h")
    assert heat.values.shape == (1, 50)
    assert heat.y.texts == ("50",)
    assert heat.scale.kind == "exponent"
    expected = np.log10(np.linalg.norm(influence(run, "h")[49], axis=1))
    np.testing.assert_allclose(heat.values[0], expected, rtol=1e-12)


def test_the_rows_of_all_steps_are_plain_numbers() -> None:
    heat = influence_map(found_of([0.0, ZERO], [-1.0, 0.0]), "h")
    assert heat.y.texts == ()
    assert (heat.y.low, heat.y.high) == (1, 2)


def test_a_map_without_losses_says_why() -> None:
    assert "without a loss" in influence_map(None, "h").message
    assert influence_map(Influence("h", (), np.zeros((0, 2))), "h").message == NO_TARGETS
    assert influence_map(None, "h", "too long").message == "too long"


def test_the_saliency_is_the_gradient_of_one_loss_by_the_inputs() -> None:
    experiment = load_example("hello")
    run = experiment.run()
    shown = saliency(run, 3, experiment.alphabet, is_signed=True)
    np.testing.assert_allclose(shown.values.T, influence(run, "x")[2], rtol=1e-12, atol=1e-300)
    assert shown.scale.low == -shown.scale.high
    assert shown.symbols == tuple("hell")
    assert shown.y.texts == tuple("helo")
    np.testing.assert_array_equal(shown.inputs.T, experiment.inputs)


def test_by_decades_an_exact_zero_is_no_number() -> None:
    shown = saliency(load_example("hello").run(), 1, None, is_signed=False)
    assert (shown.values[:, 1:] == ZERO).all()
    assert np.isfinite(shown.values[:, 0]).all()


def test_without_a_loss_there_is_no_saliency() -> None:
    assert saliency(load_example("gru-hands-on").run(), None, None, is_signed=True).message


def test_symbols_are_read_only_from_unit_vectors() -> None:
    assert read_symbols(np.eye(2)[[1, 0]], "ab") == ("b", "a")
    assert read_symbols(np.array([[1.0, 0.5]]), "ab") == ()
    assert read_symbols(np.array([[2.0, 0.0]]), "ab") == ()
    assert read_symbols(np.eye(2), None) == ()


@pytest.mark.parametrize("values", [[0.0], [np.nan, np.inf], []])
def test_a_symmetric_scale_has_a_length_whatever_it_holds(values: list[float]) -> None:
    scale = symmetric_scale(np.array(values))
    assert (scale.low, scale.high) == (-1.0, 1.0)


def test_words_tell_how_far_the_chosen_loss_reaches_back() -> None:
    said = words(found_of([0.0, ZERO, ZERO], [-5.0, -1.0, ZERO], [-8.0, -4.0, 0.0]), 3, 1)
    assert "‖dL₃/dh₁‖ is 10⁻⁸ of ‖dL₃/dh₃‖" in said
    assert "vanishes" in said
    assert "h₁ is taught most by the loss at k = 1, by 1." in said


def test_a_loss_in_the_middle_is_read_from_its_own_step_on() -> None:
    said = words(found_of([0.0, ZERO, ZERO], [-5.0, -1.0, ZERO], [-8.0, -4.0, 0.0]), 2, 3)
    assert "‖dL₂/dh₁‖ is 10⁻⁴ of ‖dL₂/dh₂‖" in said
    assert "h₃ is taught by the loss at k = 3 alone, by 1." in said


@pytest.mark.parametrize(
    ("row", "expected"),
    [
        ([ZERO, ZERO], "No loss teaches h₁."),
        ([np.nan, 0.0], "‖dL₂/dh₁‖ is NaN."),
        ([np.inf, 0.0], "‖dL₂/dh₁‖ is infinite."),
        ([400.0, 0.0], "h₁ is taught by the loss at k = 2 alone, by 10⁴⁰⁰."),
        ([-400.0, 0.0], "h₁ is taught by the loss at k = 2 alone, by 10⁻⁴⁰⁰."),
    ],
)
def test_words_hold_at_the_extremes(row: list[float], expected: str) -> None:
    assert words(found_of(row, losses=(2,)), 2, 1).endswith(expected)


def test_words_hold_for_a_single_step_and_without_a_loss() -> None:
    assert "no step before it" in words(found_of([-1.0]), 1, 1)
    assert words(None, None, 1) == NO_WORDS
    assert words(Influence("h", (), np.zeros((0, 1))), None, 1) == NO_TARGETS


def test_a_dead_rectifier_passes_no_loss_on() -> None:
    fresh = Experiment.new("rnn-relu", input_size=1, hidden_size=2, output_size=1, loss="squared")
    dead = {name: -np.ones_like(array) for name, array in fresh.parameters.items()}
    run = fresh.with_inputs(np.ones((3, 1))).with_targets(np.ones((3, 1))).with_parameters(dead).run()
    found = Influence("h", losses_of(run), influence_norms(run, "h"))
    assert "nothing gets back further" in words(found, 3, 1)


@pytest.mark.parametrize("is_signed", [True, False])
def test_a_saliency_that_is_exactly_zero_says_so(is_signed: bool) -> None:
    run = edits.scale_parameter(load_example("hello"), "W", 0.0).run()
    assert saliency(run, 4, None, is_signed).message == ALL_ZERO


def test_under_the_inputs_lies_what_a_step_receives_also_where_it_is_fed_back() -> None:
    run = load_example("generation").run()
    shown = saliency(run, 4, "helo", False)
    assert shown.symbols == ("h", "e", "l", "l")
    np.testing.assert_array_equal(shown.inputs, run["x"].T)
