"""A figure on its way to another program: as PNG, as SVG, as an image and as a file."""

from __future__ import annotations

import atexit
import tempfile
from functools import cache
from pathlib import Path

from PySide6.QtCore import QMimeData, QPoint, Qt, QUrl
from PySide6.QtGui import QDrag, QGuiApplication, QImage, QPixmap
from PySide6.QtWidgets import QApplication, QWidget

from ..export.formats import Options
from ..export.paint import to_png
from ..export.size import frame_of
from ..scene.shapes import Scene

USUAL_DPI = 288
"""Three dots per pixel of a scene: sharp on a projector, and small enough for a chat."""
PNG, SVG = "image/png", "image/svg+xml"
THUMBNAIL = 200
"""The longest side of what hangs at the pointer, in pixels."""


def mime_of(scene: Scene, name: str, options: Options | None = None) -> QMimeData:
    """The data of a figure; InputError where it is too large. ``name`` is what a file of it is called."""
    from ..export.svg import to_svg

    options = options or Options()
    dpi, frame = options.dpi or USUAL_DPI, frame_of(scene, options.size)
    png = to_png(scene, dpi, options.scale(USUAL_DPI), frame)
    mime = QMimeData()
    mime.setData(PNG, png)
    mime.setData(SVG, to_svg(scene, options.outlines, frame).encode())
    mime.setImageData(QImage.fromData(png))
    mime.setProperty("name", name)
    return mime


def put_on_clipboard(mime: QMimeData) -> None:
    """Let other programs paste a figure."""
    QApplication.clipboard().setMimeData(mime)
    _clear_at_exit()


def drag_away(source: QWidget, mime: QMimeData) -> None:
    """Let the user drop a figure somewhere; programs that take files get a PNG file."""
    image = mime.imageData()
    assert isinstance(image, QImage)
    mime.setUrls([QUrl.fromLocalFile(str(_write(str(mime.property("name")), bytes(mime.data(PNG).data()))))])
    drag = QDrag(source)
    drag.setMimeData(mime)
    small = image.scaled(
        THUMBNAIL, THUMBNAIL, Qt.AspectRatioMode.KeepAspectRatio, Qt.TransformationMode.SmoothTransformation
    )
    drag.setPixmap(QPixmap.fromImage(small))
    drag.setHotSpot(QPoint(small.width() // 2, small.height() // 2))
    drag.exec(Qt.DropAction.CopyAction)


@cache
def _clear_at_exit() -> None:
    """Let the clipboard go while Python is there."""
    # WORKAROUND(PySide6 6.11): without a display Qt destroys what was copied only after Python has ended, and crashes.
    if QGuiApplication.platformName() == "offscreen":
        atexit.register(QApplication.clipboard().clear)


def _write(name: str, data: bytes) -> Path:
    """A file that stays as long as the program, because who receives it may read it late."""
    path = Path(tempfile.mkdtemp(dir=_folder().name), f"{name or 'figure'}.png")
    path.write_bytes(data)
    return path


@cache
def _folder() -> tempfile.TemporaryDirectory[str]:
    return tempfile.TemporaryDirectory(prefix="rnnviz-")
