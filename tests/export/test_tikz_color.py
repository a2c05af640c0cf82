"""Colours have names that say what they are for."""

from __future__ import annotations

from rnnviz.export.tikz_color import color_names
from rnnviz.scene.cell import draw_cell
from rnnviz.scene.shapes import Box, Group, Scene, Shape, Wire
from rnnviz.scene.theme import DARK, LIGHT

from ..scene.case import make_run
from .picture import BLACK, BLUE, GREEN, RED


def scene(*groups: tuple[str, Shape], background: str | None = None) -> Scene:
    return Scene(10, 10, Group("picture", tuple(Group(name, (shape,)) for name, shape in groups)), background)


def wire(color: str) -> Wire:
    return Wire(((0, 0), (1, 0)), color, 1)


def test_a_colour_of_the_theme_has_the_name_of_its_role() -> None:
    for theme in (LIGHT, DARK):
        names = color_names(draw_cell(make_run("lstm"), 1, theme=theme))
        assert (names[theme.gate_fill], names[theme.cell_fill]) == ("gateFill", "cellFill")


def test_a_wire_gives_its_colour_its_name() -> None:
    assert color_names(scene(("wire old:c_hat", wire("#123456")))) == {"#123456": "wireOldCHat"}


def test_two_colours_never_share_a_name() -> None:
    names = color_names(scene(("wire c", wire(RED)), ("wire c", wire(BLUE))))
    assert names == {RED: "wireC", BLUE: "wireCx2"}


def test_a_colour_that_few_shapes_have_needs_no_name() -> None:
    box = Box(0, 0, 1, 1, 0, GREEN)
    assert color_names(scene(("value f", box))) == {}
    assert color_names(scene(*[("value f", box)] * 3)) == {GREEN: "colorValueF"}


def test_the_ground_of_the_page_has_a_name() -> None:
    assert color_names(scene(background="#fedcba")) == {"#fedcba": "page"}


def test_a_name_holds_only_letters_and_digits() -> None:
    names = color_names(scene(("wire 1r.ĥ←, join:f", wire("#123456")), ("←", wire(BLACK))))
    assert all(name.isascii() and name.isalnum() for name in names.values())
