"""The page on gradient clipping follows its controls and the run."""

from __future__ import annotations

from functools import partial

import pytest
from pytestqt.qtbot import QtBot

from rnnviz.experiment import edits
from rnnviz.experiment.example import load_example
from rnnviz.gui.bar_view import BarView
from rnnviz.gui.clipping_page import ClippingPage, LimitSlider
from rnnviz.gui.session import Session
from rnnviz.scene.shapes import Key

from .conftest import OpenPage


def test_the_threshold_counts_in_decades(qtbot: QtBot) -> None:
    slider = LimitSlider()
    qtbot.addWidget(slider)
    assert slider.limit == 1.0
    slider.slider.setValue(slider.slider.maximum())
    assert slider.limit == 1e6
    slider.slider.setValue(slider.slider.minimum())
    assert slider.limit == pytest.approx(1e-6)


def test_the_norms_follow_the_threshold_and_the_mode(open_page: OpenPage) -> None:
    page = open_page(ClippingPage, load_example("hello"))
    page.limit.slider.setValue(-20)
    assert page.found is not None
    assert page.found.norms[0, 1] == pytest.approx(0.1)
    page.mode.choose("value")
    assert page.found.mode == "value"
    assert "entries" in page.words()


def test_an_edit_is_followed(open_page: OpenPage) -> None:
    page = open_page(ClippingPage, load_example("hello"))
    assert page.found is not None
    before = page.found.norms[0, 0]
    page.session.apply("Scale", partial(edits.scale_parameter, name="W_hy", factor=3.0))
    assert page.found.norms[0, 0] != before


def test_a_hidden_page_computes_nothing(qtbot: QtBot) -> None:
    page = ClippingPage(Session(load_example("hello")))
    qtbot.addWidget(page)
    page.limit.slider.setValue(3)
    assert isinstance(page.norms.view, BarView)
    assert page.norms.view.chart is None


def test_a_click_on_bars_selects_their_parameter(open_page: OpenPage) -> None:
    page = open_page(ClippingPage, load_example("hello"))
    page.norms.picked.emit(1.0, 0.5)
    assert page.session.selection is None
    page.norms.picked.emit(3.0, 0.5)
    assert page.session.selection == Key(None, list(page.session.run.parameters)[1])


@pytest.mark.filterwarnings("error")
@pytest.mark.parametrize("factor", [1e40, 1e300, 0.0])
@pytest.mark.parametrize("mode", ["norm", "value"])
def test_extreme_weights_are_shown_and_painted(open_page: OpenPage, factor: float, mode: str) -> None:
    page = open_page(ClippingPage, edits.scale_parameter(load_example("hello"), "W_hy", factor))
    page.mode.choose(mode)
    assert not page.grab().isNull()
    assert page.words()


def test_without_a_loss_the_page_says_so(open_page: OpenPage) -> None:
    page = open_page(ClippingPage, load_example("gru-hands-on"))
    assert not page.grab().isNull()
    assert "no loss" in page.words()
