"""How a figure looks: theme, ground, numbers, text and what is said beside it."""

from __future__ import annotations

from dataclasses import dataclass, fields
from typing import Any, Literal, TypeAlias, get_args

from ..engine.error import InputError
from ..engine.notation import find_notation
from ..experiment.limit import whole_number
from ..scene.theme import DARK, GREY, LIGHT, Theme

ThemeName: TypeAlias = Literal["light", "dark", "print"]
Background: TypeAlias = Literal["theme", "white", "transparent"]
Values: TypeAlias = Literal["none", "chips", "wires", "all"]
LOOKS = {"light": LIGHT, "dark": DARK, "print": GREY}
MOST_DIGITS = 4
TEXT_SIZES = (0.8, 1.6)


@dataclass(frozen=True, slots=True)
class Look:
    """How a figure looks, whatever it shows.

    ``values`` says what of the numbers is seen: the chips, the colours of the wires, both or none. ``digits`` are the
    decimals; ``text_size`` enlarges all text; ``notation`` is such as ``find_notation`` reads, None that
    of the run.
    """

    theme: ThemeName = "light"
    background: Background = "theme"
    digits: int = 2
    values: Values = "all"
    text_size: float = 1.0
    notation: str | None = None
    legend: bool = True
    caption: bool = True

    def __post_init__(self) -> None:
        """Refuse what is not a choice."""
        _check("theme", self.theme, tuple(LOOKS))
        _check("background", self.background, get_args(Background))
        _check("values", self.values, get_args(Values))
        whole_number("digits", self.digits, 0, MOST_DIGITS)
        if not TEXT_SIZES[0] <= self.text_size <= TEXT_SIZES[1]:
            raise InputError("text size", self.text_size, f"a factor from {TEXT_SIZES[0]} to {TEXT_SIZES[1]}")

        if self.notation is not None:
            find_notation(self.notation)

    def check_ground(self) -> None:
        """Refuse the white text of the dark theme on white."""
        if self.theme == "dark" and self.background == "white":
            raise InputError("background", "white", "theme or transparent, as the dark theme has white text")

    @property
    def colors(self) -> Theme:
        """The colours."""
        return LOOKS[self.theme]

    @property
    def ground(self) -> str | None:
        """The colour of the page; None where it is transparent."""
        return {"theme": self.colors.background, "white": "#ffffff", "transparent": None}[self.background]


LOOK_FIELDS = tuple(field.name for field in fields(Look))


def _check(name: str, value: Any, choices: tuple[str, ...]) -> None:
    if value not in choices:
        raise InputError(name, value, f"one of {', '.join(choices)}")
