"""A line of text becomes a text box that an office program can edit, its scripts real ones."""

from __future__ import annotations

from xml.etree import ElementTree as ET

import pytest

from rnnviz.export.pptx_text import box_of, is_plain, text_body, text_boxes, with_letters
from rnnviz.scene.measure import measure, place
from rnnviz.scene.shapes import Anchor, Label, Run

A = "{http://schemas.openxmlformats.org/drawingml/2006/main}"
H, T, LAYER, LONG = Run("h", italic=True), Run("t", level=-1), Run("(2)", level=1), Run(" = 0")


def make_label(*runs: Run, anchor: Anchor = "middle") -> Label:
    """A line in the math family, of 20 pixels around (100, 50)."""
    return Label(100, 50, runs, 20, "#102030", anchor, "math")


def parse(label: Label, points: float = 15.0) -> ET.Element:
    """The written text."""
    spaces = 'xmlns:a="http://schemas.openxmlformats.org/drawingml/2006/main" xmlns:p="p"'
    return ET.fromstring(f"<root {spaces}>{text_body(label, points)}</root>")


def test_a_subscript_is_a_run_below_the_baseline_in_the_size_of_the_text() -> None:
    letter, script = parse(make_label(H, T)).iter(f"{A}rPr")
    assert (letter.get("baseline"), letter.get("i"), letter.get("sz")) == (None, "1", "1560")
    assert (script.get("baseline"), script.get("i"), script.get("sz")) == ("-22000", "0", "1560")


def test_no_text_is_smaller_than_the_format_knows() -> None:
    assert [part.get("sz") for part in parse(make_label(H), 0.2).iter(f"{A}rPr")] == ["100"]


def test_a_superscript_is_a_run_above_the_baseline() -> None:
    assert [part.get("baseline") for part in parse(make_label(H, LAYER)).iter(f"{A}rPr")] == [None, "38000"]


def test_a_text_says_its_colour_weight_and_font() -> None:
    (run,) = parse(Label(0, 0, (Run("<a> & b", weight="semibold"),), 10, "#abcdef")).iter(f"{A}r")
    assert run.findtext(f"{A}t") == "<a> & b"
    assert [part.get("b") for part in run.iter(f"{A}rPr")] == ["1"]
    assert [part.get("val") for part in run.iter(f"{A}srgbClr")] == ["ABCDEF"]
    assert {part.get("typeface") for tag in ("latin", "ea", "cs") for part in run.iter(A + tag)} == {"Arial"}


def test_the_accents_of_a_formula_are_parts_of_its_letters() -> None:
    hat, tilde = Run("c", italic=True, accent="hat"), Run("c", italic=True, accent="tilde")
    alone, line = make_label(hat, T), make_label(H, Run(" = "), hat, tilde)
    assert with_letters(alone) == alone
    assert "".join(run.text for run in with_letters(line).runs) == "h = ĉc\N{COMBINING TILDE}"
    assert not any(run.accent for run in with_letters(line).runs)


def test_stacked_scripts_and_accents_without_a_letter_stay_out_of_lines() -> None:
    assert is_plain(make_label(H, T))
    assert is_plain(make_label(Run("c", italic=True, accent="hat"), T))
    assert not is_plain(make_label(Run("c", italic=True, accent="tilde"), T))
    assert not is_plain(make_label(H, LAYER, T))


def test_a_plain_line_keeps_its_anchor_so_that_it_holds_its_place_in_any_font() -> None:
    label = make_label(H, T, anchor="end")
    assert list(text_boxes(label)) == [label]
    (paragraph,) = parse(label).iter(f"{A}pPr")
    assert paragraph.get("algn") == "r"


def test_a_line_with_an_accent_keeps_its_start_under_the_accent() -> None:
    label = make_label(Run("c", italic=True, accent="hat"), T)
    (part,) = text_boxes(label)
    assert part.anchor == "start"
    assert part.x == pytest.approx(100 - measure(label.runs, 20, "math") / 2)


def test_scripts_one_above_the_other_stand_in_boxes_of_their_own() -> None:
    parts = list(text_boxes(make_label(H, LAYER, T, LONG, anchor="start")))
    assert [part.runs for part in parts] == [(H, LAYER), (T,), (LONG,)]
    _, layer, script, after = place((H, LAYER, T, LONG), 20, "math")
    assert parts[1].x == pytest.approx(100 + layer.x) == pytest.approx(100 + script.x)
    assert parts[2].x == pytest.approx(100 + after.x)


@pytest.mark.parametrize(("anchor", "share"), [("start", 0.0), ("middle", 0.5), ("end", 1.0)])
def test_a_text_box_has_room_to_spare_on_the_sides_its_text_may_grow_to(anchor: Anchor, share: float) -> None:
    left, top, width, height = box_of(make_label(H, anchor=anchor), 80)
    assert width > 1.2 * 80
    assert left + share * width == pytest.approx(100)
    assert top < 50 - 5 < 50 + 5 < top + height
