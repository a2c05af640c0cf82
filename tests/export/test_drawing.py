"""What a request draws."""

from __future__ import annotations

import pytest

from rnnviz.export import drawing
from rnnviz.export.drawing import Request, steps_around
from rnnviz.export.look import Look
from rnnviz.scene.shapes import Chip, flatten

from ..scene.case import make_run


@pytest.mark.parametrize(
    ("step", "n_steps", "stretch"), [(1, 4, (1, 4)), (1, 50, (1, 12)), (25, 50, (19, 30)), (50, 50, (39, 50))]
)
def test_a_network_over_time_shows_at_most_twelve_steps_around_its_own(
    step: int, n_steps: int, stretch: tuple[int, int]
) -> None:
    assert steps_around(step, n_steps) == stretch


@pytest.mark.parametrize("digits", [0, 1, 4])
def test_the_numbers_of_a_cell_have_the_digits_of_the_look(digits: int) -> None:
    request = Request(make_run("lstm", hidden_size=1), 2, look=Look(digits=digits))
    texts = [shape.text for shape in flatten(drawing.cell(request).root) if isinstance(shape, Chip)]
    plain = [text for text in texts if "e" not in text]
    assert plain
    assert {len(text.partition(".")[2]) for text in plain} == {digits}


def test_a_stretch_of_steps_is_drawn() -> None:
    request = Request(make_run("rnn", n_steps=6), 3, stretch=(2, 4))
    names = {
        child.name
        for part in drawing.unfolded(request).root.children
        for child in getattr(part, "children", ())
        if hasattr(child, "name")
    }
    assert {name for name in names if name.startswith("step ")} == {"step 2", "step 3", "step 4"}


def test_without_an_experiment_there_is_no_alphabet() -> None:
    assert Request(make_run("rnn"), 1).alphabet is None
