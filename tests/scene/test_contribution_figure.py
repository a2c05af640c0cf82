"""What each step contributes to the gradient of a parameter: the numbers, their sum and the words."""

from __future__ import annotations

import numpy as np
import pytest

from rnnviz.experiment.example import load_example
from rnnviz.scene import contribution_figure
from rnnviz.scene.contribution_figure import Contributions, contributions, norm_bars, step_matrix, total_matrix, words
from rnnviz.scene.magnitude import NO_WORDS

EXAMPLES = ("hello", "vanishing", "long-memory")


@pytest.mark.parametrize("example", EXAMPLES)
def test_the_matrices_of_all_steps_sum_to_the_one_that_is_shown_as_the_sum(example: str) -> None:
    gradients = load_example(example).run().gradients()
    for name, array in gradients.parameters.items():
        n_steps = len(gradients.top)
        total = sum(step_matrix(gradients, name, t).values for t in range(1, n_steps + 1))
        shown = total_matrix(contributions(gradients, name), name).values
        np.testing.assert_allclose(total, shown, rtol=1e-9, atol=1e-12 * np.abs(array).max())


@pytest.mark.parametrize("example", EXAMPLES)
def test_a_bar_is_the_norm_of_the_matrix_of_its_step(example: str) -> None:
    gradients = load_example(example).run().gradients()
    for name in gradients.parameters:
        bars = norm_bars(contributions(gradients, name), name, is_log=False)
        assert bars.form == "bars"
        for t in (1, len(gradients.top)):
            expected = np.linalg.norm(step_matrix(gradients, name, t).values)
            assert bars.values[t - 1, 0] == pytest.approx(expected, rel=1e-12)


def test_large_parameters_are_taken_step_by_step_with_the_same_norms(monkeypatch: pytest.MonkeyPatch) -> None:
    gradients = load_example("long-memory").run().gradients()
    at_once = contributions(gradients, "U_f").norms
    monkeypatch.setattr(contribution_figure, "_AT_ONCE", 0)
    np.testing.assert_allclose(contributions(gradients, "U_f").norms, at_once, rtol=1e-12)


def test_a_vector_is_shown_as_a_column() -> None:
    gradients = load_example("hello").run().gradients()
    assert step_matrix(gradients, "b", 2).values.shape == (6, 1)


def test_the_axis_is_linear_or_logarithmic() -> None:
    found = Contributions("U", np.array([1e-9, 0.0, 1.0]), np.ones((2, 2)))
    assert norm_bars(found, "U", is_log=True).scale.kind == "log"
    assert norm_bars(found, "U", is_log=True).scale.bands == ("0",)
    assert norm_bars(found, "U", is_log=False).scale.kind == "linear"


def test_without_a_loss_there_is_nothing_to_show_and_words_say_why() -> None:
    assert norm_bars(None, "U", is_log=True).message
    assert step_matrix(None, "U", 1).message
    assert total_matrix(None, "U").message
    assert words(None, 1) == NO_WORDS


def found_of(*norms: float, total: float = 1.0) -> Contributions:
    """Contributions to b of so many norms."""
    return Contributions("b", np.array(norms), np.array([total]))


def test_words_tell_the_sum_the_largest_and_the_current_step() -> None:
    assert words(found_of(1e-9, 0.25, 0.8), 1) == (
        "‖dL/db‖ = 1 is the norm of the sum over 3 steps.  t = 3 contributes most, 0.8; t = 1 contributes 10⁻⁹."
    )
    assert words(found_of(1e-9, 0.25, 0.8), 3).endswith("t = 3 contributes most, 0.8.")


def test_words_tell_where_contributions_cancel() -> None:
    said = words(found_of(50.0, 50.0, total=1.0), 1)
    assert "cancel each other: it is 1\N{NO-BREAK SPACE}% of their sizes together." in said


@pytest.mark.parametrize(
    ("norms", "expected"),
    [
        ((0.0, 0.0), "Every step contributes exactly 0 to dL/db."),
        ((0.5,), "The only step contributes all of dL/db: ‖dL/db‖ = 1."),
        ((0.5, np.inf), "What dL/db gets is not finite at t = 2, and so is the sum."),
        ((np.nan, np.inf), "What dL/db gets is not finite at t = 1…2, and so is the sum."),
    ],
)
def test_words_hold_at_the_extremes(norms: tuple[float, ...], expected: str) -> None:
    assert words(found_of(*norms), 1) == expected


def test_words_hold_where_norms_overflow_in_their_sum() -> None:
    said = words(found_of(1.5e308, 1.5e308, total=1.0), 1)
    assert "‖dL/db‖ = 1 is the norm of the sum over 2 steps" in said
