"""When the values of a step are computed."""

from __future__ import annotations

import pytest

from rnnviz.scene.substep import substep_of

ORDER = ("f", "c", "2.f", "y", "loss")


@pytest.mark.parametrize(
    ("name", "substep"),
    [("f", 1), ("c.2", 2), ("2.f", 3), ("2.f.1", 3), ("y", 4), ("loss", 5), ("p", 5), ("x", 0), ("W_f", 0)],
)
def test_a_value_comes_with_its_equation_and_a_probability_with_the_loss(name: str, substep: int) -> None:
    assert substep_of(ORDER, name) == substep
