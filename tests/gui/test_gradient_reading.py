"""The parts of a gradient that tables show: total, one step's contribution, running sum."""

from __future__ import annotations

from collections.abc import Mapping
from functools import partial

import numpy as np
import pytest

from rnnviz.cells import CELLS
from rnnviz.experiment import edits
from rnnviz.gui.gradient_reading import GradientReading, Part, read_gradient
from rnnviz.gui.session import Session

from .editing import make_session


def session_of(cell: str = "lstm") -> Session:
    session = make_session(cell=cell)
    inputs = np.random.default_rng(1).normal(size=(5, 2))
    session.apply("inputs", lambda old: old.with_inputs(inputs).with_targets(inputs[:, :1]))
    return session


def owners_of(session: Session) -> Mapping[str, str]:
    """The value that each parameter makes, in a network of one layer in one direction."""
    cell = session.run.network.cell
    owners = {p.name: cell.equation_of(p.name).name for p in cell.parameters}
    return owners | {"W_hy": "y", "b_y": "y"}


def read(session: Session, part: Part) -> GradientReading:
    reading = read_gradient(session, part, owners_of(session))
    assert reading is not None
    return reading


def shown(reading: GradientReading, name: str) -> np.ndarray:
    found = reading.of(name)
    assert found is not None
    return found


@pytest.mark.parametrize("cell", CELLS)
def test_the_parts_are_the_total_a_contribution_and_the_sum_from_the_end(cell: str) -> None:
    session = session_of(cell)
    session.set_direction("backward")
    session.go(3)
    gradients = session.gradients
    assert gradients is not None
    for name in session.run.network.parameters:
        parts = gradients.contributions(name)
        assert np.array_equal(shown(read(session, "total"), name), gradients.parameters[name])
        assert np.allclose(shown(read(session, "step"), name), parts[2], rtol=1e-12, atol=1e-15)
        assert np.allclose(shown(read(session, "sum"), name), parts[2:].sum(axis=0), rtol=1e-12, atol=1e-15)


@pytest.mark.parametrize("cell", CELLS)
def test_the_running_sum_ends_as_the_total_with_a_tick(cell: str) -> None:
    session = session_of(cell)
    session.set_direction("backward")
    session.go(2)
    assert not read(session, "sum").is_complete
    assert "✓" not in read(session, "sum").caption()
    session.go(1)
    reading = read(session, "sum")
    assert reading.is_complete
    assert reading.largest_difference() < 1e-12
    assert "✓" in reading.caption()


def test_a_contribution_is_missing_until_the_gradient_of_its_equation_is_there() -> None:
    session = session_of()
    session.set_direction("backward")
    session.go(5, 4)
    assert session.run.order == ("f", "i", "c_hat", "o", "c", "h", "y", "loss")
    assert read(session, "step").of("W_f") is None
    assert read(session, "sum").of("W_f") is None
    assert read(session, "step").of("W_hy") is not None
    session.go(4, 4)
    gradients = session.gradients
    assert gradients is not None
    assert np.array_equal(shown(read(session, "sum"), "W_f"), gradients.partial_sum("W_f", 5, 5))
    assert np.array_equal(shown(read(session, "sum"), "W_hy"), gradients.partial_sum("W_hy", 4, 5))


def test_forward_nothing_is_missing() -> None:
    session = session_of()
    session.go(4, 1)
    assert read(session, "step").of("W_o") is not None


def test_a_sum_that_overflows_is_not_called_equal_where_only_one_is_finite() -> None:
    session = session_of()
    reading = read(session, "sum")
    total = {name: array.copy() for name, array in reading.gradients.parameters.items()}
    total["W_f"][0, 0] = np.inf
    object.__setattr__(reading.gradients, "parameters", total)
    assert reading.largest_difference() == np.inf
    assert "✓" not in reading.caption()


def test_captions_name_the_formula_and_the_steps() -> None:
    session = session_of()
    session.go(3)
    assert "over t = 1…5" in read(session, "total").caption()
    assert "step 3" in read(session, "step").caption()
    assert "t = 5…3" in read(session, "sum").caption()
    session.set_direction("backward")
    session.go(3, 1)
    assert read(session, "step").caption().endswith("at t = 3, as far as it has come")
    assert read(session, "sum").caption().endswith("over t = 5…4, part of t = 3")
    session.go(4, 1)
    assert read(session, "sum").caption().endswith("over t = 5, part of t = 4")
    session.go(5)
    assert read(session, "sum").caption().endswith("over t = 5")
    session.go(5, 1)
    assert read(session, "sum").caption().endswith("</sub> part of t = 5")
    session.go(3)
    assert [read(session, part).of_what() for part in ("total", "step", "sum")] == [
        "",
        " of step 3",
        " of steps 5 to 3",
    ]


def test_without_a_loss_there_is_nothing_to_read() -> None:
    session = session_of()
    session.apply("no loss", partial(edits.set_loss, loss=None))
    assert read_gradient(session, "total", owners_of(session)) is None
