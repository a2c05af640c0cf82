"""The public Python API: what the package offers, and that importing it costs nothing."""

from __future__ import annotations

import os
import subprocess
import sys
import tomllib
from pathlib import Path

import numpy as np
import pytest

import rnnviz

THREADS = "OPENBLAS_NUM_THREADS"
ROOT = Path(__file__).resolve().parents[1]


def test_importing_the_package_imports_nothing_heavy() -> None:
    heavy = "{'numpy', 'msgspec', 'PySide6', 'rnnviz.engine', 'rnnviz.experiment'}"
    code = f"import sys, rnnviz; sys.exit(bool({heavy} & set(sys.modules)))"
    assert subprocess.run([sys.executable, "-c", code], check=False, timeout=60).returncode == 0


def test_opening_an_experiment_does_not_import_qt() -> None:
    code = "import sys, rnnviz; rnnviz.open('hello').run(); sys.exit('PySide6' in sys.modules)"
    assert subprocess.run([sys.executable, "-c", code], check=False, timeout=60).returncode == 0


@pytest.mark.parametrize(
    ("before", "set_to", "expected"),
    [("rnnviz", None, "1"), ("numpy, rnnviz", None, "None"), ("rnnviz", "3", "3")],
)
def test_numpy_computes_with_one_thread_unless_it_is_there_already_or_told_otherwise(
    before: str, set_to: str | None, expected: str
) -> None:
    environment = {name: value for name, value in os.environ.items() if name != THREADS}
    if set_to is not None:
        environment[THREADS] = set_to
    code = f"import {before}, os; print(os.environ.get('{THREADS}'))"
    command = [sys.executable, "-c", code]
    assert subprocess.check_output(command, env=environment, text=True, timeout=60).strip() == expected


def test_the_offered_names_are_there() -> None:
    assert set(rnnviz.__all__) <= set(dir(rnnviz))
    assert all(getattr(rnnviz, name) is not None for name in rnnviz.__all__)


def test_a_name_that_is_not_offered_is_an_attribute_error() -> None:
    with pytest.raises(AttributeError, match="nothing_like_this"):
        _ = rnnviz.nothing_like_this


def test_the_version_is_that_of_the_project() -> None:
    project = tomllib.loads((ROOT / "pyproject.toml").read_text("utf-8"))["project"]
    assert rnnviz.__version__ == project["version"]


def test_an_experiment_goes_from_the_first_line_to_every_gradient() -> None:
    experiment = (
        rnnviz.Experiment.new("lstm", alphabet="helo", hidden_size=5, loss="softmax", seed=2)
        .with_inputs("hell")
        .with_targets("ello")
        .with_start(h=np.full(5, 0.1), c=np.full(5, -0.1))
    )
    run = experiment.run()
    g = run.gradients()
    assert run["f"].shape == g["h"].shape == (4, 5)
    np.testing.assert_allclose(g.contributions("W_f").sum(axis=0), g.parameters["W_f"], rtol=1e-10, atol=1e-14)
    assert g.start["c"].shape == (5,)
    assert run.jacobian("h", to=4, at=0).shape == (5, 5)
    upstream = run.gradients(upstream={"h": np.ones((4, 5))})
    assert upstream.parameters["U_o"].shape == (5, 5)
