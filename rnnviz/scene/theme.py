"""Every colour of every picture: a light theme, a dark one and one for print.

Red and blue are kept for values, ochre and teal for gradients, so that a colour between them never means anything
else: gates are amber, candidates green, states violet, operations neutral.
"""

from __future__ import annotations

from dataclasses import dataclass, replace
from functools import cached_property
from math import isfinite

import numpy as np
from numpy.typing import NDArray

from ..engine.ops import Array
from .color import contrast, ink_on, legible, mix, ramp

__all__ = [
    "DARK",
    "GREY",
    "LIGHT",
    "OVERFLOW",
    "PRINT",
    "THEMES",
    "Theme",
    "blend_wire",
    "color_of",
    "colors_of",
    "contrast",
    "ink_on",
    "mix",
    "pick_colors",
    "places_of",
    "wire_color",
]

# After the maps CET-D9 and CET-D4 of Peter Kovesi (colorcet.com, CC BY 4.0); the ends are paler in the light and
# deeper in the dark, so that all numbers on them are written in one ink and with a contrast of at least 4.5.
_ON_LIGHT = ("#5590fe", "#7fa1fe", "#aabafd", "#d3d9fc", "#f9f7f8", "#fed0c5", "#fba894", "#f5866e", "#ee6c50")
_ON_DARK = ("#1c70d8", "#2b5cae", "#2f4878", "#29314b", "#221f21", "#4a2a25", "#75362d", "#a03e34", "#ca463a")
# After the map BrBG of Cynthia Brewer (colorbrewer2.org), which colour-blind eyes can read.
_TEAL_ON_LIGHT = ("#1fa897", "#5cbdb0", "#92d2c9", "#c6e6e1")
_OCHRE_ON_LIGHT = ("#efdcb8", "#e5c282", "#d9a74f", "#c98c1d")
_TEAL_ON_DARK = ("#08796d", "#155f57", "#1b4743", "#1f322f")
_OCHRE_ON_DARK = ("#3e2f17", "#5d4412", "#7c570b", "#9a6700")
_GRADIENTS_ON_LIGHT = (*_TEAL_ON_LIGHT, "#f8f7f4", *_OCHRE_ON_LIGHT)
_GRADIENTS_ON_DARK = (*_TEAL_ON_DARK, "#221f21", *_OCHRE_ON_DARK)
# Okabe and Ito's palette, made darker or lighter where a line would have a contrast below 3 with the ground.
_UNITS_ON_LIGHT = (
    "#0072b2", "#d55e00", "#00875f", "#b0519a", "#a67400", "#332288", "#2d8fc4", "#882255", "#5f6b76", "#7a7a1f",
)  # fmt: skip
_UNITS_ON_DARK = (
    "#56b4e9", "#f0883e", "#3cc79b", "#e08fc4", "#e6b422", "#a99cf0", "#8fd3f4", "#e0709c", "#b4bec8", "#d9d96a",
)  # fmt: skip

LINE_CONTRAST = 3.0
OVERFLOW = 256
"""The index behind the value colours, for what is not finite."""


@dataclass(frozen=True)
class Theme:
    """The colours of a picture and of the window around it, each ``#rrggbb``.

    ``value_colors`` are 256 colours from the most negative value to the most positive, zero between 127 and 128,
    ``gradient_colors`` the same for gradients;
    ``unit_colors`` tell the units of a layer apart, also to colour-blind eyes; ``wire`` is a line without a value
    and ``pending`` one whose value is not computed yet; ``line`` separates, it need not be read.
    """

    name: str
    background: str
    surface: str
    ink: str
    muted: str
    line: str
    wire: str
    accent: str
    cell_fill: str
    cell_stroke: str
    gate_fill: str
    candidate_fill: str
    operation_fill: str
    state_fill: str
    pending: str
    error: str
    unit_colors: tuple[str, ...]
    value_colors: tuple[str, ...]
    gradient_colors: tuple[str, ...]

    @property
    def is_dark(self) -> bool:
        """Whether text is lighter than its ground."""
        return ink_on(self.background) == ink_on("#000000")

    @cached_property
    def wire_colors(self) -> tuple[str, ...]:
        """The value colours as lines: 0.72 of the map's colour, more where a line would fade into the cell."""
        return self._as_lines(self.value_colors)

    @cached_property
    def gradient_wire_colors(self) -> tuple[str, ...]:
        """The gradient colours as lines."""
        return self._as_lines(self.gradient_colors)

    def _as_lines(self, colors: tuple[str, ...]) -> tuple[str, ...]:
        goal, share = ("#ffffff", 0.12) if self.is_dark else ("#000000", 0.28)
        shaded = (mix(color, goal, share) for color in colors)
        return tuple(legible(color, self.cell_fill, LINE_CONTRAST) for color in shaded)


