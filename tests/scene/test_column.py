"""One step in full detail."""

from __future__ import annotations

from dataclasses import replace

import numpy as np
import pytest

from rnnviz.engine.run import Run
from rnnviz.scene.arrangement import plan_strip
from rnnviz.scene.column import draw_column, draw_incoming, draw_start
from rnnviz.scene.shapes import Box, Group, Heat, Key, Label, Wire, flatten
from rnnviz.scene.strip import Viewport
from rnnviz.scene.strip_drawing import short_number
from rnnviz.scene.theme import LIGHT
from rnnviz.scene.unfolding import Unfolding
from rnnviz.scene.weight_names import draw_weights

from .case import make_run


def unfold(run: Run, pitch: float = 130.0, height: float = 280.0, substep: int | None = None) -> Unfolding:
    return Unfolding(run, plan_strip(run, Viewport(900, height, pitch)), LIGHT, None, 2, substep)


def text(label: Label) -> str:
    return "".join(run.text for run in label.runs)


def words(group: Group, key: Key) -> list[str]:
    return [text(s) for s in flatten(group) if isinstance(s, Label) and s.key == key]


def test_a_strip_has_one_cell_for_each_unit() -> None:
    heats = {s.key: s for s in flatten(draw_column(unfold(make_run(hidden_size=16)), 2)) if isinstance(s, Heat)}
    assert len(heats[Key(2, "h")].colors) == 16
    assert len(heats[Key(2, "x")].colors[0]) == 1


def test_the_numbers_of_a_small_state_are_written() -> None:
    run = make_run()
    shown = words(draw_column(unfold(run), 2), Key(2, "h"))
    assert shown == ["h2", *(f"{value:+.2f}".replace("-", "−") for value in run["h"][1])] or shown[-2:] == [
        f"{value:+.2f}".replace("-", "−") for value in run["h"][1]
    ]


def test_a_large_state_has_no_numbers() -> None:
    assert words(draw_column(unfold(make_run(hidden_size=16)), 2), Key(2, "h")) == ["h2"]


def test_the_wire_to_the_next_step_ends_at_its_cell() -> None:
    u = unfold(make_run())
    wires = [s for s in flatten(draw_column(u, 1)) if isinstance(s, Wire) and s.key == Key(1, "h")]
    onward = next(wire for wire in wires if wire.points[0][1] == wire.points[1][1])
    assert onward.points[1][0] == u.strip.center(2) - u.strip.box_width / 2
    assert onward.arrow


def test_what_is_not_computed_is_dashed_and_empty() -> None:
    u = unfold(make_run(), substep=0)
    shapes = list(flatten(draw_column(u, 2)))
    assert [s.key for s in shapes if isinstance(s, Heat)] == [Key(2, "x")]
    assert {s.key for s in shapes if isinstance(s, Box) and s.dashed} == {Key(2, "h"), Key(2, "y")}
    assert words(draw_column(u, 2), Key(2, "loss")) == ["?"]


def test_the_start_leads_into_the_first_step() -> None:
    run = make_run("lstm")
    keys = {s.key for s in flatten(draw_start(unfold(run))) if isinstance(s, Heat)}
    assert keys == {Key(0, "c"), Key(0, "h")}


def test_a_picture_that_starts_later_has_the_wires_of_the_step_before() -> None:
    run = make_run("lstm", n_steps=9)
    u = Unfolding(run, plan_strip(run, Viewport(400, 280, 130.0, 600.0, (5, 7))), LIGHT)
    assert [s.key for s in flatten(draw_incoming(u))] == [Key(4, "c"), Key(4, "h")]


def test_weights_are_keyed_by_a_parameter() -> None:
    keys = [s.key for s in flatten(draw_weights(unfold(make_run()), 1))]
    assert keys == [Key(None, "W"), Key(None, "U"), Key(None, "W_hy")]


def test_a_low_picture_puts_target_and_loss_on_one_line() -> None:
    u = unfold(make_run(), height=170)
    target, loss = (
        next(s for s in flatten(draw_column(u, 1)) if isinstance(s, Label) and s.key == Key(1, name))
        for name in ("target", "loss")
    )
    assert target.y == loss.y
    assert (target.anchor, loss.anchor) == ("end", "start")


def test_a_step_without_target_shows_no_loss() -> None:
    assert words(draw_column(unfold(make_run()), 3), Key(3, "loss")) == []


def test_the_class_that_is_wanted_is_framed() -> None:
    u = unfold(make_run(output_size=4, loss="softmax"))
    frames = [s for s in flatten(draw_column(u, 2)) if isinstance(s, Box) and s.key == Key(2, "p")]
    bar = next(s for s in flatten(draw_column(u, 2)) if isinstance(s, Heat) and s.key == Key(2, "p"))
    assert frames[0].x + frames[0].width / 2 == pytest.approx(bar.x + 1.5 * bar.width / 4)


def test_explosions_are_shown_in_the_error_colour() -> None:
    run = make_run()
    broken = Run(**{name: getattr(run, name) for name in run.__dataclass_fields__} | {"values": _broken(run)})
    heat = next(s for s in flatten(draw_column(unfold(broken), 2)) if isinstance(s, Heat) and s.key == Key(2, "h"))
    assert heat.colors == ((LIGHT.error,), (LIGHT.error,))
    assert words(draw_column(unfold(broken), 2), Key(2, "h"))[-2:] == ["NaN", "+∞"]


def _broken(run: Run) -> dict[str, np.ndarray]:
    states = run["h"].copy()
    states[1] = [np.nan, np.inf]
    return {**run.values, "h": states}


@pytest.mark.parametrize(("value", "shown"), [(0.5, "+0.50"), (-1234.5, "−1234"), (-7.14e28, "−7e28"), (3e-9, "+3e−9")])
def test_long_numbers_lose_their_decimals(value: float, shown: str) -> None:
    assert short_number(value) == shown


@pytest.mark.parametrize("pitch", [130.0, 60.0])
def test_probabilities_that_are_nan_predict_nothing(pitch: float) -> None:
    run = make_run(output_size=3, loss="softmax")
    spoilt = replace(run, values={**run.values, "p": np.full((3, 3), np.nan)})
    letters = [word for word in words(draw_column(unfold(spoilt, pitch), 2), Key(2, "p")) if word in "123"]
    assert letters == []
    assert [word for word in words(draw_column(unfold(run, pitch), 2), Key(2, "p")) if word in "123"] != []
