"""Every format is written whole or not at all, in files that others can open."""

from __future__ import annotations

import io
import zipfile
from pathlib import Path
from xml.etree import ElementTree as ET

import numpy as np
import pytest
from PIL import Image

import rnnviz
from rnnviz.engine.error import InputError
from rnnviz.export.figure import figure
from rnnviz.export.formats import DATA, FORMATS, Options, find_format, write_data, write_pages
from rnnviz.export.page import Cancelled, Page
from rnnviz.export.size import Size
from rnnviz.scene.shapes import Scene

from ..scene.case import make_run
from .picture import make_picture

pytestmark = pytest.mark.usefixtures("qapp")

RUN = make_run("lstm", n_steps=3)
PAGES = figure(RUN, "cell", step=(1, 3)).pages()
ANIMATED = ("gif", "apng", "webp")


def files(folder: Path) -> list[str]:
    return sorted(path.name for path in folder.iterdir())


def opened(path: Path) -> Image.Image:
    return Image.open(io.BytesIO(path.read_bytes()))


def ink(image: Image.Image) -> int:
    """How many colours there are; a blank page has one."""
    return len(image.convert("RGB").getcolors(image.width * image.height) or [])


def test_an_svg_has_its_groups_texts_and_size(tmp_path: Path) -> None:
    (path,) = write_pages(PAGES[:1], tmp_path / "a.svg", Options.of("16cm"))
    root = ET.parse(path).getroot()
    assert float(root.get("width") or 0) == pytest.approx(16 / 2.54 * 96, abs=0.01)
    ids = {element.get("id") for element in root.iter()}
    assert {"wire-f", "part-c_hat", "value-h"} <= ids
    assert "forget" in {"".join(text.itertext()) for text in root.iter("{http://www.w3.org/2000/svg}text")}


def test_an_svg_of_outlines_has_no_text_but_more_paths(tmp_path: Path) -> None:
    plain, outlined = (
        ET.parse(write_pages(PAGES[:1], tmp_path / name, Options(outlines=outlines))[0]).getroot()
        for name, outlines in (("a.svg", False), ("b.svg", True))
    )
    count = {
        name: [len(list(root.iter("{http://www.w3.org/2000/svg}" + name))) for root in (plain, outlined)]
        for name in ("text", "path")
    }
    assert count["text"][0] > 20
    assert count["text"][1] == 0
    assert count["path"][1] == count["path"][0] + count["text"][0]


@pytest.mark.parametrize(("dpi", "scale"), [(72, 0.75), (96, 1.0), (300, 3.125)])
def test_a_png_has_its_dots_per_inch(tmp_path: Path, dpi: int, scale: float) -> None:
    (path,) = write_pages(PAGES[:1], tmp_path / "a.png", Options(dpi=dpi))
    image = opened(path)
    page = PAGES[0].scene
    assert image.size == (round(page.width * scale), round(page.height * scale))
    assert image.info["dpi"] == pytest.approx((dpi, dpi), abs=0.1)
    assert ink(image) > 50


def test_a_size_in_pixels_is_that_of_the_image_whatever_the_dots_per_inch(tmp_path: Path) -> None:
    size = Size(640, 480, "px")
    for name in ("a.png", "a.gif", "a.webp"):
        (path,) = write_pages(
            PAGES[:2], tmp_path / f"{{page}}{name}" if name == "a.png" else tmp_path / name, Options(size, dpi=300)
        )[:1]
        assert opened(path).size == (640, 480)


@pytest.mark.parametrize("name", ANIMATED)
def test_a_moving_picture_has_a_frame_for_each_page(tmp_path: Path, name: str) -> None:
    path = tmp_path / f"a{FORMATS[name].suffix}"
    assert write_pages(PAGES, path, Options(seconds=0.25), name=name) == [path]
    image = opened(path)
    assert getattr(image, "n_frames", 1) == 3
    image.seek(2)
    assert ink(image) > 40


def test_slides_and_pages_hold_a_sequence_in_one_file(tmp_path: Path) -> None:
    write_pages(PAGES, tmp_path / "a.pdf")
    write_pages(PAGES, tmp_path / "a.pptx")
    assert (tmp_path / "a.pdf").read_bytes().count(b"/MediaBox") == 3
    with zipfile.ZipFile(tmp_path / "a.pptx") as archive:
        slides = [name for name in archive.namelist() if name.startswith("ppt/slides/slide")]
    assert len(slides) == 3


@pytest.mark.parametrize("name", [name for name in FORMATS if name != "mp4"])
def test_the_same_pages_give_the_same_bytes(tmp_path: Path, name: str) -> None:
    path = tmp_path / f"a{FORMATS[name].suffix}"
    found = []
    for _ in range(2):
        write_pages(PAGES[:1], path, Options(), name=name)
        found.append(path.read_bytes())
    assert found[0] == found[1]


def test_a_pattern_makes_a_file_for_each_page(tmp_path: Path) -> None:
    found = write_pages(PAGES, tmp_path / "cell-{step:02}.svg")
    assert [path.name for path in found] == files(tmp_path) == ["cell-01.svg", "cell-02.svg", "cell-03.svg"]
    write_pages(PAGES[:2], tmp_path / "{page}-{name}.pdf")
    assert "2-cell-002.pdf" in files(tmp_path)


