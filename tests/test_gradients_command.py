"""The command that says how the gradient of a state fades."""

from __future__ import annotations

import json
from collections.abc import Sequence
from pathlib import Path

import numpy as np
import pytest

import rnnviz
from rnnviz.__main__ import BAD_INPUT, main


def refused(capsys: pytest.CaptureFixture[str], arguments: Sequence[str]) -> str:
    """The one line on standard error with which a command is refused."""
    assert main(arguments) == BAD_INPUT
    (line,) = capsys.readouterr().err.splitlines()
    return line


def test_gradients_are_printed_as_strict_json(capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["gradients", "vanishing"]) == 0
    found = json.loads(capsys.readouterr().out)
    gradients = rnnviz.open("vanishing").run().gradients()
    np.testing.assert_allclose(found["norms"]["h"], np.linalg.norm(gradients["h"], axis=1), rtol=1e-12)
    assert (found["of"], found["loss"], found["n_steps"]) == ("h", None, 50)
    assert len(found["jacobians"]["log10_singular_values"]) == 51


def test_gradients_of_a_state_and_a_loss_are_written_as_arrays(tmp_path: Path) -> None:
    path = tmp_path / "c.npz"
    assert main(["gradients", "long-memory", "--of", "c", "--loss", "50", "-o", str(path)]) == 0
    with np.load(path) as found:
        assert found["influence/log10_norms"].shape == (50, 50)
        assert found["path_split/rest"].shape == (50, 4, 4)


@pytest.mark.parametrize(
    ("arguments", "told"),
    [
        (("vanishing", "--of", "f"), "got f"),
        (("vanishing", "--loss", "51"), "from 1 to 50"),
        (("lstm-by-hand", "--loss", "1"), "no loss"),
        (("vanishing", "-o", "x.csv"), ".json, .npz"),
        (("nothing-like-this",), "experiment"),
    ],
)
def test_gradients_of_what_is_not_there_are_refused(
    capsys: pytest.CaptureFixture[str], arguments: tuple[str, ...], told: str
) -> None:
    assert told in refused(capsys, ["gradients", *arguments])
