"""Edits one after the other, in any order: whatever they make runs, and a file gives it back to the last bit."""

from __future__ import annotations

from collections.abc import Callable
from contextlib import suppress

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from rnnviz.cells import CELLS
from rnnviz.engine.error import InputError
from rnnviz.experiment import edits
from rnnviz.experiment.experiment import Experiment
from rnnviz.experiment.form import FORMS
from rnnviz.experiment.record import decode, encode

Edit = Callable[[Experiment], Experiment]

small = st.integers(1, 4)
step = st.integers(0, 9)
unit = st.integers(0, 4)
number = st.sampled_from([-1.0, 0.0, 0.5, 2.0])
free = number | st.none()
cell = st.sampled_from(list(CELLS))
state = st.sampled_from(["h", "c", "1r.h", "2.h", "2.c", "2r.h", "3.h"])
feedback = st.sampled_from([None, "output", "probability", "choice"])


def add_third(experiment: Experiment, key: str, hidden_size: int, bidirectional: bool) -> Experiment:
    """One more layer where there are not three yet."""
    if len(experiment.network.layers) == 3:
        return experiment
    return edits.add_layer(experiment, key, hidden_size, bidirectional)


EDITS: list[st.SearchStrategy[Edit]] = [
    st.builds(lambda c: lambda e: edits.change_cell(e, c), cell),
    st.builds(lambda c, n, b: lambda e: add_third(e, c, n, b), cell, small, st.booleans()),
    st.builds(lambda k: lambda e: edits.remove_layer(e, k), st.integers(0, 2)),
    st.builds(lambda k, c: lambda e: edits.set_layer(e, k, cell=c), st.integers(0, 2), cell),
    st.builds(lambda k, n: lambda e: edits.set_layer(e, k, hidden_size=n), st.integers(0, 2), small),
    st.builds(lambda k, b: lambda e: edits.set_layer(e, k, bidirectional=b), st.integers(0, 2), st.booleans()),
    st.builds(lambda n: lambda e: edits.resize(e, input_size=n), small),
    st.builds(lambda n: lambda e: edits.resize(e, hidden_size=n), small),
    st.builds(lambda n: lambda e: edits.resize(e, output_size=n), st.integers(0, 4)),
    st.builds(lambda n: lambda e: edits.resize(e, n_steps=n), st.integers(1, 8)),
    st.builds(lambda f: lambda e: edits.set_form(e, f), st.sampled_from(list(FORMS))),
    st.builds(lambda f: lambda e: edits.set_feedback(e, f), feedback),
    st.builds(lambda t, b: lambda e: edits.set_given(e, t, b), step, st.booleans()),
    st.builds(lambda t, b: lambda e: edits.set_read(e, t, b), step, st.booleans()),
    st.builds(lambda s, u, v, t: lambda e: edits.clamp(e, s, u, v, t), state, unit, free, step | st.none()),
    st.builds(lambda s, u, v: lambda e: edits.set_start_unit(e, s, u, v), state, unit, number),
    st.builds(lambda t, n: lambda e: edits.insert_steps(e, t, np.ones((n, e.network.input_size))), step, small),
    st.builds(lambda t, n: lambda e: edits.remove_steps(e, t, n), step, small),
    st.builds(lambda s, b: lambda e: edits.shuffle_steps(e, s, b), small, st.booleans()),
    st.builds(lambda kind: lambda e: edits.set_loss(e, kind), st.sampled_from([None, "softmax", "squared"])),
]


@settings(max_examples=150, deadline=None)
@given(st.lists(st.one_of(EDITS), max_size=25))
def test_whatever_edits_make_runs_and_is_read_back(sequence: list[Edit]) -> None:
    experiment = Experiment.new("lstm", layers=2, input_size=2, hidden_size=2, output_size=2, loss="squared")
    for edit in sequence:
        with suppress(InputError):
            experiment = edit(experiment)
        check(experiment)


def check(experiment: Experiment) -> None:
    """The schedule fits, held units hold, steps that are not given receive 0 or what was fed back."""
    n_steps, schedule = experiment.n_steps, experiment.schedule
    assert all(mask is None or mask.shape == (n_steps,) for mask in (schedule.given, schedule.read))
    text = encode(experiment)
    assert encode(decode(text)) == text
    run = experiment.run()
    for name, clamp in schedule.clamps.items():
        held = ~np.isnan(clamp)
        assert held.any()
        np.testing.assert_array_equal(run[name][held], clamp[held])
    for t in range(1, n_steps + 1):
        if not schedule.is_given(t) and not schedule.is_fed(t):
            assert not run["x"][t - 1].any()
    if experiment.loss is not None:
        assert set(run.gradients().parameters) == set(experiment.parameters)


@pytest.mark.parametrize("form", FORMS)
def test_a_task_of_a_form_survives_every_change_of_cell_and_size(form: str) -> None:
    experiment = edits.set_form(Experiment.new("rnn", input_size=2, hidden_size=2, output_size=2, loss="squared"), form)
    masks = experiment.schedule.given, experiment.schedule.read
    for key in CELLS:
        experiment = edits.resize(edits.change_cell(experiment, key), hidden_size=3)
        check(experiment)
    for before, after in zip(masks, (experiment.schedule.given, experiment.schedule.read), strict=True):
        assert (before is None) == (after is None)
        assert before is None or after is None or np.array_equal(before, after)
