"""Slides of native shapes: one slide per picture with its title and speaker notes, ready to morph into the next."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime
from io import BytesIO
from typing import TYPE_CHECKING, Any
from zipfile import ZIP_DEFLATED, ZipFile, ZipInfo

from ..engine.error import InputError
from ..scene.color import channels, ink_on
from .page import Page, Progress, tell
from .pptx_shape import ShapeWriter
from .pptx_text import FONTS
from .size import PER_CM, SLIDES, Size

if TYPE_CHECKING:
    from pptx.presentation import Presentation

CM = 360000
"""English Metric Units, the lengths of the format, per centimetre."""
SIDES = (2.54, 142.24)
"""The least and the greatest side of a slide, in centimetres."""
MARGIN, TITLE_TOP, TITLE_HEIGHT = 1.2, 0.6, 1.6
"""The margins of a slide and where its title stands, in centimetres."""
BESIDE = -TITLE_HEIGHT - 0.3
"""Where a title stands that is only heard and listed: above the slide."""
TITLE_POINTS = 28
LARGEST = 2.5
"""A pixel of the scene is enlarged to at most so many pixels of 1/96 inch."""
PIXEL = 9525
"""English Metric Units per pixel of 1/96 inch."""
MORPH_MARK = "!!"
"""PowerPoint's transition Morph pairs shapes whose names begin so by their names alone."""
WHEN = datetime(2026, 1, 1)
NAMESPACES = (
    'xmlns:a="http://schemas.openxmlformats.org/drawingml/2006/main" '
    'xmlns:p="http://schemas.openxmlformats.org/presentationml/2006/main"'
)
MORPH = (
    '<mc:AlternateContent xmlns:mc="http://schemas.openxmlformats.org/markup-compatibility/2006" {names}>'
    '<mc:Choice xmlns:p159="http://schemas.microsoft.com/office/powerpoint/2015/09/main" Requires="p159">'
    '<p:transition spd="med"><p159:morph option="byObject"/></p:transition></mc:Choice>'
    '<mc:Fallback><p:transition spd="med"><p:fade/></p:transition></mc:Fallback></mc:AlternateContent>'
)


def to_pptx(pages: Sequence[Page], size: Size | None = None, progress: Progress | None = None) -> bytes:
    """The pages as the slides of a presentation of a size, 16:9 without one; InputError for one that cannot be.

    In a sequence every picture has the same scale and corner, and the names of its shapes begin with ``!!``, so that
    the transition from slide to slide moves and recolours each shape.
    """
    sides = slide_sides(size, pages)
    show = _presentation(sides)
    place = place_on_slide(pages, sides)
    for done, page in enumerate(pages):
        tell(progress, done, len(pages))
        _add_slide(show, page, place, len(pages) > 1)
    return _packed(show, pages)


def slide_sides(size: Size | None, pages: Sequence[Page] = ()) -> tuple[float, float]:
    """Width and height of a slide in centimetres: 16:9 unless said otherwise, 4:3 for boards of that shape."""
    usual = next((sides for sides in reversed(SLIDES.values()) if pages and _fill(pages, sides)), SLIDES["slide"])
    if size is None:
        return usual
    unit = 1.0 if size.unit == "cm" else 1 / PER_CM
    width = size.width * unit
    height = width * usual[1] / usual[0] if size.height is None else size.height * unit
    if not all(SIDES[0] <= side <= SIDES[1] for side in (width, height)):
        raise InputError("size", f"{width:g} × {height:g} cm", f"sides from {SIDES[0]} to {SIDES[1]} cm for a slide")
    return width, height


def _presentation(size: tuple[float, float]) -> Presentation:
    """An empty presentation whose only layouts are a slide with a title and a blank one."""
    import pptx

    show = pptx.Presentation()
    was = show.slide_width or 1
    show.slide_width, show.slide_height = (round(side * CM) for side in size)  # type: ignore[assignment]
    for layout in list(show.slide_layouts):
        if layout.name not in {"Title Only", "Blank"}:
            show.slide_layouts.remove(layout)
    for part in (show.slide_master, *show.slide_layouts):
        for shape in part.placeholders:
            shape.left, shape.width = (round(side * show.slide_width / was) for side in (shape.left, shape.width))
    return show


