"""Captions, legends and margins of pages."""

from __future__ import annotations

import pytest

from rnnviz.export import drawing
from rnnviz.export.drawing import Request, caption
from rnnviz.export.dressing import CAPTION, LEGEND, MARGIN, dress
from rnnviz.export.look import Look
from rnnviz.scene.bounds import bounds_of
from rnnviz.scene.shapes import Group, Label, Scene, flatten

from ..scene.case import make_run

RUN = make_run("lstm", n_steps=4)
BARE = Look(legend=False, caption=False)


def names(scene: Scene) -> set[str]:
    return {child.name for child in scene.root.children if isinstance(child, Group)}


def test_a_margin_moves_everything_by_the_same() -> None:
    scene = drawing.cell(Request(RUN, 2))
    wider = dress(scene, BARE, "")
    assert (wider.width - scene.width, wider.height - scene.height) == (2 * MARGIN, 2 * MARGIN)
    for before, after in zip(flatten(scene.root), flatten(wider.root), strict=True):
        moved = [new - old for old, new in zip(bounds_of(before), bounds_of(after), strict=True)]
        assert moved == pytest.approx([MARGIN] * 4)


def test_a_network_has_a_caption_over_it_and_a_scale_of_values_under_it() -> None:
    scene = drawing.unfolded(Request(RUN, 2))
    dressed = dress(scene, Look(), "LSTM, steps 1 to 4")
    assert dressed.height == scene.height + CAPTION + LEGEND + 2 * MARGIN
    parts = {child.name: child for child in dressed.root.children if isinstance(child, Group)}
    body = bounds_of(parts["network over time"])
    assert bounds_of(parts["caption"]).bottom < body.top
    assert bounds_of(parts["legend"]).top > body.bottom
    texts = [shape.runs[0].text for shape in flatten(parts["legend"]) if isinstance(shape, Label)]
    assert texts == ["values", "−", "0", "+"]
    assert all(bounds_of(shape).right <= dressed.width - MARGIN for shape in flatten(parts["legend"]))


def test_both_can_be_left_out() -> None:
    assert not {"caption", "legend"} & names(dress(drawing.unfolded(Request(RUN, 2)), BARE, "LSTM"))


def test_a_picture_of_gradients_keeps_its_own_legend() -> None:
    scene = drawing.backward_cell(Request(RUN, 2))
    dressed = dress(scene, Look(), "")
    assert [child.name for child in dressed.root.children if isinstance(child, Group)].count("legend") == 1
    assert dressed.height == scene.height + 2 * MARGIN


def test_without_values_there_is_no_scale_of_them() -> None:
    assert "legend" not in names(dress(drawing.folded(Request(RUN, 2)), Look(), "LSTM"))


@pytest.mark.parametrize(
    ("name", "request_", "text"),
    [
        ("cell", Request(RUN, 2), ""),
        ("folded", Request(RUN, 2), "Folded network"),
        ("unfolded", Request(RUN, 2), "LSTM, steps 1 to 4"),
        ("backward-unfolded", Request(RUN, 2, stretch=(3, 3)), "LSTM, step 3, backward"),
    ],
)
def test_a_caption_says_the_cells_and_the_steps(name: str, request_: Request, text: str) -> None:
    assert caption(name, request_) == text
