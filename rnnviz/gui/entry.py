"""What a cell of a table may hold, how it is typed and how it is shown."""

from __future__ import annotations

import math
import re
from dataclasses import dataclass
from typing import TypeAlias

from ..engine.error import InputError
from ..scene.letter import show_letter
from ..scene.number import format_number

NUMBER = re.compile(r"[+-]?(\d+\.?\d*|\.\d+)(e[+-]?\d+)?")
THOUSANDS = re.compile(r"[+-]?[1-9]\d{0,2},\d{3}")


@dataclass(frozen=True, slots=True)
class NumberEntry:
    """A finite number; where ``optional``, an empty cell is NaN."""

    optional: bool = False

    def parse(self, field: str, text: str) -> float:
        """The number that ``text`` writes, with a decimal point or, where it can mean nothing else, a comma."""
        plain = text.strip().replace("−", "-")
        if not plain and self.optional:
            return math.nan
        if THOUSANDS.fullmatch(plain):
            raise InputError(field, text, "a decimal point, as the comma could also mark thousands")
        plain = plain.replace(",", ".").lower()
        value = float(plain) if NUMBER.fullmatch(plain) else math.nan
        if not math.isfinite(value):
            raise InputError(field, text, "a finite number such as 0.5")
        return value

    def show(self, value: float) -> str:
        """The number in a few characters; empty for a missing one."""
        return "" if self.optional and math.isnan(value) else format_number(value)

    def spell(self, value: float) -> str:
        """The number in full, so that reading it back gives the same."""
        return "" if self.optional and math.isnan(value) else repr(float(value)).removesuffix(".0")

    @property
    def blank(self) -> float:
        """What a new cell holds."""
        return math.nan if self.optional else 0.0

    def move(self, value: float, distance: float) -> float:
        """The number moved by ``distance`` hundredths, of its own order of magnitude where that exceeds one."""
        if distance == 0 or not math.isfinite(value):
            return value
        size = max(1.0, 10.0 ** math.floor(math.log10(max(abs(value), 1.0))))
        moved = round(value + 0.01 * size * distance, 12)
        return moved if math.isfinite(moved) else value


@dataclass(frozen=True, slots=True)
class SymbolEntry:
    """One of ``symbols``, held as its place from 0; where ``optional``, an empty cell is NaN."""

    symbols: tuple[str, ...]
    optional: bool = False

    @property
    def is_typed_at_once(self) -> bool:
        """Whether one key is a whole entry."""
        return all(len(symbol) == 1 for symbol in self.symbols)

    def parse(self, field: str, text: str) -> float:
        """The place of a symbol."""
        if text in self.symbols:
            return float(self.symbols.index(text))
        if text.strip() in self.symbols:
            return float(self.symbols.index(text.strip()))
        if self.optional and not text.strip():
            return math.nan
        raise InputError(field, text, f"one of {' '.join(self.symbols)}")

    def show(self, value: float) -> str:
        """The symbol, with a space or the end of a line made visible."""
        return show_letter(self.spell(value))

    def spell(self, value: float) -> str:
        """The symbol itself."""
        return "" if math.isnan(value) else self.symbols[int(value)]

    @property
    def blank(self) -> float:
        """What a new cell holds."""
        return math.nan if self.optional else 0.0

    def move(self, value: float, distance: float) -> float:
        """The symbol one further in the direction of ``distance``, round the alphabet."""
        step = 1 if distance > 0 else -1
        return float((int(value) + step) % len(self.symbols)) if not math.isnan(value) else 0.0


Entry: TypeAlias = NumberEntry | SymbolEntry
