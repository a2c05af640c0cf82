"""Stacked matrices are the affine forms they stack."""

from __future__ import annotations

import numpy as np
import pytest

from rnnviz.engine.forward import ONE, plan_forward
from rnnviz.engine.graph import graph_of
from rnnviz.engine.matrix import WASTE, Matrix, split, stretch, terms
from rnnviz.engine.tape import Columns, Sizes

from .problem import ALL_CELLS, problem


def columns_of(key: str, sizes: Sizes) -> Columns:
    plan = plan_forward(ALL_CELLS[key])
    return Columns((*plan.head, *plan.rest), sizes)


@pytest.mark.parametrize("batch", [1, 2])
@pytest.mark.parametrize("key", ["lstm", "gru", "gru-reset-after"])
def test_one_product_gives_all_affine_forms_half_where_they_are_halved(key: str, batch: int) -> None:
    plan, p = plan_forward(ALL_CELLS[key]), problem(ALL_CELLS[key])
    columns = columns_of(key, Sizes(3, 4, batch))
    row = np.random.default_rng(0).normal(size=(columns.width, batch))
    row[columns.of(ONE)] = 1.0
    for call in plan.products:
        matrix = Matrix(call.results, plan, columns)
        matrix.load(p.parameters)
        stretched, out = row[matrix.rows].reshape(-1), np.empty(len(call.results) * 4 * batch)
        function, arguments = matrix.bind(stretched, out)
        function(*arguments)
        for affine, found in zip(call.results, np.split(out.reshape(-1, batch), len(call.results)), strict=True):
            products = [
                p.parameters[name] @ row[columns.of(operand)] for name, operand in terms(affine) if operand is not ONE
            ]
            bias = next(p.parameters[name] for name, operand in terms(affine) if operand is ONE)
            expected = sum(products) + bias[:, None]
            assert np.allclose(found, expected * (0.5 if affine in plan.halved else 1.0))


def test_a_read_only_parameter_is_loaded_once_and_any_other_each_time() -> None:
    plan, p = plan_forward(ALL_CELLS["rnn"]), problem(ALL_CELLS["rnn"])
    columns = columns_of("rnn", Sizes(3, 4, 1))
    matrix = Matrix(plan.products[0].results, plan, columns)
    row, out = np.ones(matrix.rows.stop - matrix.rows.start), np.empty(4)
    function, arguments = matrix.bind(row, out)
    for change in (0.0, 1.0):
        p.parameters["b"][...] += change
        matrix.load(p.parameters)
        function(*arguments)
        assert np.allclose(out, p.parameters["W"].sum(axis=1) + p.parameters["U"].sum(axis=1) + p.parameters["b"])


def test_an_affine_form_reads_one_stretch_that_covers_its_operands() -> None:
    graph = graph_of(ALL_CELLS["gru"])
    columns = columns_of("gru", Sizes(3, 4, 1))
    # The head is [r ⊙ h, x, 1, h].
    assert stretch([graph.values["z.1"]], columns) == slice(4, 12)
    assert stretch([graph.values["h_hat.2"]], columns) == slice(0, 8)


def test_much_multiplication_by_zero_is_split_off() -> None:
    results = plan_forward(ALL_CELLS["gru-reset-after"]).calls[0].results
    assert len(split(results, columns_of("gru-reset-after", Sizes(3, 4, 1)))) == 1
    assert len(split(results, columns_of("gru-reset-after", Sizes(WASTE, 4, 1)))) == 2
