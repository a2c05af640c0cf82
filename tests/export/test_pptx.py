"""A presentation holds a slide per page: title, picture in its margins, notes; slides of a sequence morph."""

from __future__ import annotations

from collections.abc import Sequence
from io import BytesIO
from zipfile import ZipFile

import pptx
import pytest
from pptx.presentation import Presentation

from rnnviz.cells import CELLS
from rnnviz.engine.error import InputError
from rnnviz.export.page import Cancelled, Page
from rnnviz.export.pptx import slide_sides, to_pptx
from rnnviz.export.size import SLIDES, Size
from rnnviz.scene.cell import draw_cell
from rnnviz.scene.shapes import Box, Group, Scene
from rnnviz.scene.theme import DARK, LIGHT, Theme

from ..scene.case import make_run
from .picture import make_picture


def read(data: bytes) -> Presentation:
    return pptx.Presentation(BytesIO(data))


def make_pages(cell: str = "lstm", n_steps: int = 3, theme: Theme = LIGHT) -> list[Page]:
    """The steps of a cell."""
    run = make_run(cell, n_steps=n_steps)
    steps = range(1, n_steps + 1)
    return [Page(draw_cell(run, t, theme=theme), f"cell-{t}", f"Step {t}", f"f = {t}\nh = 0", t) for t in steps]


def names(data: bytes, slide: int = 0) -> list[str]:
    """The names of all shapes of a slide, of those in groups too."""
    return [part.get("name") or "" for part in read(data).slides[slide]._element.iter("{*}cNvPr")]


def texts(data: bytes, slide: int = 0) -> list[str]:
    return [part.text or "" for part in read(data).slides[slide]._element.iter("{*}t")]


@pytest.mark.parametrize("size", [None, Size(*SLIDES["slide-4:3"]), Size(25), Size(1280, 720, "px")])
def test_slides_have_the_chosen_size_and_the_figure_keeps_its_margins(size: Size | None) -> None:
    show, cm = read(to_pptx(make_pages(), size)), slide_sides(size)
    assert show.slide_width is not None
    assert show.slide_height is not None
    assert (show.slide_width.cm, show.slide_height.cm) == pytest.approx(cm, abs=1e-3)
    for slide in show.slides:
        group = next(shape for shape in slide.shapes if not shape.is_placeholder)
        assert group.left.cm >= 1.0
        assert group.left.cm + group.width.cm <= cm[0] - 1.0
        assert group.top.cm >= 2.0
        assert group.top.cm + group.height.cm <= cm[1] - 1.0


def test_a_slide_is_as_wide_as_said_and_of_16_to_9_if_nothing_is() -> None:
    assert slide_sides(None) == pytest.approx((33.867, 19.05), abs=1e-3)
    assert slide_sides(Size(16)) == (16, 9)
    assert slide_sides(Size(960, 720, "px")) == pytest.approx((25.4, 19.05))


def test_a_slide_that_no_office_program_opens_is_refused() -> None:
    with pytest.raises(InputError, match="for a slide"):
        to_pptx(make_pages(), Size(200))


def test_each_slide_has_its_title_and_notes() -> None:
    show = read(to_pptx(make_pages()))
    assert [slide.shapes.title.text for slide in show.slides if slide.shapes.title] == ["Step 1", "Step 2", "Step 3"]
    notes = [frame.text for slide in show.slides if (frame := slide.notes_slide.notes_text_frame)]
    assert notes == ["f = 1\nh = 0", "f = 2\nh = 0", "f = 3\nh = 0"]


def test_a_page_without_title_and_notes_has_neither_and_more_room() -> None:
    (page, *_) = make_pages()
    plain, titled = (read(to_pptx([p])).slides[0] for p in (Page(page.scene, "a"), page))
    assert plain.shapes.title is None
    assert not plain.has_notes_slide
    assert plain.shapes[0].top < titled.shapes[1].top


def test_a_picture_of_the_shape_of_the_slide_fills_it_and_its_title_is_only_listed() -> None:
    page = Page(Scene(1280, 720, Group("board", (Box(0, 0, 1280, 720, 0, "#102030"),))), "board", "A board")
    title, board = read(to_pptx([page])).slides[0].shapes
    assert title.has_text_frame
    assert title.top.cm + title.height.cm < 0
    assert (board.left, board.top) == (0, 0)
    assert (board.width.cm, board.height.cm) == pytest.approx(slide_sides(None), abs=1e-3)


