"""Sources name an array, give its numbers, and make the edit that replaces them."""

from __future__ import annotations

import numpy as np

from rnnviz.gui.array_source import ParameterSource, StartSource
from rnnviz.scene.shapes import Key

from .editing import make_session, text_session


def test_a_parameter_is_read_and_replaced() -> None:
    session = make_session()
    source = ParameterSource("b_f")
    assert source.values(session.experiment) is session.experiment.parameters["b_f"]
    session.apply("Set", source.edit_for(np.array([1.0, 2.0, 3.0])))
    assert session.experiment.parameters["b_f"].tolist() == [1, 2, 3]
    assert source.key == Key(None, "b_f")


def test_a_start_state_is_read_and_replaced() -> None:
    session = make_session()
    source = StartSource("c")
    session.apply("Set", source.edit_for(np.array([1.0, 2.0, 3.0])))
    assert source.values(session.experiment).tolist() == [1, 2, 3]
    assert session.experiment.start["h"].tolist() == [0, 0, 0]
    assert source.key == Key(0, "c")


def test_symbols_name_what_is_read_and_what_is_predicted() -> None:
    experiment = text_session().experiment
    units, letters = tuple("123"), tuple("helo")
    assert ParameterSource("W_f").unit_names(experiment) == (units, letters)
    assert ParameterSource("U_f").unit_names(experiment) == (units, units)
    assert ParameterSource("W_hy").unit_names(experiment) == (letters, units)
    assert ParameterSource("b_y").unit_names(experiment)[0] == letters
    assert StartSource("h").unit_names(experiment) == (units, units)
