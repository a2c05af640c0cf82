"""The forward step of a cell as few calls: which values lie side by side, so that one call computes several.

A step reads and writes one row of a tape, in which every value has a slot. The head of the row is what matrices
multiply, ``[computed operands, x, 1, states]``, so that every affine form reads one stretch of it.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from functools import lru_cache
from itertools import permutations, product
from typing import TypeAlias

import numpy as np

from .cell import Cell
from .chain import Chains
from .expr import Apply, Expr, Symbol
from .graph import Graph, graph_of, operands
from .ops import ADD, AFFINE, CALL, MULTIPLY, SIGMOID, TANH, Kernel, Op

ONE = Symbol("1", "input", ())
"""The constant 1 in the head of the row, which the biases multiply."""

HALVE = Op("halve", lambda a: 0.5 * a, None, "", "", CALL, Kernel(np.multiply, after=(0.5,)))
LIFT = Op("lift", lambda a, b: 0.5 * a + 0.5 * b, None, "", "", CALL)
"""½ a + ½ b, which takes tanh(½ z) and 1 to σ(z)."""

Needs: TypeAlias = Mapping[Expr, frozenset[Expr]]

COMMUTATIVE = (ADD, MULTIPLY)
MOST_AFFINES = 5
MOST_PARTNERS = 4
"""Up to these numbers all orders are tried, of affine forms and of nodes that one call could compute."""


@dataclass(frozen=True, eq=False, slots=True)
class Call:
    """One operation on several nodes; the operands of each argument lie side by side, and so do the results."""

    op: Op
    arguments: tuple[tuple[Expr, ...], ...]
    results: tuple[Apply, ...]

    @property
    def reads(self) -> frozenset[Expr]:
        """All operands."""
        return frozenset(operand for argument in self.arguments for operand in argument)


@dataclass(frozen=True, eq=False)
class ForwardPlan:
    """One step forward, without sizes.

    ``head`` and ``rest`` are the slots of a row in order; those in ``scratch`` are no values of the cell. A new state
    lies in the slot of the old state (``states``), one row further on. ``still`` are the affine forms of the input
    alone: they are computed for many steps at once. A slot in ``halved`` holds half its value, for σ to read.
    """

    graph: Graph
    head: tuple[Expr, ...]
    rest: tuple[Expr, ...]
    scratch: frozenset[Expr]
    still: tuple[Call, ...]
    calls: tuple[Call, ...]
    halved: frozenset[Expr]
    states: Mapping[Apply, Symbol]

    @property
    def n_calls(self) -> int:
        """How many NumPy calls a step takes."""
        return sum(1 if self.is_one_call(call) else 2 for call in self.calls)

    def is_one_call(self, call: Call) -> bool:
        """Whether a call needs no more than one; to lift does if its ones lie behind what it lifts."""
        if call.op is not LIFT:
            return True
        at = self.rest.index(call.arguments[0][-1])
        return self.rest[at + 1 : at + 2] == call.arguments[1][:1]

    @property
    def products(self) -> tuple[Call, ...]:
        """The products of all affine forms."""
        return (*self.still, *(call for call in self.calls if call.op is AFFINE))

    @property
    def ones(self) -> tuple[Expr, ...]:
        """The slots that always hold 1."""
        return (ONE, *(one for call in self.calls if call.op is LIFT for one in call.arguments[1]))

    @property
    def blind(self) -> tuple[Expr, ...]:
        """The slots that calls which hide NaN read, in this row or, of new states, in the next."""
        hiding = (call for call in self.calls if call.op.kernel is not None and call.op.kernel.hides_nan)
        operands = (operand for call in hiding for operand in call.arguments[0])
        slots = (self.states.get(node, node) if isinstance(node, Apply) else node for node in operands)
        return tuple(slot for slot in slots if slot in self.head or slot in self.rest)

    @property
    def kept(self) -> tuple[Expr, ...]:
        """The slots that are values of the cell, in the order of the row."""
        return tuple(slot for slot in (*self.head, *self.rest) if slot not in self.scratch)


@lru_cache(maxsize=64)
def plan_forward(cell: Cell) -> ForwardPlan:
    """The plan with the fewest calls for a cell."""
    graph = graph_of(cell)
    moving = [affine for affine in graph.affines if not _is_still(affine)]
    orders = permutations(moving) if len(moving) <= MOST_AFFINES else [tuple(moving)]
    plans = [plan for order in orders if (plan := _plan(graph, order, joined=True))]
    plans = plans or [plan for plan in [_plan(graph, moving, joined=False)] if plan]
    return min(plans, key=lambda plan: plan.n_calls)


def _plan(graph: Graph, order: Sequence[Apply], joined: bool) -> ForwardPlan | None:
    """The plan whose affine forms have their slots in a given order; None if joined calls wait for each other."""
    states = {new: old for old, new in graph.updates.items()}
    head = _head(graph)
    steps, halved = _lower(graph)
    moving = [step for step in steps if step.results[0] not in graph.affines or step.results[0] in order]
    calls, chains = _joined(moving, order, Chains(head, states)) if joined else (moving, Chains(head, states))
    scheduled = _sorted(calls)
    if scheduled is None:
        return None
    values = [*order, *graph.nodes, *graph.updates]
    ones = [one for call in scheduled if call.op is LIFT for one in call.arguments[1]]
    scratch = [*(step.results[0] for step in steps if step.results[0] not in graph.nodes), *ones]
    own = [slot for slot in (*values, *scratch) if slot not in head and slot not in states]
    rest = chains.order(list(dict.fromkeys(own)), scratch)
    still = tuple(step for step in steps if step not in moving)
    return ForwardPlan(graph, head, tuple(rest), frozenset(scratch), still, scheduled, halved, states)


def _joined(steps: Sequence[Call], order: Sequence[Apply], chains: Chains) -> tuple[list[Call], Chains]:
    """The steps in as few calls as possible, and the slots that this lays side by side."""
    needs = _needs(steps)
    calls: list[Call] = []
    for group in _groups(steps, order):
        merged, chains = _fewest(group, chains, needs)
        calls += merged
        for call in merged:
            if call.op is LIFT:
                chains.link([(call.arguments[0][-1], call.arguments[1][0])])
    return calls, chains


def _head(graph: Graph) -> tuple[Expr, ...]:
    """What matrices multiply: computed operands, the input, the 1 of the biases, states."""
    used = {operand for affine in graph.affines for operand in operands(affine)}
    states = [state for state in graph.updates if state in used]
    return (*graph.operands, graph.cell.input, ONE, *states)


def _is_still(affine: Apply) -> bool:
    """Whether an affine form reads nothing but the input."""
    return all(isinstance(operand, Symbol) and operand.kind == "input" for operand in operands(affine))


def _lower(graph: Graph) -> tuple[list[Call], frozenset[Expr]]:
    """The operations as they are called, operands first, and the affine forms that only σ reads.

    σ(z) is ½ tanh(½ z) + ½: the inner ½ goes into the matrices where it can.
    """
    readers: dict[Expr, set[str]] = {}
    for node in graph.nodes:
        for argument in node.args:
            readers.setdefault(argument, set()).add(node.op.name)
    halved = frozenset(affine for affine in graph.affines if readers.get(affine) == {SIGMOID.name})
    steps: list[Call] = []
    for node in graph.nodes:
        if node.op is SIGMOID:
            half: Expr = node.args[0]
            if half not in halved:
                steps.append(_call(HALVE, half := Apply(HALVE, node.args), node.args[0]))
            steps.append(_call(TANH, bend := Apply(TANH, (half,)), half))
            steps.append(_call(LIFT, node, bend, Symbol("one", "input", ("hidden",))))
        else:
            steps.append(_call(node.op, node, *(operands(node) if node.op is AFFINE else node.args)))
    return steps, halved


def _call(op: Op, result: Apply, *args: Expr) -> Call:
    return Call(op, tuple((argument,) for argument in args), (result,))


def _groups(steps: Sequence[Call], order: Sequence[Apply]) -> list[list[Call]]:
    """The steps that share an operation: affine forms in their order, then what reads them, then the others."""
    groups: dict[str, list[Call]] = {AFFINE.name: [], TANH.name: [], LIFT.name: []}
    for step in sorted(steps, key=lambda step: _rank(step, order)):
        groups.setdefault(step.op.name, []).append(step)
    return [group for group in groups.values() if group]


def _rank(step: Call, order: Sequence[Apply]) -> int:
    """The place of the affine form that a step computes or reads, through at most one other operation."""
    operand = step.results[0] if step.op is AFFINE else step.arguments[0][0]
    for node in (operand, *(operand.args if isinstance(operand, Apply) else ())):
        if node in order:
            return order.index(node)
    return len(order)


def _fewest(group: Sequence[Call], chains: Chains, needs: Needs) -> tuple[list[Call], Chains]:
    """A group of steps in as few calls as the slots that are placed already allow."""
    is_free = group[0].op is not AFFINE and len(group) <= MOST_PARTNERS
    orders = permutations(group) if is_free else [tuple(group)]
    return min((_merge(steps, chains.copy(), needs) for steps in orders), key=lambda merged: len(merged[0]))


def _merge(steps: Iterable[Call], chains: Chains, needs: Needs) -> tuple[list[Call], Chains]:
    """Join each step to a call before it where the slots can be laid side by side."""
    calls: list[Call] = []
    for step in steps:
        for k, call in enumerate(calls):
            if any(needs[a] & {b} or needs[b] & {a} for a in call.results for b in step.results):
                continue
            joined = _join_products(call, step, chains) if step.op is AFFINE else _join(call, step, chains)
            if joined is not None:
                calls[k] = joined
                break
        else:
            calls.append(step)
    return calls, chains


def _join_products(call: Call, step: Call, chains: Chains) -> Call | None:
    """Two products in one, if they wait for the same operands."""
    waits = [{operand for operand in some.reads if isinstance(operand, Apply)} for some in (call, step)]
    if waits[0] != waits[1] or not chains.link([(call.results[-1], step.results[0])]):
        return None
    return Call(AFFINE, (*call.arguments, *step.arguments), call.results + step.results)


def _join(call: Call, step: Call, chains: Chains) -> Call | None:
    """Two elementwise calls in one, swapping the operands of an operation that commutes."""
    swaps = (1, -1) if call.op in COMMUTATIVE else (1,)
    for ours, theirs in product(swaps if len(call.results) == 1 else (1,), swaps):
        left, right = call.arguments[::ours], step.arguments[::theirs]
        pairs = [(a[-1], b[0]) for a, b in zip((*left, call.results), (*right, step.results), strict=True)]
        if chains.link(pairs):
            return Call(call.op, tuple(a + b for a, b in zip(left, right, strict=True)), call.results + step.results)
    return None


def _needs(calls: Iterable[Call]) -> Needs:
    """Everything that each result is computed from; ``calls`` have single results, operands first."""
    needs: dict[Expr, frozenset[Expr]] = {}
    for call in calls:
        below = (needs.get(operand, frozenset()) for operand in call.reads)
        needs[call.results[0]] = call.reads.union(*below)
    return needs


def _sorted(calls: Sequence[Call]) -> tuple[Call, ...] | None:
    """The calls in an order in which every operand is there when it is read; None if they wait for each other."""
    waiting = list(calls)
    missing = {result for call in calls for result in call.results}
    done: list[Call] = []
    while waiting:
        ready = next((call for call in waiting if not call.reads & missing), None)
        if ready is None:
            return None
        waiting.remove(ready)
        missing.difference_update(ready.results)
        done.append(ready)
    return tuple(done)
