"""The formats that pictures are written in, and how files are written: each whole or not at all."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from functools import partial
from pathlib import Path
from typing import Any, TypeAlias

from ..engine.error import InputError
from ..experiment.storage import write_atomically
from .page import Page, Progress, tell
from .size import Size, frame_of, parse_size

DPI = (72, 600)
STILL_DPI, MOVING_DPI = 300, 144


@dataclass(frozen=True, slots=True)
class Options:
    """How pictures are written.

    ``size`` is that of the page, None the scene's own; ``dpi`` are dots per inch, None 300 for a picture that stands
    and 144 for one that moves; a size in pixels is what it says. ``outlines`` draws text as shapes.
    ``seconds`` is how long a moving picture shows each page, ``loop`` how often it runs, 0 for ever.
    """

    size: Size | None = None
    dpi: int | None = None
    outlines: bool = False
    seconds: float = 1.0
    loop: int = 0

    def __post_init__(self) -> None:
        """Refuse what cannot be written."""
        if self.dpi is not None and not DPI[0] <= self.dpi <= DPI[1]:
            raise InputError("dpi", self.dpi, f"a number from {DPI[0]} to {DPI[1]}")
        if not 0.02 <= self.seconds <= 60:
            raise InputError("seconds", self.seconds, "a time from 0.02 to 60")
        if not 0 <= self.loop <= 1000:
            raise InputError("loop", self.loop, "a whole number from 0 (for ever) to 1000")

    def scale(self, default: int) -> float:
        """Pixels of an image per pixel of its page, where nothing else is said by so many dots per inch."""
        in_pixels = self.size is not None and self.size.unit == "px"
        return 1.0 if in_pixels else (self.dpi or default) / 96

    @classmethod
    def of(cls, size: Size | str | float | None = None, **options: Any) -> Options:
        """Options whose size may be a text such as ``16cm``, or a width in centimetres."""
        if isinstance(size, str):
            size = parse_size(size)
        elif isinstance(size, (int, float)):
            size = Size(size)
        return cls(size, **options)


Make: TypeAlias = Callable[[Sequence[Page], Options, Progress | None], bytes]


@dataclass(frozen=True, slots=True)
class Format:
    """A format by its title and the suffix of its files; ``several`` says whether one file holds several pages."""

    title: str
    suffix: str
    make: Make
    several: bool = False


def write_pages(
    pages: Sequence[Page], path: Path, options: Options | None = None, progress: Progress | None = None
) -> list[Path]:
    """Write pages in the format that the name of the file ends in, and give the files that were written.

    A format whose files hold one page takes a pattern for several, such as ``cell-{step:02}.svg``. All is made before
    the first file is written; InputError says what cannot be, Cancelled that the progress gave it up.
    """
    options = options or Options()
    form = find_format(path)
    if form.several or len(pages) == 1:
        parts = [(fill(path, pages[0], 1), form.make(pages, options, progress))]
    else:
        parts = []
        for done, page in enumerate(pages):
            tell(progress, done, len(pages))
            parts.append((fill(path, page, done + 1), form.make([page], options, None)))
    if len({target for target, _ in parts}) < len(parts):
        raise InputError("output", str(path), "a pattern for several files, such as cell-{step:02}.svg")
    for target, data in parts:
        write_atomically(target, data)
    return [target for target, _ in parts]


def fill(path: Path, page: Page, number: int) -> Path:
    """The name of a file with the step, the sub-step and the number of its page filled into its pattern."""
    try:
        return path.with_name(path.name.format(step=page.step, substep=page.substep or 0, page=number, name=page.name))
    except (LookupError, ValueError):
        raise InputError("output", str(path), "a pattern of {step}, {substep}, {page} or {name}") from None


def find_format(path: Path) -> Format:
    """The format that the suffix of a file says."""
    suffix = path.suffix.lower()
    for form in FORMATS.values():
        if form.suffix == suffix:
            return form
    known = ", ".join(form.suffix for form in FORMATS.values())
    raise InputError("output", str(path), f"a name that ends in one of {known}")


def _svg(pages: Sequence[Page], options: Options, _progress: Progress | None) -> bytes:
    from .svg import to_svg

    return to_svg(pages[0].scene, options.outlines, frame_of(pages[0].scene, options.size)).encode("utf-8")


def _pdf(pages: Sequence[Page], options: Options, _progress: Progress | None) -> bytes:
    from .pdf import to_pdf

    scenes = [page.scene for page in pages]
    return to_pdf(scenes, [frame_of(scene, options.size) for scene in scenes], pages[0].title)


def _png(pages: Sequence[Page], options: Options, _progress: Progress | None) -> bytes:
    from .paint import to_png

    frame = frame_of(pages[0].scene, options.size)
    return to_png(pages[0].scene, options.dpi or STILL_DPI, options.scale(STILL_DPI), frame)


def _moving(name: str, pages: Sequence[Page], options: Options, progress: Progress | None) -> bytes:
    from .animation import WRITERS, draw_frames

    scenes = [page.scene for page in pages]
    frames = [frame_of(scene, options.size) for scene in scenes]
    images = draw_frames(scenes, frames, options.scale(MOVING_DPI), progress)
    return WRITERS[name](images, options.seconds, options.loop)


FORMATS: dict[str, Format] = {
    "svg": Format("SVG", ".svg", _svg),
    "pdf": Format("PDF", ".pdf", _pdf, several=True),
    "png": Format("PNG", ".png", _png),
    "gif": Format("GIF", ".gif", partial(_moving, "gif"), several=True),
    "apng": Format("Animated PNG", ".apng", partial(_moving, "apng"), several=True),
    "webp": Format("WebP", ".webp", partial(_moving, "webp"), several=True),
    "mp4": Format("MP4 video", ".mp4", partial(_moving, "mp4"), several=True),
}
"""Every format of pictures by its name; adding one is adding a row."""
