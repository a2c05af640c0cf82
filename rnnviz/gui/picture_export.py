"""Writing a picture of a window of its own to a file, as it is drawn."""

from __future__ import annotations

from pathlib import Path

from ..experiment.storage import write_atomically
from ..scene.shapes import Scene


def write_picture(scene: Scene, path: Path) -> None:
    """Write a scene as SVG."""
    # Imported here because the standard library's XML functions load half of its internet modules.
    from ..export.svg import to_svg

    write_atomically(path, to_svg(scene).encode())
