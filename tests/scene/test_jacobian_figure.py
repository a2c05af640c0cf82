"""Norms, singular values and eigenvalues of Jacobians as figures and words."""

from __future__ import annotations

import numpy as np
import pytest

from rnnviz.engine.run import Run
from rnnviz.engine.spectrum import eigenvalues, singular_values
from rnnviz.experiment import edits
from rnnviz.experiment.example import load_example
from rnnviz.experiment.experiment import Experiment
from rnnviz.scene.jacobian_figure import decay, norm_curves, singular_curves, spectrum, words


@pytest.fixture
def run() -> Run:
    return load_example("vanishing").run()


def test_both_norms_are_those_of_the_jacobian(run: Run) -> None:
    found, exact = decay(run, "h", 50, "h"), run.jacobian("h", 50, 40)
    assert 10 ** found.spectral[40] == pytest.approx(np.linalg.norm(exact, 2))
    assert 10 ** found.frobenius[40] == pytest.approx(np.linalg.norm(exact))


def test_the_norms_have_the_bound_beside_them_where_there_is_one(run: Run) -> None:
    shown = norm_curves(decay(run, "h", 50, "h"))
    assert shown.values.shape == (51, 3)
    assert shown.dashed == (2,)
    assert (shown.values[:-1, 2] >= shown.values[:-1, 0]).all()
    assert norm_curves(decay(load_example("long-memory").run(), "c", 50, "c")).dashed == ()


def test_singular_values_are_curves_from_the_largest_down(run: Run) -> None:
    shown = singular_curves(decay(run, "h", 50, "h"))
    assert shown.values.shape == (51, 4)
    assert (np.diff(shown.values[40], axis=0) <= 0.0).all()
    assert shown.first == 0


def test_of_many_singular_values_the_largest_and_the_smallest_are_among_those_shown() -> None:
    wide = Experiment.new("rnn", input_size=1, hidden_size=40).with_inputs(np.ones((3, 1))).run()
    values = singular_values(wide, "h", 3)
    shown = singular_curves(decay(wide, "h", 3, "h"))
    assert shown.values.shape == (4, 16)
    assert np.array_equal(shown.values[:, [0, -1]], values[:, [0, -1]])


def test_eigenvalues_lie_in_the_complex_plane(run: Run) -> None:
    found = eigenvalues(run, "h", 7)
    plane = spectrum(found, "h", 7)
    assert plane.has_circle
    assert np.array_equal(plane.clouds[0].points, np.stack([found.real, found.imag], axis=1))
    assert spectrum(np.full(2, complex(np.nan, np.nan)), "h", 7).message == "The Jacobian of this step is not finite."


def said(run: Run, state: str = "h") -> str:
    return words(decay(run, state, run.n_steps, state), eigenvalues(run, state, 1), 1)


def test_words_say_that_it_vanishes_whatever_the_bound_allows(run: Run) -> None:
    text = said(run)
    assert text.startswith("‖dh₅₀/dh₀‖ is 3.1·10⁻⁸: it vanishes (× 0.71 a step).")
    assert "The bound (γ‖U‖)⁵⁰ is 2.5·10¹²: the norm is 8·10¹⁹ times below it." in text
    assert text.endswith("At t = 1 the largest |λ| is 0.70, inside the unit circle.")


def test_words_say_that_a_small_bound_forces_it_to_vanish() -> None:
    small = edits.scale_parameter(load_example("vanishing"), name="U", factor=0.1)
    assert "it has to vanish" in said(small.run())


def test_a_bound_is_only_reached_where_it_is_equal() -> None:
    relu = Experiment.new("rnn-relu", input_size=1, hidden_size=2).with_inputs(np.ones((3, 1)))
    positive = {**relu.parameters, "b": np.ones(2), "W": np.ones((2, 1))}
    equal = relu.with_parameters({**positive, "U": 0.9 * np.eye(2)})
    assert "(γ‖U‖)³ is 0.73: it is reached." in said(equal.run())
    turned = relu.with_parameters({**positive, "U": np.array([[1.0, 0.5], [0.0, 1.0]])})
    assert "it is reached" not in said(turned.run())
    assert "(γ‖U‖)³ is 2.1: the norm is 1.1 times below it." in said(turned.run())


def test_words_say_that_a_belt_with_open_gates_keeps_it() -> None:
    text = said(load_example("long-memory").run(), "c")
    assert text.startswith("‖dc₅₀/dc₀‖ is 1: it survives.")
    assert "bound" not in text
    assert "about 1" in text


@pytest.mark.filterwarnings("error")
def test_words_hold_where_weights_are_zero_huge_or_cancel_out() -> None:
    dead = edits.scale_parameter(load_example("vanishing"), name="U", factor=0.0)
    assert "but ‖dh₅₀/dh₄₉‖ is exactly 0" in said(dead.run())
    relu = Experiment.new("rnn-relu", input_size=1, hidden_size=2).with_inputs(np.ones((40, 1)))
    huge = relu.with_parameters({**relu.parameters, "U": np.full((2, 2), 1e200), "b": np.ones(2)})
    text = said(huge.run())
    assert "is 1.1·10⁸⁰¹²: it explodes" in text
    assert text.endswith(
        "(γ‖U‖)⁴⁰ is 1.1·10⁸⁰¹²: it is reached.  At t = 1 the largest |λ| is 2·10²⁰⁰, outside the unit circle."
    )
    broken = relu.with_parameters({**relu.parameters, "U": np.full((2, 2), -1e308), "b": np.full(2, 1e308)})
    assert said(broken.run()).endswith("At t = 1 the Jacobian of one step is not finite.")


def test_one_step_is_enough() -> None:
    run = Experiment.new("gru", input_size=1, hidden_size=2).with_inputs(np.ones((1, 1))).run()
    assert said(run).startswith("‖dh₁/dh₀‖ is ")
