"""When a value is computed: the sub-step of a step that gives it."""

from __future__ import annotations

from collections.abc import Sequence


def substep_of(order: Sequence[str], name: str) -> int:
    """The sub-step, counted from 1 as the names in ``run.order``, that computes a value; 0 for what comes from outside.

    An inner part such as ``f.1`` comes with its equation, the probabilities with the loss.
    """
    if name not in order:
        name = "loss" if name == "p" else name.rpartition(".")[0]
    return order.index(name) + 1 if name in order else 0


def backward_substep_of(order: Sequence[str], name: str) -> int:
    """The sub-step, counted from 1 as the names in the reversed order, that gives a value its gradient.

    What comes from outside has its gradient with the last of them.
    """
    return min(len(order), len(order) + 1 - substep_of(order, name))
