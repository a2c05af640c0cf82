"""What the export dialog remembers: the last choices, and manners that were given a name."""

from __future__ import annotations

from pathlib import Path

from .export_choice import Manner, read_manner, read_presets, write_presets
from .settings import Settings


class ExportMemory:
    """Reads and writes the remembered choices; what is damaged is as if it had never been there."""

    def __init__(self, settings: Settings) -> None:
        self._settings = settings

    @property
    def manner(self) -> Manner:
        """How was exported last."""
        return read_manner(self._settings.text("export/manner"))

    @manner.setter
    def manner(self, manner: Manner) -> None:
        self._settings.set_text("export/manner", manner.text)

    @property
    def figure(self) -> str:
        """What was exported last; empty if nothing was."""
        return self._settings.text("export/figure")

    @figure.setter
    def figure(self, name: str) -> None:
        self._settings.set_text("export/figure", name)

    @property
    def folder(self) -> Path | None:
        """Where was exported to last, while that is there."""
        text = self._settings.text("export/folder")
        return Path(text) if text and Path(text).is_dir() else None

    @folder.setter
    def folder(self, folder: Path) -> None:
        self._settings.set_text("export/folder", str(folder))

    @property
    def presets(self) -> dict[str, Manner]:
        """The manners that have a name, in the order of these."""
        return dict(sorted(read_presets(self._settings.text("export/presets")).items()))

    def save_preset(self, name: str, manner: Manner) -> None:
        """Give a manner a name."""
        self._settings.set_text("export/presets", write_presets({**self.presets, name: manner}))

    def delete_preset(self, name: str) -> None:
        """Forget a name."""
        kept = {other: manner for other, manner in self.presets.items() if other != name}
        self._settings.set_text("export/presets", write_presets(kept))
