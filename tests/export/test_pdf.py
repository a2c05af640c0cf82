"""PDF files have exact pages, hold their fonts and text, and are the same every time."""

from __future__ import annotations

import re
import zlib

import pytest

from rnnviz.export.paint import to_image
from rnnviz.export.pdf import to_pdf
from rnnviz.export.size import Size, frame_of
from rnnviz.scene.cell import draw_cell
from rnnviz.scene.shapes import Box, Group, Scene
from rnnviz.scene.theme import LIGHT

from ..scene.case import make_run
from .picture import RED, make_picture

pytestmark = pytest.mark.usefixtures("qapp")

CELL = draw_cell(make_run("lstm"), 2, theme=LIGHT)


def boxes(data: bytes) -> list[tuple[float, ...]]:
    """Left, bottom, right and top of every page."""
    found = re.findall(rb"/MediaBox \[([^\]]*)\]", data)
    return [tuple(map(float, box.split())) for box in found]


def streams(data: bytes) -> bytes:
    """What the pages draw."""
    found = re.findall(rb"stream\r?\n(.*?)\r?\nendstream", data, re.DOTALL)
    return b"".join(zlib.decompress(part) for part in found if part[:1] == b"x")


def test_a_page_has_exactly_the_size_of_the_picture() -> None:
    ((left, bottom, right, top),) = boxes(to_pdf([CELL]))
    assert (right - left, top - bottom) == pytest.approx((CELL.width * 0.75, CELL.height * 0.75), abs=1e-3)


def test_a_page_has_the_size_that_was_asked_for() -> None:
    ((left, bottom, right, top),) = boxes(to_pdf([CELL], [frame_of(CELL, Size(16, 9))]))
    assert (right - left, top - bottom) == pytest.approx((16 / 2.54 * 72, 9 / 2.54 * 72), abs=1e-3)


def test_every_picture_has_its_page() -> None:
    pages = boxes(to_pdf([CELL, make_picture(), CELL]))
    assert [round(right - left, 2) for left, _, right, _ in pages] == [
        pytest.approx(scene.width * 0.75, abs=0.01) for scene in (CELL, make_picture(), CELL)
    ]


def test_every_table_entry_leads_to_its_object() -> None:
    data = to_pdf([CELL, make_picture()])
    table = int(data.rpartition(b"startxref\n")[2].split()[0])
    assert data[table : table + 4] == b"xref"
    places = [int(place) for place in re.findall(rb"(\d{10}) 00000 n", data[table:])]
    assert len(places) > 5
    for number, place in enumerate(places, 1):
        assert data[place:].startswith(b"%d 0 obj" % number)


def test_fonts_are_embedded_and_the_page_is_not_blank() -> None:
    data = to_pdf([CELL])
    assert {b"Inter", b"STIXTwoMath"} <= set(re.findall(rb"/FontName /[^\s/]*?(Inter|STIXTwoMath)", data))
    assert data.count(b"/FontFile") >= 2
    drawn = streams(data)
    assert drawn.count(b"Tf") > 10
    assert len(re.findall(rb"\bre\b|\bc\b|\bl\b", drawn)) > 50


def test_the_same_pictures_give_the_same_bytes_without_a_date(monkeypatch: pytest.MonkeyPatch) -> None:
    first = to_pdf([CELL], title="Cell")
    assert first == to_pdf([CELL], title="Cell")
    assert set(re.findall(rb"\(D:(\d{4})", first)) == {b"2000"}


def test_a_transparent_picture_paints_no_ground() -> None:
    box = Box(10, 10, 20, 20, 0, RED)
    with_ground, without = (
        streams(to_pdf([Scene(100, 50, Group("one", (box,)), ground)])) for ground in ("#00ff00", None)
    )
    assert b"0 1 0 scn" in with_ground
    assert b"0 1 0 scn" not in without
    assert to_image(make_picture(None)).pixelColor(5, 5).alpha() == 0
