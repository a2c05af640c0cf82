"""What the window remembers from one start to the next: layout, theme, notation, text size, recent files."""

from __future__ import annotations

from pathlib import Path

from PySide6.QtCore import QByteArray, QSettings

from ..engine.error import InputError
from ..engine.notation import DEFAULT, Notation, find_notation
from ..scene.theme import DARK, LIGHT, Theme
from .style import TEXT_SIZES

# Raised when docks are renamed or rearranged, so that an old layout is not forced on a new window.
LAYOUT_VERSION = 3
MAX_RECENT = 10


class Settings:
    """Typed access to the remembered values; anything missing or damaged is the default.

    Without a store nothing is remembered beyond this object, as tests and snapshots need it.
    """

    def __init__(self, store: QSettings | None = None) -> None:
        self._store = store
        self._kept: dict[str, object] = {}

    @property
    def theme(self) -> Theme:
        """The theme, light unless dark was chosen."""
        return DARK if self._get("theme") == DARK.name else LIGHT

    @theme.setter
    def theme(self, theme: Theme) -> None:
        self._set("theme", theme.name)

    @property
    def notation(self) -> Notation:
        """The notation that was used last."""
        try:
            return find_notation(self.text("notation") or DEFAULT.key)
        except InputError:
            return DEFAULT

    @notation.setter
    def notation(self, notation: Notation) -> None:
        self._set("notation", notation.code)

    @property
    def text_size(self) -> int:
        """In percent."""
        try:
            size = int(str(self._get("text_size")))
        except ValueError:
            return 100
        return size if size in TEXT_SIZES else 100

    @text_size.setter
    def text_size(self, percent: int) -> None:
        self._set("text_size", percent)

    @property
    def geometry(self) -> QByteArray | None:
        """The place and size of the window."""
        return self._bytes("geometry")

    @geometry.setter
    def geometry(self, geometry: QByteArray) -> None:
        self._set("geometry", geometry)

    @property
    def layout(self) -> QByteArray | None:
        """The places of docks and toolbar, for ``QMainWindow.restoreState`` with ``LAYOUT_VERSION``."""
        return self._bytes("layout")

    @layout.setter
    def layout(self, layout: QByteArray) -> None:
        self._set("layout", layout)

    @property
    def recent(self) -> tuple[Path, ...]:
        """The files opened or saved last, newest first."""
        text = self._get("recent")
        return tuple(Path(line) for line in str(text).splitlines() if line) if text else ()

    def add_recent(self, path: Path) -> None:
        """Put a file first among the recent ones."""
        others = [other for other in self.recent if other != path]
        self._set("recent", "\n".join(str(p) for p in [path, *others][:MAX_RECENT]))

    def forget_recent(self, path: Path | None = None) -> None:
        """Forget one file, or all."""
        kept = [] if path is None else [other for other in self.recent if other != path]
        self._set("recent", "\n".join(map(str, kept)))

    def text(self, key: str) -> str:
        """What was remembered under a key of somebody else's; empty if nothing was."""
        return str(self._get(key) or "")

    def set_text(self, key: str, text: str) -> None:
        """Remember a text under a key."""
        self._set(key, text)

    def _bytes(self, key: str) -> QByteArray | None:
        value = self._get(key)
        return value if isinstance(value, QByteArray) else None

    def _get(self, key: str) -> object:
        return self._kept.get(key) if self._store is None else self._store.value(key)

    def _set(self, key: str, value: object) -> None:
        if self._store is None:
            self._kept[key] = value
        else:
            self._store.setValue(key, value)
