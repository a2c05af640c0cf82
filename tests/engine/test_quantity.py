"""The symbols of a chain rule and their numbers."""

from __future__ import annotations

import numpy as np
import pytest

from rnnviz.engine.network import Layer
from rnnviz.engine.ops import Array
from rnnviz.engine.quantity import Quantity, Symbols, clock, look_up
from rnnviz.engine.text import to_plain

from .problem import ALL_CELLS, setting

SETTING = setting(Layer(ALL_CELLS["gru"], 2), Layer(ALL_CELLS["gru"], 3))
RUN = SETTING.run()


def test_steps_are_written_with_letters_or_numbers() -> None:
    assert [clock(None)(offset) for offset in (-1, 0, 1)] == ["t−1", "t", "t+1"]
    assert [clock(4)(offset) for offset in (-1, 0, 1)] == ["3", "4", "5"]


@pytest.mark.parametrize(
    ("quantity", "expected"),
    [
        (Quantity("value", "z"), "z_t"),
        (Quantity("value", "2.z"), "z_t^(2)"),
        (Quantity("value", "z.1", 1), "a_(z,t+1)"),
        (Quantity("value", "2.z.1"), "a_(z,t)^(2)"),
        (Quantity("value", "h_hat.1", turned=True), "(r_t ⊙ h_(t−1))^⊤"),
        (Quantity("value", "h", -1, turned=True), "h_(t−1)^⊤"),
        (Quantity("gradient", "h_hat.1"), "∂L/∂(r_t ⊙ h_(t−1))"),
        (Quantity("parameter", "U_z", turned=True), "U_z^⊤"),
        (Quantity("class", ""), "e_k"),
        (Quantity("target", "y"), "y_t^*"),
    ],
)
def test_a_quantity_has_the_symbol_of_the_equations(quantity: Quantity, expected: str) -> None:
    assert to_plain(Symbols(SETTING.network).write(quantity, clock(None))) == expected


def number(quantity: Quantity, step: int = 1) -> Array:
    return look_up(quantity, RUN, RUN.gradients(), step)


def test_a_quantity_has_the_numbers_of_its_step() -> None:
    np.testing.assert_array_equal(number(Quantity("value", "z", 1)), RUN["z"][1])
    np.testing.assert_array_equal(number(Quantity("value", "h", -1)), RUN.start["h"])
    np.testing.assert_array_equal(number(Quantity("value", "2.x")), RUN["h"][0])
    np.testing.assert_array_equal(number(Quantity("gradient", "h", 1)), RUN.gradients()["h"][1])
    np.testing.assert_array_equal(number(Quantity("value", "x", turned=True)), RUN["x"][:1])


def test_a_matrix_is_transposed_and_cut_to_one_direction() -> None:
    expected = RUN.parameters["2.W_z"][:, 1:2].T
    np.testing.assert_array_equal(number(Quantity("parameter", "2.W_z", turned=True, columns=(1, 2))), expected)


def test_unknown_targets_are_zeros_that_a_mask_hides() -> None:
    assert np.isnan(SETTING.targets[2]).tolist() == [True, False]
    np.testing.assert_array_equal(number(Quantity("known", "m"), 3), [0.0, 1.0])
    np.testing.assert_array_equal(number(Quantity("target", "y"), 3), [0.0, SETTING.targets[2, 1]])
