"""Moving pictures have every frame, its time and its colours."""

from __future__ import annotations

import io
from pathlib import Path

import pytest
from PIL import Image

from rnnviz.engine.error import InputError
from rnnviz.export import animation
from rnnviz.export.animation import draw_frames, to_apng, to_gif, to_mp4, to_webp
from rnnviz.export.page import Cancelled
from rnnviz.export.size import Frame
from rnnviz.scene.shapes import Box, Group, Scene

pytestmark = pytest.mark.usefixtures("qapp")

COLORS = ("#f6f7f9", "#ffffff", "#fde2a0", "#5590fe")


def scenes(background: str | None = "#ffffff") -> list[Scene]:
    return [Scene(80, 60, Group("one", (Box(20, 10, 30, 30, 0, color),)), background) for color in COLORS]


def frames(background: str | None = "#ffffff") -> list[Image.Image]:
    found = scenes(background)
    return draw_frames(found, [Frame(80, 60)] * len(found), 2.0)


@pytest.mark.parametrize(("write", "name"), [(to_gif, "GIF"), (to_apng, "PNG"), (to_webp, "WEBP")])
def test_every_frame_is_shown_for_its_time_in_its_colours(write, name: str) -> None:  # type: ignore[no-untyped-def]
    image = Image.open(io.BytesIO(write(frames(), 0.5, 0)))
    assert (image.format, image.size, getattr(image, "n_frames", 1)) == (name, (160, 120), 4)
    for k, color in enumerate(COLORS):
        image.seek(k)
        image.load()
        assert image.info["duration"] == 500
        red, green, blue = image.convert("RGB").getpixel((70, 50))  # type: ignore[misc]
        assert f"#{red:02x}{green:02x}{blue:02x}" == color


@pytest.mark.parametrize("write", [to_gif, to_apng, to_webp])
def test_a_picture_runs_for_ever_or_as_often_as_is_said(write) -> None:  # type: ignore[no-untyped-def]
    loops = [Image.open(io.BytesIO(write(frames(), 1.0, loop))).info.get("loop") for loop in (0, 3)]
    assert loops == [0, 3]


@pytest.mark.parametrize("write", [to_gif, to_apng, to_webp])
def test_what_is_transparent_stays_so(write) -> None:  # type: ignore[no-untyped-def]
    image = Image.open(io.BytesIO(write(frames(None), 1.0, 0)))
    image.seek(2)
    shown = image.convert("RGBA")
    assert shown.getpixel((5, 5))[3] == 0  # type: ignore[index]
    assert shown.getpixel((70, 50)) == (0xFD, 0xE2, 0xA0, 255)


@pytest.mark.parametrize("write", [to_gif, to_apng, to_webp])
def test_the_same_frames_give_the_same_bytes(write) -> None:  # type: ignore[no-untyped-def]
    assert write(frames(), 1.0, 0) == write(frames(), 1.0, 0)


def test_frames_of_different_sizes_stand_in_the_middle_of_the_largest() -> None:
    found = draw_frames(scenes()[:2], [Frame(80, 60), Frame(120, 60)], 1.0)
    assert [frame.size for frame in found] == [(120, 60)] * 2
    assert found[0].getpixel((20 + 35, 25)) == (0xF6, 0xF7, 0xF9, 255)


def test_the_progress_is_told_of_every_frame_and_can_give_up() -> None:
    told: list[int] = []

    def progress(done: int, total: int) -> bool:
        told.append(done)
        return done < 2

    with pytest.raises(Cancelled):
        draw_frames(scenes(), [Frame(80, 60)] * 4, 1.0, progress)
    assert told == [0, 1, 2]


def test_too_many_large_frames_are_refused_before_they_are_drawn() -> None:
    many = scenes() * 20
    with pytest.raises(InputError, match="pictures: got 80 of 8,000 × 6,000 pixels"):
        draw_frames(many, [Frame(80, 60)] * 80, 100.0)


def test_without_ffmpeg_there_is_one_sentence(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(animation, "which", lambda name: None)
    with pytest.raises(InputError, match="format: got mp4, expected ffmpeg to be installed"):
        to_mp4(frames(), 1.0, 0)


FAKE = """#!{python}
import sys
pixels = sys.stdin.buffer.read()
size = next(sys.argv[k + 1] for k, word in enumerate(sys.argv) if word == "-s")
open(sys.argv[-1], "w").write(f"{{size}} {{len(pixels)}}")
sys.exit({status})
"""


def fake_ffmpeg(folder: Path, status: int) -> str:
    import sys

    program = folder / "ffmpeg"
    program.write_text(FAKE.format(python=sys.executable, status=status), "utf-8")
    program.chmod(0o755)
    return str(program)


def test_ffmpeg_is_given_frames_of_even_sides_as_often_as_they_run(
    monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    monkeypatch.setattr(animation, "which", lambda name: fake_ffmpeg(tmp_path, 0))
    found = draw_frames(scenes(), [Frame(79, 59)] * 4, 1.0)
    assert to_mp4(found, 1.0, 2) == f"80x60 {80 * 60 * 3 * 4 * 2}".encode()


def test_what_ffmpeg_cannot_do_is_one_sentence(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    monkeypatch.setattr(animation, "which", lambda name: fake_ffmpeg(tmp_path, 1))
    with pytest.raises(InputError, match="ffmpeg: got it gives no reason"):
        to_mp4(frames(), 1.0, 0)
