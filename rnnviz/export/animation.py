"""Sequences of pictures as moving ones: GIF, APNG and WebP, and MP4 where ffmpeg is installed."""

from __future__ import annotations

import io
import subprocess
import tempfile
from collections.abc import Callable, Sequence
from contextlib import suppress
from itertools import chain, repeat
from pathlib import Path
from shutil import which
from typing import TYPE_CHECKING, Any

import numpy as np
from numpy.typing import NDArray

from ..engine.error import InputError
from .page import Progress, tell
from .size import Frame, check_pixels

if TYPE_CHECKING:
    from PIL.Image import Image

    from ..scene.shapes import Scene

GIF_COLORS, EXACT_COLORS = 255, 96
"""One of the 256 colours that a GIF has is kept for what is transparent; so many are exactly as drawn."""
SAMPLES = 6
"""The palette of a GIF is made from so many of its pictures."""
MOST_PIXELS = 250_000_000
"""A moving picture has at most so many pixels in all."""
RATE = 25
"""Pictures per second of a video, which repeats each of ours."""
QUIET = ("-nostdin", "-loglevel", "error", "-y")
SAME_BYTES = ("-map_metadata", "-1", "-fflags", "+bitexact", "-flags:v", "+bitexact", "-threads", "1")


def draw_frames(
    scenes: Sequence[Scene], pages: Sequence[Frame], scale: float, progress: Progress | None = None
) -> list[Image]:
    """Every scene in its place on its page as an image with alpha, all of one size: that of the largest page."""
    from PIL import Image

    sizes = [check_pixels(page, scale) for page in pages]
    width, height = (max(side) for side in zip(*sizes, strict=True))
    if width * height * len(scenes) > MOST_PIXELS:
        most = f"at most {MOST_PIXELS // 10**6} million in all; make it smaller or leave out steps"
        raise InputError("pictures", f"{len(scenes):,} of {width:,} × {height:,} pixels", most)
    frames: list[Image.Image] = []
    for done, (scene, page) in enumerate(zip(scenes, pages, strict=True)):
        tell(progress, done, len(scenes))
        canvas = Image.new("RGBA", (width, height), scene.background or (0, 0, 0, 0))
        drawn = _draw(scene, page, scale)
        canvas.paste(drawn, ((width - drawn.width) // 2, (height - drawn.height) // 2))
        frames.append(canvas)
    return frames


def to_gif(frames: Sequence[Image], seconds: float, loop: int) -> bytes:
    """A GIF with one palette for all its pictures, without dots of other colours between them."""
    palette, exact = _palette(frames)
    options: dict[str, Any] = {"optimize": False}
    if _is_transparent(frames[0]):
        options |= {"transparency": GIF_COLORS, "disposal": 2}
    return _save([_reduced(frame, palette, exact) for frame in frames], "GIF", seconds, loop, **options)


def to_apng(frames: Sequence[Image], seconds: float, loop: int) -> bytes:
    """An animated PNG."""
    return _save(_opaque(frames), "PNG", seconds, loop, compress_level=4)


def to_webp(frames: Sequence[Image], seconds: float, loop: int) -> bytes:
    """An animated WebP that loses nothing."""
    options: dict[str, Any] = {"lossless": True, "method": 2, "quality": 50}
    if _is_transparent(frames[0]):
        # Parts of frames that hold nothing transparent would make readers take the whole for opaque.
        options["kmax"] = 1
    return _save(_opaque(frames), "WEBP", seconds, loop, **options)


def to_mp4(frames: Sequence[Image], seconds: float, loop: int) -> bytes:
    """An H.264 video, run through as often as ``loop`` says, once for 0; InputError where ffmpeg is not installed."""
    program = which("ffmpeg")
    if program is None:
        raise InputError("format", "mp4", "ffmpeg to be installed for it; gif, webp and apng need nothing")
    width, height = (side + side % 2 for side in frames[0].size)
    source = ("-f", "rawvideo", "-pix_fmt", "rgb24", "-s", f"{width}x{height}", "-framerate", f"{1 / seconds:.6f}")
    coding = ("-c:v", "libx264", "-pix_fmt", "yuv420p", "-r", str(RATE), "-movflags", "+faststart")
    with tempfile.TemporaryDirectory() as folder:
        target = Path(folder, "video.mp4")
        command = (program, *QUIET, *source, "-i", "-", *coding, *SAME_BYTES, str(target))
        with subprocess.Popen(command, stdin=subprocess.PIPE, stderr=subprocess.PIPE) as process:
            assert process.stdin is not None
            # Where ffmpeg ends early, what it says is of more use than that it took no more.
            with suppress(BrokenPipeError):
                for frame in chain.from_iterable(repeat(frames, max(1, loop))):
                    process.stdin.write(_flat(frame, (width, height)).tobytes())
            _, said = process.communicate()
        if process.returncode:
            reason = said.decode("utf-8", "replace").strip().splitlines() or ["it gives no reason"]
            raise InputError("ffmpeg", reason[-1], "a video of the pictures")
        return target.read_bytes()


WRITERS: dict[str, Callable[[Sequence[Image], float, int], bytes]] = {
    "gif": to_gif,
    "apng": to_apng,
    "webp": to_webp,
    "mp4": to_mp4,
}
"""What writes a moving picture of frames that are each shown for some seconds, by the name of its format."""


def _draw(scene: Scene, page: Frame, scale: float) -> Image:
    """A scene as an image with alpha."""
    from PIL import Image

    from .paint import to_image

    image = to_image(scene, scale, page)
    image = image.convertToFormat(image.Format.Format_RGBA8888)
    size = (image.width(), image.height())
    return Image.frombuffer("RGBA", size, bytes(image.constBits()), "raw", "RGBA", image.bytesPerLine(), 1)


def _is_transparent(frame: Image) -> bool:
    low, _ = frame.getchannel("A").getextrema()
    return isinstance(low, (int, float)) and low < 255


def _opaque(frames: Sequence[Image]) -> list[Image]:
    """The frames without the alpha that they do not need."""
    return [frame if _is_transparent(frame) else frame.convert("RGB") for frame in frames]


def _flat(frame: Image, size: tuple[int, int]) -> Image:
    """A frame on white, of a size that a video can have."""
    from PIL import Image

    ground = Image.new("RGBA", size, "#ffffff")
    ground.alpha_composite(frame)
    return ground.convert("RGB")


def _palette(frames: Sequence[Image]) -> tuple[Image, NDArray[np.uint8]]:
    """The colours of some of the frames together, and for every colour its place if it is in the palette exactly.

    Those that fill most of the frames are in it exactly, the others roughly.
    """
    from PIL import Image

    width, height = frames[0].size
    strip = Image.new("RGB", (width, height * SAMPLES))
    for k in range(SAMPLES):
        strip.paste(frames[k * (len(frames) - 1) // (SAMPLES - 1)].convert("RGB"), (0, k * height))
    counts = np.bincount(_packed(strip).ravel(), minlength=1)
    common = np.argsort(counts, kind="stable")[::-1][:EXACT_COLORS]
    common = common[counts[common] > 0]
    exact = np.full(2**24, GIF_COLORS, np.uint8)
    exact[common] = np.arange(len(common))
    rough = strip.quantize(GIF_COLORS - len(common), method=Image.Quantize.FASTOCTREE, dither=Image.Dither.NONE)
    palette = Image.new("P", (1, 1))
    numbers = [int(color) >> shift & 255 for color in common for shift in (0, 8, 16)]
    palette.putpalette([*numbers, *(rough.getpalette() or [])][: 3 * GIF_COLORS])
    return palette, exact


def _reduced(frame: Image, palette: Image, exact: NDArray[np.uint8]) -> Image:
    """A frame in the colours of a palette; Pillow alone takes neighbours of colours that are in it."""
    from PIL import Image

    flat = frame.convert("RGB")
    rough = flat.quantize(palette=palette, dither=Image.Dither.NONE)
    places = exact[_packed(flat)]
    places = np.where(places == GIF_COLORS, np.asarray(rough), places)
    if _is_transparent(frame):
        places[np.asarray(frame.getchannel("A")) < 128] = GIF_COLORS
    image = Image.fromarray(places)
    image.putpalette(palette.getpalette() or [])
    return image


def _packed(image: Image) -> NDArray[np.intp]:
    """The colours of an image, each as one number below 2²⁴."""
    red, green, blue = np.moveaxis(np.asarray(image, np.intp), 2, 0)
    packed: NDArray[np.intp] = red | green << 8 | blue << 16
    return packed


def _save(frames: Sequence[Image], form: str, seconds: float, loop: int, **options: Any) -> bytes:
    """Frames in a format of Pillow."""
    file = io.BytesIO()
    duration = round(1000 * seconds)
    frames[0].save(file, form, save_all=True, append_images=list(frames[1:]), duration=duration, loop=loop, **options)
    return file.getvalue()
