"""Figures without a window: which cell they show, and what is refused."""

from __future__ import annotations

from pathlib import Path
from re import findall
from typing import Any

import pytest

from rnnviz.engine.error import InputError
from rnnviz.experiment.experiment import Experiment
from rnnviz.export.figure import FIGURES, figure, find_sweep
from rnnviz.export.look import Look
from rnnviz.export.svg import to_svg
from rnnviz.scene.bounds import bounds_of
from rnnviz.scene.color import channels
from rnnviz.scene.shapes import Group, Label, Scene, flatten

from .progress import begun

DEEP = begun(
    Experiment.new(
        ["lstm", "gru"], input_size=2, hidden_size=[2, 3], bidirectional=[True, False], output_size=1, loss="squared"
    ).with_targets([[1]] * 4)
)


@pytest.mark.parametrize("name", FIGURES)
def test_every_figure_of_several_layers_is_drawn(name: str) -> None:
    assert to_svg(figure(DEEP, name, step=2).scene()).rstrip().endswith("</svg>")


@pytest.mark.parametrize("name", FIGURES)
def test_print_has_no_colour(name: str) -> None:
    colors = set(findall(r"#[0-9a-f]{6}", to_svg(figure(DEEP, name, step=2, theme="print").scene())))
    assert [color for color in colors if len(set(channels(color))) > 1] == []
    assert "#000000" in colors


@pytest.mark.parametrize(
    ("layer", "sweep"), [(None, (0, False)), ("1", (0, False)), ("1r", (0, True)), ("2", (1, False))]
)
def test_a_layer_is_found_by_its_number_and_r_for_against_time(layer: str | None, sweep: tuple[int, bool]) -> None:
    assert find_sweep(DEEP.network, layer) == sweep


def test_a_cell_figure_shows_the_layer_that_was_asked_for() -> None:
    assert "z" not in cell_names("1")
    assert "2.z" in cell_names("2")
    assert "1r.f" in cell_names("1r")


def cell_names(layer: str) -> set[str]:
    shapes = flatten(figure(DEEP, "cell", step=2, layer=layer).scene().root)
    return {key.name for key in (getattr(shape, "key", None) for shape in shapes) if key is not None}


@pytest.mark.parametrize("layer", ["", "0", "2r", "3", "r", "two"])
def test_a_layer_that_is_not_there_is_refused_by_name(layer: str) -> None:
    with pytest.raises(InputError, match=r"layer: got .*expected one of 1, 1r, 2"):
        figure(DEEP, "cell", step=1, layer=layer)


def test_a_figure_of_all_layers_takes_none() -> None:
    with pytest.raises(InputError, match="layer: got 2, expected none"):
        figure(DEEP, "unfolded", step=1, layer="2")
    with pytest.raises(InputError, match="figure: got flat, expected one of cell, "):
        figure(DEEP, "flat")


SMALL = Experiment.new("lstm", input_size=1, hidden_size=1, output_size=1, loss="squared").with_targets([[1]] * 4)


def steps_of(**choices: Any) -> list[tuple[int, int | None]]:
    return [(page.step, page.substep) for page in figure(SMALL, "cell", **choices).pages()]


def test_without_a_step_the_last_is_shown() -> None:
    assert steps_of() == [(4, None)]


def test_a_range_of_steps_is_a_sequence_in_the_order_that_was_given() -> None:
    assert steps_of(step=(2, 4)) == [(2, None), (3, None), (4, None)]
    assert steps_of(step=(3, 1)) == [(3, None), (2, None), (1, None)]
    assert steps_of(steps=(1, 2)) == [(1, None), (2, None)]


def test_a_sequence_of_sub_steps_has_each_that_looks_different() -> None:
    n_values = len(SMALL.run().order)
    assert steps_of(step=2, substep=True) == [(2, k) for k in range(n_values + 1)]
    assert steps_of(step=2, substep=3) == [(2, 3)]
    order = DEEP.run().order
    pages = figure(DEEP, "cell", step=1, layer="2", substep=True).pages()
    assert 3 < len(pages) < len(order) + 1


def test_pages_are_named_titled_and_told() -> None:
    page = figure(SMALL, "cell", step=(2, 3)).pages()[1]
    assert (page.name, page.title) == ("cell-003", "Cell, step 3 of 4")
    assert page.notes.startswith("f_3 = σ(")
    assert figure(SMALL, "backward-cell", step=2).pages()[0].notes.startswith("∂L/∂y_2 = ")
    assert figure(SMALL, "cell", step=1, notation="split,from-0").pages()[0].title == "Cell, step 0"


