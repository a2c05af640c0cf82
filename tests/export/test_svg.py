"""An SVG file holds every shape, in groups with names of their own, as text that can be edited."""

from __future__ import annotations

from dataclasses import replace
from xml.etree import ElementTree as ET

import pytest

from rnnviz.cells import CELLS
from rnnviz.export.svg import to_svg
from rnnviz.scene.cell import draw_cell
from rnnviz.scene.shapes import Group, Heat, Label, Run, Scene
from rnnviz.scene.theme import LIGHT

from ..scene.case import make_run
from .picture import BLUE, GREEN, RED, make_picture

SVG = "{http://www.w3.org/2000/svg}"


def parse(background: str | None = "#ffffff") -> ET.Element:
    """The picture, written and read again."""
    return ET.fromstring(to_svg(make_picture(background)).encode("utf-8"))


def test_the_page_has_the_size_of_the_scene() -> None:
    root = parse()
    assert (root.get("width"), root.get("height"), root.get("viewBox")) == ("120", "80", "0 0 120 80")


def test_the_background_may_be_left_out() -> None:
    assert [part.get("width") for part in parse().findall(f"{SVG}rect")] == ["100%"]
    assert parse(None).findall(f"{SVG}rect") == []


def test_every_group_has_an_id_of_its_own_and_its_title() -> None:
    ids = [group.get("id") for group in parse().iter(f"{SVG}g")]
    assert {"picture", "numbers", "numbers-2"} <= set(ids)
    assert len(ids) == len(set(ids))
    assert [title.text for title in parse().iter(f"{SVG}title")] == ["the <value> of f"]


def test_every_shape_is_there_in_its_colour() -> None:
    fills = [part.get("fill") for part in parse().iter()]
    assert {RED, GREEN, BLUE} <= set(fills)
    assert len(list(parse().iter(f"{SVG}ellipse"))) == 1


def test_text_stays_text() -> None:
    texts = ["".join(text.itertext()) for text in parse().iter(f"{SVG}text")]
    assert texts == ["+0.61", "𝑐t"]


def test_text_holds_no_line_breaks_or_indents() -> None:
    assert all("\n" not in "".join(text.itertext()) for text in parse().iter(f"{SVG}text"))


def test_a_gap_interrupts_the_wire() -> None:
    (wire,) = [part for part in parse().iter(f"{SVG}path") if part.get("stroke") == BLUE]
    assert (wire.get("d") or "").count("M") == 2


def test_the_same_scene_gives_the_same_bytes() -> None:
    assert to_svg(make_picture()) == to_svg(make_picture())
    assert to_svg(make_picture()) != to_svg(replace(make_picture(), width=121))


@pytest.mark.parametrize("name", CELLS)
def test_the_parts_of_a_cell_are_named_and_say_what_they_do(name: str) -> None:
    text = to_svg(draw_cell(make_run(name), 1, theme=LIGHT))
    groups = [group for group in ET.fromstring(text).iter(f"{SVG}g") if "id" in group.attrib]
    titles = {group.attrib["id"]: group.findtext(f"{SVG}title") for group in groups}
    for equation in CELLS[name].equations:
        assert titles[f"part-{equation.name}"] == equation.says
    assert len(text) < 60_000


def test_the_cells_of_a_heat_overlap_so_that_no_ground_shines_through() -> None:
    heat = Heat(0, 0, 40, 20, ((RED, BLUE), (GREEN, RED)))
    text = to_svg(Scene(40, 20, Group("one", (heat,))))
    first, *_, last = ET.fromstring(text).iter(f"{SVG}rect")
    assert (first.get("width"), first.get("height")) == ("40", "20")
    assert (last.get("x"), last.get("y"), last.get("width")) == ("20", "10", "20")


def test_a_subscript_is_moved_and_made_smaller() -> None:
    runs = (Run("W", italic=True), Run("hy", italic=True, level=-1))
    text = to_svg(Scene(40, 20, Group("one", (Label(20, 10, runs, 20, RED, family="math"),))))
    (line,) = ET.fromstring(text).iter(f"{SVG}text")
    assert line.get("text-anchor") == "middle"
    assert (line[0].get("font-size"), line[0].get("dy")) == ("14", "4.4")


def test_a_text_whose_scripts_are_stacked_is_anchored_at_its_start() -> None:
    runs = (Run("h", italic=True), Run("(2)", level=1), Run("t", level=-1))
    scene = Scene(100, 50, Group("page", (Label(90.0, 20.0, runs, 20.0, "#000000", "end", "math"),)))
    text = to_svg(scene)
    assert 'text-anchor="start"' in text
    assert 'dx="-' in text
