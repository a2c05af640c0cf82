"""The commands that export and copy figures."""

from __future__ import annotations

from collections.abc import Iterator
from typing import TYPE_CHECKING

from .command import Command

if TYPE_CHECKING:
    from .main_window import MainWindow


def export_commands(window: MainWindow) -> Iterator[Command]:
    """The commands of the file menu."""

    def export() -> None:
        window.exporter.export()

    def copy() -> None:
        window.exporter.copy()

    def export_numbers() -> None:
        window.exporter.export_numbers()

    yield Command("export.figure", "&Export…", export, "&File-", ("Ctrl+E",))
    yield Command("export.copy", "&Copy as picture", copy, "&File", ("Ctrl+Shift+C",))
    yield Command("export.numbers", "Export n&umbers and equations…", export_numbers, "&File")
