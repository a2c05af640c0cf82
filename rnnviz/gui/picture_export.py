"""Writing what is on screen to files: the pictures as they are drawn, and the numbers behind them."""

from __future__ import annotations

from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING

from ..experiment.storage import write_atomically
from ..export.paint import to_png
from ..scene.shapes import Scene

if TYPE_CHECKING:
    from .main_window import MainWindow

PNG_DPI = 288
"""Dots per inch of a PNG file: three per pixel of the scene."""


class PictureExport:
    """The export commands of one window."""

    def __init__(self, window: MainWindow) -> None:
        self._window = window

    def export(self, what: str, suffix: str) -> None:
        """Ask for a file and write the picture of the ``cell`` or of the ``unfolded`` network to it."""
        view = self._window.cell_view.diagram if what == "cell" else self._window.network_view.unfolded
        self._window.files.export(f"Export {suffix[1:].upper()}", suffix, partial(write_picture, view.picture()))

    def export_data(self, suffix: str) -> None:
        """Ask for a file and write every value and gradient to it."""
        from ..export.data import write

        self._window.files.export(
            "Export numbers", suffix, partial(write, self._window.session.experiment, gradients=True)
        )


def write_picture(scene: Scene, path: Path) -> None:
    """Write a scene as SVG or PNG, as the name of the file says."""
    if path.suffix.lower() == ".png":
        write_atomically(path, to_png(scene, PNG_DPI))
    else:
        # Imported here because the standard library's XML functions load half of its internet modules.
        from ..export.svg import to_svg

        write_atomically(path, to_svg(scene).encode())
