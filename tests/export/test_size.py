"""Sizes of pages: what texts say, and where a picture stands on its page."""

from __future__ import annotations

from dataclasses import astuple

import pytest

from rnnviz.engine.error import InputError
from rnnviz.export.size import PER_CM, Frame, Size, check_pixels, frame_of, parse_size
from rnnviz.scene.shapes import Group, Scene

SCENE = Scene(200, 100, Group("empty", ()))


@pytest.mark.parametrize(
    ("text", "size"),
    [
        ("16cm", Size(16)),
        ("16x9cm", Size(16, 9)),
        ("2.5×1.5 cm", Size(2.5, 1.5)),
        ("1920px", Size(1920, None, "px")),
        ("1920x1080px", Size(1920, 1080, "px")),
        ("slide-4:3", Size(25.4, 19.05)),
    ],
)
def test_a_text_says_a_size(text: str, size: Size) -> None:
    assert parse_size(text) == size


def test_a_slide_is_thirteen_and_a_third_by_seven_and_a_half_inches() -> None:
    width, height = parse_size("slide").in_pixels(SCENE)
    assert (width / 96, height / 96) == pytest.approx((40 / 3, 7.5))


@pytest.mark.parametrize("text", ["", "16", "16in", "x9cm", "-3cm", "0cm", "501cm", "30001px", "slide-5:4"])
def test_a_text_that_says_no_size_is_refused(text: str) -> None:
    with pytest.raises(InputError, match="size: got"):
        parse_size(text)


def test_a_width_alone_keeps_the_proportions() -> None:
    wanted = (10 * PER_CM, 5 * PER_CM, 0, 0, 10 * PER_CM / 200)
    assert astuple(frame_of(SCENE, Size(10))) == pytest.approx(wanted)


def test_on_a_page_the_picture_is_as_large_as_fits_and_in_the_middle() -> None:
    assert frame_of(SCENE, Size(400, 400, "px")) == Frame(400, 400, 0, 100, 2)


def test_without_a_size_the_page_is_that_of_the_picture() -> None:
    assert frame_of(SCENE, None) == Frame(200, 100)


def test_an_image_too_large_for_the_memory_is_refused() -> None:
    assert check_pixels(Frame(200, 100), 3.0) == (600, 300)
    with pytest.raises(InputError, match="at most 32,000 a side and 100 million in all"):
        check_pixels(Frame(200, 100), 100.0)
