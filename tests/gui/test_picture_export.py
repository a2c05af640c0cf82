"""A picture of a window of its own is written as it is drawn."""

from __future__ import annotations

from pathlib import Path

from rnnviz.gui.picture_export import write_picture
from rnnviz.scene.shapes import Box, Group, Scene


def test_a_picture_is_written_as_svg(tmp_path: Path) -> None:
    write_picture(Scene(10, 10, Group("box", (Box(0, 0, 5, 5, 0, "#ff0000"),))), tmp_path / "box.svg")
    assert "#ff0000" in (tmp_path / "box.svg").read_text("utf-8")