def test_steps_of_a_figure_over_time_are_a_stretch() -> None:
    texts = {
        "".join(run.text for run in label.runs) for label in labels(figure(SMALL, "unfolded", steps=(2, 3)).scene())
    }
    assert {"2", "3"} <= texts
    assert "4" not in texts


def labels(scene: Scene) -> list[Label]:
    return [shape for shape in flatten(scene.root) if isinstance(shape, Label)]


def test_the_ground_is_as_the_look_says() -> None:
    assert figure(SMALL, "cell", background="transparent").scene().background is None
    assert figure(SMALL, "cell", theme="dark").scene().background == "#15181d"
    assert figure(SMALL, "states", look=Look(background="transparent")).scene().background is None


def test_a_run_alone_can_be_drawn() -> None:
    assert figure(SMALL.run(), "cell", step=1).scene() == figure(SMALL, "cell", step=1).scene()


@pytest.mark.parametrize(
    ("choices", "told"),
    [
        ({"step": 5}, "step: got 5, expected a whole number from 1 to 4"),
        ({"step": (0, 2)}, "step: got 0"),
        ({"step": 1, "substep": 99}, "substep: got 99"),
        ({"theme": "pink"}, "theme: got pink"),
        ({"of": "h"}, "of: got h, expected none"),
    ],
)
def test_what_does_not_fit_is_refused_by_name(choices: dict[str, Any], told: str) -> None:
    with pytest.raises(InputError, match=told):
        figure(SMALL, "cell", **choices)


def test_a_stretch_must_lie_in_the_run_and_run_forward() -> None:
    for steps in ((0, 2), (2, 5), (3, 2)):
        with pytest.raises(InputError, match="steps: got"):
            figure(SMALL, "unfolded", steps=steps)


def test_gradients_need_a_loss() -> None:
    with pytest.raises(InputError, match="backward-cell of an experiment without a loss"):
        figure(SMALL.with_loss(None), "backward-cell")


def test_a_figure_saves_itself_and_tells_how_far_it_is(tmp_path: Path) -> None:
    told: list[tuple[int, int]] = []

    def progress(done: int, total: int) -> bool:
        told.append((done, total))
        return True

    found = figure(SMALL, "cell", step=(1, 4)).save(tmp_path / "{step}.svg", progress=progress)
    assert [path.name for path in found] == ["1.svg", "2.svg", "3.svg", "4.svg"]
    assert told == [(k, 8) for k in range(8)]


def test_in_a_notebook_a_figure_shows_itself(qapp: object) -> None:
    shown = figure(SMALL, "cell", step=1)
    assert shown._repr_svg_().startswith("<?xml")
    assert shown._repr_png_().startswith(b"\x89PNG")


def test_a_sequence_has_every_step_even_where_all_look_alike() -> None:
    assert steps_of(step=(1, 4), values="none", caption=False) == [(t, None) for t in range(1, 5)]


def test_a_figure_of_no_step_is_one_picture() -> None:
    assert len(figure(SMALL, "folded", step=(1, 4)).pages()) == 1
    with pytest.raises(InputError, match="step: got 5"):
        figure(SMALL, "folded", step=5)


@pytest.mark.parametrize("name", ["unfolded", "backward-unfolded"])
@pytest.mark.parametrize("steps", [(1, 2), (2, 3), (3, 4)])
def test_a_part_of_a_network_over_time_stays_on_its_page(name: str, steps: tuple[int, int]) -> None:
    scene = figure(DEEP, name, steps=steps).scene()
    bounds = [bounds_of(shape) for shape in flatten(scene.root)]
    assert min(found.left for found in bounds) >= 0
    assert max(found.right for found in bounds) <= scene.width


def test_a_direction_against_time_begins_at_the_last_step_and_comes_from_behind_a_part() -> None:
    def names(steps: tuple[int, int]) -> set[str]:
        parts = flatten_groups(figure(DEEP, "unfolded", steps=steps).scene().root)
        return {part.name for part in parts} & {"start", "before"}

    assert [names(steps) for steps in ((1, 4), (1, 2), (2, 3), (3, 4))] == [
        {"start"},
        {"start", "before"},
        {"before"},
        {"start", "before"},
    ]


def flatten_groups(group: Group) -> list[Group]:
    return [group, *(found for child in group.children if isinstance(child, Group) for found in flatten_groups(child))]
