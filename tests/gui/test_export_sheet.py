"""A picture stands on the page of its size, or below the title of its slide."""

from __future__ import annotations

import pytest

from rnnviz.engine.error import InputError
from rnnviz.export.page import Page
from rnnviz.export.size import PER_CM, Frame
from rnnviz.gui.export_choice import Manner
from rnnviz.gui.export_sheet import sheet_of
from rnnviz.scene.shapes import Group, Label, Scene

PAGE = Page(Scene(400, 100, Group("nothing", ())), "nothing", "Nothing, step 1")


def test_a_picture_fills_the_width_of_its_page() -> None:
    sheet = sheet_of(PAGE, Manner("svg", size="800x800px"))
    assert sheet.page == Frame(800, 800, 0, 300, 2)
    assert sheet.title is None


def test_a_slide_has_a_title_above_the_picture() -> None:
    sheet = sheet_of(PAGE, Manner("pptx"))
    assert (round(sheet.page.width), round(sheet.page.height)) == (1280, 720)
    assert sheet.title is not None
    label = sheet.title.children[0]
    assert isinstance(label, Label)
    assert label.y + label.size < sheet.page.y
    assert label.size == pytest.approx(28 * 96 / 72)
    assert 0 < label.x < 2 * PER_CM
    assert sheet.page.x + sheet.page.scale * 400 < sheet.page.width


def test_a_picture_that_is_a_slide_fills_it() -> None:
    sheet = sheet_of(Page(Scene(1600, 900, Group("board", ())), "board", "Board"), Manner("pptx"))
    assert (sheet.page.x, sheet.page.y, sheet.title) == (0, 0, None)


def test_a_slide_that_cannot_be_is_refused() -> None:
    with pytest.raises(InputError, match="for a slide"):
        sheet_of(PAGE, Manner("pptx", size="1cm"))
