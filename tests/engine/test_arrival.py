"""What flows back is laid so that sums and products find it side by side."""

from __future__ import annotations

from itertools import groupby

import pytest

from rnnviz.engine.arrival import Arrival, Given, Layout, Part, Place, arrangements
from rnnviz.engine.backward import plan_backward

from .problem import ALL_CELLS

PLAN = plan_backward(ALL_CELLS["lstm"], ("h",))
PARTS = tuple(PLAN.coefficients)
H, C = PLAN.graph.values["h"], PLAN.graph.values["c"]


def test_arrangements_keep_the_parts_of_a_cut_together() -> None:
    found = list(arrangements(PLAN.graph, PARTS))
    assert len(found) == len(set(found)) > 1
    for parts in found:
        assert sorted(map(PARTS.index, parts)) == list(range(len(PARTS)))
        assert len([cut for cut, _ in groupby(part.of for part in parts)]) == 2


@pytest.mark.parametrize("apart", [False, True])
def test_what_arrives_lies_behind_the_parts_or_in_a_row_apart(apart: bool) -> None:
    layout = Layout(PLAN.graph, (H,), PARTS, apart)
    arrivals = [slot for slot in layout.slots if not isinstance(slot, Part)]
    assert layout.slots[: len(PARTS)] == PARTS
    assert layout.apart == (tuple(arrivals) if apart else ())
    assert Given(H) in arrivals


def test_affine_forms_whose_adjoints_lie_side_by_side_share_a_product() -> None:
    old = next(state for state in PLAN.graph.updates if state.name == "h")
    best = next(
        layout
        for parts in arrangements(PLAN.graph, PARTS)
        if len((layout := Layout(PLAN.graph, (H,), parts, apart=False)).runs(old)) == 1
    )
    assert len(best.runs(old)[0]) == 4
    assert [slot for slot in best.slots if isinstance(slot, Arrival)] == [Arrival(old, 0)]


def test_the_next_row_lies_behind_this_one() -> None:
    layout = Layout(PLAN.graph, (H,), PARTS, apart=True)
    last, first = Place(PARTS[-1], in_next=False), Place(PARTS[0], in_next=True)
    assert layout.are_adjacent([last, first])
    assert not layout.are_adjacent([first, last])
    assert not layout.are_adjacent([last, Place(Given(H), in_next=True)])


def test_an_affine_form_owns_the_first_slot_that_flows_to_it() -> None:
    plan = plan_backward(ALL_CELLS["mgu"], ("h",))
    f = plan.graph.values["f.1"]
    flows = [slot for slot in plan.slots if isinstance(slot, Part) and slot.to is f]
    assert len(flows) == 2
    assert plan.own[f] is flows[0]
