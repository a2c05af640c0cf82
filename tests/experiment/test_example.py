"""The packaged examples: they are what the API builds, and they do what their descriptions say."""

from __future__ import annotations

from pathlib import Path

import numpy as np
import pytest

from rnnviz import resource
from rnnviz.engine.error import InputError
from rnnviz.experiment import edits
from rnnviz.experiment.example import EXAMPLES, GROUPS, load_example, open_experiment
from rnnviz.experiment.storage import dumps, save

from .example_source import BUILDERS, MEMORY_VALUE, build

every_example = pytest.mark.parametrize("name", EXAMPLES)


@pytest.mark.parametrize("name", BUILDERS)
def test_the_file_of_an_example_is_what_the_api_builds(name: str) -> None:
    assert resource.path("examples", f"{name}.rnnviz").read_text("utf-8") == dumps(build(name))


@every_example
def test_the_file_of_an_example_is_as_the_program_would_write_it(name: str) -> None:
    assert resource.path("examples", f"{name}.rnnviz").read_text("utf-8") == dumps(load_example(name))


def test_the_groups_hold_every_example_once_in_their_order() -> None:
    assert [name for group in GROUPS.values() for name in group] == list(EXAMPLES)
    assert all(GROUPS.values())


@every_example
def test_an_example_has_the_title_of_the_list_and_one_to_three_sentences(name: str) -> None:
    experiment = load_example(name)
    assert experiment.title == EXAMPLES[name]
    assert 20 < len(experiment.description) < 500


def test_no_other_file_lies_among_the_examples() -> None:
    assert {path.stem for path in resource.path("examples").iterdir()} == set(EXAMPLES)


def test_the_lstm_recalls_at_the_end_whatever_the_first_input_was() -> None:
    experiment = load_example("long-memory")
    for value in (MEMORY_VALUE, 0.3, 0.0, -0.5):
        run = edits.set_input(experiment, 1, 0, value).run()
        assert run["y"][-1, 0] == pytest.approx(value, abs=0.03)
        assert np.abs(run["y"][:-1]).max() < 0.01


def test_the_gradient_of_the_cell_state_reaches_the_first_step_of_the_lstm() -> None:
    norms = np.linalg.norm(load_example("long-memory").run().gradients()["c"], axis=1)
    assert norms[0] == pytest.approx(norms[-1], rel=0.01)


def test_the_gradient_of_the_rnn_vanishes_on_the_same_task() -> None:
    rnn, lstm = load_example("vanishing"), load_example("long-memory")
    np.testing.assert_array_equal(rnn.inputs, lstm.inputs)
    np.testing.assert_array_equal(rnn.targets, lstm.targets)
    norms = np.linalg.norm(rnn.run().gradients()["h"], axis=1)
    assert norms[0] < 1e-6 * norms[-1]
    ends = [edits.set_input(rnn, 1, 0, value).run()["y"][-1, 0] for value in (-1.0, 1.0)]
    assert ends[0] == pytest.approx(ends[1], abs=1e-6)


def test_hello_is_not_trained_and_compares_with_the_next_symbols() -> None:
    experiment = load_example("hello")
    assert (experiment.text, experiment.targets.tolist()) == ("hell", [1, 2, 2, 3])  # type: ignore[union-attr]
    np.testing.assert_allclose(experiment.run()["loss"], np.log(4), atol=0.4)


def test_a_name_opens_an_example_and_a_path_a_file(tmp_path: Path) -> None:
    path = tmp_path / "mine"
    save(build("hello"), path)
    assert open_experiment("hello").title == open_experiment(path).title == open_experiment(str(path)).title


def test_a_name_that_is_neither_example_nor_file_names_the_examples() -> None:
    with pytest.raises(InputError, match=r"lstm-by-hnd.*lstm-by-hand"):
        open_experiment("lstm-by-hnd")
    with pytest.raises(InputError, match="expected one of rnn-by-hand"):
        load_example("nothing")