@pytest.mark.parametrize("name", ["a.svg", "a.png", "cell-{substep}.svg"])
def test_several_pictures_for_one_file_are_refused_before_anything_is_written(tmp_path: Path, name: str) -> None:
    with pytest.raises(InputError, match=r"expected a pattern for several files, such as cell-\{step:02\}"):
        write_pages(PAGES, tmp_path / name)
    assert files(tmp_path) == []


@pytest.mark.parametrize("name", ["{stop}.svg", "{step.svg", "{step.real.x}.svg", "{0}.svg"])
def test_a_pattern_of_unknown_names_is_refused(tmp_path: Path, name: str) -> None:
    with pytest.raises(InputError, match="expected a pattern of"):
        write_pages(PAGES, tmp_path / name)


@pytest.mark.parametrize(
    ("name", "form", "told"),
    [
        ("cell", None, "got .*cell, expected a name that ends in one of .svg, .pdf"),
        ("cell.jpg", None, "one of .svg, .pdf, .png"),
        ("cell.svg", "png", "a name that ends in .png"),
        ("cell.svg", "bmp", "format: got bmp, expected one of svg, pdf"),
    ],
)
def test_a_name_that_says_no_format_is_refused(name: str, form: str | None, told: str) -> None:
    with pytest.raises(InputError, match=told):
        find_format(FORMATS, Path(name), form)


def test_an_animated_png_may_have_the_name_of_a_still_one(tmp_path: Path) -> None:
    (path,) = write_pages(PAGES, tmp_path / "a.png", name="apng")
    assert getattr(opened(path), "n_frames", 1) == 3


def test_a_folder_that_is_not_there_is_told_before_anything_is_drawn(tmp_path: Path) -> None:
    drawn: list[int] = []

    def progress(done: int, total: int) -> bool:
        drawn.append(done)
        return True

    with pytest.raises(InputError, match="expected a file in a folder that is there"):
        write_pages(PAGES, tmp_path / "missing" / "a.gif", progress=progress)
    assert drawn == []


def test_a_full_disk_leaves_the_old_file_and_nothing_else(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    path = tmp_path / "a.svg"
    path.write_text("old", "utf-8")

    def full(_descriptor: int) -> None:
        raise OSError(28, "No space left on device")

    monkeypatch.setattr("rnnviz.experiment.storage.os.fsync", full)
    with pytest.raises(InputError, match="got no space left on device"):
        write_pages(PAGES[:1], path)
    assert files(tmp_path) == ["a.svg"]
    assert path.read_text("utf-8") == "old"


def test_what_is_given_up_leaves_nothing(tmp_path: Path) -> None:
    for name in ("a.gif", "a-{step}.svg", "a.pptx"):
        with pytest.raises(Cancelled):
            write_pages(PAGES, tmp_path / name, progress=lambda done, total: done < 1)
    assert files(tmp_path) == []


def test_a_picture_too_large_for_the_memory_is_one_sentence(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    with pytest.raises(InputError, match=r"picture: got .* pixels, expected at most"):
        write_pages([Page(make_picture(), "a")], tmp_path / "a.png", Options.of("500cm", dpi=600))

    def starved(scene: Scene, *_: object) -> bytes:
        raise MemoryError

    monkeypatch.setattr("rnnviz.export.svg.to_svg", starved)
    with pytest.raises(InputError, match="got too little memory for it, expected a smaller size"):
        write_pages(PAGES[:1], tmp_path / "a.svg")
    assert files(tmp_path) == []


@pytest.mark.parametrize("fields", [{"dpi": 71}, {"dpi": 601}, {"seconds": 0.0}, {"loop": -1}])
def test_what_cannot_be_written_is_refused_by_name(fields: dict[str, float]) -> None:
    (name,) = fields
    with pytest.raises(InputError, match=f"{name}: got"):
        Options(**fields)  # type: ignore[arg-type]


def test_numbers_hold_every_value_and_gradient(tmp_path: Path) -> None:
    write_data(RUN, tmp_path / "a.npz")
    with np.load(tmp_path / "a.npz") as found:
        np.testing.assert_array_equal(found["f"], RUN["f"])
        np.testing.assert_array_equal(found["gradients/f"], RUN.gradients()["f"])
    write_data(rnnviz.open("lstm-by-hand").run(), tmp_path / "a.csv")
    assert b"dL/d" not in (tmp_path / "a.csv").read_bytes()


@pytest.mark.parametrize("name", DATA)
def test_every_format_of_numbers_is_the_same_every_time(tmp_path: Path, name: str) -> None:
    path = tmp_path / f"a{DATA[name].suffix}"
    found = []
    for _ in range(2):
        write_data(RUN, path)
        found.append(path.read_bytes())
    assert found[0] == found[1]
    assert len(found[0]) > 300


def test_only_equations_are_of_one_step(tmp_path: Path) -> None:
    write_data(RUN, tmp_path / "a.tex", 2)
    assert r"f_2" in (tmp_path / "a.tex").read_text("utf-8")
    with pytest.raises(InputError, match=r"step: got 2, expected none, as \.csv holds all steps"):
        write_data(RUN, tmp_path / "a.csv", 2)


def test_a_latex_file_has_its_colours_groups_and_symbols(tmp_path: Path) -> None:
    (path,) = write_pages(PAGES[:1], tmp_path / "a.tex", Options.of("16cm"))
    text = path.read_text("utf-8")
    assert r"\definecolor{gateFill}" in text
    assert "% part c_hat: " in text
    assert r"{$\hat{c}_t$}" in text
    assert text.rstrip().endswith(r"\end{document}")
