"""What can be exported fits the run, and how it was exported is remembered as text."""

from __future__ import annotations

import pytest

from rnnviz.engine.error import InputError
from rnnviz.experiment.experiment import Experiment
from rnnviz.export.figure import FIGURES
from rnnviz.export.formats import DATA, FORMATS
from rnnviz.export.look import Look
from rnnviz.gui.export_choice import (
    NUMBERS,
    Manner,
    Subject,
    adapted,
    figures_of,
    layers_of,
    read_manner,
    read_presets,
    suffix_of,
    write_presets,
)

LEARNS = Experiment.new(["lstm", "gru"], input_size=2, hidden_size=2, bidirectional=True, loss="squared").with_inputs(
    [[1, 0]] * 3
)


def test_a_subject_makes_the_picture_of_its_step_and_layer() -> None:
    figure = Subject("cell", 2, None, 1, (1, 2), "2r").pictures(LEARNS, Look())
    assert [(r.step, r.substep, r.sweep, r.stretch) for r in figure.requests] == [(2, 1, (1, True), None)]


def test_a_sequence_has_a_picture_for_every_step() -> None:
    subject = Subject("cell", 1, 3)
    assert subject.is_sequence
    assert [r.step for r in subject.pictures(LEARNS, Look()).requests] == [1, 2, 3]


def test_a_figure_of_no_step_takes_none() -> None:
    assert Subject("folded", 2, 3, True, (1, 2), "1").fitted() == Subject("folded", None)


def test_backward_figures_are_there_where_there_is_a_loss() -> None:
    lossless = Experiment.new("rnn", input_size=1, hidden_size=2)
    assert set(figures_of(lossless.run())) == {name for name, kind in FIGURES.items() if not kind.needs_loss}
    assert set(figures_of(LEARNS.run())) == set(FIGURES)


def test_layers_have_the_names_that_figures_take() -> None:
    assert layers_of(LEARNS.network) == {
        "1": "Layer 1",
        "1r": "Layer 1, against time",
        "2": "Layer 2",
        "2r": "Layer 2, against time",
    }


def test_a_subject_is_brought_within_the_run() -> None:
    assert adapted(Subject("nothing", 9, 9, layer="4"), LEARNS.run()) == Subject(next(iter(FIGURES)), 3, 3)


@pytest.mark.parametrize("name", FORMATS)
def test_the_suffix_is_that_of_the_format(name: str) -> None:
    assert suffix_of(Subject(), Manner(name)) == FORMATS[name].suffix
    assert suffix_of(Subject(NUMBERS), Manner(name, "json")) == DATA["json"].suffix


def test_a_manner_survives_being_remembered() -> None:
    manner = Manner("gif", "npz", "16x9cm", 144, True, 0.4, 3, Look(theme="dark", digits=3, legend=False))
    assert read_manner(manner.text) == manner
    assert read_presets(write_presets({"slides": manner})) == {"slides": manner}


@pytest.mark.parametrize("text", ["", "{", "[]", '{"format": "tape"}', '{"dpi": 5000}', '{"look": {"theme": "pink"}}'])
def test_a_damaged_memory_is_the_usual_manner(text: str) -> None:
    assert read_manner(text) == Manner()


def test_only_the_damaged_preset_is_lost() -> None:
    assert read_presets('{"a": {"format": "svg"}, "b": {"format": "tape"}, "c": 3}') == {"a": Manner("svg")}
    assert read_presets("no") == {}


def test_a_manner_that_cannot_be_written_is_refused() -> None:
    with pytest.raises(InputError, match="format: got tape"):
        Manner("tape")
    with pytest.raises(InputError, match="size"):
        Manner(size="huge")
