"""Several parameters as one table."""

from __future__ import annotations

import numpy as np

from rnnviz.engine.glyph import writing_of
from rnnviz.engine.notation import find_notation
from rnnviz.experiment.experiment import Experiment
from rnnviz.gui.joined_source import JoinedSource
from rnnviz.gui.table_group import table_groups

EXPERIMENT = Experiment.new("lstm", hidden_size=2, alphabet="abc", loss="softmax")


def sources(notation: str) -> tuple[JoinedSource, ...]:
    writing = writing_of(EXPERIMENT.network, find_notation(notation))
    found = table_groups(EXPERIMENT.network, writing)[0].sources
    return tuple(source for source in found if isinstance(source, JoinedSource))


def test_the_matrices_of_a_gate_stand_side_by_side_with_a_line_between() -> None:
    (source,) = sources("concatenated")
    assert (source.title, source.names) == ("W_f", ("U_f", "W_f"))
    parameters = EXPERIMENT.parameters
    np.testing.assert_array_equal(source.values(EXPERIMENT), np.hstack([parameters["U_f"], parameters["W_f"]]))
    assert source.unit_names(EXPERIMENT) == (("1", "2"), ("h_1", "h_2", "a", "b", "c"))
    assert (source.split(EXPERIMENT), source.breaks(EXPERIMENT)) == (2, ())


def test_all_gates_are_one_block_with_their_names_at_the_side() -> None:
    matrix, bias = sources("stacked")
    assert (matrix.title, bias.title) == ("W", "b")
    assert matrix.values(EXPERIMENT).shape == (8, 5)
    assert matrix.unit_names(EXPERIMENT)[0] == ("f_1", "f_2", "i_1", "i_2", "o_1", "o_2", "g_1", "g_2")
    assert matrix.breaks(EXPERIMENT) == (2, 4, 6)
    expected = np.concatenate([EXPERIMENT.parameters[f"b_{gate}"] for gate in "fioc"])
    np.testing.assert_array_equal(bias.values(EXPERIMENT), expected)


def test_an_edit_changes_only_the_parameter_that_a_cell_belongs_to() -> None:
    matrix, _ = sources("stacked")
    values = matrix.values(EXPERIMENT)
    values[7, 4] = 9.0
    changed = matrix.edit_for(values)(EXPERIMENT)
    assert changed.parameters["W_c"][1, 2] == 9.0
    others = [name for name in EXPERIMENT.parameters if changed.parameters[name] is not EXPERIMENT.parameters[name]]
    assert others == ["W_c"]
    assert matrix.edit_for(matrix.values(EXPERIMENT))(EXPERIMENT) is EXPERIMENT
