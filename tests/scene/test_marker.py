"""Step numbers and the marker of the current step."""

from __future__ import annotations

import pytest

from rnnviz.scene.arrangement import plan_strip
from rnnviz.scene.marker import draw_band, draw_marker, draw_row_names, draw_ticks, tick_spacing
from rnnviz.scene.shapes import Box, Chip, Label, Wire, flatten
from rnnviz.scene.strip import Strip, Viewport
from rnnviz.scene.theme import LIGHT

from .case import make_run


def plan(n_steps: int, pitch: float, offset: float = 0.0) -> Strip:
    return plan_strip(make_run("lstm", n_steps=n_steps), Viewport(600, 170, pitch, offset))


@pytest.mark.parametrize(("n_steps", "pitch", "spacing"), [(3, 100, 1), (50, 11, 5), (200, 3, 20), (10000, 0.06, 1000)])
def test_step_numbers_are_round_and_apart(n_steps: int, pitch: float, spacing: int) -> None:
    assert tick_spacing(plan(n_steps, pitch)) == spacing


def test_only_visible_steps_have_numbers() -> None:
    said = [s.runs[0].text for s in flatten(draw_ticks(plan(1000, 100.0, 5000.0), LIGHT)) if isinstance(s, Label)]
    assert said == [str(step) for step in range(49, 56)]


def test_every_row_has_its_symbol() -> None:
    said = [
        "".join(run.text for run in s.runs)
        for s in flatten(draw_row_names(plan(50, 10), LIGHT))
        if isinstance(s, Label)
    ]
    assert said == ["Lt", "y*t", "yt", "ct", "ht", "xt", "t"]


@pytest.mark.parametrize(("pitch", "kind"), [(100.0, Box), (20.0, Box), (3.0, Wire)])
def test_the_marker_frames_a_step_or_is_a_line(pitch: float, kind: type) -> None:
    strip = plan(50, pitch)
    frame, chip = flatten(draw_marker(strip, 2, LIGHT))
    assert isinstance(frame, kind)
    assert isinstance(chip, Chip)
    assert chip.text == "2"


def test_the_number_of_the_last_step_stays_on_the_page() -> None:
    strip = plan(1000, 0.552)
    chip = next(s for s in flatten(draw_marker(strip, 1000, LIGHT)) if isinstance(s, Chip))
    assert chip.x + chip.width / 2 <= 600


def test_a_narrow_step_has_no_band() -> None:
    assert list(flatten(draw_band(plan(50, 3.0), 2, LIGHT))) == []
    assert len(list(flatten(draw_band(plan(50, 30.0), 2, LIGHT)))) == 1