def place_on_slide(pages: Sequence[Page], size: tuple[float, float]) -> tuple[float, float, float]:
    """Where every picture's upper left corner stands and how large its pixel is, in English Metric Units."""
    across, down = (
        max(sides) for sides in zip(*((page.scene.width, page.scene.height) for page in pages), strict=True)
    )
    if _fill(pages, size):
        return 0.0, 0.0, size[0] * CM / across
    top = TITLE_TOP + TITLE_HEIGHT + 0.3 if any(page.title for page in pages) else MARGIN
    width, height = size[0] - 2 * MARGIN, size[1] - top - MARGIN
    unit = min(width * CM / across, height * CM / down, LARGEST * PIXEL)
    return (size[0] * CM - across * unit) / 2, (top + height / 2) * CM - down * unit / 2, unit


def _fill(pages: Sequence[Page], size: tuple[float, float]) -> bool:
    """Whether the pictures are whole slides with titles of their own: boards of the slide's shape."""
    ratio = size[0] / size[1]
    scenes = [page.scene for page in pages]
    return all(s.root.name == "board" and abs(s.width / s.height - ratio) < 0.01 * ratio for s in scenes)


def _add_slide(show: Presentation, page: Page, place: tuple[float, float, float], is_sequence: bool) -> None:
    from pptx.oxml import parse_xml

    layouts = {layout.name: layout for layout in show.slide_layouts}
    slide = show.slides.add_slide(layouts["Title Only" if page.title else "Blank"])
    ground = page.scene.background
    if page.title:
        color = ink_on(ground or "#ffffff")
        _write_title(slide, page.title, color, TITLE_TOP if place[1] else BESIDE)
    if ground is not None:
        fill = slide.background.fill
        fill.solid()
        _set_color(fill.fore_color, ground)
    text = ShapeWriter(*place, mark=MORPH_MARK if is_sequence else "").write(page.scene)
    if text:
        slide.shapes._spTree.append(parse_xml(text.replace("<p:grpSp>", f"<p:grpSp {NAMESPACES}>", 1)))
    if is_sequence:
        slide._element.append(parse_xml(MORPH.format(names=NAMESPACES)))
    if page.notes:
        notes = slide.notes_slide.notes_text_frame
        assert notes is not None
        notes.text = page.notes


def _write_title(slide: Any, title: str, color: str, top: float) -> None:
    from pptx.enum.text import MSO_ANCHOR, PP_ALIGN
    from pptx.util import Pt

    shape = slide.shapes.title
    width = slide.part.package.presentation_part.presentation.slide_width
    shape.left, shape.top = round(MARGIN * CM), round(top * CM)
    shape.width, shape.height = width - 2 * round(MARGIN * CM), round(TITLE_HEIGHT * CM)
    frame = shape.text_frame
    frame.text, frame.vertical_anchor = title, MSO_ANCHOR.MIDDLE
    paragraph = frame.paragraphs[0]
    paragraph.alignment, paragraph.font.size = PP_ALIGN.LEFT, Pt(TITLE_POINTS)
    paragraph.font.name = FONTS["sans"]
    _set_color(paragraph.font.color, color)


def _set_color(target: Any, color: str) -> None:
    from pptx.dml.color import RGBColor

    # WORKAROUND(python-pptx 1.0.2): the constructor has no type hints.
    target.rgb = RGBColor(*channels(color))  # type: ignore[no-untyped-call]


def _packed(show: Presentation, pages: Sequence[Page]) -> bytes:
    """The file, with the same dates whenever it is written."""
    about = show.core_properties
    about.title, about.author, about.last_modified_by = (pages[0].title if pages else ""), "rnnviz", "rnnviz"
    about.created = about.modified = WHEN
    written, packed = BytesIO(), BytesIO()
    show.save(written)
    with ZipFile(written) as source, ZipFile(packed, "w", ZIP_DEFLATED) as target:
        for name in source.namelist():
            entry = ZipInfo(name, (1980, 1, 1, 0, 0, 0))
            entry.compress_type = ZIP_DEFLATED
            target.writestr(entry, source.read(name))
    return packed.getvalue()
