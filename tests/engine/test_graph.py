"""The normal form of a cell keeps its names apart and gives every state an operation of its own."""

from __future__ import annotations

import pytest

from rnnviz.engine import ops
from rnnviz.engine.expr import Apply, state_vector
from rnnviz.engine.graph import COPY, Algebra, graph_of, operands
from rnnviz.engine.ops import AFFINE

from .problem import ALL_CELLS

every_cell = pytest.mark.parametrize("key", ALL_CELLS)


@every_cell
def test_operands_come_before_what_is_computed_from_them(key: str) -> None:
    seen: set[Apply] = set()
    for node in graph_of(ALL_CELLS[key]).nodes:
        assert all(argument in seen for argument in node.args if isinstance(argument, Apply))
        seen.add(node)


@every_cell
def test_every_name_of_a_cell_has_a_node_of_its_own(key: str) -> None:
    graph = graph_of(ALL_CELLS[key])
    assert list(graph.values) == list(ALL_CELLS[key].values)
    assert len(set(graph.values.values())) == len(graph.values)


@every_cell
def test_new_states_are_distinct_elementwise_operations_that_no_matrix_reads(key: str) -> None:
    graph = graph_of(ALL_CELLS[key])
    new = list(graph.updates.values())
    assert len(set(new)) == len(new)
    assert all(node.op is not AFFINE for node in new)
    assert not {operand for affine in graph.affines for operand in operands(affine)} & set(new)


def test_only_odd_cells_need_copies() -> None:
    copying = {key for key, cell in ALL_CELLS.items() if any(node.op is COPY for node in graph_of(cell).nodes)}
    assert copying == {"linear", "twins", "deep"}


def test_parameters_of_elementwise_operations_are_found() -> None:
    assert [vector.name for vector in graph_of(ALL_CELLS["peephole"]).vectors] == ["p_f", "p_o"]
    assert not graph_of(ALL_CELLS["lstm"]).vectors


def test_zeros_and_ones_vanish_from_products_and_sums() -> None:
    algebra, a, b = Algebra(), state_vector("a"), state_vector("b")
    minus_b = algebra.product(-1, b)
    assert algebra.product(0, a) == 0
    assert algebra.product(a, 1) is a
    assert algebra.total(a, 0) is a
    assert algebra.product(-1, -1) == 1
    assert isinstance(minus_b, Apply)
    assert minus_b.op is ops.NEGATE
    difference = algebra.total(minus_b, a)
    assert isinstance(difference, Apply)
    assert (difference.op, difference.args) == (ops.SUBTRACT, (a, b))


def test_other_numbers_become_leaves() -> None:
    algebra, a = Algebra(), state_vector("a")
    more, twice = algebra.total(1, a), algebra.product(2, a)
    assert isinstance(more, Apply)
    assert isinstance(twice, Apply)
    assert more.args == (algebra.constants[1], a)
    assert twice.args == (algebra.constants[2], a)


def test_equal_expressions_are_one_object_but_nodes_are_not() -> None:
    algebra, a = Algebra(), state_vector("a")
    first, second = algebra.add_node(ops.TANH, a), algebra.add_node(ops.TANH, a)
    assert first is not second
    assert algebra.apply(ops.TANH, a) is first
    assert algebra.simplify(second) is second
    assert algebra.simplify(1 - first) is algebra.simplify(1 - first)


def test_adjoints_stop_where_they_are_told() -> None:
    graph = graph_of(ALL_CELLS["lstm"])
    h, c = graph.values["h"], graph.values["c"]
    reached = graph.adjoints({h: 1}, [c])
    assert c in reached
    assert graph.values["o.1"] in reached
    assert graph.values["f.1"] not in reached