LIGHT = Theme(
    name="light",
    background="#ffffff",
    surface="#f5f6f8",
    ink="#16202c",
    muted="#5a6675",
    line="#d5dae1",
    wire="#5b6776",
    accent="#7a2fd0",
    cell_fill="#f6f7f9",
    cell_stroke="#c3cad3",
    gate_fill="#fde2a0",
    candidate_fill="#c3e6cf",
    operation_fill="#ffffff",
    state_fill="#dfd8f3",
    pending="#858f9c",
    error="#b5007d",
    unit_colors=_UNITS_ON_LIGHT,
    value_colors=ramp(_ON_LIGHT),
    gradient_colors=ramp(_GRADIENTS_ON_LIGHT),
)

DARK = Theme(
    name="dark",
    background="#15181d",
    surface="#1d2128",
    ink="#e9edf2",
    muted="#a3adb9",
    line="#363d47",
    wire="#9aa5b2",
    accent="#c79bff",
    cell_fill="#1c2027",
    cell_stroke="#48515d",
    gate_fill="#6a5314",
    candidate_fill="#1e5b42",
    operation_fill="#2b313a",
    state_fill="#4a3d78",
    pending="#75808e",
    error="#ff6fc6",
    unit_colors=_UNITS_ON_DARK,
    value_colors=ramp(_ON_DARK),
    gradient_colors=ramp(_GRADIENTS_ON_DARK),
)

PRINT = Theme(
    name="print",
    background="#ffffff",
    surface="#ffffff",
    ink="#000000",
    muted="#4a4a4a",
    line="#cccccc",
    wire="#4a4a4a",
    accent="#7a2fd0",
    cell_fill="#ffffff",
    cell_stroke="#8c8c8c",
    gate_fill="#fdebbd",
    candidate_fill="#d9efdf",
    operation_fill="#ffffff",
    state_fill="#e8e3f6",
    pending="#8c8c8c",
    error="#b5007d",
    unit_colors=_UNITS_ON_LIGHT,
    value_colors=ramp(_ON_LIGHT),
    gradient_colors=ramp(_GRADIENTS_ON_LIGHT),
)

_GREYS = ramp(("#808080", "#ffffff"))
GREY = replace(
    PRINT,
    name="grey",
    accent="#000000",
    gate_fill="#e2e2e2",
    candidate_fill="#c6c6c6",
    state_fill="#f0f0f0",
    error="#000000",
    unit_colors=("#000000", "#7d7d7d", "#3f3f3f", "#939393", "#1f1f1f", "#686868", "#545454", "#888888"),
    value_colors=_GREYS,
    gradient_colors=_GREYS,
)
"""For paper without colour: the darker a value, the more negative it is; its number has the sign."""

THEMES = {theme.name: theme for theme in (LIGHT, DARK, PRINT)}


def color_of(theme: Theme, value: float, limit: float) -> str:
    """The colour of one value when ``limit`` > 0 and beyond has the full colour; NaN and ±∞ get the error colour."""
    return theme.value_colors[_place(value, limit)] if isfinite(value) else theme.error


def wire_color(theme: Theme, value: float, limit: float) -> str:
    """The colour of a line that carries ``value``; it keeps a contrast of 3 with the cell also at zero."""
    return theme.wire_colors[_place(value, limit)] if isfinite(value) else theme.error


def colors_of(theme: Theme, values: Array, limit: float) -> list[str]:
    """``color_of`` for every element of a vector."""
    return pick_colors(theme.value_colors, theme, values / limit)


def pick_colors(colors: tuple[str, ...], theme: Theme, shares: Array) -> list[str]:
    """For each element of a vector its colour in a table of 256 for −1 to 1; NaN and ±∞ get the error colour."""
    table = (*colors, theme.error)
    return [table[place] for place in places_of(shares, 1.0).tolist()]


def blend_wire(colors: tuple[str, ...], theme: Theme, shares: Array, strength: float | None = None) -> str:
    """The colour of the wire of a vector whose elements are shares of what has the full colour, −1 to 1.

    Its strength is ``strength``, or the mean size of the elements; its hue is mixed of the colours for plus and minus
    by what each contributes to that size, so that +1 and −1 together are not taken for 0.
    """
    largest = float(np.abs(shares).max())
    if not np.isfinite(largest):
        return theme.error
    if largest > 1.0:
        shares = np.clip(shares, -1.0, 1.0)
    size = float(np.abs(shares).sum()) / shares.size
    plus = float(shares.sum()) / shares.size / (2 * size) + 0.5 if size else 0.5
    size = size if strength is None else strength
    return mix(colors[_place(-size, 1.0)], colors[_place(size, 1.0)], plus)


def places_of(values: Array, limit: float) -> NDArray[np.intp]:
    """The indices of values, of any shape, in the value colours of a theme; OVERFLOW for NaN and ±∞."""
    places = np.rint((np.clip(values / limit, -1.0, 1.0) + 1.0) * 127.5)
    finite = np.isfinite(values)
    return (places if finite.all() else np.where(finite, places, OVERFLOW)).astype(np.intp)


def _place(value: float, limit: float) -> int:
    """The index of a finite value in a table of 256 colours."""
    return round((max(-1.0, min(1.0, value / limit)) + 1.0) * 127.5)
