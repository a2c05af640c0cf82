"""The form of how something is exported shows the rows that its format has use for."""

from __future__ import annotations

import pytest
from pytestqt.qtbot import QtBot

from rnnviz.export.animation import WRITERS
from rnnviz.export.formats import FORMATS
from rnnviz.export.look import Look
from rnnviz.gui.export_choice import Manner
from rnnviz.gui.export_manner_form import MannerForm


@pytest.fixture
def form(qtbot: QtBot) -> MannerForm:
    form = MannerForm()
    qtbot.addWidget(form)
    form.show()
    return form


def test_a_manner_is_shown_whole_and_told_once(qtbot: QtBot, form: MannerForm) -> None:
    look = Look("print", "transparent", 3, "chips", 1.2, "concatenated", legend=False, caption=False)
    manner = Manner("gif", "markdown", "20x10cm", 150, True, 0.25, 4, look)
    told: list[None] = []
    form.changed.connect(lambda: told.append(None))
    form.show_manner(manner)
    assert form.manner == manner
    assert len(told) == 1
    form.show_manner(Manner())
    assert form.manner == Manner()


@pytest.mark.parametrize("name", FORMATS)
def test_only_what_a_format_has_use_for_is_asked_for(form: MannerForm, name: str) -> None:
    form.format.choose(name)
    assert form.seconds.isVisible() == form.loop.isVisible() == (name in WRITERS)
    assert form.dpi.isVisible() == (name == "png" or name in WRITERS)
    assert form.outlines.isVisible() == (name == "svg")


def test_pixels_need_no_dots_per_inch(form: MannerForm) -> None:
    form.size_field.kind.choose("px")
    assert not form.dpi.isVisible()


def test_numbers_have_formats_of_their_own_and_no_look(form: MannerForm) -> None:
    form.show_numbers(True)
    assert form.data.isVisible()
    assert not form.format.isVisible()
    assert not form.theme.isVisible()
    form.show_numbers(False)
    assert form.theme.isVisible()
