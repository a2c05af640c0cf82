"""Every shape of a scene becomes a native shape of an office program: named, grouped and in its place."""

from __future__ import annotations

from dataclasses import replace
from xml.etree import ElementTree as ET

from rnnviz.export.pptx_shape import MOST_CELLS, ShapeWriter
from rnnviz.scene.shapes import Box, Group, Heat, Label, Run, Scene, Shape, Wire

from .picture import BLACK, BLUE, GREEN, RED, make_picture

A = "{http://schemas.openxmlformats.org/drawingml/2006/main}"
P = "{http://schemas.openxmlformats.org/presentationml/2006/main}"
SPACES = f'xmlns:a="{A[1:-1]}" xmlns:p="{P[1:-1]}"'


def write(scene: Scene, x: float = 0.0, unit: float = 100.0, mark: str = "") -> ET.Element:
    """A scene, written and read again; one pixel is ``unit`` units."""
    return ET.fromstring(f"<root {SPACES}>{ShapeWriter(x, 0.0, unit, mark).write(scene)}</root>")


def draw(*shapes: Shape, name: str = "value f") -> ET.Element:
    """Shapes of one group."""
    return write(Scene(100, 100, Group(name, shapes)))


def names(root: ET.Element) -> list[str]:
    return [part.attrib["name"] for part in root.iter(f"{P}cNvPr")]


def frame(part: ET.Element) -> list[int]:
    """Left, top, width and height."""
    off, ext = next(part.iter(f"{A}off")), next(part.iter(f"{A}ext"))
    return [int(off.attrib["x"]), int(off.attrib["y"]), int(ext.attrib["cx"]), int(ext.attrib["cy"])]


def test_a_box_stands_where_it_does_in_the_scene() -> None:
    root = write(Scene(100, 100, Group("g", (Box(10, 20, 30, 40, 3, RED, BLACK, 2),))), x=5000)
    (box,) = root.iter(f"{P}sp")
    assert frame(box) == [6000, 2000, 3000, 4000]
    assert [part.get("prst") for part in box.iter(f"{A}prstGeom")] == ["roundRect"]
    assert [part.get("fmla") for part in box.iter(f"{A}gd")] == ["val 10000"]
    assert [part.get("val") for part in box.iter(f"{A}srgbClr")] == ["FF0000", "000000"]
    assert [part.get("w") for part in box.iter(f"{A}ln")] == ["200"]


def test_no_shape_takes_effects_from_the_theme() -> None:
    assert list(write(make_picture()).iter(f"{P}style")) == []


def test_a_group_spans_its_shapes_and_says_what_it_is() -> None:
    root = write(Scene(100, 100, Group("g", (Box(10, 20, 30, 40, 0, RED), Box(50, 0, 10, 10, 0, RED)), "A <title>")))
    (group,) = root.iter(f"{P}grpSp")
    assert frame(group) == [1000, 0, 5000, 6000]
    assert next(group.iter(f"{P}cNvPr")).attrib["descr"] == "A <title>"


def test_names_follow_the_model_and_are_each_its_own() -> None:
    box = Box(0, 0, 10, 10, 0, RED)
    assert names(draw(box, box, name="part c_hat")) == ["part ĉ", "part ĉ, box", "part ĉ, box 2"]


def test_names_and_ids_are_the_same_for_other_values_so_that_slides_morph() -> None:
    first, second = write(make_picture(), mark="!!"), write(make_picture(None), mark="!!")
    assert names(first) == names(second)
    assert all(name.startswith("!!") for name in names(first))
    ids = [part.attrib["id"] for part in first.iter(f"{P}cNvPr")]
    assert len(set(ids)) == len(ids)


def test_a_group_without_shapes_is_left_out() -> None:
    assert names(draw(Group("none", ()), Box(0, 0, 10, 10, 0, RED))) == ["value f", "value f, box"]


def test_a_straight_wire_is_a_line_with_a_native_arrowhead() -> None:
    root = draw(Wire(((80, 50), (20, 50)), BLUE, 3, arrow=True))
    (line,) = root.iter(f"{P}cxnSp")
    assert frame(line) == [2000, 5000, 6000, 0]
    assert next(line.iter(f"{A}xfrm")).get("flipH") == "1"
    assert next(line.iter(f"{A}tailEnd")).get("type") == "triangle"


def test_a_bent_wire_is_a_freeform_with_curved_corners() -> None:
    root = draw(Wire(((0, 0), (50, 0), (50, 50)), BLUE, 3, radius=10, arrow=True))
    (path,) = root.iter(f"{A}path")
    assert [part.tag.removeprefix(A) for part in path] == ["moveTo", "lnTo", "cubicBezTo", "lnTo"]
    points = [(int(p.attrib["x"]), int(p.attrib["y"])) for p in path.iter(f"{A}pt")]
    assert points[0] == (0, 0)
    assert points[1] == (4000, 0)
    assert points[-1] == (5000, 5000)
    assert path.get("fill") == "none"


def test_only_the_last_stretch_of_an_interrupted_wire_has_an_arrowhead() -> None:
    root = draw(Wire(((0, 0), (50, 0)), BLUE, 3, arrow=True, gaps=((20, 30),)))
    assert [len(list(line.iter(f"{A}tailEnd"))) for line in root.iter(f"{P}cxnSp")] == [0, 1]


def test_a_dashed_wire_has_the_dashes_of_the_screen() -> None:
    (dash,) = draw(Wire(((0, 0), (50, 0)), BLUE, 2, dashed=True)).iter(f"{A}ds")
    assert (dash.get("d"), dash.get("sp")) == ("350000", "250000")


def test_a_chip_is_one_shape_with_its_number() -> None:
    root = write(make_picture())
    shapes = {next(part.iter(f"{P}cNvPr")).attrib["name"]: part for part in root.iter(f"{P}sp")}
    chips = [part for name, part in shapes.items() if name.endswith(", number")]
    assert [text.text for chip in chips for text in chip.iter(f"{A}t")] == ["+0.61"]


def test_a_heat_is_a_group_of_rectangles_in_a_frame() -> None:
    _, heat = draw(Heat(0, 0, 40, 20, ((RED, BLUE), (GREEN, RED)), BLACK)).iter(f"{P}grpSp")
    fills = [part.attrib["val"] for shape in heat.iter(f"{P}sp") for part in list(shape.iter(f"{A}srgbClr"))[:1]]
    assert fills == ["FF0000", "0000FF", "008000", "FF0000", "000000"]


def test_a_large_heat_has_one_shape_for_each_colour() -> None:
    colors = ((RED, BLUE) * MOST_CELLS,)
    shapes = list(draw(Heat(0, 0, 80, 1, colors)).iter(f"{P}sp"))
    assert len(shapes) == 2
    assert [len(list(shape.iter(f"{A}close"))) for shape in shapes] == [MOST_CELLS, MOST_CELLS]


def test_an_accent_is_a_stroke_over_its_letter() -> None:
    label = Label(50, 50, (Run("c", italic=True, accent="hat"),), 20, BLACK, family="math")
    text, accent = draw(label).iter(f"{P}sp")
    assert [run.text for run in text.iter(f"{A}t")] == ["c"]
    left, top, width, _ = frame(accent)
    assert 4000 < left < left + width < 6000
    assert top < 5000
    assert names(draw(replace(label, runs=(Run("c"),)))).count("value f, text, accent") == 0
