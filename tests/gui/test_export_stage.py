"""The stage of the export dialog shows each picture of a sequence, its size, and text."""

from __future__ import annotations

import pytest
from pytestqt.qtbot import QtBot

from rnnviz.experiment.experiment import Experiment
from rnnviz.export.look import Look
from rnnviz.gui.export_choice import Manner, Subject
from rnnviz.gui.export_stage import ExportStage, scale_of
from rnnviz.scene.theme import LIGHT

SMALL = Experiment.new("rnn", input_size=1, hidden_size=2).with_inputs([[1], [0], [1]])


@pytest.fixture
def stage(qtbot: QtBot) -> ExportStage:
    stage = ExportStage(LIGHT)
    qtbot.addWidget(stage)
    stage.resize(400, 300)
    stage.show()
    return stage


def test_the_slider_leads_through_a_sequence(stage: ExportStage) -> None:
    figure = Subject("cell", 1, 3).pictures(SMALL, Look())
    stage.show_figure(figure, Manner())
    assert stage.slider.isVisible()
    pages = figure.pages()
    for k, page in enumerate(pages):
        stage.slider.setValue(k)
        assert stage.scene == page.scene
    assert stage.place.text() == "3 of 3"
    stage.show_figure(figure, Manner("svg"))
    assert stage.scene == pages[2].scene


def test_another_experiment_or_look_is_drawn_anew(stage: ExportStage) -> None:
    other = SMALL.with_inputs([[0], [0], [0]])
    for experiment, look in ((SMALL, Look()), (SMALL, Look(digits=3)), (other, Look(digits=3))):
        figure = Subject("cell", 2).pictures(experiment, look)
        stage.show_figure(figure, Manner())
        assert stage.scene == figure.scene()


def test_a_sequence_plays_at_the_speed_of_the_file(qtbot: QtBot, stage: ExportStage) -> None:
    stage.show_figure(Subject("cell", 1, 3).pictures(SMALL, Look()), Manner("gif", seconds=0.02))
    with qtbot.waitSignals([stage.slider.valueChanged] * 4):
        stage.toggle()
    assert stage.is_playing
    stage.toggle()
    assert not stage.is_playing


def test_one_picture_has_no_slider_and_its_size_is_told(stage: ExportStage) -> None:
    stage.show_figure(Subject("cell", 1).pictures(SMALL, Look()), Manner(size="10x5cm", dpi=254))
    assert not stage.slider.isVisible()
    assert stage.info.text() == "10.0 × 5.0 cm, 1,000 × 500 pixels"
    stage.show_figure(Subject("cell", 1).pictures(SMALL, Look()), Manner("svg", size="10x5cm"))
    assert stage.info.text() == "10.0 × 5.0 cm"


def test_text_takes_the_place_of_a_picture(stage: ExportStage) -> None:
    stage.show_figure(Subject("cell", 1).pictures(SMALL, Look()), Manner())
    stage.show_text("x = 1", "5 bytes")
    assert stage.text.isVisible()
    assert stage.scene is None
    stage.clear()
    assert not stage.text.isVisible()


def test_pixels_per_page_pixel_follow_the_format() -> None:
    assert scale_of(Manner("png")) == 300 / 96
    assert scale_of(Manner("gif")) == 144 / 96
    assert scale_of(Manner("png", size="800px")) == 1.0
    assert scale_of(Manner("pdf")) is None
