"""The formats that pictures are written in, and how files are written: each whole or not at all."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from functools import partial
from pathlib import Path
from typing import Any, TypeAlias, TypeVar

from ..engine.error import InputError
from ..engine.run import Run
from ..experiment.storage import write_atomically
from .page import Page, Progress, tell
from .size import Size, frame_of, parse_size

DPI = (72, 600)
STILL_DPI, MOVING_DPI = 300, 144
EXAMPLE = "cell-{step:02}"
LONGEST_NAME = 255


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


@dataclass(frozen=True, slots=True)
class DataFormat:
    """A format of numbers or equations: its title, the suffix of its files and what makes the bytes of a run.

    ``takes_step`` says whether it can be of one step alone.
    """

    title: str
    suffix: str
    make: Callable[[Run, int | None], bytes]
    takes_step: bool = False


Make: TypeAlias = Callable[[Sequence[Page], Options, Progress | None], bytes]


@dataclass(frozen=True, slots=True)
class Format:
    """A format of pictures: its title, the suffix of its files and what makes the bytes of one.

    ``several`` says whether one file holds several pages, ``uses_qt`` whether it is drawn by Qt.
    """

    title: str
    suffix: str
    make: Make
    several: bool = False
    uses_qt: bool = False


F = TypeVar("F", Format, DataFormat)


def write_pages(
    pages: Sequence[Page],
    path: Path,
    options: Options | None = None,
    progress: Progress | None = None,
    name: str | None = None,
) -> list[Path]:
    """Write pages in the format of that ``name``, or that the file ends in, and give the files that were written.

    A pattern such as ``cell-{step:02}.svg`` gives a file for each page. All is made before the first file is written;
    InputError says what cannot be, Cancelled that the progress gave it up.
    """
    options, form = options or Options(), find_format(FORMATS, path, name)
    if not pages:
        raise InputError("output", "no pages", "at least one")
    if not path.absolute().parent.is_dir():
        raise InputError("output", str(path), "a file in a folder that is there")
    try:
        files = _make(pages, path, options, progress, form)
    except MemoryError:
        raise InputError("picture", "too little memory for it", "a smaller size or fewer dots per inch") from None
    for target, data in files.items():
        write_atomically(target, data)
    return list(files)


def _make(
    pages: Sequence[Page], path: Path, options: Options, progress: Progress | None, form: Format
) -> dict[Path, bytes]:
    """The bytes of every file by its path."""
    if len(pages) == 1 or (form.several and "{" not in path.name):
        return {fill(path, pages[0], 1): form.make(pages, options, progress)}
    files: dict[Path, bytes] = {}
    for done, page in enumerate(pages):
        tell(progress, done, len(pages))
        target = fill(path, page, done + 1)
        if target in files:
            raise InputError("output", str(path), f"a pattern for several files, such as {EXAMPLE}{form.suffix}")
        files[target] = form.make([page], options, None)
    return files


def fill(path: Path, page: Page, number: int) -> Path:
    """The name of a file with the step, the sub-step and the number of its page filled into its pattern."""
    try:
        name = path.name.format(step=page.step, substep=page.substep or 0, page=number, name=page.name)
        found = path.with_name(name)
    except (LookupError, ValueError, AttributeError):
        raise InputError("output", str(path), "a pattern of {step}, {substep}, {page} or {name}") from None
    if len(name) > LONGEST_NAME:
        raise InputError("output", str(path), f"a name of at most {LONGEST_NAME} characters")
    return found


def find_format(table: Mapping[str, F], path: Path, name: str | None = None) -> F:
    """The format of a name, which the suffix of the file must agree with, or the one that the suffix says."""
    suffix = path.suffix.lower()
    if name is not None and name not in table:
        raise InputError("format", name, f"one of {', '.join(table)}")
    known = tuple(table.values()) if name is None else (table[name],)
    # An animated PNG may have the name of one that stands still.
    found = next((form for form in known if suffix == form.suffix or (name == "apng" and suffix == ".png")), None)
    if found is None:
        endings = ", ".join(form.suffix for form in known)
        raise InputError("output", str(path), f"a name that ends in {'one of ' if name is None else ''}{endings}")
    return found


def _svg(pages: Sequence[Page], options: Options, _progress: Progress | None) -> bytes:
    from .svg import to_svg

    return to_svg(pages[0].scene, options.outlines, frame_of(pages[0].scene, options.size)).encode("utf-8")


def _pdf(pages: Sequence[Page], options: Options, _progress: Progress | None) -> bytes:
    from .pdf import to_pdf

    scenes = [page.scene for page in pages]
    return to_pdf(scenes, [frame_of(scene, options.size) for scene in scenes], pages[0].title)


def _pptx(pages: Sequence[Page], options: Options, progress: Progress | None) -> bytes:
    from .pptx import to_pptx

    return to_pptx(pages, options.size, progress)


def _tikz(pages: Sequence[Page], options: Options, _progress: Progress | None) -> bytes:
    from .tikz import to_tikz

    return to_tikz(pages[0].scene, frame_of(pages[0].scene, options.size)).encode("utf-8")


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
    "pdf": Format("PDF", ".pdf", _pdf, several=True, uses_qt=True),
    "png": Format("PNG", ".png", _png, uses_qt=True),
    "pptx": Format("PowerPoint", ".pptx", _pptx, several=True),
    "tikz": Format("TikZ (LaTeX)", ".tex", _tikz),
    "gif": Format("GIF", ".gif", partial(_moving, "gif"), True, True),
    "apng": Format("Animated PNG", ".apng", partial(_moving, "apng"), True, True),
    "webp": Format("WebP", ".webp", partial(_moving, "webp"), True, True),
    "mp4": Format("MP4 video", ".mp4", partial(_moving, "mp4"), True, True),
}
"""Every format of pictures by its name; adding one is adding a row."""


def _numbers(suffix: str, run: Run, _step: int | None) -> bytes:
    from .data import to_bytes

    return to_bytes(run, suffix, None if run.loss is None else run.gradients())


def _latex(run: Run, step: int | None) -> bytes:
    from .document import to_latex_source

    return to_latex_source(run, step).encode("utf-8")


def _markdown(run: Run, step: int | None) -> bytes:
    from .document import to_markdown

    return to_markdown(run, step).encode("utf-8")


DATA: dict[str, DataFormat] = {
    "csv": DataFormat("CSV: every value and gradient", ".csv", partial(_numbers, ".csv")),
    "json": DataFormat("JSON: every value and gradient", ".json", partial(_numbers, ".json")),
    "npz": DataFormat("NPZ: every value and gradient", ".npz", partial(_numbers, ".npz")),
    "latex": DataFormat("LaTeX source of the equations", ".tex", _latex, takes_step=True),
    "markdown": DataFormat("Markdown: equations and values", ".md", _markdown, takes_step=True),
}
"""Every format of numbers and equations by its name."""


def write_data(run: Run, path: Path, step: int | None = None, name: str | None = None) -> None:
    """Write the numbers or equations of a run in the format of that ``name``, or that the file ends in.

    With ``step`` equations are worked out in its numbers; InputError says where a format has no steps.
    """
    form = find_format(DATA, path, name)
    if step is not None and not form.takes_step:
        raise InputError("step", step, f"none, as {form.suffix} holds all steps")
    write_atomically(path, form.make(run, step))
