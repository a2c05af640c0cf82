"""The numbers of a fading gradient: what is in the files, and that it is what the engine finds."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import numpy as np
import pytest

from rnnviz.cells import CELLS
from rnnviz.engine.error import InputError
from rnnviz.engine.network import Layer, Network
from rnnviz.engine.run import Run
from rnnviz.engine.schedule import Schedule
from rnnviz.experiment.example import load_example
from rnnviz.experiment.experiment import Experiment
from rnnviz.export.gradient_data import measure, to_json, to_npz, write


def model(cell: str = "lstm") -> Experiment:
    fresh = Experiment.new(cell, input_size=2, hidden_size=3, output_size=1, loss="squared", seed=5)
    return fresh.with_targets([[1], None, None, [2]])


def parsed(run: Run, *arguments: Any) -> Any:
    def refuse(name: str) -> None:
        raise AssertionError(f"{name} is not strict JSON")

    return json.loads(to_json(run, *arguments), parse_constant=refuse)


@pytest.mark.parametrize("cell", CELLS)
def test_the_parts_of_every_cell_fit_together(cell: str) -> None:
    run = model(cell).run()
    found = measure(run)
    gradients = run.gradients()
    np.testing.assert_allclose(sum(found["paths"].values()), gradients["h"], atol=1e-15)
    np.testing.assert_allclose(found["norms"]["h"], np.linalg.norm(gradients["h"], axis=1), rtol=1e-14)
    spectral = [np.linalg.norm(run.jacobian("h", to=4, at=t), ord=2) for t in range(5)]
    np.testing.assert_allclose(found["jacobians"]["log10_spectral"], np.log10(spectral), atol=1e-9)
    np.testing.assert_allclose(
        found["jacobians"]["log10_singular_values"][:, 0], found["jacobians"]["log10_spectral"], atol=1e-9
    )
    split = found["path_split"]
    np.testing.assert_allclose(np.diag(split["belt"][1]) + split["rest"][1], run.jacobian("h", to=2, at=1), atol=1e-14)
    influence = np.linalg.norm(run.influence("h"), axis=2)
    np.testing.assert_allclose(10.0 ** found["influence"]["log10_norms"], influence, rtol=1e-9)


def test_json_is_strict_and_names_what_is_not_finite() -> None:
    found = parsed(load_example("rnn-hands-on").run())
    assert found["n_steps"] == 3
    assert found["loss"] is None
    assert found["path_split"]["log10_belt_product"][0] == ["-Infinity"] * len(found["path_split"]["belt"][0])
    assert found["jacobians"]["t"] == [0, 1, 2, 3]


def test_json_and_npz_hold_the_same(tmp_path: Path) -> None:
    run = model().run()
    record = parsed(run, "c", 4)
    write(model(), tmp_path / "a.npz", "c", 4)
    with np.load(tmp_path / "a.npz", allow_pickle=False) as arrays:
        assert str(arrays["of"]) == record["of"] == "c"
        assert int(arrays["loss"]) == record["loss"] == 4
        assert arrays["path_split/rest"].tolist() == record["path_split"]["rest"]
        assert arrays["paths/belt"].tolist() == record["paths"]["belt"]
        assert arrays["norms/f"].tolist() == record["norms"]["f"]


def test_the_loss_of_one_step_is_measured_from_that_step() -> None:
    run = model().run()
    found = measure(run, "h", 1)
    assert found["jacobians"]["t"].tolist() == [0, 1]
    np.testing.assert_array_equal(found["norms"]["h"][1:], 0.0)
    np.testing.assert_allclose(found["norms"]["h"][0], np.linalg.norm(run.gradients(only=1)["h"][0]))


def test_without_a_loss_only_jacobians_and_paths_are_left() -> None:
    run = load_example("lstm-by-hand").run()
    assert set(measure(run)) == {"jacobians", "path_split"}
    with pytest.raises(InputError, match="no loss"):
        measure(run, None, 1)


def test_only_a_cell_with_a_bound_has_one() -> None:
    assert "log10_bound" in measure(model("rnn").run())["jacobians"]
    assert "log10_bound" not in measure(model("gru").run())["jacobians"]


def test_a_state_against_time_is_measured_from_the_first_step() -> None:
    network = Network(2, (Layer(CELLS["rnn"], 3, bidirectional=True),), 1)
    model_of = Experiment(
        network,
        {name: np.full(shape, 0.1) for name, shape in network.parameters.items()},
        np.ones((4, 2)),
        {name: np.zeros(size) for name, size in network.states.items()},
    )
    found = measure(model_of.run(), "1r.h")
    assert found["jacobians"]["t"].tolist() == [1, 2, 3, 4, 5]
    assert found["jacobians"]["log10_spectral"][0] == 0.0


@pytest.mark.parametrize(("of", "loss"), [("f", None), ("nothing", None), ("h", 0), ("h", 5)])
def test_what_does_not_exist_is_refused(of: str, loss: int | None) -> None:
    with pytest.raises(InputError):
        measure(model().run(), of, loss)


def test_jacobians_beyond_memory_are_refused_before_they_are_computed() -> None:
    long = Experiment.new("rnn", input_size=1, hidden_size=400).with_inputs(np.zeros((1500, 1)))
    with pytest.raises(InputError, match="size of the Jacobians: got 1,500 steps of 400 units, 242,250,000 numbers"):
        measure(long.run())


def test_layers_and_schedule_are_told_in_front() -> None:
    fresh = Experiment.new("gru", layers=2, input_size=2, hidden_size=3, output_size=1, loss="squared")
    fresh = fresh.with_schedule(Schedule(read=np.array([False, False, False, True]))).with_targets([[1]] * 4)
    found = parsed(fresh.run(), "h", None)
    assert [layer["cell"] for layer in found["layers"]] == ["gru", "gru"]
    assert found["schedule"] == {"read": [False, False, False, True]}
    np.testing.assert_allclose(found["norms"]["2.z"], np.linalg.norm(fresh.run().gradients()["2.z"], axis=1))


def test_only_json_and_npz_are_written(tmp_path: Path) -> None:
    with pytest.raises(InputError, match=r"\.json, \.npz"):
        write(model(), tmp_path / "a.csv")
    assert not list(tmp_path.iterdir())
    assert to_npz(model().run())[:2] == b"PK"
