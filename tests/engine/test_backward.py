"""The backward plan needs few calls, and every coefficient in it is a derivative."""

from __future__ import annotations

import pytest

from rnnviz.engine.arrival import Given, Part
from rnnviz.engine.backward import Add, BackwardPlan, Gather, Product, Scatter, plan_backward

from .problem import ALL_CELLS

every_cell = pytest.mark.parametrize("key", ALL_CELLS)


def n_calls(plan: BackwardPlan) -> int:
    apart = [
        step for step in plan.instructions if isinstance(step, Gather) and not step.adjacent and len(step.terms) > 1
    ]
    return len(plan.instructions) + len(apart)


@pytest.mark.parametrize(
    ("key", "most"),
    [
        ("rnn", 3),
        ("rnn-relu", 3),
        ("rnn-sigmoid", 3),
        ("rnn-identity", 3),
        ("lstm", 5),
        ("gru", 7),
        ("gru-z-updates", 7),
        ("gru-reset-after", 3),
    ],
)
def test_a_step_takes_so_many_calls(key: str, most: int) -> None:
    assert n_calls(plan_backward(ALL_CELLS[key], ("h",))) <= most


@every_cell
def test_each_cut_is_gathered_before_it_is_scattered(key: str) -> None:
    plan = plan_backward(ALL_CELLS[key], (ALL_CELLS[key].output.name,))
    order = [(type(step), step.cut) for step in plan.instructions if isinstance(step, Gather | Scatter)]
    for cut in {cut for kind, cut in order if kind is Scatter} & {cut for kind, cut in order if kind is Gather}:
        assert order.index((Gather, cut)) < order.index((Scatter, cut))


@every_cell
def test_every_part_is_scattered_once_side_by_side_with_the_others_of_its_cut(key: str) -> None:
    plan = plan_backward(ALL_CELLS[key], (ALL_CELLS[key].output.name,))
    scattered = [part for step in plan.instructions if isinstance(step, Scatter) for part in step.parts]
    assert sorted(map(plan.slots.index, scattered)) == list(range(len(plan.coefficients)))
    for step in plan.instructions:
        if isinstance(step, Scatter):
            first = plan.slots.index(step.parts[0])
            assert plan.slots[first : first + len(step.parts)] == step.parts


@every_cell
def test_a_product_goes_back_through_adjoints_that_are_whole(key: str) -> None:
    plan = plan_backward(ALL_CELLS[key], (ALL_CELLS[key].output.name,))
    for k, step in enumerate(plan.instructions):
        if isinstance(step, Product):
            later = [add for add in plan.instructions[k:] if isinstance(add, Add)]
            assert not {plan.own[affine] for affine in step.affines} & {add.into.slot for add in later}


def test_the_path_of_the_cell_state_is_the_forget_gate() -> None:
    plan = plan_backward(ALL_CELLS["lstm"], ("h",))
    c, f = plan.graph.values["c"], plan.graph.values["f"]
    old = next(state for state in plan.graph.updates if state.name == "c")
    assert plan.coefficients[Part(c, old)] is f


def test_values_whose_gradient_is_given_are_cuts() -> None:
    plan = plan_backward(ALL_CELLS["lstm"], ("c.1", "f.1", "h"))
    assert plan.graph.values["c.1"] in plan.cuts
    assert plan.graph.values["f.1"] not in plan.cuts
    assert Given(plan.graph.values["f.1"]) in {*plan.slots, *plan.apart}


def test_a_sum_passes_its_gradient_on_without_work() -> None:
    plan = plan_backward(ALL_CELLS["lstm"], ("h",))
    values = plan.graph.values
    assert plan.others[values["c.1"]] is plan.adjoints[values["c"]]
