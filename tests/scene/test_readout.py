"""The read-out, the probabilities and the loss follow each other beside the cell."""

from __future__ import annotations

from itertools import pairwise

from rnnviz.scene.block import block_form
from rnnviz.scene.readout import arrange_readout
from rnnviz.scene.standpoint import Standpoint


def test_values_follow_each_other_from_right_to_left() -> None:
    forms = {"y": block_form(3, is_row=True), "p": block_form(3, is_row=True), "loss": block_form(1)}
    readout = arrange_readout(800.0, Standpoint(0, False, ("x",), ("h",)), forms)
    assert readout.steps[0].wire[0] == (readout.box[0], 19.0)
    for right, left in pairwise(readout.steps):
        assert left.wire[0][0] < right.symbol.area.left
        assert left.block.left + left.block.form.width < left.wire[1][0] < left.wire[0][0]
    assert readout.left == readout.steps[-1].symbol.area.left


def test_without_a_read_out_the_box_says_what_is_done_to_the_state() -> None:
    probabilities = {"p": block_form(3), "loss": block_form(1)}
    assert [
        run.text for run in arrange_readout(500.0, Standpoint(0, False, ("x",), ("h",)), probabilities).caption
    ] == ["softmax"]
    assert [
        run.text
        for run in arrange_readout(500.0, Standpoint(0, False, ("x",), ("h",)), {"loss": block_form(1)}).caption
    ] == ["loss"]


def test_the_formula_names_the_output_of_the_cell() -> None:
    caption = arrange_readout(500.0, Standpoint(0, False, ("x",), ("m",)), {"y": block_form(1)}).caption
    assert "".join(run.text for run in caption) == "Why\N{THIN SPACE}m + by"


def test_the_formula_names_the_outputs_of_both_directions() -> None:
    caption = arrange_readout(500.0, Standpoint(0, False, ("x",), ("h", "1r.h")), {"y": block_form(1)}).caption
    assert "".join(run.text for run in caption) == "Why\N{THIN SPACE}[h, h(1←)] + by"