def test_boards_of_4_to_3_have_slides_of_that_shape_unless_told_otherwise() -> None:
    page = Page(Scene(1200, 900, Group("board", (Box(0, 0, 1200, 900, 0, "#102030"),))), "board", "A board")
    assert slide_sides(None, [page]) == SLIDES["slide-4:3"]
    assert slide_sides(Size(16), [page]) == pytest.approx((16, 12))
    assert slide_sides(Size(32, 18), [page]) == (32, 18)


def test_a_picture_that_happens_to_have_the_shape_of_a_slide_keeps_its_title() -> None:
    page = Page(Scene(1280, 720, Group("plot", (Box(0, 0, 1280, 720, 0, "#102030"),))), "plot", "A plot")
    title, _ = read(to_pptx([page])).slides[0].shapes
    assert title.top > 0


def test_the_ground_of_the_slide_is_that_of_the_scene() -> None:
    slides = [read(to_pptx([Page(make_picture(ground), "a")])).slides[0] for ground in ("#102030", None)]
    assert [slide.follow_master_background for slide in slides] == [False, True]
    assert str(slides[0].background.fill.fore_color.rgb) == "102030"


def test_a_title_can_be_read_on_a_dark_ground() -> None:
    title = read(to_pptx(make_pages(theme=DARK))).slides[0].shapes.title
    assert title is not None
    assert str(title.text_frame.paragraphs[0].font.color.rgb) == "FFFFFF"


def shapes_of(data: bytes, slide: int) -> list[tuple[str, str, str, str]]:
    """Id, name, left and top of every shape."""
    found = []
    for part in read(data).slides[slide]._element.iter("{*}sp", "{*}cxnSp", "{*}grpSp"):
        about, place = next(part.iter("{*}cNvPr")), next(part.iter("{*}off"), None)
        left, top = ("", "") if place is None else (place.get("x", ""), place.get("y", ""))
        found.append((about.get("id", ""), about.get("name", ""), left, top))
    return found


def test_the_shapes_of_a_sequence_keep_their_names_ids_and_places() -> None:
    data = to_pptx(make_pages())
    assert shapes_of(data, 0) == shapes_of(data, 1)
    assert len(shapes_of(data, 0)) > 100


def test_slides_of_a_sequence_morph_and_a_single_one_has_plain_names() -> None:
    several, one = to_pptx(make_pages()), to_pptx(make_pages()[:1])
    assert "!!wire f" in names(several)
    assert "wire f" in names(one)
    tags = [[part.tag.rpartition("}")[2] for part in read(d).slides[0]._element.iter()] for d in (several, one)]
    assert "morph" in tags[0]
    assert "morph" not in tags[1]


@pytest.mark.parametrize("name", CELLS)
def test_the_parts_of_a_cell_are_named_and_its_numbers_are_text(name: str) -> None:
    data = to_pptx(make_pages(name)[:1])
    readable = {equation.name.replace("c_hat", "ĉ").replace("h_hat", "ĥ") for equation in CELLS[name].equations}
    assert {f"part {equation}" for equation in readable} <= set(names(data))
    assert any("0." in text for text in texts(data))


def test_the_same_pages_give_the_same_bytes() -> None:
    assert to_pptx(make_pages()) == to_pptx(make_pages())
    with ZipFile(BytesIO(to_pptx(make_pages()))) as archive:
        assert {entry.date_time for entry in archive.infolist()} == {(1980, 1, 1, 0, 0, 0)}


def test_a_presentation_may_be_given_up() -> None:
    told: list[tuple[int, int]] = []

    def progress(done: int, total: int) -> bool:
        told.append((done, total))
        return done < 1

    with pytest.raises(Cancelled):
        to_pptx(make_pages(), progress=progress)
    assert told == [(0, 3), (1, 3)]


def test_pages_may_be_any_sequence() -> None:
    pages: Sequence[Page] = tuple(make_pages())
    assert len(read(to_pptx(pages)).slides) == 3
