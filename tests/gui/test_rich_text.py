"""Subscripts in words."""

from __future__ import annotations

from rnnviz.gui.rich_text import sink


def test_words_without_names_that_need_it_stay_plain() -> None:
    assert sink("‖dL/dh₃‖ < 1\nU") == "‖dL/dh₃‖ < 1\nU"


def test_a_subscript_without_a_sign_of_its_own_is_set_lower() -> None:
    rich = sink("dL/dU_f < 1\nb_hy")
    assert rich.startswith("dL/dU<span")
    assert ">f</span> &lt; 1<br>b<span" in rich
    assert rich.endswith(">hy</span>")
