"""Zooming and scrolling along time."""

from __future__ import annotations

import pytest

from rnnviz.scene.strip import WIDEST_PITCH, content_width, fitting_pitch
from rnnviz.scene.zoom import NO_MARGINS, Zoom

WIDTH = 600.0


def step_under(zoom: Zoom, x: float) -> float:
    """The step, with its fraction, at a place of the page."""
    return (x - zoom._start) / zoom.pitch


@pytest.mark.parametrize("n_steps", [1, 2, 3, 7, 12, 50, 200, 1000, 10000])
def test_a_fitted_sequence_fills_the_page_and_never_more(n_steps: int) -> None:
    zoom = Zoom(WIDTH, n_steps)
    used = content_width(zoom.pitch, n_steps, NO_MARGINS)
    assert used <= WIDTH + 1e-6
    assert used == pytest.approx(WIDTH) or zoom.pitch == WIDEST_PITCH
    assert zoom.furthest_offset == 0


@pytest.mark.parametrize("x", [100.0, 333.0, 540.0])
def test_zooming_keeps_the_step_under_the_pointer(x: float) -> None:
    zoom = Zoom(WIDTH, 1000)
    closer = zoom.zoomed(30.0, x)
    assert closer.pitch == pytest.approx(30 * zoom.pitch)
    assert step_under(closer, x) == pytest.approx(step_under(zoom, x))


def test_zooming_out_again_fits_everything() -> None:
    zoom = Zoom(WIDTH, 1000)
    assert zoom.zoomed(30.0, 200.0).zoomed(1 / 31, 500.0) == zoom


def test_zoom_and_scroll_stay_within_their_limits() -> None:
    zoom = Zoom(WIDTH, 100).zoomed(1e9, 300.0)
    assert zoom.pitch == WIDEST_PITCH
    assert zoom.scrolled(1e9).offset == zoom.furthest_offset > 0
    assert zoom.scrolled(-5.0).offset == 0
    assert zoom.fitted().offset == 0


def test_a_step_out_of_view_comes_into_the_middle_and_one_in_view_moves_nothing() -> None:
    zoom = Zoom(WIDTH, 1000).zoomed(100.0, 0.0)
    far = zoom.revealing(700)
    assert step_under(far, WIDTH / 2) == pytest.approx(699.5)
    assert far.revealing(701) == far


def test_the_fitting_pitch_counts_initial_states_at_both_ends() -> None:
    both = NO_MARGINS._replace(has_reverse=True)
    assert fitting_pitch(WIDTH, 10, both) < fitting_pitch(WIDTH, 10, NO_MARGINS)
    assert content_width(fitting_pitch(WIDTH, 10, both), 10, both) == pytest.approx(WIDTH)
