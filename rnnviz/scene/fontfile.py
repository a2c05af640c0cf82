"""The advance widths of an OpenType font, read from its file without a font library (Microsoft OpenType 1.9)."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cached_property
from pathlib import Path
from struct import unpack_from


@dataclass(frozen=True)
class FontFile:
    """One font; widths are in parts of the em.

    ``tabular`` uses the figures of equal width that the feature ``tnum`` gives, as the painters do.
    """

    path: Path
    tabular: bool = False

    @cached_property
    def _data(self) -> bytes:
        return self.path.read_bytes()

    @cached_property
    def _tables(self) -> dict[str, int]:
        """Where each table starts."""
        (count,) = unpack_from(">H", self._data, 4)
        records = (unpack_from(">4s4xI", self._data, 12 + 16 * k) for k in range(count))
        return {tag.decode("latin-1"): offset for tag, offset in records}

    @cached_property
    def _em(self) -> int:
        (units,) = unpack_from(">H", self._data, self._tables["head"] + 18)
        return int(units)

    def advance(self, character: str) -> float:
        """The width of one character; one that the font does not have is as wide as its empty box."""
        glyph = self.glyph(character)
        (metrics,) = unpack_from(">H", self._data, self._tables["hhea"] + 34)
        (width,) = unpack_from(">H", self._data, self._tables["hmtx"] + 4 * min(glyph, metrics - 1))
        return float(width / self._em)

    @cached_property
    def x_height(self) -> float:
        """The height of small letters."""
        (height,) = unpack_from(">h", self._data, self._tables["OS/2"] + 86)
        return float(height / self._em)

    @cached_property
    def cap_height(self) -> float:
        """The height of capitals."""
        (height,) = unpack_from(">h", self._data, self._tables["OS/2"] + 88)
        return float(height / self._em)

    @cached_property
    def _segments(self) -> list[tuple[int, int, int]]:
        """First code, last code and first glyph of the ranges in the character map of all of Unicode (format 12)."""
        start = self._tables["cmap"]
        (count,) = unpack_from(">H", self._data, start + 2)
        for k in range(count):
            offset = start + unpack_from(">4xI", self._data, start + 4 + 8 * k)[0]
            if unpack_from(">H", self._data, offset)[0] == 12:
                (groups,) = unpack_from(">I", self._data, offset + 12)
                return [unpack_from(">III", self._data, offset + 16 + 12 * g) for g in range(groups)]
        raise ValueError(f"{self.path.name} has no character map of all of Unicode")

    def glyph(self, character: str) -> int:
        """The number of the glyph of one character; 0, an empty box, for one that the font does not have."""
        code = ord(character)
        glyph = next((glyph + code - first for first, last, glyph in self._segments if first <= code <= last), 0)
        return self._tabular_glyphs.get(glyph, glyph) if self.tabular else glyph

    @cached_property
    def _tabular_glyphs(self) -> dict[int, int]:
        """Which glyph replaces which under the feature ``tnum``."""
        if "GSUB" not in self._tables:
            return {}
        start = self._tables["GSUB"]
        features, lookups = (start + offset for offset in unpack_from(">HH", self._data, start + 6))
        replaced: dict[int, int] = {}
        for lookup in self._lookups(features, "tnum"):
            (offset,) = unpack_from(">H", self._data, lookups + 2 + 2 * lookup)
            replaced |= self._substitutions(lookups + offset)
        return replaced

    def _lookups(self, features: int, wanted: str) -> set[int]:
        """The numbers of the lookups that a feature uses in any script."""
        found: set[int] = set()
        (count,) = unpack_from(">H", self._data, features)
        for k in range(count):
            tag, offset = unpack_from(">4sH", self._data, features + 2 + 6 * k)
            if tag.decode("latin-1") == wanted:
                (n_lookups,) = unpack_from(">H", self._data, features + offset + 2)
                found.update(unpack_from(f">{n_lookups}H", self._data, features + offset + 4))
        return found

    def _substitutions(self, lookup: int) -> dict[int, int]:
        """The pairs of a lookup that replaces single glyphs (type 1, also behind an extension of type 7)."""
        pairs: dict[int, int] = {}
        kind, _flag, count = unpack_from(">HHH", self._data, lookup)
        for offset in unpack_from(f">{count}H", self._data, lookup + 6):
            table, own_kind = lookup + offset, kind
            if kind == 7:
                own_kind, far = unpack_from(">HI", self._data, table + 2)
                table += far
            if own_kind == 1:
                pairs |= self._single_substitutions(table)
        return pairs

    def _single_substitutions(self, table: int) -> dict[int, int]:
        shape, coverage, delta = unpack_from(">HHh", self._data, table)
        covered = self._covered(table + coverage)
        if shape == 1:
            return {glyph: glyph + delta for glyph in covered}
        return dict(zip(covered, unpack_from(f">{delta}H", self._data, table + 6), strict=True))

    def _covered(self, coverage: int) -> list[int]:
        """The glyphs that a coverage table lists."""
        shape, count = unpack_from(">HH", self._data, coverage)
        if shape == 1:
            return list(unpack_from(f">{count}H", self._data, coverage + 4))
        ranges = (unpack_from(">HH", self._data, coverage + 4 + 6 * k) for k in range(count))
        return [glyph for first, last in ranges for glyph in range(first, last + 1)]
