"""Runs as JSON, CSV and NPZ: every value and gradient, under its name, to the last bit."""

from __future__ import annotations

import csv
import io
import json
from pathlib import Path

import numpy as np
import pytest

import rnnviz
from rnnviz.cells import CELLS
from rnnviz.engine.error import InputError
from rnnviz.engine.network import Layer, Network
from rnnviz.engine.schedule import Schedule
from rnnviz.experiment.experiment import Experiment
from rnnviz.export import data


def model(cell: str = "lstm") -> Experiment:
    fresh = Experiment.new(cell, input_size=2, hidden_size=3, output_size=1, loss="squared", seed=5)
    return fresh.with_targets([[1], None, None, [2]])


@pytest.mark.parametrize("cell", CELLS)
def test_every_value_of_every_cell_is_named_in_computing_order(cell: str) -> None:
    names = data.value_names(model(cell).run())
    assert names == ("x", *CELLS[cell].values, "y", "loss")


def test_values_of_further_layers_have_full_names() -> None:
    network = Network(2, (Layer(CELLS["rnn"], 3, bidirectional=True), Layer(CELLS["rnn"], 2)))
    experiment = Experiment(
        network,
        {name: np.full(shape, 0.1) for name, shape in network.parameters.items()},
        np.ones((3, 2)),
        {name: np.zeros(size) for name, size in network.states.items()},
    )
    assert data.value_names(experiment.run()) == ("x", "h.1", "h", "1r.h.1", "1r.h", "2.h.1", "2.h")
    assert json.loads(data.to_json(experiment.run()))["cell"] == "rnn"
    assert json.loads(data.to_json(experiment.run()))["layers"] == [
        {"cell": "rnn", "hidden_size": 3, "bidirectional": True},
        {"cell": "rnn", "hidden_size": 2, "bidirectional": False},
    ]


def test_json_holds_every_value_and_gradient_to_the_last_bit() -> None:
    run = model().run()
    gradients = run.gradients()
    found = json.loads(data.to_json(run, gradients))
    for name in data.value_names(run):
        assert [step[name] for step in found["steps"]] == run[name].tolist()
    for name in ("x", "f.1", "f", "c", "h", "y"):
        assert [step[name] for step in found["gradients"]["steps"]] == gradients[name].tolist()
    assert found["loss"] == run.total_loss
    assert found["parameters"] == {name: value.tolist() for name, value in run.parameters.items()}
    assert found["gradients"]["parameters"] == {name: value.tolist() for name, value in gradients.parameters.items()}
    assert found["gradients"]["start"] == {name: value.tolist() for name, value in gradients.start.items()}


def scheduled() -> Experiment:
    """Step 1 has an input and steps 3 and 4 are read; y_3 is fed to step 4."""
    fresh = Experiment.new("rnn", input_size=2, hidden_size=3, output_size=2, loss="squared", seed=5)
    given, read = np.array([True, False, False, False]), np.array([False, False, True, True])
    clamps = {"h": np.array([[np.nan, np.nan, 0.5]] * 4)}
    return fresh.with_schedule(Schedule(given, read, "output", clamps)).with_targets([[1, 2]] * 4)


def test_a_step_holds_an_input_only_where_it_has_one_and_a_read_out_only_where_it_is_read() -> None:
    run = scheduled().run()
    found = json.loads(data.to_json(run, run.gradients()))
    for steps in (found["steps"], found["gradients"]["steps"]):
        assert [step["t"] for step in steps if "x" in step] == [1, 4]
        assert [step["t"] for step in steps if "y" in step] == [3, 4]
        assert [step["t"] for step in steps if "h" in step] == [1, 2, 3, 4]
    assert found["steps"][3]["x"] == found["steps"][2]["y"] == run["y"][2].tolist()
    assert found["schedule"] == {
        "given": [True, False, False, False],
        "read": [False, False, True, True],
        "feedback": "output",
        "clamps": {"h": [[None, None, 0.5]] * 4},
    }
    assert list(found)[:2] == ["cell", "schedule"]


