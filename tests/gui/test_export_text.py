"""The preview of numbers is the beginning of their file."""

from __future__ import annotations

import pytest

from rnnviz.experiment.experiment import Experiment
from rnnviz.export.formats import DATA
from rnnviz.gui.export_choice import NUMBERS, Manner, Subject
from rnnviz.gui.export_text import MOST_CHARACTERS, TOO_LARGE, begin_of

SMALL = Experiment.new("rnn", input_size=1, hidden_size=2).with_inputs([[1], [0], [1]])
LARGE = Experiment.new("rnn", input_size=1, hidden_size=100).with_inputs([[1]] * 1000)


@pytest.mark.parametrize("name", ["csv", "json", "latex", "markdown"])
def test_the_text_is_that_of_the_file(name: str) -> None:
    text, says = begin_of(SMALL, Subject(NUMBERS, 2), Manner(data=name))
    step = 2 if DATA[name].takes_step else None
    whole = DATA[name].make(SMALL.run(), step)
    assert whole.decode().startswith(text.removesuffix("…"))
    assert len(text) <= MOST_CHARACTERS + 1
    assert says == f"{len(whole):,} bytes"


def test_of_an_archive_the_arrays_are_listed() -> None:
    assert "h  (3, 2)" in begin_of(SMALL, Subject(NUMBERS), Manner(data="npz"))[0]


def test_of_very_many_numbers_there_is_no_preview() -> None:
    assert begin_of(LARGE, Subject(NUMBERS), Manner(data="csv")) == (TOO_LARGE, "")
