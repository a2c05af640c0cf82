"""Figures without a window: which cell they show, and what is refused."""

from __future__ import annotations

import pytest

from rnnviz.engine.error import InputError
from rnnviz.experiment.experiment import Experiment
from rnnviz.export.figure import FIGURES, figure, find_sweep
from rnnviz.export.svg import to_svg
from rnnviz.scene.shapes import flatten

DEEP = Experiment.new(
    ["lstm", "gru"], input_size=2, hidden_size=[2, 3], bidirectional=[True, False], output_size=1, loss="squared"
).with_targets([[1]] * 4)


@pytest.mark.parametrize("name", FIGURES)
def test_every_figure_of_several_layers_is_drawn(name: str) -> None:
    assert to_svg(figure(DEEP, name, step=2).scene()).rstrip().endswith("</svg>")


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
