"""When the values of a step are computed."""

from __future__ import annotations

import pytest

from rnnviz.scene.substep import backward_substep_of, substep_of

ORDER = ("f", "c", "2.f", "y", "loss")


@pytest.mark.parametrize(
    ("name", "substep"),
    [("f", 1), ("c.2", 2), ("2.f", 3), ("2.f.1", 3), ("y", 4), ("loss", 5), ("p", 5), ("x", 0), ("W_f", 0)],
)
def test_a_value_comes_with_its_equation_and_a_probability_with_the_loss(name: str, substep: int) -> None:
    assert substep_of(ORDER, name) == substep


def test_backward_gradients_come_in_reverse_and_those_from_outside_last() -> None:
    order = ("f", "c", "h", "y", "loss")
    found = {name: backward_substep_of(order, name) for name in (*order, "p", "c.1", "x", "old:h")}
    assert found == {"loss": 1, "p": 1, "y": 2, "h": 3, "c": 4, "c.1": 4, "f": 5, "x": 5, "old:h": 5}