def test_a_table_is_empty_where_a_step_has_no_input_or_is_not_read() -> None:
    run = scheduled().run()
    rows = list(csv.DictReader(io.StringIO(data.to_csv(run, run.gradients()).decode())))
    assert [row["t"] for row in rows if row["x[1]"] and row["dL/dx[2]"]] == ["1", "4"]
    assert [row["t"] for row in rows if row["y[2]"] and row["dL/dy[1]"]] == ["3", "4"]
    assert [float(row["h[3]"]) for row in rows] == [0.5] * 4


def test_npz_tells_the_layers_and_the_schedule(tmp_path: Path) -> None:
    data.write(scheduled(), tmp_path / "a.npz")
    data.write(Experiment.new(["lstm", "gru"], input_size=1, hidden_size=[2, 3]), tmp_path / "b.npz")
    with np.load(tmp_path / "a.npz", allow_pickle=False) as found:
        assert found["schedule/given"].tolist() == [True, False, False, False]
        assert found["schedule/read"].tolist() == [False, False, True, True]
        assert str(found["schedule/feedback"]) == "output"
        assert found["schedule/clamps/h"][:, 2].tolist() == [0.5] * 4
        assert "layers/cell" not in found
    with np.load(tmp_path / "b.npz", allow_pickle=False) as found:
        assert found["layers/cell"].tolist() == ["lstm", "gru"]
        assert found["layers/hidden_size"].tolist() == [2, 3]
        assert found["layers/bidirectional"].tolist() == [False, False]
        assert found["2.z"].shape == (4, 3)


def test_a_plain_network_of_one_layer_has_neither_layers_nor_schedule() -> None:
    assert list(json.loads(data.to_json(model().run()))) == ["cell", "parameters", "steps", "loss"]


def test_without_a_loss_the_total_is_null_and_steps_have_none() -> None:
    found = json.loads(data.to_json(rnnviz.open("lstm-by-hand").run()))
    assert found["loss"] is None
    assert "loss" not in found["steps"][0]


def test_csv_has_one_row_for_each_step_and_units_from_1() -> None:
    run = model().run()
    rows = list(csv.DictReader(io.StringIO(data.to_csv(run, run.gradients()).decode())))
    assert [row["t"] for row in rows] == ["1", "2", "3", "4"]
    assert [float(row["c_hat[3]"]) for row in rows] == run["c_hat"][:, 2].tolist()
    assert [float(row["dL/dh[1]"]) for row in rows] == run.gradients()["h"][:, 0].tolist()
    assert [float(row["loss"]) for row in rows] == run["loss"].tolist()
    assert "dL/dh[1]" not in data.to_csv(run).decode()


def test_npz_holds_arrays_of_the_documented_shapes(tmp_path: Path) -> None:
    path = tmp_path / "run.npz"
    data.write(model(), path, gradients=True)
    with np.load(path, allow_pickle=False) as found:
        shapes = {name: found[name].shape for name in found}
    assert shapes["f"] == shapes["gradients/f"] == (4, 3)
    assert shapes["loss"] == (4,)
    assert shapes["parameters/W_f"] == shapes["gradients/parameters/W_f"] == (3, 2)
    assert shapes["start/c"] == shapes["gradients/start/c"] == (3,)


def test_gradients_are_written_only_where_there_is_a_loss(tmp_path: Path) -> None:
    path = tmp_path / "run.json"
    data.write(rnnviz.open("lstm-by-hand"), path, gradients=True)
    assert "gradients" not in json.loads(path.read_text())


def test_another_file_type_is_refused_and_nothing_written(tmp_path: Path) -> None:
    for name in ("run.txt", "run"):
        with pytest.raises(InputError, match=r"file type: got .*expected one of \.json, \.csv, \.npz"):
            data.write(model(), tmp_path / name)
    assert not list(tmp_path.iterdir())


def test_numbers_that_are_not_finite_have_names() -> None:
    fresh = Experiment.new("rnn-relu", input_size=1, hidden_size=2).with_inputs([1, 1, 1])
    run = fresh.with_parameters({"W": [[1e300], [1e300]], "U": [[1e300, 0], [-1e300, 1e300]]}).run()
    steps = json.loads(data.to_json(run))["steps"]
    assert steps[1]["h"][0] == "Infinity"
    assert steps[2]["h"][1] == "NaN"
    assert steps[2]["x"] == [1.0]
