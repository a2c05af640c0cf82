"""Slots follow each other where they are linked, and links never contradict each other."""

from __future__ import annotations

from rnnviz.engine.chain import Chains
from rnnviz.engine.expr import Symbol, state_vector
from rnnviz.engine.graph import graph_of

from .problem import ALL_CELLS

a, b, c, d = (state_vector(name) for name in "abcd")
x, one = Symbol("x", "input", ("input",)), Symbol("1", "input", ())


def chains() -> Chains:
    return Chains((x, one), {})


def test_linked_slots_lie_side_by_side() -> None:
    some = chains()
    assert some.link([(c, a), (a, d)])
    assert some.order([a, b, c, d], []) == [b, c, a, d] or some.order([a, b, c, d], []) == [c, a, d, b]


def test_a_slot_has_one_follower_and_follows_one() -> None:
    some = chains()
    assert some.link([(a, b)])
    assert some.link([(a, b)])
    assert not some.link([(a, c)])
    assert not some.link([(c, b)])


def test_a_chain_never_bites_its_tail() -> None:
    some = chains()
    assert some.link([(a, b), (b, c)])
    assert not some.link([(c, a)])
    assert not some.link([(a, a)])


def test_of_several_links_all_hold_or_none() -> None:
    some = chains()
    assert not some.link([(a, b), (a, c)])
    assert some.link([(a, c)])


def test_only_the_end_of_the_head_has_a_follower_and_it_comes_first() -> None:
    some = chains()
    assert not some.link([(x, a)])
    assert not some.link([(a, one)])
    assert some.link([(one, c)])
    assert some.order([a, b, c], [])[0] is c


def test_chains_with_late_slots_come_last() -> None:
    some = chains()
    some.link([(a, d)])
    assert some.order([a, b, c, d], [d]) == [b, c, a, d]


def test_a_copy_can_be_linked_alone() -> None:
    some = chains()
    other = some.copy()
    assert other.link([(a, b)])
    assert some.link([(a, c)])


def test_a_parameter_has_no_slot() -> None:
    parameter = Symbol("p", "parameter", ("hidden",))
    assert not chains().link([(a, parameter)])


def test_a_new_state_lies_in_another_row_than_other_values() -> None:
    graph = graph_of(ALL_CELLS["lstm"])
    states = {new: old for old, new in graph.updates.items()}
    assert not Chains((x, one), states).link([(graph.values["c"], graph.values["f"])])
