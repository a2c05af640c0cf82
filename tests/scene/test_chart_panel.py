"""Charts with their titles on a page."""

from __future__ import annotations

from dataclasses import replace

import numpy as np
import pytest

from rnnviz.engine.notation import find_notation
from rnnviz.scene.bounds import bounds_of
from rnnviz.scene.chart_panel import Panel, draw_panels, share_out
from rnnviz.scene.paper import Paper
from rnnviz.scene.shapes import Group, Heat, Label, flatten
from rnnviz.scene.theme import LIGHT
from rnnviz.scene.trajectory import trajectory

from .case import make_run
from .golden import check_golden
from .label_clearance import label_collisions, text_of, texts

PAPER = Paper(LIGHT)


def test_rooms_are_shared_out_by_weight() -> None:
    assert share_out(0.0, 100.0, (1.0, 3.0), gap=20.0) == [(0.0, 20.0), (40.0, 100.0)]


def test_the_picture_of_a_trajectory_is_as_its_golden_file_says() -> None:
    run = make_run("lstm", hidden_size=2, n_steps=4)
    check_golden("plot_states", draw_panels([[Panel(trajectory(run, "c"), 2)]], PAPER))
    check_golden("plot_gradients", draw_panels([[Panel(trajectory(run, "gradients"), 2)]], PAPER))


@pytest.mark.parametrize(("hidden_size", "is_map"), [(1, False), (8, False), (9, True), (64, True)])
def test_more_than_eight_units_are_a_map(hidden_size: int, is_map: bool) -> None:
    scene = draw_panels([[Panel(trajectory(make_run(hidden_size=hidden_size), "h"))]], PAPER)
    assert any(isinstance(shape, Heat) for shape in flatten(scene.root)) is is_map
    assert not label_collisions(scene)


@pytest.mark.parametrize("n_steps", [1, 3, 12, 50, 1000])
@pytest.mark.parametrize("text", [1.0, 1.6])
def test_no_label_lies_on_another_whatever_the_length(n_steps: int, text: float) -> None:
    run = make_run("lstm", hidden_size=4, n_steps=n_steps)
    for key in ("h", "gates", "gradients", "loss"):
        scene = draw_panels([[Panel(trajectory(run, key), n_steps)]], Paper(LIGHT, text))
        assert not label_collisions(scene)


def test_only_a_marked_step_has_its_sign() -> None:
    data = trajectory(make_run(n_steps=5), "h")
    marked, plain = (draw_panels([[Panel(data, mark)]], PAPER) for mark in (3, None))
    assert "t = 3" in texts(marked)
    assert "t = 3" not in texts(plain)


def test_steps_are_counted_as_the_notation_does_in_curves_and_maps() -> None:
    for hidden_size in (2, 12):
        run = make_run(hidden_size=hidden_size, n_steps=4).write_in(find_notation("split,from-0"))
        found = texts(draw_panels([[Panel(trajectory(run, "h"), 2)]], PAPER))
        assert "t = 1" in found
        assert {"−1", "3"} <= set(found)
        assert "4" not in found or hidden_size == 12


@pytest.mark.parametrize("hidden_size", [2, 12])
def test_titles_legends_and_numbers_can_be_left_out(hidden_size: int) -> None:
    data = trajectory(make_run(hidden_size=hidden_size, n_steps=4), "h")
    bare = Paper(LIGHT, has_legend=False, has_title=False, has_numbers=False)
    full, found = (set(texts(draw_panels([[Panel(data)]], paper))) for paper in (PAPER, bare))
    assert {"Hidden state"} <= full - found
    assert full - found >= ({"unit 1", "unit 2"} if hidden_size == 2 else {"+1"})


def test_a_long_title_stays_on_its_page() -> None:
    data = replace(
        trajectory(make_run(n_steps=5), "h"), title="a title that says much more than there is room for " * 3
    )
    scene = draw_panels([[Panel(data)]], PAPER)
    title = next(shape for shape in flatten(scene.root) if isinstance(shape, Label) and "much more" in text_of(shape))
    assert bounds_of(title).right <= scene.width


def test_words_may_stand_in_place_of_a_chart() -> None:
    data = replace(trajectory(make_run(n_steps=5), "h"), message="nothing\nto show", values=np.zeros((1, 0)))
    scene = draw_panels([[Panel(data, 2)]], PAPER)
    assert texts(scene)[-2:] == ["nothing", "to show"]


def test_every_curve_is_a_named_group_with_a_title_and_a_key() -> None:
    scene = draw_panels([[Panel(trajectory(make_run(n_steps=5), "h"))]], PAPER)
    panel = scene.root.children[0]
    assert isinstance(panel, Group)
    curves = next(child for child in panel.children if isinstance(child, Group) and child.name == "curves")
    found = [(child.name, child.title) for child in curves.children if isinstance(child, Group) and child.key]
    assert found == [("h 1", "hₜ, unit 1"), ("h 2", "hₜ, unit 2")]
