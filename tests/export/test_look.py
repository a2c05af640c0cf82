"""How a figure may look, and what is no choice."""

from __future__ import annotations

import pytest

from rnnviz.engine.error import InputError
from rnnviz.export.look import Look
from rnnviz.scene.theme import DARK, GREY, LIGHT


def test_light_is_the_default_and_print_has_no_colour() -> None:
    assert Look().colors is LIGHT
    assert Look("dark").colors is DARK
    assert Look("print").colors is GREY


@pytest.mark.parametrize(("background", "ground"), [("theme", "#15181d"), ("transparent", None)])
def test_the_ground_is_that_of_the_theme_or_white_or_nothing(background: str, ground: str | None) -> None:
    assert Look("dark", background).ground == ground  # type: ignore[arg-type]


@pytest.mark.parametrize(
    "fields",
    [
        {"theme": "pink"},
        {"background": "black"},
        {"values": "some"},
        {"digits": 5},
        {"digits": -1},
        {"digits": True},
        {"text_size": 0.1},
        {"text_size": float("nan")},
        {"notation": "roman"},
    ],
)
def test_what_is_no_choice_is_refused_by_name(fields: dict[str, object]) -> None:
    (name,) = fields
    with pytest.raises(InputError, match=f"{name.replace('_', ' ')}: got .*expected"):
        Look(**fields)  # type: ignore[arg-type]


def test_white_text_is_not_put_on_white() -> None:
    Look("print", "white").check_ground()
    with pytest.raises(InputError, match="background: got white, expected theme or transparent"):
        Look("dark", "white").check_ground()
