"""Parts of a cell are named in one word."""

from __future__ import annotations

from rnnviz.cells import CELLS
from rnnviz.scene.anatomy import dissect
from rnnviz.scene.caption import form_runs, form_width, gate_word

from .future import FUTURE


def words(cell: str) -> list[str]:
    return [gate_word(part) for part in dissect(CELLS[cell]).parts.values() if part.kind == "box"]


def test_a_gate_is_named_in_one_word() -> None:
    assert words("lstm") == ["forget", "input", "candidate", "output"]
    assert words("gru") == ["update", "reset", "candidate"]


def test_a_state_has_no_word() -> None:
    assert words("rnn") == [""]


def test_a_form_is_labelled_by_its_product() -> None:
    parts = dissect(CELLS["gru-reset-after"]).parts
    assert "".join(run.text for run in form_runs(parts["h_hat.2"])) == "Uh\N{THIN SPACE}h + ch"
    linear = dissect(FUTURE["linear"]).parts["h"]
    assert "".join(run.text for run in form_runs(linear)) == "W\N{THIN SPACE}x + U\N{THIN SPACE}h + b"
    assert form_width(linear) > form_width(parts["h_hat.2"])
