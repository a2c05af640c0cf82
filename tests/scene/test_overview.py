"""Many steps as heat images."""

from __future__ import annotations

import numpy as np
import pytest

from rnnviz.engine.run import Run
from rnnviz.scene.arrangement import plan_strip
from rnnviz.scene.overview import draw_overview, make_rasters, shows_letters
from rnnviz.scene.overview_gradients import place_of
from rnnviz.scene.shapes import Box, Key, Label, flatten
from rnnviz.scene.strip import Viewport
from rnnviz.scene.theme import LIGHT
from rnnviz.scene.unfolding import Unfolding

from .case import make_run, spell


def unfold(run: Run, pitch: float, alphabet: str | None = None, substep: int | None = None) -> Unfolding:
    return Unfolding(run, plan_strip(run, Viewport(600, 170, pitch)), LIGHT, alphabet, 5, substep)


def test_every_row_of_numbers_is_one_image() -> None:
    names = [raster.name for raster in make_rasters(unfold(make_run("lstm", n_steps=100), 4.0))]
    assert names == ["target", "y", "c", "c", "h", "h", "x"]


def test_images_hold_the_visible_steps_only() -> None:
    u = unfold(make_run(n_steps=1000), 4.0)
    raster = next(raster for raster in make_rasters(u) if raster.name == "x")
    assert raster.levels.shape == (1, u.strip.last - u.strip.first + 1)
    assert (raster.x, raster.width) == (place_of(u, u.strip.rows[-1])[0], raster.levels.shape[1] * 4.0)


def test_ten_thousand_steps_are_few_shapes() -> None:
    u = unfold(make_run(n_steps=10000), 0.05)
    assert sum(1 for _ in flatten(draw_overview(u))) < 300
    assert max(raster.levels.shape[1] for raster in make_rasters(u)) <= 600


@pytest.mark.parametrize(("pitch", "letters"), [(20.0, True), (9.0, True), (8.9, False)])
def test_symbols_are_written_where_they_fit(pitch: float, letters: bool) -> None:
    u = unfold(spell("hello" * 5, "helo"), pitch, "helo")
    written = [s for s in flatten(draw_overview(u)) if isinstance(s, Label) and s.key and s.key.name == "x"]
    assert shows_letters(u) == letters
    assert bool(written) == letters
    if letters:
        assert written[1].key == Key(2, "x")
        assert written[1].runs[0].text == "e"


def test_columns_stand_apart_and_are_joined_by_their_states() -> None:
    shapes = list(flatten(draw_overview(unfold(make_run(n_steps=10), 40.0))))
    joints = [s for s in shapes if isinstance(s, Box) and s.fill == LIGHT.wire]
    assert len(joints) == 10
    frames = [s for s in shapes if isinstance(s, Box) and s.fill is None]
    assert len(frames) == 3 * 10 + 11


def test_what_is_not_computed_is_blank() -> None:
    run = make_run(n_steps=50)
    u = unfold(run, 9.0, substep=0)
    raster = next(r for r in make_rasters(u) if r.name == "h" and r.levels.shape[1] > 1)
    assert (raster.levels[:, 4:] == raster.levels[0, 4]).all()
    assert len(np.unique(raster.levels[:, :4])) > 1


@pytest.mark.parametrize("pitch", [4.0, 9.0, 20.0])
def test_what_is_not_computed_has_a_dashed_frame_and_targets_stay(pitch: float) -> None:
    u = unfold(make_run(n_steps=20), pitch, substep=0)
    frames = [s for s in flatten(draw_overview(u)) if isinstance(s, Box) and s.dashed]
    assert {frame.y for frame in frames} == {row.top for row in u.strip.rows if row.kind in ("state", "output")}
    assert min(frame.x for frame in frames) >= u.strip.center(5) - pitch / 2
    targets = next(r for r in make_rasters(u) if r.name == "target")
    assert len(np.unique(targets.levels[:, 10:])) > 1


def test_loss_bars_grow_with_the_loss_and_stand_on_one_line() -> None:
    run = make_run(n_steps=40)
    u = unfold(run, 12.0)
    row = u.strip.rows[0]
    bars = [s for s in flatten(draw_overview(u)) if isinstance(s, Box) and s.fill == LIGHT.muted]
    assert {round(bar.y + bar.height, 6) for bar in bars} == {round(row.bottom, 6)}
    assert bars[int(np.argmax(run["loss"]))].height == pytest.approx(row.height)
