"""Boards of figures by one line of text."""

from __future__ import annotations

import pytest

from rnnviz.engine.error import InputError
from rnnviz.experiment.edits import retitle
from rnnviz.experiment.example import load_example
from rnnviz.export.board_drawing import check_aspect
from rnnviz.export.figure import figure
from rnnviz.scene.shapes import Group, Scene

from ..scene.label_clearance import label_collisions, texts

LONG = load_example("long-memory")


def board(of: str | None, **choices: str) -> Scene:
    return figure(LONG, "board", of=of, step=20, **choices).scene()  # type: ignore[arg-type]


def pictures(scene: Scene) -> list[Group]:
    return [child for child in scene.root.children if isinstance(child, Group)]


def test_the_figures_stand_in_their_order_under_the_title_of_the_experiment() -> None:
    scene = board("cell,gradients/states,heat-map=U_f")
    assert texts(scene)[0] == LONG.title
    assert [group.name for group in pictures(scene)] == ["Cell, step 20", "figure", "figure", "parameters"]


@pytest.mark.parametrize(("aspect", "size"), [("16:9", (1600.0, 900.0)), ("4:3", (1200.0, 900.0))])
def test_the_page_has_the_aspect_that_was_asked_for(aspect: str, size: tuple[float, float]) -> None:
    scene = board("equations,gradients", aspect=aspect)
    assert (scene.width, scene.height) == size


@pytest.mark.parametrize(
    "of",
    [
        "gradients",
        "gradients,states",
        "gradients,jacobians,eigenvalues,paths,states,contributions",
        "equations/gradients*3,states",
        "heat-map=W_f+U_f,portrait",
        "magnitudes,influence/clipping,sweep/comparison,belt",
    ],
)
@pytest.mark.parametrize("aspect", ["16:9", "4:3"])
def test_no_label_of_a_board_lies_on_another(of: str, aspect: str) -> None:
    assert not label_collisions(board(of, aspect=aspect))


def test_a_weight_gives_a_figure_more_of_its_row() -> None:
    even, uneven = (
        [shape for group in pictures(board(of)) for shape in group.children]
        for of in ("gradients,losses", "gradients*3,losses")
    )
    assert len(even) == len(uneven) == 2
    assert even != uneven


@pytest.mark.parametrize(
    ("of", "message"),
    [
        ("cell,,states", "of: got nothing, expected figures with commas between"),
        ("board", "of: got board, expected figures with commas between"),
        ("cell,flat", "of: got flat, expected figures with commas between"),
        ("cell*0", r"of: got 0, expected a weight from 0.05 to 20"),
        (",".join(["gradients"] * 10), "expected at most 9 figures"),
        ("heat-map=Q", "of: got Q, expected one of "),
    ],
)
def test_what_is_no_board_is_refused_in_one_sentence(of: str, message: str) -> None:
    with pytest.raises(InputError, match=message):
        board(of)


def test_an_unknown_aspect_is_refused() -> None:
    assert check_aspect(None) == "16:9"
    with pytest.raises(InputError, match="aspect: got 3:2, expected one of 16:9, 4:3"):
        board("cell", aspect="3:2")


def test_without_caption_there_is_no_title() -> None:
    bare = figure(LONG, "board", of="gradients", caption=False).scene()
    assert LONG.title not in texts(bare)


def test_a_title_is_one_line_of_what_can_be_printed() -> None:
    odd = retitle(LONG, "Two\nlines \x01& a bell\x07")
    assert "Two lines & a bell" in texts(figure(odd, "board", of="gradients").scene())
