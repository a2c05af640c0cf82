"""The forward plan needs few calls, and lays values so that each call finds what it needs side by side."""

from __future__ import annotations

from itertools import pairwise

import pytest

from rnnviz.engine.expr import Apply, Expr, Symbol
from rnnviz.engine.forward import LIFT, ForwardPlan, plan_forward
from rnnviz.engine.graph import graph_of
from rnnviz.engine.ops import AFFINE, SIGMOID

from .problem import ALL_CELLS

every_cell = pytest.mark.parametrize("key", ALL_CELLS)


@pytest.mark.parametrize(
    ("key", "n_calls"),
    [
        ("rnn", 2),
        ("rnn-relu", 2),
        ("rnn-sigmoid", 3),
        ("rnn-identity", 2),
        ("lstm", 7),
        ("gru", 9),
        ("gru-z-updates", 9),
        ("gru-reset-after", 9),
    ],
)
def test_a_step_takes_so_many_calls(key: str, n_calls: int) -> None:
    assert plan_forward(ALL_CELLS[key]).n_calls <= n_calls


def place(plan: ForwardPlan, node: Expr) -> tuple[int, bool]:
    """The slot of a node, and whether it lies in the next row."""
    slots = [*plan.head, *plan.rest]
    state = plan.states.get(node) if isinstance(node, Apply) else None
    return slots.index(node if state is None else state), state is not None


@every_cell
def test_what_one_call_reads_or_writes_lies_side_by_side(key: str) -> None:
    plan = plan_forward(ALL_CELLS[key])
    for call in plan.calls:
        for nodes in (call.results, *(() if call.op is AFFINE else call.arguments)):
            for a, b in pairwise(nodes):
                (first, row), (second, same_row) = place(plan, a), place(plan, b)
                assert (second, same_row) == (first + 1, row)


@every_cell
def test_every_operation_of_the_cell_is_called_once_with_operands_that_are_there(key: str) -> None:
    plan = plan_forward(ALL_CELLS[key])
    done: list[Expr] = [result for call in plan.still for result in call.results]
    for call in plan.calls:
        assert all(operand in done for operand in call.reads if isinstance(operand, Apply))
        done += call.results
    assert len(done) == len(set(done))
    assert set(graph_of(ALL_CELLS[key]).nodes) <= set(done)


@every_cell
def test_every_value_has_one_slot(key: str) -> None:
    plan = plan_forward(ALL_CELLS[key])
    slots = [*plan.head, *plan.rest]
    assert len(slots) == len(set(slots))
    assert set(plan.kept) == set(slots) - plan.scratch
    assert all(node in slots or node in plan.states for node in plan.graph.nodes)


def test_only_what_sigmas_alone_read_is_halved() -> None:
    for cell in ALL_CELLS.values():
        plan = plan_forward(cell)
        for affine in plan.graph.affines:
            readers = {node.op for node in plan.graph.nodes if affine in node.args}
            assert (affine in plan.halved) == (readers == {SIGMOID})


def test_ones_lie_behind_what_is_lifted() -> None:
    plan = plan_forward(ALL_CELLS["lstm"])
    lift = next(call for call in plan.calls if call.op is LIFT)
    assert plan.is_one_call(lift)
    assert len(lift.results) == 3


def test_what_reads_the_input_alone_is_not_part_of_the_step() -> None:
    graph = graph_of(ALL_CELLS["gru-reset-after"])
    plan = plan_forward(ALL_CELLS["gru-reset-after"])
    assert [call.results for call in plan.still] == [(graph.values["h_hat.1"],)]


def test_states_that_matrices_read_end_the_head() -> None:
    plan = plan_forward(ALL_CELLS["lstm"])
    last = plan.head[-1]
    assert isinstance(last, Symbol)
    assert last.name == "h"
    assert len(plan.head) == 3
